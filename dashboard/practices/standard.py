"""The standard profile as a table: a unit beside its network, place, region and England."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard import ageing, words
from dashboard.practices import beyond
from dashboard.practices.key_figures import heading
from layers import profile, units
from layers.atlas import Atlas
from layers.definitions import Indicator
from layers.profile import Figure
from layers.taxonomy import Section, sections_for
from layers.units import Unit

# Sections that stand open when the page comes.
OPEN = ("deprivation", "ethnicity", "language")

OF_A_PLACE = (
    "the patients of all practices there, wherever they live, who are not the same as the "
    "district's residents."
)


def communities(unit: Unit) -> str:
    """Heading of the standard profile of a unit."""
    return "The communities it serves" if unit.practices else "Who lives there"


def standard_start(atlas: Atlas, unit: Unit) -> Component:
    """What the standard profile of a unit rests on, and its first section."""
    compared = [unit, *units.larger(atlas, unit)]
    return html.Section(
        [
            html.H2(communities(unit)),
            html.P([basis(unit), *_place_note(compared)], className="note"),
            *profile_tables(atlas, compared, sections_for(atlas)[:1], first=_here(unit)),
        ]
    )


def standard_rest(atlas: Atlas, unit: Unit) -> Component:
    """The other sections of the standard profile."""
    compared = [unit, *units.larger(atlas, unit)]
    sections = sections_for(atlas)[1:]
    return html.Section(profile_tables(atlas, compared, sections, first=_here(unit)))


def profile_tables(
    atlas: Atlas, compared: Sequence[Unit], sections: Sequence[Section], *, first: str = ""
) -> list[Component]:
    """One table for each of some sections: the compared units, the region and England side by side.

    Parameters
    ----------
    first
        Heading of the first unit's column, if not its name. Only then does that unit's column give
        its interval and the table its national decile.
    """
    weights = {unit.key: units.weights(atlas, unit) for unit in compared}
    weights[""] = profile.whole(atlas)
    found = []
    for section in sections:
        figures = profile.profile(atlas, section.indicators, weights)
        heads = [first or heading(compared[0]), *(heading(unit) for unit in compared[1:])]
        heads += [atlas.name, "England"] + (["National decile"] if first else [])
        head = html.Tr(
            [
                html.Th(html.Span("Indicator", className="visually-hidden"), scope="col"),
                *(html.Th(text, scope="col", className="number") for text in heads),
            ]
        )
        rows = []
        for name in section.indicators:
            known = [beyond.as_known(atlas, u, name, figures[name][u.key]) for u in compared]
            shown = [*(figure for figure, _ in known), figures[name][""]]
            notes = [*(note for _, note in known), ""]
            rows.append(_row(atlas, atlas.indicators[name], shown, notes, interval=bool(first)))
        table = html.Table([html.Thead(head), html.Tbody(rows)])
        said = ageing.together(atlas, section.indicators, weights[compared[0].key]) if first else []
        found.append(_folded(section, table, said))
    return found


def _folded(section: Section, table: Component, ages: Sequence[str]) -> Component:
    table.className = "figures wide-figures"
    return html.Details(
        [
            html.Summary(section.title),
            html.P(section.about, className="note"),
            *(html.P(line, className="note", **{"data-ages": ""}) for line in ages),
            html.Div(table, className="wide"),
        ],
        open=section.id in OPEN,
        className="section",
    )


def _row(
    atlas: Atlas,
    definition: Indicator,
    figures: Sequence[Figure],
    notes: Sequence[str],
    *,
    interval: bool,
) -> Component:
    """A row; ``notes`` say of which part of its patients a unit's figure is, where not of all."""
    first, *others = figures
    said = [_value(definition, first, interval=interval)]
    said += [[words.value(f.value, definition)] for f in others]
    for cell, note in zip(said, notes, strict=True):
        cell += [html.Small(note, className="limits")] if note else []
    cells = [html.Td(said[0], className="number strong")]
    cells += [html.Td(cell, className="number") for cell in said[1:]]
    england = atlas.england(definition.id).value
    cells.append(html.Td(words.value(england, definition), className="number"))
    if interval:
        decile = "–" if first.national_decile is None else str(first.national_decile)
        cells.append(html.Td(decile, className="number"))
    return html.Tr([html.Th(definition.label, scope="row"), *cells])


def _value(definition: Indicator, found: Figure, *, interval: bool) -> list[str | Component]:
    said: list[str | Component] = [words.value(found.value, definition)]
    if interval and found.lower is not None and found.upper is not None:
        limits = f"{found.lower:.{definition.decimals}f}–{found.upper:.{definition.decimals}f}"
        said.append(html.Small(limits, className="limits"))
    return said


def _place_note(compared: Sequence[Unit]) -> list[str]:
    names = [heading(unit) for unit in compared if unit.kind == "place"]
    said = " and ".join(f"“{name}”" for name in names)
    return [f" {said}: {OF_A_PLACE}"] if names else []


def _here(unit: Unit) -> str:
    known = {
        "practice": "This practice",
        "pcn": "This network",
        "place": "These practices",
        "group": "This group",
        "msoa": "This neighbourhood",
    }
    return known.get(unit.kind, f"This {unit.kind}")


def basis(unit: Unit) -> str:
    """What a unit's estimates rest on, in a sentence."""
    if unit.practices and unit.areas:
        return (
            "Estimated from the patients of its practices, by where they live, and counted for the "
            "residents of its areas; a person who is both counts twice."
        )
    if unit.practices:
        return (
            "Estimates: each patient counts as an average resident of the area where they live. "
            "The small figures are the likely range. National decile: where the value would stand "
            "among England's areas; 1 is the tenth with most need."
        )
    return (
        "Of the people who live there. The small figures are the likely range. National decile: "
        "where the value would stand among England's areas; 1 is the tenth with most need."
    )
