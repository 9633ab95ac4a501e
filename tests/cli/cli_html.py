"""A page as a tree of elements, and the pictures that it carries, without a browser."""

import base64
import re
import struct
import zlib
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

VOID = {"meta", "img", "wbr", "br", "hr", "link", "input"}
Pixels = NDArray[np.uint8]


@dataclass
class Element:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    @property
    def text(self) -> str:
        parts = (c if isinstance(c, str) else c.text for c in self.children)
        return re.sub(r"\s+", " ", "".join(parts)).strip()

    def all(self, tag: str) -> list["Element"]:
        found = []
        for child in self.children:
            if isinstance(child, Element):
                found += ([child] if child.tag == tag else []) + child.all(tag)
        return found

    def with_id(self, name: str) -> "Element":
        (found,) = (e for e in self.every() if e.attributes.get("id") == name)
        return found

    def every(self) -> list["Element"]:
        found = [self]
        for child in self.children:
            if isinstance(child, Element):
                found += child.every()
        return found


class Builder(HTMLParser):
    """Builds the tree and insists that every element is closed in its place."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("document")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        assert len(element.attributes) == len(attrs), f"<{tag}> has an attribute twice"
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parsed(path: Path) -> Element:
    builder = Builder()
    builder.feed(path.read_text("utf-8"))
    builder.close()
    assert len(builder.open) == 1, f"<{builder.open[-1].tag}> is never closed"
    return builder.open[0]


def decoded_png(content: bytes) -> Pixels:
    """Pixels [y, x, channel] of an RGB picture with 8 bits a channel, by the PNG specification."""
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    chunks: list[tuple[bytes, bytes]] = []
    at = 8
    while at < len(content):
        (length,) = struct.unpack_from(">I", content, at)
        kind, data = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        assert struct.unpack_from(">I", content, at + 8 + length) == (zlib.crc32(kind + data),)
        chunks.append((kind, data))
        at += 12 + length
    assert (chunks[0][0], chunks[-1]) == (b"IHDR", (b"IEND", b""))
    width, height, *form = struct.unpack(">IIBBBBB", chunks[0][1])
    assert form == [8, 2, 0, 0, 0]
    rows = zlib.decompress(b"".join(data for kind, data in chunks if kind == b"IDAT"))
    lines = np.frombuffer(rows, np.uint8).reshape(height, 1 + 3 * width)
    assert set(lines[:, 0]) == {2}, "this decoder knows the filter Up only"
    return np.cumsum(lines[:, 1:], axis=0, dtype=np.uint8).reshape(height, width, 3)


def pictures(element: Element) -> list[Pixels]:
    prefix = "data:image/png;base64,"
    sources = [image.attributes["src"] for image in element.all("img")]
    assert all(source.startswith(prefix) for source in sources)
    return [decoded_png(base64.b64decode(s[len(prefix) :], validate=True)) for s in sources]
