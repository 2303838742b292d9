"""What a visitor asks of a unit first: what it is, where, and five figures.

The page and the sheet to print both say it from here.
"""

from dataclasses import dataclass

from dashboard.parts.likely_range import HARDLY, likely
from dashboard.practices import list_changes
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.geography.national_standing import national_percentile
from layers.practices import practice_error, profile, units
from layers.practices.units import Unit
from layers.table_rows import row_of

KINDS = {
    "practice": "GP practice",
    "pcn": "Primary care network",
    "place": "Practices of a place (sub-ICB location)",
    "ward": "Ward",
    "msoa": "Neighbourhood",
    "grouping": "Group of wards or areas",
    "district": "District",
    "area": "Area",
    "group": "Your own group",
}
_SHARES = (
    ("core20", "live in the most deprived fifth of England"),
    ("minority_ethnic", "belong to a minority ethnic group"),
    ("english_limited", "cannot speak English well or at all"),
)


@dataclass(frozen=True)
class KeyFigure:
    """A number, what it counts, and what to set it against; ``about`` for an estimate."""

    number: str
    what: str
    note: str
    about: bool = False


def heading(unit: Unit) -> str:
    """A unit's name where it stands alone: a place's patients are not its residents."""
    return f"{unit.name} practices" if unit.kind == "place" else unit.name


def what(atlas: Atlas, unit: Unit) -> str:
    """What a unit is, and where: its kind, code, network and place, or how many it holds."""
    said = [KINDS[unit.kind]]
    if unit.kind == "practice":
        row = row_of(atlas.practices, unit.key)
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


def named(atlas: Atlas, network: Unit) -> str:
    """A sentence on a network's name where the place has no other; else empty.

    The directory then often gives it the name of what it was set up for, which is not read as a
    network's: Barnsley's is “FCP Service - Barnsley PCN”.
    """
    mine = atlas.practices.loc[list(network.practices)]
    place = mine["place"].iloc[0]
    around = atlas.practices[atlas.practices["place"] == place]
    if set(around.index) != set(mine.index):
        return ""
    return (
        f"{place}'s one network: all {len(mine)} practices of {place} are in it. Its name is "
        "as NHS England's directory gives it."
    )


def address(atlas: Atlas, code: str) -> str:
    """A practice's address, postcode and telephone."""
    row = atlas.directory.loc[code]
    given = str(row["address"]).replace(",", ", ").replace("  ", " ")
    return ", ".join(part for part in (given, row["postcode"], row["telephone"]) if part)


def key_figures(atlas: Atlas, unit: Unit) -> list[KeyFigure]:
    """How many, how deprived, and three shares against the region's and England's."""
    names = [name for name, _ in _SHARES]
    figures = profile.profile(atlas, names, {unit.key: units.weights(atlas, unit)})
    figures = practice_error.ranged(atlas, figures, [unit])
    found = [_people(atlas, unit), _deprivation(atlas, unit)]
    for name, text in _SHARES:
        value = figures[name][unit.key].value
        region = profile.figure(atlas, name, profile.whole(atlas)).value
        definition = atlas.indicators[name]
        around = (
            f"{atlas.name} {number_text.value(region, definition)} · "
            f"England {number_text.value(atlas.england(name).value, definition)}"
        )
        estimated = bool(unit.practices) and value is not None
        if estimated and (between := likely(definition, figures[name][unit.key])):
            around = f"{between if between == HARDLY else f'likely {between}%'} · {around}"
        found.append(KeyFigure(number_text.value(value, definition), text, around, estimated))
    return found


def _people(atlas: Atlas, unit: Unit) -> KeyFigure:
    if not unit.practices:
        people = int(atlas.areas.loc[list(unit.areas), "residents"].sum())
        return KeyFigure(number_text.count(people), "residents", "Census 2021")
    mine = atlas.practices.loc[list(unit.practices)]
    return KeyFigure(
        number_text.count(int(mine["list_size"].sum())),
        f"patients, {atlas.period_of('practice_map')}",
        list_changes.since(atlas, mine),
    )


def _deprivation(atlas: Atlas, unit: Unit) -> KeyFigure:
    score = profile.figure(atlas, "imd_score", units.weights(atlas, unit)).value
    percentile = None if score is None else national_percentile(atlas, "imd_score", score)
    standing = "" if percentile is None else f"higher than {percentile:.0f}% of England's areas"
    number = "–" if score is None else number_text.fixed(score, 1)
    return KeyFigure(number, "deprivation score (IMD 2025)", standing)
