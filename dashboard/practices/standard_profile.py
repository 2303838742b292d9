"""The standard profile as a table: a unit beside its network, place, region and England."""

from collections.abc import Sequence
from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from dashboard.parts import age_notes, patients_outside
from dashboard.parts.attributes import data
from dashboard.parts.likely_range import likely
from dashboard.parts.repeat.panel import repeat_panel
from dashboard.parts.tables import FIGURES
from dashboard.parts.terms import headed
from dashboard.practices.key_figures import heading
from dashboard.wording import number_text
from dashboard.wording.source_words import source_words
from layers.atlas import Atlas
from layers.catalogue.definitions import OWN_THEME, Indicator
from layers.practices import practice_error, profile, units
from layers.practices.profile import Figure
from layers.practices.profile_sections import Section, sections_for
from layers.practices.units import Unit

# Sections that stand open when the page comes.
OPEN = ("deprivation", "ethnicity", "language", OWN_THEME)

# What stands behind the likely range of estimates.
CHECKED = (
    "Checked on ages and sex, which practices count themselves, it holds the true figure for about "
    "95 in 100 practices. For ethnic group, language, health and homes nobody publishes the truth "
    "by practice: there it is a guide, and “hardly known” where it spans half of everybody."
)
OF_A_PLACE = (
    "the patients of all practices there, wherever they live, who are not the same as the "
    "district's residents."
)


def communities(unit: Unit) -> str:
    """Heading of the standard profile of a unit."""
    return "The communities it serves" if unit.practices else "Who lives there"


def standard_profile(atlas: Atlas, unit: Unit) -> Component:
    """What the standard profile of a unit rests on, and its sections."""
    compared = [unit, *units.larger(atlas, unit)]
    return html.Section(
        [
            html.H2(headed(communities(unit), "figures-the-standard-profile")),
            html.P([basis(unit), *_place_note(compared)], className="note"),
            *profile_tables(atlas, compared, sections_for(atlas), first=_here(unit)),
            repeat_panel("practices-profile", "tables"),
        ]
    )


def profile_tables(
    atlas: Atlas, compared: Sequence[Unit], sections: Sequence[Section], *, first: str = ""
) -> list[Component]:
    """One table for each of some sections: the compared units, the region and England side by side.

    Parameters
    ----------
    first
        Heading of the first unit's column, if not its name. Only then does the table give that
        unit's national decile, and its likely range alone; without, those of all units.
    """
    weights = {unit.key: units.weights(atlas, unit) for unit in compared}
    weights[""] = profile.whole(atlas)
    found = []
    for section in sections:
        figures = profile.profile(atlas, section.indicators, weights)
        figures = practice_error.ranged(atlas, figures, compared)
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
            known = [
                patients_outside.as_known(atlas, u, name, figures[name][u.key]) for u in compared
            ]
            region = patients_outside.of_region(atlas, name, figures[name][""])
            shown = [figure for figure, _ in (*known, region)]
            notes = [note for _, note in (*known, region)]
            counted = practice_error.on_lists(atlas, compared[0].practices, name)
            row = _row(
                atlas, atlas.indicators[name], shown, notes, alone=bool(first), counted=counted
            )
            rows.append(row)
        table = html.Table([html.Thead(head), html.Tbody(rows)], className=FIGURES)
        said = (
            age_notes.together(atlas, section.indicators, weights[compared[0].key]) if first else []
        )
        found.append(_folded(section, table, said))
    return found


def _folded(section: Section, table: Component, ages: Sequence[str]) -> Component:
    return html.Details(
        [
            html.Summary(section.title),
            html.P(section.about, className="note"),
            *(html.P(line, className="note", **data(ages="")) for line in ages),
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
    alone: bool,
    counted: float | None,
) -> Component:
    """A row; ``notes`` say of which part of its patients a unit's figure is, where not of all."""
    first, *others, region = figures
    said = [_value(definition, first)]
    if alone and counted is not None:
        on_list = f"on the list {number_text.value(counted, definition)}"
        said[0].append(html.Small(on_list, className="limits"))
    others_shown = [replace(f, lower=None) for f in others] if alone else others
    said += [_value(definition, f) for f in others_shown]
    said.append([number_text.value(region.value, definition)])
    for cell, note in zip(said, notes, strict=True):
        cell += [html.Small(note, className="limits text-wrap")] if note else []
    cells = [html.Td(said[0], className="number fw-semibold" if alone else "number")]
    cells += [html.Td(cell, className="number") for cell in said[1:]]
    england = atlas.england(definition.id).value
    cells.append(html.Td(number_text.value(england, definition), className="number"))
    if alone:
        decile = "–" if first.national_decile is None else str(first.national_decile)
        cells.append(html.Td(decile, className="number"))
    return html.Tr([html.Th(_label(atlas, definition), scope="row"), *cells])


def _label(atlas: Atlas, definition: Indicator) -> list[Component | str] | str:
    """Its name; with whose figure it is and of when, where no publication of ours has it."""
    if not definition.is_own:
        return definition.label
    return [definition.label, html.Small(source_words(atlas, definition), className="limits")]


def _value(definition: Indicator, found: Figure) -> list[str | Component]:
    between = likely(definition, found)
    limits = [html.Small(between, className="limits")] if between else []
    return [number_text.value(found.value, definition), *limits]


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
        "grouping": "This group of areas",
    }
    return known.get(unit.kind, f"This {unit.kind}")


def basis(unit: Unit) -> str:
    """What a unit's estimates rest on, in a sentence."""
    if unit.practices and unit.areas:
        return (
            "Estimated from the patients of its practices, by where they live, and counted for the "
            f"residents of its areas; a person who is both counts twice. {CHECKED}"
        )
    if unit.practices:
        return (
            "Estimates: each patient counts as an average resident of the area where they live. "
            f"The small figures are the likely range. {CHECKED} National decile: where the value "
            "would stand among England's areas; 1 is the tenth with most need."
        )
    return (
        "Of the people who live there. The small figures are the likely range. National decile: "
        "where the value would stand among England's areas; 1 is the tenth with most need."
    )
