"""Where a unit's patients live, who else serves those places, and what to be careful about."""

from dash import html
from dash.development.base_component import Component

from dashboard.parts import patients_outside, practice_filter
from dashboard.parts.terms import headed
from dashboard.practices import list_changes
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.practices import footprints
from layers.practices.units import Unit
from layers.table_rows import cell

MOST_OVERLAPS = 6
# Fewer of a place's patients than this are no neighbour worth naming.
LEAST_OVERLAP = 0.01
OTHERS = "Other practices serving the same areas"


def section(atlas: Atlas, unit: Unit) -> Component | None:
    """The footprint in words, and the practices that share it; None for places on the map."""
    if not unit.practices:
        return None
    when = atlas.period_of("patients_by_lsoa")
    counted = footprints.lists_of(atlas, unit.practices)
    if not counted:
        return html.Section(
            [
                html.H2(headed("Where its patients live", "practices-practices")),
                html.P(f"Not known: it had no patients in the count of {when}."),
            ]
        )
    half, most, nearly = patients_outside.cores(atlas, unit)
    away = "".join(f" {text}" for text in patients_outside.where_else(atlas, unit))
    return html.Section(
        [
            html.H2(headed("Where its patients live", "practices-practices")),
            html.P(
                [
                    "Half of the patients live in ",
                    html.Strong(half),
                    f", 80% in {most}, 95% in {nearly}.{away}",
                ],
                className="sentence",
            ),
            *_distances(atlas, unit),
            _overlaps(atlas, unit),
            html.P(practice_filter.counted_when(atlas, unit, where=True), className="note"),
        ]
    )


def _distances(atlas: Atlas, unit: Unit) -> list[Component]:
    """How far from a practice its patients live."""
    if unit.kind != "practice":
        return []
    row = atlas.practices.loc[unit.key]
    if row[["km_50", "km_80", "km_95"]].isna().any():
        return []
    return [
        html.P(
            f"Half live within {row['km_50']:.1f} km of the practice, 80% within "
            f"{row['km_80']:.1f} km, 95% within {row['km_95']:.1f} km, in a straight line."
        )
    ]


def _overlaps(atlas: Atlas, unit: Unit) -> Component:
    table = footprints.overlaps(atlas, unit.practices)
    part = patients_outside.part_of(atlas, unit.practices)
    shown = table[table["share"] >= LEAST_OVERLAP].head(MOST_OVERLAPS)
    if shown.empty:
        return html.P("No other practice has one in a hundred of the patients there.")
    items = [
        html.Li([html.Span(row["name"]), html.Span(number_text.percent(100 * row["share"], 0))])
        for _, row in shown.iterrows()
    ]
    return html.Details(
        [
            html.Summary(OTHERS),
            html.Ul(items, className="shares list-unstyled small my-2"),
            html.P(
                "Of 100 registered patients who live where these patients live, how many are with "
                f"each other practice.{f' Counted {part}.' if part else ''}",
                className="note",
            ),
        ],
        className="section",
    )


def cautions(atlas: Atlas, unit: Unit) -> Component | None:
    """What to be careful about with this unit; None when there is nothing particular."""
    directory = atlas.directory
    lines = []
    for name, flag in atlas.practice_flags.items():
        those = [code for code in unit.practices if name in cell(directory, code, "flags")]
        if not those:
            continue
        of = "" if unit.kind == "practice" else f" ({', '.join(directory.loc[those, 'name'])})"
        own = [f" {list_changes.why(atlas, code)}" for code in those if name == list_changes.FLAG]
        more = own if unit.kind == "practice" else []
        lines.append(html.P([html.Strong(f"{flag.label}{of}. "), flag.text, *more]))
    return html.Aside(lines, className="flag") if lines else None
