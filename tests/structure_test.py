"""Checks the rules that the sources keep to but no compiler enforces.

Run by CTest: structure_test.py [ROOT]. With --self-test it checks itself on made-up files instead.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

# A layer includes itself and layers of lower rank.
RANKS = {
    "core": 0,
    "registry": 1,
    "preprocess": 2,
    "filter": 3,
    "texture": 3,
    "shape": 3,
    "features": 4,
    "pipeline": 5,
    "io": 6,
    "plugin": 7,
    "cli": 8,
}

INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)
ITK_HEADER = re.compile(r"^(itk|vnl|vcl|metaI|nifti|NrrdIO)[A-Za-z0-9_/]*\.h(xx)?$")

# Functions of the C library whose bits differ between processors and platforms. Those that the
# project has of its own may be called without `std::`.
INEXACT = (
    "log|log2|log10|log1p|exp|exp2|expm1|pow|cbrt|hypot|fma|sin|cos|tan|asin|acos|atan|atan2|sinh"
    "|cosh|tanh|erf|erfc|tgamma|lgamma"
)
OWN = ("log2", "exp")
INEXACT_CALL = re.compile(rf"\bstd::({INEXACT})[fl]?\s*\(|(?<![\w:.>])({INEXACT})[fl]?\s*\(")
VALUE_LAYERS = ("core", "preprocess", "texture", "shape", "filter", "features")
# Calls that feed no value; each with its reason.
INEXACT_ALLOWED = {
    ("src/core/geometry.cpp", "std::acos"): "the angle between two geometries in a message",
}

# What may stand at namespace scope is constant; an object whose construction does something (a
# registrar, a cache) is not, and neither is anything with the constructor attribute.
NAMESPACE_VARIABLE = re.compile(
    r"^(?!(?:inline\s+)?constexpr\b|using\b|typedef\b|template\b|namespace\b|class\b|struct\b"
    r"|enum\b|union\b|return\b|static_assert\b|extern\b|friend\b|concept\b|else\b|case\b|public\b)"
    r"(?:(?:static|inline|const|thread_local|mutable)\s+)*"
    r"[A-Za-z_][\w:<>,*& ]*\s+[A-Za-z_]\w*\s*(?:=[^=]|\{[^}]*\};|;)",
)
CONSTRUCTOR = re.compile(r"__attribute__\s*\(\s*\(\s*constructor")


def without_comments(text: str) -> str:
    """Blanks out comments and string literals, keeping line numbers."""

    def blank(match: re.Match[str]) -> str:
        found = match.group(0)
        return found if found.startswith("#") else re.sub(r"[^\n]", " ", found)

    pattern = (
        r'^[ \t]*#[^\n]*|//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"'
        r"|'(?:\\.|[^'\\\n])+'"
    )
    return re.sub(pattern, blank, text, flags=re.DOTALL | re.MULTILINE)


def layer_of(path: Path, root: Path) -> str | None:
    """The layer that a source or header belongs to; None for headers above all layers."""
    parts = path.relative_to(root).parts
    inner = parts[1:] if parts[0] == "src" else parts[2:]
    return inner[0] if len(inner) > 1 else None


def sources(root: Path) -> list[Path]:
    """All C++ files of the library and the program."""
    files = [*(root / "src").rglob("*"), *(root / "include").rglob("*")]
    return sorted(f for f in files if f.suffix in {".cpp", ".hpp", ".h"})


def included_layer(name: str) -> str | None:
    """The layer of an included project header such as voxtrait/core/box.hpp."""
    parts = name.split("/")
    return parts[1] if parts[0] == "voxtrait" and len(parts) > 2 else None


def layer_problems(path: Path, root: Path, includes: list[str]) -> list[str]:
    """Includes that go upwards or sideways."""
    layer = layer_of(path, root)
    if layer is None or layer == "doc":
        return []
    if layer not in RANKS:
        return [f"{layer} is no known layer: give it a rank in tests/structure_test.py"]
    problems = []
    for name in includes:
        other = included_layer(name)
        if name == "voxtrait/itk.hpp":
            problems.append("voxtrait/itk.hpp is for users, not for the library")
        elif other is not None and other not in RANKS:
            problems.append(f"includes {name} of the unknown layer {other}")
        elif other is not None and other != layer and RANKS[other] >= RANKS[layer]:
            problems.append(f"{layer} includes {name}: includes go downwards only")
        elif "/" not in name and name.endswith(".hpp"):
            if not (path.parent / name).exists():
                problems.append(f"includes {name}, which is not beside it")
        elif name.startswith("../") or "/../" in name:
            problems.append(f"includes {name} through a parent folder")
    return problems


def itk_problems(path: Path, root: Path, includes: list[str]) -> list[str]:
    """ITK headers outside the places that may see them."""
    relative = path.relative_to(root).as_posix()
    allowed = (
        relative.startswith("src/io/")
        or relative == "include/voxtrait/itk.hpp"
        or relative.endswith("_itk.cpp")
    )
    if allowed:
        return []
    return [f"includes ITK's {name}" for name in includes if ITK_HEADER.match(name)]


def call_problems(path: Path, root: Path, text: str) -> list[str]:
    """Library functions whose bits depend on the platform, where values are computed."""
    relative = path.relative_to(root).as_posix()
    if layer_of(path, root) not in VALUE_LAYERS:
        return []
    problems = []
    for match in INEXACT_CALL.finditer(text):
        call = match.group(0).rstrip(" (")
        if call in OWN or (relative, call) in INEXACT_ALLOWED:
            continue
        line = text.count("\n", 0, match.start()) + 1
        problems.append(
            f"line {line}: {call} has other bits on other platforms; use "
            "voxtrait/core/elementary.hpp"
        )
    return problems


def registrar_problems(text: str) -> list[str]:
    """Objects at namespace scope that are not constant expressions."""
    problems = [
        f"line {text.count(chr(10), 0, m.start()) + 1}: a constructor that runs by itself"
        for m in CONSTRUCTOR.finditer(text)
    ]
    # clang-format indents nothing within namespaces, so column 0 is namespace scope.
    for number, line in enumerate(text.split("\n"), start=1):
        match = NAMESPACE_VARIABLE.match(line)
        if re.match(r"static\b", line):
            problems.append(f"line {number}: static at namespace scope")
        elif match and "(" not in line.split("=")[0]:
            problems.append(f"line {number}: a variable at namespace scope that is not constexpr")
    return problems


def problems_in(root: Path) -> list[str]:
    """Everything that breaks a rule, as file: problem."""
    found = []
    for path in sources(root):
        text = without_comments(path.read_text(encoding="utf-8"))
        includes = INCLUDE.findall(path.read_text(encoding="utf-8"))
        problems = [
            *layer_problems(path, root, includes),
            *itk_problems(path, root, includes),
            *call_problems(path, root, text),
            *registrar_problems(text),
        ]
        found += [f"{path.relative_to(root)}: {problem}" for problem in problems]
    return found


# Files that break one rule each, and files that break none.
BAD = {
    "src/core/up.cpp": '#include "voxtrait/pipeline/table.hpp"\n',
    "include/voxtrait/texture/sideways.hpp": '#include "voxtrait/shape/mesh.hpp"\n',
    "src/registry/up.cpp": "#include <voxtrait/preprocess/round.hpp>\n",
    "src/mystery/new.cpp": "int f() { return 0; }\n",
    "src/features/parent.cpp": '#include "../core/secret.hpp"\n',
    "src/pipeline/foreign.cpp": '#include "secret.hpp"\n',
    "src/cli/user.cpp": '#include "voxtrait/itk.hpp"\n',
    "src/pipeline/itk.cpp": "#include <itkImage.h>\n",
    "include/voxtrait/io/leak.hpp": "#include <itkImageIOBase.h>\n",
    "src/features/log.cpp": "double f(double x) { return std::log2(x); }\n",
    "src/core/exp.cpp": "double f(double x) { return std::exp( -x); }\n",
    "src/preprocess/pow.cpp": "double f(double x) { return std::pow(x, 3); }\n",
    "src/shape/pow.cpp": "double f(double x) { return 2.0 * pow(x, 3); }\n",
    "src/texture/logf.cpp": "float f(float x) { return logf(x); }\n",
    "src/features/static.cpp": "static const Registrar registrar(family());\n"
    "static bool registered = add();\n",
    "src/registry/global.cpp": "const bool done = registry().add(family());\n",
    "src/core/cache.cpp": "std::map<int, int> cache;\n",
    "src/core/thread.cpp": "thread_local int depth = 0;\n",
    "src/core/attribute.cpp": "__attribute__((constructor)) void start() {}\n",
}
GOOD = {
    "src/core/a.cpp": '#include "voxtrait/core/a.hpp"\n#include <cmath>\n\n'
    "namespace voxtrait {\n\nnamespace {\n\nconstexpr double limit = 1.0;\n\n"
    "struct Part {\n  int x = 0;\n};\n\ndouble half(double x) { return 0.5 * x; }\n\n"
    "}  // namespace\n\nusing Numbers = std::vector<double>;\nstatic_assert(limit > 0);\n\n"
    "Numbers f(const Part& part,\n          int y) {\n  static const int names = g();\n"
    "  return {std::sqrt(2.0), exp(1.0), names};\n}\n\n"
    "// std::log2(x) differs between platforms\n"
    'const char* text() { return "std::exp(x)"; }\n\n}  // namespace voxtrait\n',
    "include/voxtrait/core/a.hpp": "#pragma once\n",
    "src/texture/b.cpp": '#include "b.hpp"\n#include "voxtrait/preprocess/p.hpp"\n',
    "src/texture/b.hpp": "#pragma once\n\ninline constexpr int most = 3;\n",
    "src/io/c.cpp": "#include <itkImage.h>\n#include <cmath>\n\ndouble g(double x) "
    "{ return std::pow(10.0, x); }\n",
    "src/shape/d_itk.cpp": "#include <itkImage.h>\n",
    "include/voxtrait/itk.hpp": '#include <itkImage.h>\n#include "voxtrait/core/a.hpp"\n',
}


def write_tree(root: Path, files: dict[str, str]) -> None:
    """Writes made-up files."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def self_test() -> list[str]:
    """Rules that miss a file that breaks them, or that find fault with a good one."""
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        write_tree(Path(folder), GOOD)
        failures += [f"found fault with {problem}" for problem in problems_in(Path(folder))]
    for name, text in BAD.items():
        with tempfile.TemporaryDirectory() as folder:
            write_tree(Path(folder), {name: text, "include/voxtrait/core/a.hpp": ""})
            if len(problems_in(Path(folder))) < text.count("\n"):
                failures.append(f"found nothing wrong in {name}: {text!r}")
    return failures


def main() -> int:
    """Prints every problem; the exit code says whether there is one."""
    arguments = sys.argv[1:]
    if arguments == ["--self-test"]:
        problems = self_test()
    else:
        root = Path(arguments[0]) if arguments else Path(__file__).resolve().parent.parent
        problems = problems_in(root)
        if not sources(root):
            problems = [f"no sources in {root}"]
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
