"""Cards: a piece of a page that stands for itself, with a heading."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component


def card(heading: str, *inner: Any, level: int = 2, **more: Any) -> Component:
    """A card; ``level`` is the heading's, from 2 to 4."""
    head = {2: html.H2, 3: html.H3, 4: html.H4}[level]
    return dbc.Card(dbc.CardBody([head(heading, className="card-title"), *inner]), **more)
