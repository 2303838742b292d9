"""Sexual orientation (Census 2021, TS077) of the neighbourhoods that a selection is, or lies in."""

from functools import lru_cache

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.explore.view_texts import note, say, sentence
from dashboard.wording import number_text
from dashboard.wording.number_text import count
from layers.atlas import Atlas


def orientation(atlas: Atlas, codes: pd.Index) -> list[Component]:
    """The figures of whole neighbourhoods, as they are published; nothing where the selection is
    neither inside one nor made of whole ones, or the snapshot has none."""
    table = _table(atlas)
    of = atlas.areas["msoa_code"]
    there = of.loc[codes].unique()
    whole = of.isin(there).sum() == len(codes)
    if table.empty or not (whole or len(there) == 1):
        return []
    mine = table[table["msoa_code"].isin(there)]
    total = int(mine.drop_duplicates("msoa_code")["total"].sum())
    people = mine.groupby("category", sort=False)["people"].sum()
    if not total:
        return []
    if len(there) == 1:
        where = atlas.areas["neighbourhood"].loc[codes[0]]
        head = sentence("orientation_here", where=where, n=count(total))
    else:
        head = sentence("orientation_together", n=count(len(there)), residents=count(total))
    rows = [
        html.Tr(
            [
                html.Th(str(category), scope="row"),
                html.Td(count(number), className="number fw-semibold"),
                html.Td(number_text.percent(100 * number / total), className="number"),
            ]
        )
        for category, number in people.items()
    ]
    found = html.Table(html.Tbody(rows), className="table table-sm figures")
    return [head, found, note(say("orientation_note"))]


@lru_cache(maxsize=1)
def _table(atlas: Atlas) -> pd.DataFrame:
    return atlas.extra("sexual_orientation")
