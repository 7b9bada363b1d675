"""Reading XML elements by local name, so that a format's transitional and strict forms are alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

OFF = ("0", "false", "off")
"""How a switch says no."""


def local(element: _Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(parent: _Element | None, name: str) -> Iterator[_Element]:
    """Yield the direct children of that local name."""
    if parent is not None:
        yield from parent.iterchildren(f"{{*}}{name}")


def child(parent: _Element | None, name: str) -> _Element | None:
    """Return the first direct child of that local name."""
    return next(children(parent, name), None)


def value(element: _Element | None, name: str, default: str) -> str:
    """Return an attribute by its local name."""
    if element is None:
        return default
    for key, found in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(found)
    return default


def is_on(parent: _Element | None, name: str) -> bool:
    """Tell whether a switch (`<w:vanish/>`) is among the children and not turned off."""
    switch = child(parent, name)
    return switch is not None and value(switch, "val", "1") not in OFF


def integer(text: str, default: int) -> int:
    """Return a whole number, or `default` where the file holds something else."""
    try:
        return int(text)
    except ValueError:
        return default
