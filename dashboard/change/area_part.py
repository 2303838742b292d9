"""The part of the page on deprivation: what has become of the areas, then and now, area by area."""

from dash import html
from dash.development.base_component import Component

from dashboard.change import area_said, area_table, domain_table, grid, index_said, who_lives
from dashboard.change.place import Place
from dashboard.change.texts import say
from dashboard.change.view import ChangeView
from dashboard.parts.terms import explained
from layers.atlas import Atlas
from layers.change import decile_change


def part(atlas: Atlas, view: ChangeView, place: Place) -> list[Component]:
    """All of it; a sentence where the snapshot has no deciles of 2019."""
    if not decile_change.is_known(atlas):
        return [html.P(say("page", "unknown"), className="flag refused")]
    found = decile_change.areas(atlas, place.areas, view.index)
    moves = decile_change.moves(found)
    without = area_said.left_out(moves)
    finding = " ".join(area_said.said(found, place, view.kept, view.index))
    return [
        html.P(explained(finding), className="sentence", id="finding"),
        html.P(
            [html.Strong(f"{say('areas', 'less_comparable')}. "), index_said.caution(view.index)],
            className="flag",
        ),
        *([html.P(without, className="note")] if without else []),
        *domain_table.section(atlas, view, place),
        *who_lives.section(atlas, found, place, view.kept, view.index),
        *(grid.section(found, view.index) if moves.compared.areas else []),
        *area_table.section(atlas, found, view.kept, view.index),
    ]
