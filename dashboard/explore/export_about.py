"""What goes with an export of a view: what it shows, from where, and what to be careful about."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from dashboard.explore.export_table import indicators_of
from dashboard.explore.view import ViewState
from dashboard.explore.view_finding import finding
from dashboard.explore.view_sentence import filters, sentence
from dashboard.files.about import (
    ATTRIBUTION,
    BEST_FIT,
    DECILES,
    ECOLOGICAL,
    GROUPS,
    INTERVALS,
    IOD_POPULATIONS,
    LARGER,
    NO_SELECTION,
    NOT_OFFICIAL,
    NOTHING,
    PERIODS,
    WHOLE,
    About,
    Lines,
    day,
    disclosure,
    indicators_section,
    known_sources,
    of_tables,
    own_caveats,
)
from dashboard.files.table import Table, name_of
from dashboard.parts.control_labels import labels
from dashboard.parts.practice_filter import residents_not_patients
from dashboard.web.atlas_of_request import only_carried
from dashboard.wording import number_text
from dashboard.wording.legend import level_words
from dashboard.wording.lists import listed
from layers.atlas import GROUPING, Atlas
from layers.catalogue.definitions import Indicator


def about(
    atlas: Atlas,
    view: ViewState,
    table: Table,
    *,
    made: date,
    link: str = "",
    ignored: Sequence[str] = (),
    only_selected: bool = False,
) -> About:
    """What goes with an export of a view.

    Parameters
    ----------
    table
        The view's table.
    made
        The day to print; nothing here looks at a clock.
    link
        The address of the view.
    ignored
        What in the address could not be used, as sentences.
    only_selected
        Whether only the selection was asked for.
    """
    definitions = [atlas.indicators[i] for i in indicators_of(view)]
    shown = [d for d in definitions if d.id in (view.indicator, view.second)]
    said = sentence(atlas, view, only_selected)
    notes = list(ignored)
    if only_selected and not view.selected:
        notes.insert(0, NO_SELECTION)
    if not table.codes:
        notes.insert(0, NOTHING)
    if link and only_carried() & {d.id for d in definitions}:
        notes.append(labels()["shared"]["lacks_own"])
    sources = _sources(atlas, view, definitions)
    # The headline of what is in the file: of the selection, or of all that is in view.
    whole = view if only_selected else replace(view, selected=())
    title = f"Seldom Heard: {finding(atlas, whole) or listed([name_of(d) for d in shown])}"
    residents = sum(next(c.values for c in table.columns if c.id == "all_residents"))
    size = f"{number_text.count(len(table.codes))} rows, {number_text.count(residents)}"
    lines: Lines = [
        ("Title", title),
        ("Shows", f"{said}."),
        ("Size", f"{size} residents (Census 2021)"),
        *(("Please note", note) for note in notes),
        ("Made", day(made)),
        *([("Link to this view", link)] if link else []),
        *filters(atlas, view, only_selected),
    ]
    return of_tables(
        title,
        said,
        made,
        link,
        [table],
        lines,
        _caveats(atlas, view, definitions, table),
        sources,
        asked="Filters",
        indicators=indicators_section(atlas, definitions),
    )


def _sources(
    atlas: Atlas, view: ViewState, definitions: Sequence[Indicator]
) -> list[tuple[dict[str, Any], str]]:
    """Publications that the export rests on, each with what for."""
    uses: dict[str, list[str]] = {}

    def use(source: str, what: str) -> None:
        uses.setdefault(source, []).append(what)

    for d in definitions:
        use(d.source, d.label)
        if d.derived == "qof":
            for source in ATTRIBUTION:
                use(source, "Modelled disease figures")
        if d.is_iod and d.aggregate == "weighted_mean":
            use(IOD_POPULATIONS, "Averages of the Indices of Deprivation")
    use("census_ts001", "Residents")
    if view.deciles:
        use("iod2025", "Filter by decile")
    if view.rural_urban:
        use("rural_urban_2021", "Filter by rural or urban")
    if view.practices or view.pcns:
        use("patients_by_lsoa", "Where patients live")
        use("practice_map", "Practices and networks")
    use("boundaries_lsoa", "Boundaries")
    use("os_open_names", "Places of towns on the map")
    use("os_open_roads", "Motorways on the map")
    use("naptan", "Stations on the map")
    if view.level != "district":
        use("lsoa_to_ward", "Wards")
    if view.level in ("lsoa", "msoa") or view.neighbourhoods:
        use("msoa_names", "Names of neighbourhoods")
    return known_sources(atlas, uses)


def _caveats(
    atlas: Atlas, view: ViewState, definitions: Sequence[Indicator], table: Table
) -> Lines:
    every = "Every figure"
    lines: Lines = [(every, ECOLOGICAL), (every, disclosure(definitions))]
    if len({d.period for d in definitions}) > 1:
        lines.append((every, PERIODS))
    whose = residents_not_patients(atlas, view.pcns, view.practices)
    lines += [("Areas of practices", whose)] if whose else []
    lines += own_caveats(atlas, definitions)
    modelled = [d.label for d in definitions if d.modelled]
    if modelled:
        lines.append(("; ".join(modelled), NOT_OFFICIAL))
    if any(d.interval == "wilson" for d in definitions):
        lines.append(("Lower and upper limits", INTERVALS))
    if view.level == "lsoa":
        lines.append(("National percentile and decile", DECILES))
    else:
        lines += [("Larger areas", LARGER), ("Larger areas", WHOLE)]
    if view.level != "district":
        lines.append(("Wards", BEST_FIT))
    if atlas.grouping and (view.level == GROUPING or view.groups):
        words = level_words(atlas, GROUPING)
        drawn = GROUPS.format(many=words.many, source=atlas.grouping.words.source)
        left = words.outside.partition(": ")[2]
        lines.append((words.many, f"{drawn} {left[:1].upper()}{left[1:]}".strip()))
    flagged = " ".join(text for text in _flag_texts(table) if text)
    for flag in atlas.flags.values():
        if (flag.everywhere and modelled) or flag.label in flagged:
            lines.append((f"Flag: {flag.label}", flag.text))
    return lines


def _flag_texts(table: Table) -> Sequence[Any]:
    return next(column.values for column in table.columns if column.id == "flags")
