"""Tables: how they look, and the frame of one that may be wider than its place."""

from dash import html
from dash.development.base_component import Component

from dashboard.parts.attributes import aria

# Bootstrap's classes of a table of figures.
FIGURES = "table table-sm"


def wide(table: Component, label: str, look: str = "") -> Component:
    """A frame in which a table scrolls, also by the keys; its heads and first column stay.

    Parameters
    ----------
    label
        What the table holds, for those who cannot see it.
    look
        Further classes of the frame.
    """
    name = f"wide {look}".strip()
    return html.Div(table, className=name, tabIndex=0, role="group", **aria(label=label))
