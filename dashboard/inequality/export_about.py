"""What goes with an export of the Inequality page: the finding, sources, what to mind."""

from collections.abc import Sequence
from datetime import date

from dashboard.files.about import (
    ECOLOGICAL,
    PERIODS,
    About,
    Lines,
    day,
    disclosure,
    indicators_section,
    known_sources,
    of_tables,
    own_caveats,
)
from dashboard.files.table import Table
from dashboard.inequality import (
    age_adjustment,
    comparison,
    comparisons,
    district_differences,
    finding,
    gradient_text,
    gradients,
    years,
)
from dashboard.inequality.texts import TEXTS
from dashboard.inequality.view import InequalityView
from dashboard.parts import place_gradient
from dashboard.parts.own_notes import own_notes
from dashboard.wording.label_mark import own_marked
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.inequality import gradient_figures, guards, orderings, segregation
from layers.inequality.gradient import Gradient
from layers.practices import care, recorded_registers
from layers.practices.care import CareMeasure


def inequality_about(
    atlas: Atlas,
    view: InequalityView,
    tables: Sequence[Table],
    *,
    made: date,
    link: str = "",
) -> About:
    """What goes with it.

    Parameters
    ----------
    tables
        Those that the export holds: their columns are told.
    made
        The day to print; nothing here looks at a clock.
    link
        The address of the view.
    """
    found = gradients.of_view(atlas, view)
    by = orderings.ordering_of(atlas, view.ordering)
    where = place_gradient.place(atlas, view.within)
    if isinstance(found, Gradient):
        parts = [*finding.sentences(atlas, found, where), finding.rounding(atlas, found)]
        if found.over == "practices":
            parts.append(finding.practices(atlas, found, view.within))
        if found.adjusted is not None:
            parts.append(f"{age_adjustment.TAG}. {age_adjustment.sentence(atlas, found)}")
        said = " ".join(filter(None, parts))
        cautions = list(found.guards)
    else:
        said, cautions = f"{found.label}. {found.text}", [found]
    definition = atlas.indicators[view.indicator]
    title = f"{own_marked(definition)}, by {gradient_text.ordered_by(atlas, view.ordering)}"
    definitions = _used(atlas, view)
    published = _published(atlas, view)
    change = years.said(atlas, view)
    lines: Lines = [
        ("Title", f"Seldom Heard: {title}"),
        ("Finding", said),
        ("Indicator", own_marked(definition)),
        ("In order of", by.label),
        ("Within", where.name),
        *_compared(atlas, view),
        *_districts(atlas, view),
        *([("Over the years", change)] if change else []),
        ("Groups", _groups(found)),
        ("Worked out over", found.over if isinstance(found, Gradient) else "not worked out"),
        ("Fitted line", {"none": "straight"}.get(view.fit, view.fit)),
        ("Made", day(made)),
        *([("Link to this view", link)] if link else []),
        *(("Please note", note) for note in own_notes(atlas, definitions, link)),
    ]
    return of_tables(
        f"Seldom Heard: {title}",
        said,
        made,
        link,
        tables,
        lines,
        _caveats(atlas, definitions, cautions, published),
        _sources(atlas, definitions, published),
        asked="View",
        indicators=indicators_section(atlas, definitions),
    )


def _compared(atlas: Atlas, view: InequalityView) -> list[tuple[str, str]]:
    """The verdict on the places that the view compares."""
    said = comparison.sentences(atlas, view)
    return [("Compared", " ".join(said))] if said else []


def _districts(atlas: Atlas, view: InequalityView) -> list[tuple[str, str]]:
    """Whether the districts can be told apart."""
    made = place_gradient.found(atlas, view.indicator, view.ordering, "", view.fit, view.by)
    found = comparisons.districts(atlas, view) if isinstance(made, Gradient) else None
    if found is None or not isinstance(made, Gradient):
        return []
    return [
        ("Districts", district_differences.sentence(found, gradient_text.scale_of(atlas, made)))
    ]


def _groups(found: Gradient | guards.Guard) -> str:
    if not isinstance(found, Gradient):
        return "not worked out"
    group = gradient_figures.group(found)
    return f"England's {group}s" if found.by == "national" else f"{group}s of the people there"


def _used(atlas: Atlas, view: InequalityView) -> list[Indicator]:
    """Indicators whose figures are in the files, each once."""
    by = orderings.ordering_of(atlas, view.ordering).indicator
    groups = [one.id for one in segregation.groups_of(atlas)]
    used = dict.fromkeys([view.indicator, by, *view.chosen, *groups])
    return [atlas.indicators[name] for name in used if name in atlas.indicators]


def _published(atlas: Atlas, view: InequalityView) -> list[CareMeasure]:
    """What is set against others of what is published of practices."""
    known = care.measures(atlas)
    return [known[name] for name in view.chosen if name in known]


def _sources(
    atlas: Atlas, definitions: Sequence[Indicator], published: Sequence[CareMeasure]
) -> list[tuple[dict, str]]:
    uses: dict[str, list[str]] = {}
    for measure in published:
        uses.setdefault(measure.source, []).append(measure.label)
    for one in definitions:
        uses.setdefault(one.source, []).append(one.label)
        if one.register:
            uses.setdefault("patients_by_lsoa", []).append("Where practices' patients live")
        if one.id == "imd_score":
            uses.setdefault("iod2025_transformed", []).append("Deprivation without health")
    uses.setdefault("census_ts001", []).append("Residents")
    return known_sources(atlas, uses)


def _caveats(
    atlas: Atlas,
    definitions: Sequence[Indicator],
    cautions: Sequence[guards.Guard],
    published: Sequence[CareMeasure],
) -> Lines:
    every = "Every figure"
    lines: Lines = [(guard.label, guard.text) for guard in cautions]
    if any(one.register for one in definitions):
        guard = guards.load_guards()["attributed"]
        lines.append((guard.label, guard.text))
    lines += [(every, text) for text in (ECOLOGICAL, disclosure(definitions), PERIODS)]
    lines += TEXTS.sections["caveats"].items()
    if any(one.register for one in definitions):
        lines.append(("Years", years.held(recorded_registers.years(atlas))))
    lines += own_caveats(atlas, definitions)
    lines += [(one.label, one.note) for one in published]
    return lines
