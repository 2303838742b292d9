"""Of whom a figure is, where areas are filtered by the patients of practices.

The areas of a filter are full of people who are with other practices, so Explore leads with the
figure of the patients themselves, the one that the practice's own page gives; and whatever shows
the areas says that it is of all who live there. The words stand in ``practice_filter.toml``.
"""

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec
from dash import html
from dash.development.base_component import Component

from dashboard.explore.areas_in_view import practices_of
from dashboard.explore.view import ViewState
from dashboard.explore.view_sentence import listed
from dashboard.parts import patients_outside
from dashboard.practices.key_figures import HARDLY, likely
from dashboard.practices.view import PracticesView
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.practices import footprints, practice_error, profile, recorded_registers, units
from layers.practices.units import Unit

FILE = Path(__file__).parent / "practice_filter.toml"
# What Explore draws first, the deprivation decile, is said of patients by the share of Core20.
CORE_OF, CORE = "imd_decile", "core20"


class Texts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    title: str
    core: str
    estimate: str
    likely: str
    hardly: str
    on_lists: str
    recorded: str
    none: str
    unknown: str
    around: str
    basis: str
    nowhere: str
    where: str
    page: str
    residents: str


@lru_cache(maxsize=1)
def texts() -> Texts:
    """The file, read once; an error names what does not fit."""
    return msgspec.convert(tomllib.loads(FILE.read_text("utf-8")), Texts)


def unit_of(atlas: Atlas, networks: Sequence[str], practices: Sequence[str]) -> Unit | None:
    """Some networks and practices as one unit, named as people name them; None for none."""
    parts = [units.unit(atlas, code) for code in (*networks, *practices)]
    if len(parts) < 2:
        return parts[0] if parts else None
    codes = dict.fromkeys(code for part in parts for code in part.practices)
    key = "~".join(["My group", *(part.key for part in parts)])
    name = listed([part.name for part in parts])
    return Unit(key, "group", name, tuple(codes), members=tuple(part.key for part in parts))


def residents_not_patients(atlas: Atlas, networks: Sequence[str], practices: Sequence[str]) -> str:
    """Of whom the figures of a filter by practices are; empty without such a filter."""
    unit = unit_of(atlas, networks, practices)
    return "" if unit is None else texts().residents.format(who=unit.name)


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
    page = PracticesView((unit,)).query()
    return [
        html.H2(texts().title.format(who=unit.name)),
        *said,
        html.P(counted_when(atlas, unit), className="note"),
        html.P(html.A(texts().page, href=f"/practices{page}"), className="note"),
    ]


def counted_when(atlas: Atlas, unit: Unit, *, where: bool = False) -> str:
    """How many patients were counted by area and when, and how many are on the list now: of what
    rests on it, or with ``where`` of the count itself."""
    counted = footprints.lists_of(atlas, unit.practices)
    text = texts().nowhere if not counted else texts().where if where else texts().basis
    return text.format(
        counted=number_text.count(counted),
        when=atlas.period_of("patients_by_lsoa"),
        today=atlas.period_of("practice_map"),
        listed=number_text.count(int(atlas.practices.loc[list(unit.practices), "list_size"].sum())),
    )


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
    row = table.loc[(year, code)]
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
        place: number_text.register_percent(t.at[(year, code), "prevalence"])
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
