"""What a person reads of markup."""

from collections.abc import Iterator
from typing import Any

from dash.development.base_component import Component


def parts(markup: Any) -> Iterator[Component]:
    """Every component, in order."""
    if isinstance(markup, list | tuple):
        for one in markup:
            yield from parts(one)
    elif isinstance(markup, Component):
        yield markup
        yield from parts(getattr(markup, "children", None))


def words(markup: Any) -> str:
    """All text, in order, a space between its pieces."""
    if isinstance(markup, list | tuple):
        return " ".join(filter(None, map(words, markup)))
    if isinstance(markup, Component):
        return words(getattr(markup, "children", None))
    return "" if markup is None else str(markup)


def links(markup: Any) -> list[str]:
    """Every address that a link leads to."""
    return [one.href for one in parts(markup) if getattr(one, "href", None)]
