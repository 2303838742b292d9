"""A field to choose a file with: a plain file input, which every keyboard and screen reader knows.

Dash's own part for uploads is neither (ADR 18), and it has no input for files. So the layout has a
place with what the input is, and the page's program makes it there and listens to it.
"""

import json

from dash import html
from dash.development.base_component import Component

from dashboard.parts.attributes import data
from dashboard.parts.fields import field


def file_input(control: str, label: str, kinds: str, *note: Component | str) -> Component:
    """The field.

    Parameters
    ----------
    control
        The input's id.
    kinds
        Endings of names that can be chosen, such as ``".csv,.xlsx"``.
    note
        What helps to choose.
    """
    made = {"type": "file", "id": control, "class": "form-control", "accept": kinds}
    said: list[Component] = []
    if note:
        made["aria-describedby"] = f"{control}-note"
        said = [html.Div(list(note), id=f"{control}-note", className="note form-text")]
    place = html.Div(**data(file_input=json.dumps(made)))
    return field(control, label, html.Div([place, *said]))
