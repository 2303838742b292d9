"""Sexual orientation (Census 2021, TS077) of the neighbourhoods that a selection is, or lies in."""

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.explore.view_texts import note, say, sentence
from dashboard.wording import number_text
from dashboard.wording.number_text import count
from layers.atlas import Atlas
from layers.equality.orientation import orientation as neighbourhoods


def orientation(atlas: Atlas, codes: pd.Index) -> list[Component]:
    """The figures of whole neighbourhoods, as they are published; nothing where the selection is
    neither inside one nor made of whole ones, or the snapshot has none."""
    found = neighbourhoods(atlas, codes)
    if not found or not found.total or not (found.whole or found.neighbourhoods == 1):
        return []
    if found.neighbourhoods == 1:
        where = atlas.areas["neighbourhood"].loc[codes[0]]
        head = sentence("orientation_here", where=where, n=count(found.total))
    else:
        head = sentence(
            "orientation_together", n=count(found.neighbourhoods), residents=count(found.total)
        )
    rows = [
        html.Tr(
            [
                html.Th(str(category), scope="row"),
                html.Td(count(number), className="number fw-semibold"),
                html.Td(number_text.percent(found.share(str(category))), className="number"),
            ]
        )
        for category, number in found.people.items()
    ]
    table = html.Table(html.Tbody(rows), className="table table-sm figures")
    return [head, table, note(say("orientation_note"))]
