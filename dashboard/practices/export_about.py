"""What goes with an export of the Practices page: of whom it is, sources, how far to trust it.

The same :class:`~dashboard.files.about.About` as the other exports have, so that every format
writes it as it writes theirs.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from dashboard.files.about import (
    ECOLOGICAL,
    NOT_OFFICIAL,
    PERIODS,
    About,
    Lines,
    Section,
    day,
    disclosure,
    indicators_section,
    known_sources,
    of_tables,
    own_caveats,
    source_titles,
)
from dashboard.files.table import Table
from dashboard.parts.own_notes import own_notes
from dashboard.practices import care_texts, export_care, list_changes, list_compared, unusual_text
from dashboard.practices.export_tables import members_of
from dashboard.practices.export_texts import caveat, texts
from dashboard.practices.finding import finding
from dashboard.practices.key_figures import KINDS
from dashboard.practices.list_filter import narrowed, places
from dashboard.practices.practice_list import ESTIMATES
from dashboard.practices.view import PracticesView
from dashboard.wording import number_text
from dashboard.wording.lists import listed
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.practices import (
    expected_registers,
    footprints,
    patients_elsewhere,
    recorded_registers,
    units,
)
from layers.practices.profile_sections import sections_for
from layers.practices.units import Unit
from layers.table_rows import cell

_LISTS = {"practice": "GP practices", "pcn": "Primary care networks"}


def practices_about(
    atlas: Atlas, view: PracticesView, tables: Sequence[Table], *, made: date, link: str = ""
) -> About:
    """What goes with an export of the list, or of the view's units.

    Parameters
    ----------
    tables
        Those that the export holds: their columns are told.
    made
        The day to print; nothing here looks at a clock.
    link
        The address of the view.
    """
    shows = subject(atlas, view)
    title = f"Seldom Heard: {shows}"
    definitions = used_indicators(atlas, view)
    lines: Lines = [("Title", title), ("Made", day(made))]
    lines += [("Link to this view", link)] if link else []
    lines += [("Please note", note) for note in own_notes(atlas, definitions, link)]
    for unit in view.units:
        lines += _definition(atlas, unit)
    if not view.units and view.columns == "recorded":
        lines += [("Finding", list_compared.finding(atlas, view))]
        lines += [("Beside it", list_compared.anyway(atlas, view))]
    indicators = indicators_section(atlas, definitions)
    return of_tables(
        title,
        shows,
        made,
        link,
        tables,
        lines,
        caveat_lines(atlas, view),
        used_sources(atlas, view, definitions) + care_sources(atlas, view),
        asked="Definition",
        indicators=Section(
            indicators.title, indicators.head, (*indicators.rows, *_registers(atlas, view))
        ),
    )


def subject(atlas: Atlas, view: PracticesView) -> str:
    """Of whom the export is, in a few words."""
    if not view.units:
        where = places(atlas)[view.place] if view.place else atlas.name
        return f"{_LISTS[view.listed]} of {where}{_narrowed(atlas, view)}"
    return listed([unit.name for unit in view.units], len(view.units))


def _narrowed(atlas: Atlas, view: PracticesView) -> str:
    """What else than a place the list is narrowed to, in words."""
    of = f" in {units.unit(atlas, view.network).name}" if view.network else ""
    if view.named:
        of += f", whose name, code, network or place holds “{view.named}”"
    if view.verdict:
        label = recorded_registers.registers(atlas)[view.register]
        of += f", {unusual_text.SIDES[view.verdict]} usual in what they record: {label}"
    return of


def patients_sentence(atlas: Atlas, unit: Unit) -> str:
    """How many patients a unit's practices have, and where they live."""
    now = int(atlas.practices.loc[list(unit.practices), "list_size"].sum())
    before = footprints.lists_of(atlas, unit.practices)
    lived = patients_elsewhere.lived(atlas, unit.practices)
    inside, outside, unknown = (
        number_text.percent(100 * lived.share(part))
        for part in (lived.inside, lived.outside, lived.unknown)
    )
    return (
        f"{number_text.count(now)} on {atlas.period_of('practice_map')}; "
        f"{number_text.count(before)} on "
        f"{atlas.period_of('patients_by_lsoa')}, when {inside} of them lived in {atlas.name}, "
        f"{outside} elsewhere in England, and of {unknown} it is not known"
    )


def caveat_lines(atlas: Atlas, view: PracticesView) -> Lines:
    """What to take care of, and which figures each sentence is about."""
    every = "Every figure"
    definitions = used_indicators(atlas, view)
    lines: Lines = [(every, ECOLOGICAL), (every, disclosure(definitions)), (every, PERIODS)]
    names = ["estimates", "dates", "outside"] if _has_practices(view) else []
    names += ["areas"] if any(unit.areas for unit in view.units) else []
    names += ["twice"] if any(unit.areas and unit.practices for unit in view.units) else []
    if _has_practices(view):
        names += ["range", *(["lists"] if view.units else [])]
    names += ["interval", "sample", "standing", "known"] if view.units else ["imd", "networks"]
    if _has_practices(view):
        names += ["registers"]
        names += ["expected", "funnel", "marks", *(["place"] if view.units else [])]
    lines += [caveat(atlas, name) for name in names]
    if _has_practices(view):
        lines += export_care.caveats(atlas)
    if _has_practices(view):
        lines.append(("Estimates", NOT_OFFICIAL))
    lines += own_caveats(atlas, definitions)
    if _has_practices(view):
        lines += own_caveats(atlas, _register_indicators(atlas), texts().registers.not_said)
    return lines + flag_lines(atlas, practices_of(atlas, view))


def flag_lines(atlas: Atlas, practices: Sequence[str]) -> Lines:
    """Flags that some practices carry, with the practices' names if there are several."""
    directory = atlas.practices
    lines: Lines = []
    for name, flag in atlas.practice_flags.items():
        those = [code for code in practices if name in cell(directory, code, "flags")]
        if those:
            of = f" ({', '.join(directory.loc[those, 'name'])})" if len(practices) > 1 else ""
            own = (
                f" {list_changes.why(atlas, those[0])}"
                if name == list_changes.FLAG and not of
                else ""
            )
            lines.append((f"{flag.label}{of}", f"{flag.text}{own}"))
    return lines


def practices_of(atlas: Atlas, view: PracticesView) -> list[str]:
    """Practices that the view's units are made of, each once; those of the list for the list."""
    if not view.units:
        kept = narrowed(atlas, view, view.listed)
        return list(dict.fromkeys(code for unit in kept for code in unit.practices))
    return list(dict.fromkeys(code for unit in view.units for code in unit.practices))


def used_indicators(atlas: Atlas, view: PracticesView) -> list[Indicator]:
    """The standard profile's indicators; those of the list for the list."""
    names = (
        [name for section in sections_for(atlas) for name in section.indicators]
        if view.units
        else ["imd_score", *ESTIMATES]
    )
    return [atlas.indicators[name] for name in names]


def used_sources(
    atlas: Atlas, view: PracticesView, definitions: Sequence[Indicator]
) -> list[tuple[dict[str, Any], str]]:
    """Publications that an export with some indicators rests on, each with what for."""
    uses: dict[str, list[str]] = {}

    def use(what: str, *sources: str) -> None:
        for source in sources:
            uses.setdefault(source, []).append(what)

    if _has_practices(view):
        use("Practices, networks and their lists", "practice_map", "ods_practices")
        use("Where patients live", "patients_by_lsoa", "lsoa_2011_to_2021")
        registers = recorded_registers.publications(atlas)
        use("Recorded conditions", *(registers if view.units else registers[:1]))
    for d in definitions:
        use(d.label, d.source)
    if _has_practices(view):
        use("Expected numbers", "practice_ages", "iod2025")
    if view.units:
        use("Deprivation decile", "iod2025")
        use("Boundaries", "boundaries_lsoa")
        use("Wards", "lsoa_to_ward")
        use("Names of neighbourhoods", "msoa_names")
    else:
        use("Distances", "codepoint_open")
    use("Residents", "census_ts001")
    return known_sources(atlas, uses)


def care_sources(atlas: Atlas, view: PracticesView) -> list[tuple[dict[str, Any], str]]:
    """Publications of :mod:`dashboard.practices.export_care`, each with what for."""
    if not _has_practices(view):
        return []
    uses = {source: [care_texts.say("files", "source")] for source in export_care.sources(atlas)}
    return known_sources(atlas, uses)


def _has_practices(view: PracticesView) -> bool:
    return not view.units or any(unit.practices for unit in view.units)


def _definition(atlas: Atlas, unit: Unit) -> Lines:
    code = "" if unit.kind == "group" else f", {unit.key}"
    found = finding(atlas, unit, expected_registers.of_group(atlas, unit.practices))
    lines: Lines = [(unit.name, f"{KINDS[unit.kind]}{code}")]
    lines.append((f"{unit.name}: what is found", found.text()))
    if unit.practices:
        lines.append((f"{unit.name}: patients", patients_sentence(atlas, unit)))
    if unit.areas:
        residents = int(atlas.areas.loc[list(unit.areas), "residents"].sum())
        many = number_text.count(len(unit.areas))
        said = f"{number_text.count(residents)} in {many} areas (Census 2021)"
        lines.append((f"{unit.name}: residents", said))
    if unit.kind == "grouping" and atlas.grouping:
        lines.append((f"{unit.name}: drawn by", atlas.grouping.words.source))
    parts = [units.unit(atlas, key) for key in members_of(unit)]
    if parts:
        said = "; ".join(f"{part.name} ({part.key})" for part in parts)
        lines.append((f"{unit.name}: members", said))
    return lines


def _register_indicators(atlas: Atlas) -> list[Indicator]:
    return [d for d in atlas.indicators.values() if d.register]


def _registers(atlas: Atlas, view: PracticesView) -> list[tuple[str, ...]]:
    """A row for each register, as practices count it, in the columns of the indicators' section."""
    if not _has_practices(view):
        return []
    year, titles = recorded_registers.years(atlas)[-1], source_titles(atlas)
    england = recorded_registers.england(atlas).loc[year]["prevalence"]
    return [
        (
            f"{d.label} (recorded)",
            d.description,
            "People on the register",
            d.denominator.text if d.denominator else "",
            "%",
            "high values",
            year,
            number_text.percent(float(england[d.register])),
            titles.get(d.source, d.source),
            "Published by practice; shown as published.",
        )
        for d in _register_indicators(atlas)
    ]
