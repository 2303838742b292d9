"""What goes with a package or workbook: what it holds, its publications, what to take care of."""

from collections.abc import Sequence
from datetime import date

from dashboard.files.about import (
    BEST_FIT,
    DECILES,
    DISCLOSURE,
    ECOLOGICAL,
    INTERVALS,
    LARGER,
    NOT_OFFICIAL,
    PERIODS,
    About,
    Lines,
    indicators_section,
    of_tables,
    own_caveats,
)
from dashboard.files.table import Table
from dashboard.files.zip_file import NO_DAY
from dashboard.parts.citation import Citation
from dashboard.take.packages import Package
from dashboard.take.publications import sources
from dashboard.take.texts import say
from layers.atlas import Atlas


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
        *([(say("about", "own_edition"), cited.edition)] if package.own else []),
        (say("about", "edition"), cited.ground or cited.edition),
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
