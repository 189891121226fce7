"""Text cases as inline markup: ``<ent role="U.S. Marine">Paul Whelan</ent> flew home.``"""

import re
from dataclasses import dataclass

_TAG = re.compile(r"<ent((?:\s+\w+=(?:\"[^\"]*\"|\S+?))*)>(.*?)</ent>", re.DOTALL)
_ATTRIBUTE = re.compile(r"(\w+)=(?:\"([^\"]*)\"|([^\s>]+))")


@dataclass(frozen=True)
class Marked:
    """One marked stretch: half-open offsets into the bare text, its words and its attributes."""

    start: int
    end: int
    text: str
    attributes: dict[str, str]


def parse(marked: str) -> tuple[str, list[Marked]]:
    """Return the text without its marks, and the marks."""
    text = ""
    found = []
    position = 0
    for tag in _TAG.finditer(marked):
        text += marked[position : tag.start()]
        attributes = {
            name: quoted or bare for name, quoted, bare in _ATTRIBUTE.findall(tag.group(1))
        }
        found.append(Marked(len(text), len(text) + len(tag.group(2)), tag.group(2), attributes))
        text += tag.group(2)
        position = tag.end()
    return text + marked[position:], found
