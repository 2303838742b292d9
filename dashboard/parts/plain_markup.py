"""Parts of a page that never change once they are there, as plain data that the browser builds.

Dash watches each of its components at every change of anything on a page. A thousand cells of
tables that stand still made every change take a second; built by ``atlas.still``
(assets/modules/core.js) they cost nothing.
"""

import re
from collections.abc import Mapping
from typing import Any

from dash.development.base_component import Component

_NAMES = {"className": "class", "htmlFor": "for"}

Still = str | list[Any]


def still(part: Any) -> list[Still]:
    """What the browser builds for a part of a page.

    Parameters
    ----------
    part
        Text, a number, a component of :mod:`dash.html`, nothing, or a sequence of these.

    Returns
    -------
    list
        Text as it is; for a component its tag, its attributes, and what is in it.

    Raises
    ------
    TypeError
        For a component that does not stand still, such as a chart.
    """
    if part is None:
        return []
    if isinstance(part, (list, tuple)):
        return [one for each in part for one in still(each)]
    if not isinstance(part, Component):
        return [str(part)]
    if part._namespace != "dash_html_components":
        raise TypeError(f"{type(part).__name__} is not plain HTML: it needs Dash.")
    given = dict(part.to_plotly_json()["props"])
    children = given.pop("children", None)
    attributes = {_NAMES.get(name, name.lower()): _written(v) for name, v in given.items()}
    return [[type(part).__name__.lower(), attributes, *still(children)]]


def _written(value: Any) -> Any:
    """An attribute as HTML has it; a style as its text."""
    if isinstance(value, Mapping):
        return ";".join(f"{_hyphened(name)}:{one}" for name, one in value.items())
    return value if isinstance(value, bool) else str(value)


def _hyphened(name: str) -> str:
    """``maxWidth`` → ``max-width``; a property of one's own (``--low``) as it is."""
    return name if name.startswith("--") else re.sub("[A-Z]", lambda c: f"-{c[0].lower()}", name)
