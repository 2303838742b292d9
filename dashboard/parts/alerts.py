"""What has to be known before a figure is used: in colour, with an edge, and said to all."""

from collections.abc import Sequence

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component


def notices(sentences: Sequence[str]) -> list[Component]:
    """What an address says that could not be used; children of ``#notice``, which has the role."""
    return [html.P(sentence) for sentence in sentences]


def warning(*inner: Component | str, **more: str) -> Component:
    """A warning that stands in the page."""
    return dbc.Alert(list(inner), color="warning", class_name="flag", **more)
