#!/usr/bin/env python3
"""Writes what the Python package derives from the registry, the schema and the compiled module.

    scripts/generate_python.py [--check]    --check writes nothing and fails if a file is stale

Needs the installed package with pybind11-stubgen and ruff beside it. Written are the types of
the settings and of the compiled module, and the page on the Python interface.
"""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path
from typing import Any

import voxtrait

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "python/voxtrait"
Schema = dict[str, Any]


def type_of(schema: Schema) -> str:
    """The Python type of a setting."""
    if "oneOf" in schema:
        return "Mapping[str, Any]"
    if "enum" in schema:
        return f"Literal[{', '.join(repr(choice) for choice in schema['enum'])}]"
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    names = {
        "number": "float",
        "integer": "int",
        "boolean": "bool",
        "null": "None",
        "string": "str",
        "object": "Mapping[str, Mapping[str, Any]]",
    }
    parts = []
    for kind in kinds:
        item = kind == "array"
        parts.append(f"Sequence[{type_of(schema['items'])}]" if item else names[kind])
    return " | ".join(parts)


def comment(schema: Schema, indent: str) -> str:
    """The meaning and default of a setting above its declaration."""
    text = f"{schema['description']} Default: {schema['default']!r}."
    return "\n".join(f"{indent}# {line}" for line in textwrap.wrap(text, 90))


def typed_dict(name: str, doc: str, entries: dict[str, Schema], types: dict[str, str]) -> str:
    lines = [f"class {name}(TypedDict, total=False):", f'    """{doc}"""', ""]
    for key, schema in entries.items():
        if "description" in schema:
            lines.append(comment(schema, "    "))
        lines.append(f"    {key}: {types[key]}")
    return "\n".join(lines)


def camel(section: str) -> str:
    return "".join(part.capitalize() for part in section.split("_")) + "Settings"


# Settings that are arguments of their own and so are not among the keywords.
EXPLICIT = {"profile"}


def settings_module(schema: Schema) -> str:
    """The text of _settings.py."""
    classes, flat, pointers, whole = [], {}, {}, {}
    for section, content in schema["properties"].items():
        if "properties" not in content:
            whole[section] = type_of(content)
            flat[section], pointers[section] = content, (section,)
            continue
        whole[section] = camel(section)
        entries = content["properties"]
        types = {key: type_of(field) for key, field in entries.items()}
        classes.append(typed_dict(camel(section), f"Settings of {section}.", entries, types))
        for key, field in entries.items():
            flat[f"{section}_{key}"], pointers[f"{section}_{key}"] = field, (section, key)
    classes.append(
        typed_dict("Settings", "All settings.", {section: {} for section in whole}, whole)
    )
    doc = "The same settings as keyword arguments: section and key in one name."
    keywords = {name: field for name, field in flat.items() if name not in EXPLICIT}
    types = {name: type_of(field) for name, field in keywords.items()}
    classes.append(typed_dict("Keywords", doc, keywords, types))
    table = "\n".join(f"    {name!r}: {place!r}," for name, place in pointers.items())
    head = (
        '"""Types of the settings; written by scripts/generate_python.py from the schema."""\n\n'
        "from __future__ import annotations\n\n"
        "from collections.abc import Mapping, Sequence\n"
        "from typing import Any, Final, Literal, TypedDict\n"
    )
    defaults = "\n".join(f"    {name!r}: {field['default']!r}," for name, field in flat.items())
    places = (
        "#: Where each keyword argument stands in the settings.\n"
        f"POINTERS: Final[dict[str, tuple[str, ...]]] = {{\n{table}\n}}\n\n"
        "#: Its value where it is not given.\n"
        f"DEFAULTS: Final[dict[str, Any]] = {{\n{defaults}\n}}\n"
    )
    return "\n\n\n".join([head, *classes, places])


# What the compiled part says less exactly than mypy asks for.
STUB_TYPES = {
    r"-> tuple:": "-> tuple[typing.Any, ...]:",
    r": tuple([,)])": r": tuple[typing.Any, ...]\1",
    r"-> list:": "-> list[dict[str, typing.Any]]:",
    r"-> dict:": "-> dict[int, int]:",
    r": dict([,)])": r": dict[str, typing.Any]\1",
    r"numpy\.ndarray\b": "numpy.typing.NDArray[typing.Any]",
    r"os\.PathLike \| str \| bytes": "str | os.PathLike[str]",
    r"^(\w+): tuple = .*$": r"\1: tuple[str, ...]",
    r"^__version__: str = .*$": "__version__: str",
    r"\btext: str\b": "text: str | bytes",
    r"\bsettings: str\b": "settings: str | bytes",
    r"\n__all__: .*\n": "\n",
}
STUB_TYPES = {f"(?m){pattern}": typed for pattern, typed in STUB_TYPES.items()}
STUB_HEAD = (
    '"""The compiled part, private; written by scripts/generate_python.py from the module."""\n\n'
)


def core_stub() -> str:
    """The text of _core.pyi."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pybind11_stubgen", "voxtrait._core", "-o", folder]
        subprocess.run([*command, "--exit-code"], check=True, capture_output=True)
        text = (Path(folder) / "voxtrait/_core.pyi").read_text(encoding="utf-8")
    for pattern, typed in STUB_TYPES.items():
        text = re.sub(pattern, typed, text)
    return STUB_HEAD + text.partition('"""\nfrom')[2].join(["from", ""])


def keyword_lines(schema: Schema) -> list[str]:
    """A line for each setting as keyword argument."""
    lines = ["| keyword argument | default | meaning |", "|---|---|---|"]
    for section, content in schema["properties"].items():
        own = content.get("properties")
        fields = (
            {section: content} if own is None else {f"{section}_{k}": f for k, f in own.items()}
        )
        for name, field in fields.items():
            doc = field["description"].replace("|", "\\|")
            lines.append(f"| `{name}` | `{field['default']!r}` | {doc} |")
    return lines


def entry(name: str, thing: object, heading: str) -> list[str]:
    """The documentation of a function or class, and of its public members."""
    lines = [f"{heading} {name}", "", "```text", inspect.getdoc(thing) or "", "```", ""]
    for member, value in vars(thing).items() if inspect.isclass(thing) else []:
        if not member.startswith("_") and (
            inspect.isfunction(value) or isinstance(value, property)
        ):
            lines += entry(f"{name}.{member}", value, f"{heading}#")
    return lines


def page() -> str:
    """The text of the page on the Python interface."""
    lines = [
        "# Python interface",
        "",
        "Written by `scripts/generate_python.py` from the package; `help(voxtrait.extract)` says",
        "the same.",
        "",
        "## Settings as keyword arguments",
        "",
        "`extract`, `inspect` and `Extractor` take every setting as a keyword argument. It wins",
        "over the same setting in `settings`. [Settings](reference/settings.md) has their ranges.",
        "",
        *keyword_lines(voxtrait.schema()),
        "",
    ]
    for name in sorted(set(voxtrait.__all__) - {"__version__"}):
        lines += entry(name, getattr(voxtrait, name), "##")
    return "\n".join(lines)


def formatted(text: str, name: str) -> str:
    ruff = Path(sys.executable).parent / "ruff"
    for command in (["check", "--fix", "--quiet", "--exit-zero"], ["format", "--quiet"]):
        options = ["--config", str(ROOT / "pyproject.toml"), "--stdin-filename", name, "-"]
        text = subprocess.run(
            [ruff, *command, *options], input=text, capture_output=True, text=True, check=True
        ).stdout
    return text


def generated() -> dict[Path, str]:
    """All files with what they should hold."""
    settings, core = PACKAGE / "_settings.py", PACKAGE / "_core.pyi"
    return {
        settings: formatted(settings_module(voxtrait.schema()), str(settings)),
        core: formatted(core_stub(), str(core)),
        ROOT / "src/doc/python.md": page(),
    }


def main() -> int:
    stale = []
    for path, text in generated().items():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(path.relative_to(ROOT))
        if "--check" not in sys.argv[1:]:
            path.write_text(text, encoding="utf-8")
    for path in stale:
        print(f"{path} {'is stale' if '--check' in sys.argv[1:] else 'written'}")
    return 1 if stale and "--check" in sys.argv[1:] else 0


if __name__ == "__main__":
    sys.exit(main())
