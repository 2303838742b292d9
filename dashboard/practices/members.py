"""The members of a network or of a group of one's own, beside the whole."""

from dash import html
from dash.development.base_component import Component

from dashboard.parts import links
from dashboard.parts.repeat.panel import repeat_panel
from dashboard.parts.tables import FIGURES
from dashboard.practices.view import PracticesView
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.practices import profile, units
from layers.practices.units import Unit

COLUMNS = ("imd_score", "core20", "minority_ethnic", "english_limited")


def members_of(atlas: Atlas, unit: Unit) -> list[Unit]:
    """The members of a group, and the practices of a network or place; none of anything else."""
    of_practices = unit.practices if unit.kind in ("pcn", "place") else ()
    keys = unit.members if unit.kind == "group" else of_practices
    return [units.unit(atlas, key) for key in keys]


def section(atlas: Atlas, unit: Unit) -> Component | None:
    """A row for each member and one for the whole; None for what has none."""
    parts = members_of(atlas, unit)
    if not parts:
        return None
    weights = {part.key: units.weights(atlas, part) for part in [*parts, unit]}
    figures = profile.profile(atlas, COLUMNS, weights)
    rows = [_row(atlas, part, figures, link=True) for part in parts]
    rows.append(_row(atlas, unit, figures, link=False))
    heads = ["People", *(atlas.indicators[name].label for name in COLUMNS)]
    head = html.Tr(
        [
            html.Th("Member", scope="col"),
            *(html.Th(text, scope="col", className="number") for text in heads),
        ]
    )
    return html.Details(
        [
            html.Summary(f"Its {len(parts)} members and the whole"),
            html.Div(
                html.Table([html.Thead(head), html.Tbody(rows)], className=FIGURES),
                className="wide",
            ),
            repeat_panel("practices-members", "table"),
        ],
        className="section",
        open=len(parts) <= 12,
    )


def _row(
    atlas: Atlas, part: Unit, figures: dict[str, dict[str, profile.Figure]], *, link: bool
) -> Component:
    name = (
        html.A(
            part.name,
            href=links.to(f"/practices{PracticesView((part,)).query()}"),
            className="inside",
        )
        if link
        else "All together"
    )
    cells = [html.Td(number_text.count(people(atlas, part)), className="number")]
    cells += [
        html.Td(
            number_text.value(figures[c][part.key].value, atlas.indicators[c]), className="number"
        )
        for c in COLUMNS
    ]
    return html.Tr([html.Th(name, scope="row"), *cells], className="" if link else "is-view")


def people(atlas: Atlas, unit: Unit) -> int:
    """Patients on the lists of a unit's practices, and residents of its areas."""
    listed = atlas.practices.loc[list(unit.practices), "list_size"].sum()
    return int(listed + atlas.areas.loc[list(unit.areas), "residents"].sum())
