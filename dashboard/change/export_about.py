"""What goes with an export of the Change page: the finding, sources, what to mind."""

from collections.abc import Sequence
from datetime import date

from dashboard.change import area_said, index_said, register_said
from dashboard.change.place import Place
from dashboard.change.texts import say
from dashboard.change.view import ChangeView
from dashboard.files.about import (
    DISCLOSURE,
    ECOLOGICAL,
    PERIODS,
    About,
    Lines,
    day,
    indicators_section,
    known_sources,
    of_tables,
    own_caveats,
)
from dashboard.files.table import Table
from dashboard.parts.control_labels import labels
from layers.atlas import Atlas
from layers.change import decile_change, register_years
from layers.change.decile_change import MOVED, NOW, OVERALL, THEN, now_of
from layers.practices.recorded_registers import publications, registers, years


def change_about(
    atlas: Atlas,
    view: ChangeView,
    place: Place,
    tables: Sequence[Table],
    *,
    made: date,
    link: str = "",
) -> About:
    """What goes with it; ``made`` is the day to print, nothing here looks at a clock."""
    of_areas = view.part == "areas"
    title = f"Seldom Heard: {_title(atlas, view, place)}"
    saying = _areas_said if of_areas else _registers_said
    said = " ".join(saying(atlas, view, place))
    words = labels()["change"]
    lines: Lines = [
        ("Title", title),
        (say("export", "finding"), said),
        (say("export", "part"), dict(words["parts"])[view.part]),
        (say("export", "place"), place.inside if of_areas else register_said.where(place)),
        *([(say("export", "index"), index_said.label(view.index))] if of_areas else []),
        *([(say("export", "kept"), dict(words["kept"])[view.kept])] if of_areas else []),
        (say("export", "register"), registers(atlas).get(view.register, "")),
        (say("export", "made"), day(made)),
        *([(say("export", "link"), link)] if link else []),
    ]
    compared = (NOW, THEN, MOVED) if view.index == OVERALL else (now_of(view.index),)
    used = [atlas.indicators[name] for name in compared if name in atlas.indicators]
    uses: dict[str, list[str]] = {}
    for one in used:
        uses.setdefault(one.source, []).append(one.label)
    if view.index != OVERALL and decile_change.is_known(atlas):
        told = say("export", "then", label=index_said.label(view.index))
        uses[atlas.indicators[MOVED].source] = [told]
    uses["lsoa_2011_to_2021"] = ["Areas of 2011 and of 2021"]
    uses["census_ts001"] = ["Residents"]
    for source in publications(atlas):
        uses[source] = [say("export", "sheet_registers")]
    of_registers = [
        register_said.instead(place),
        say("registers", "recorded"),
        say("registers", "interval"),
    ]
    caveats: Lines = [
        (say("areas", "less_comparable"), index_said.caution(view.index)),
        (say("export", "sheet_registers"), " ".join(filter(None, of_registers))),
        *(("Every figure", text) for text in (ECOLOGICAL, DISCLOSURE, PERIODS)),
        *own_caveats(atlas, used),
    ]  # fmt: skip
    return of_tables(
        title,
        said,
        made,
        link,
        tables,
        lines,
        caveats,
        known_sources(atlas, uses),
        asked="View",
        indicators=indicators_section(atlas, used),
    )


def _title(atlas: Atlas, view: ChangeView, place: Place) -> str:
    if view.part == "areas":
        return index_said.in_sentence("moved", view.index)
    known = years(atlas)
    parts = {"label": registers(atlas).get(view.register, ""), "where": place.practices_of}
    return say("export", "title_registers", **parts, first=known[0], last=known[-1])


def _areas_said(atlas: Atlas, view: ChangeView, place: Place) -> list[str]:
    if not decile_change.is_known(atlas):
        return [say("page", "unknown")]
    found = decile_change.areas(atlas, place.areas, view.index)
    without = area_said.left_out(decile_change.moves(found))
    return [*area_said.said(found, place, view.kept, view.index), *filter(None, [without])]


def _registers_said(atlas: Atlas, view: ChangeView, place: Place) -> list[str]:
    if register_years.ends(atlas) is None or not view.register:
        return [say("page", "years")]
    table = register_years.practices(atlas, view.register, place.practices)
    england = register_years.england_too(atlas, view.register)
    said = register_said.sentences(atlas, view.register, table, england, place)
    return [
        *said,
        *filter(
            None,
            [
                register_said.apart(atlas, table),
                register_said.by_chance(table),
                register_said.closed_since(table),
            ],
        ),
    ]
