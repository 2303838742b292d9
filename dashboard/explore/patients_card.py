"""The figures of a view for the patients that it is filtered by, where it is by practices."""

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from dashboard.explore.areas_in_view import practices_of
from dashboard.explore.view import ViewState
from dashboard.parts import links, patients_outside, unit_links
from dashboard.parts.likely_range import HARDLY, likely
from dashboard.parts.practice_filter import counted_when, texts, unit_of
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.practices import footprints, practice_error, profile, recorded_registers, units
from layers.practices.units import Unit
from layers.table_rows import cell, row_of

# What Explore draws first, the deprivation decile, is said of patients by the share of Core20.
CORE_OF, CORE = "imd_decile", "core20"


def patients_card(atlas: Atlas, view: ViewState) -> list[Component]:
    """The figures of a view's indicators for the patients that it is filtered by.

    The same as on the practice's own page; empty where nothing is filtered by practices.
    """
    unit = unit_of(atlas, view.pcns, view.practices)
    if unit is None:
        return []
    known = bool(footprints.lists_of(atlas, practices_of(atlas, view)))
    chosen = [name for name in (view.indicator, view.second) if name]
    said = [part for name in chosen for part in _figure(atlas, unit, name)] if known else []
    page = links.to(unit_links.page_of([unit.key]))
    return [
        html.H2(texts().title.format(who=unit.name)),
        *said,
        html.P(counted_when(atlas, unit), className="note"),
        html.P(html.A(texts().page, href=page), className="note"),
    ]


def _figure(atlas: Atlas, unit: Unit, name: str) -> list[Component]:
    definition = atlas.indicators[CORE if name == CORE_OF else name]
    if definition.register:
        return _recorded(atlas, unit, definition)
    if definition.aggregate == "none":
        return [_sentence(texts().none.format(label=definition.label))]
    if definition.aggregate == "sum":
        return []  # a number of people or things, which a list has no part of
    found = profile.profile(atlas, [definition.id], {unit.key: units.weights(atlas, unit)})
    ranged = practice_error.ranged(atlas, found, [unit])[definition.id][unit.key]
    shown, part = patients_outside.as_known(atlas, unit, definition.id, ranged)
    if shown.value is None:
        return [_sentence(texts().unknown.format(label=definition.label))]
    text = texts().core if definition.id == CORE else texts().estimate
    between = likely(definition, shown)
    estimate = ""
    range_ = texts().hardly if between == HARDLY else texts().likely.format(between=between)
    value = number_text.value(shown.value, definition)
    counted = practice_error.on_lists(atlas, unit.practices, definition.id)
    if counted is not None:
        text, estimate, value = texts().on_lists, value, number_text.value(counted, definition)
    said = text.format(
        label=definition.label,
        value=value,
        estimate=estimate,
        likely=range_ if between else "",
    )
    here = profile.figure(atlas, definition.id, profile.whole(atlas)).value
    around = {atlas.name: here, "England": atlas.england(definition.id).value}
    return [
        _sentence(said, value),
        *([_note(f"{part[:1].upper()}{part[1:]}.")] if part else []),
        _around({p: number_text.value(v, definition) for p, v in around.items() if v is not None}),
    ]


def _recorded(atlas: Atlas, unit: Unit, definition: Indicator) -> list[Component]:
    """A register is the practices' own count, not what the map estimates for areas."""
    year = recorded_registers.years(atlas)[-1]
    table, code = recorded_registers.recorded(atlas, unit.practices), definition.register
    if (year, code) not in table.index:
        return [_sentence(texts().unknown.format(label=definition.label))]
    row = row_of(table, (year, code))
    value = number_text.register_percent(row["prevalence"])
    text = texts().recorded.format(
        label=definition.label,
        value=value,
        year=year,
        between=number_text.between(row["lower"], row["upper"]),
    )
    around = {
        atlas.name: recorded_registers.region(atlas),
        "England": recorded_registers.england(atlas),
    }
    beside = {
        place: number_text.register_percent(cell(t, (year, code), "prevalence"))
        for place, t in around.items()
    }
    return [_sentence(text, value), _around(beside)]


def _sentence(text: str, strong: str = "") -> Component:
    """A sentence with its figure set off."""
    if not strong:
        return html.P(text, className="sentence")
    before, _, after = text.partition(strong)
    return html.P([before, html.Strong(strong), after], className="sentence")


def _around(values: Mapping[str, str]) -> Component:
    said = (texts().around.format(place=place, value=value) for place, value in values.items())
    return _note(" · ".join(said))


def _note(text: str) -> Component:
    return html.P(text, className="note")
