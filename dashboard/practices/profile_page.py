"""One practice, network, ward, neighbourhood or group: its whole page."""

from dash import html
from dash.development.base_component import Component

from dashboard import words
from dashboard.practices import conditions, members, where
from dashboard.practices.listing import growth, imd
from dashboard.practices.standard import standard_table
from dashboard.practices.view import PracticesView
from layers import profile, units
from layers.atlas import Atlas
from layers.standing import national_percentile
from layers.units import Unit

KINDS = {
    "practice": "GP practice",
    "pcn": "Primary care network",
    "place": "Place",
    "ward": "Ward",
    "msoa": "Neighbourhood",
    "district": "District",
    "area": "Area",
    "group": "Your own group",
}


def unit_page(atlas: Atlas, view: PracticesView) -> Component:
    """Everything the page says of the view's one unit."""
    unit = view.units[0]
    parts = [
        _head(atlas, unit),
        _tiles(atlas, unit),
        where.cautions(atlas, unit),
        where.section(atlas, unit),
        members.section(atlas, unit),
        standard_table(atlas, unit),
        *conditions.sections(atlas, view),
        html.P(
            "These figures describe places and lists, not any one person in them.",
            className="note",
        ),
    ]
    return html.Article([part for part in parts if part is not None], className="unit")


def _head(atlas: Atlas, unit: Unit) -> Component:
    return html.Header(
        [
            html.P(_what(atlas, unit), className="note"),
            html.H1(unit.name),
            *([html.P(_address(atlas, unit.key))] if unit.kind == "practice" else []),
        ],
        className="unit-head",
    )


def _what(atlas: Atlas, unit: Unit) -> str:
    said = [KINDS[unit.kind]]
    if unit.kind == "practice":
        row = atlas.practices.loc[unit.key]
        said += [unit.key, row["pcn"] or "in no network", row["place"]]
    elif unit.practices:
        places = atlas.practices.loc[list(unit.practices), "place"].unique()
        number = len(unit.practices)
        said += [f"{number} {'practice' if number == 1 else 'practices'}", ", ".join(places)]
    if unit.areas:
        districts = atlas.areas.loc[list(unit.areas), "district"].unique()
        number = len(unit.areas)
        said += [f"{number} {'area' if number == 1 else 'areas'}"]
        said += [] if unit.kind == "district" else [", ".join(districts)]
    return " · ".join(said)


def _address(atlas: Atlas, code: str) -> str:
    row = atlas.directory.loc[code]
    address = str(row["address"]).replace(",", ", ").replace("  ", " ")
    return ", ".join(part for part in (address, row["postcode"], row["telephone"]) if part)


def _tiles(atlas: Atlas, unit: Unit) -> Component:
    """The figures that a visitor asks for first."""
    weight = units.weights(atlas, unit)
    estimated = bool(unit.practices)
    tiles = [_people(atlas, unit), _deprivation(atlas, unit)]
    for name, text in (
        ("core20", "live in the most deprived fifth of England"),
        ("minority_ethnic", "belong to a minority ethnic group"),
        ("english_limited", "cannot speak English well or at all"),
    ):
        found = profile.figure(atlas, name, weight)
        region = profile.figure(atlas, name, profile.whole(atlas))
        definition = atlas.indicators[name]
        number = words.value(found.value, definition)
        tiles.append(
            _tile(
                number,
                text,
                f"{atlas.name} {words.value(region.value, definition)} · "
                f"England {words.value(atlas.england(name).value, definition)}",
                about=estimated and found.value is not None,
            )
        )
    return html.Ul(tiles, className="tiles")


def _people(atlas: Atlas, unit: Unit) -> Component:
    if not unit.practices:
        people = int(atlas.areas.loc[list(unit.areas), "residents"].sum())
        return _tile(words.count(people), "residents", "Census 2021")
    mine = atlas.practices.loc[list(unit.practices)]
    grown = growth(mine)
    since = atlas.period_of("patients_by_lsoa")
    change = "" if grown is None else f"{words.change(grown)} since {since}"
    return _tile(
        words.count(int(mine["list_size"].sum())),
        f"patients, {atlas.period_of('practice_map')}",
        change,
    )


def _deprivation(atlas: Atlas, unit: Unit) -> Component:
    if unit.practices and not unit.areas:
        score = imd(atlas.practices.loc[list(unit.practices)])
    else:
        score = profile.figure(atlas, "imd_score", units.weights(atlas, unit)).value
    percentile = None if score is None else national_percentile(atlas, "imd_score", score)
    standing = "" if percentile is None else f"higher than {percentile:.0f}% of England's areas"
    return _tile("–" if score is None else f"{score:.1f}", "deprivation score (IMD 2025)", standing)


def _tile(number: str, what: str, note: str, *, about: bool = False) -> Component:
    said = [html.Span("about ", className="about"), number] if about else [number]
    return html.Li(
        [
            html.Strong(said, className="tile-number"),
            html.Span(what, className="tile-what"),
            html.Span(note, className="note"),
        ]
    )
