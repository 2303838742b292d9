"""What goes with a package or workbook: what it holds, its publications, what to take care of."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dashboard.files.about import (
    ATTRIBUTION,
    BEST_FIT,
    DECILES,
    DISCLOSURE,
    ECOLOGICAL,
    INTERVALS,
    IOD_POPULATIONS,
    LARGER,
    NOT_OFFICIAL,
    PERIODS,
    About,
    Lines,
    indicators_section,
    known_sources,
    of_tables,
    own_caveats,
)
from dashboard.files.table import Table
from dashboard.files.zip_file import NO_DAY
from dashboard.parts.citation import Citation
from dashboard.take.packages import Package
from dashboard.take.texts import say
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.practices import care, recorded_registers

_AREAS = ("census_ts001", "boundaries_lsoa", "lsoa_to_ward", "msoa_names", "rural_urban_2021")
_PRACTICES = ("practice_map", "ods_practices", "patients_by_lsoa", "lsoa_2011_to_2021")


def about(
    atlas: Atlas,
    package: Package,
    cited: Citation,
    made: date | None = None,
    tables: Sequence[Table] = (),
) -> About:
    """What goes with the package.

    Parameters
    ----------
    cited
        How to cite it.
    made
        The day that is written in it; without, none is but where a format must have one.
    tables
        Those whose columns are told.
    """
    definitions = [atlas.indicators[name] for name in package.indicators]
    lines: Lines = [
        (say("about", "holds"), package.about),
        (say("about", "edition"), cited.edition),
        (say("about", "cite"), cited.text() if made else cited.undated()),
    ]
    return of_tables(
        f"Seldom Heard: {package.label}",
        f"{package.label}, {atlas.name}",
        made or NO_DAY,
        cited.address,
        tables,
        lines,
        caveats(atlas, package) + own_caveats(atlas, definitions),
        sources(atlas, package),
        indicators=indicators_section(atlas, definitions),
    )


def caveats(atlas: Atlas, package: Package) -> Lines:
    """What to take care of, and which figures each sentence is about: of all that the package
    holds. What is said of single indicators stands in its dictionary."""
    definitions = [atlas.indicators[name] for name in package.indicators]
    every = say("about", "every")
    modelled = [one.label for one in definitions if one.modelled]
    lines: Lines = [(every, ECOLOGICAL)]
    if not package.own:
        lines += [(every, DISCLOSURE), (say("about", "standing"), DECILES)]
    if len({one.period for one in definitions}) > 1:
        lines.append((every, PERIODS))
    if modelled:
        lines.append((say("about", "modelled"), NOT_OFFICIAL))
    if any(one.interval == "wilson" for one in definitions):
        lines.append((say("about", "limits"), INTERVALS))
    return [*lines, (say("about", "larger"), LARGER), (say("about", "wards"), BEST_FIT)]


def sources(atlas: Atlas, package: Package) -> list[tuple[dict[str, Any], str]]:
    """The publications that it rests on, each with what it is used for."""
    uses: dict[str, list[str]] = {}

    def use(what: str, *names: str) -> None:
        for name in names:
            uses.setdefault(name, []).append(what)

    definitions = [atlas.indicators[name] for name in package.indicators]
    for one in definitions:
        use(one.label, one.source)
    for what, names in _beside(definitions).items():
        use(say("about", what), *names)
    use(say("about", "areas"), *_AREAS)
    if package.practices:
        use(say("about", "practices"), *_PRACTICES)
        use(say("about", "registers"), *recorded_registers.publications(atlas))
        use(say("about", "care"), *(one.source for one in care.measures(atlas).values()))
    return known_sources(atlas, uses)


def _beside(definitions: Sequence[Indicator]) -> Mapping[str, tuple[str, ...]]:
    """What figures rest on besides their own publication."""
    found: dict[str, tuple[str, ...]] = {}
    if any(one.derived == "qof" for one in definitions):
        found["modelled"] = ATTRIBUTION
    if any(one.is_iod and one.aggregate == "weighted_mean" for one in definitions):
        found["averages"] = (IOD_POPULATIONS,)
    return found
