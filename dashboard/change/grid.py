"""The areas of each decile then by their decile now: a table of ten by ten."""

import numpy as np
import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.change.index_said import titled
from dashboard.change.texts import say
from dashboard.parts.attributes import aria
from dashboard.parts.repeat.panel import repeat_panel
from dashboard.parts.tables import wide
from dashboard.wording.number_text import count
from layers.change.decile_change import DECILES, OVERALL, transitions


def section(found: pd.DataFrame, index: str = OVERALL) -> list[Component]:
    """The grid of some areas, from :func:`layers.change.decile_change.areas` of an index."""
    counts = transitions(found)
    most = int(counts.max(initial=0))
    heads = [
        html.Th(str(decile), scope="col", **aria(label=say("areas", "grid_column", decile=decile)))
        for decile in DECILES
    ]
    rows = [
        html.Tr(
            [
                html.Th(
                    str(decile),
                    scope="row",
                    **aria(label=say("areas", "grid_row", decile=decile)),
                ),
                *(_cell(int(number), most, at - (decile - 1)) for at, number in enumerate(row)),
            ]
        )
        for decile, row in zip(DECILES, counts, strict=True)
    ]
    corner = html.Td(say("areas", "grid_corner"), className="note")
    table = html.Table([html.Thead(html.Tr([corner, *heads])), html.Tbody(rows)], className="moves")
    return [
        html.H2(titled(say("areas", "grid_title"), index), className="fs-5 mt-4"),
        html.P(say("areas", "grid"), className="note"),
        wide(table, titled(say("areas", "grid_label"), index), "grid-of-moves"),
        repeat_panel("change-moves", "table"),
    ]


def _cell(number: int, most: int, moved: int) -> Component:
    """A number of areas, the stronger in colour the more; its hue says which way they moved."""
    way = "more" if moved < 0 else "less" if moved > 0 else "same"
    if not number:
        return html.Td("0", className="none")
    strength = 15 + 55 * np.sqrt(number / most)
    return html.Td(count(number), className=way, style={"--strength": f"{strength:.0f}%"})
