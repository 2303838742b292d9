"""The program under a table or chart prints what the page shows, row for row, in Python and in
R."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from dash import html
from dash.development.base_component import Component

from dashboard.application import REPEATED
from dashboard.change import area_table, grid, register_part
from dashboard.change.place import place_of
from dashboard.change.view import read_view as change_view
from dashboard.explore import export_table
from dashboard.explore.areas_in_view import codes_in_view
from dashboard.explore.classes import screen_classes
from dashboard.explore.view import read_query
from dashboard.inequality import correlation, districts, gradients, mix
from dashboard.inequality.gap_page import gap_page
from dashboard.inequality.texts import say as inequality
from dashboard.inequality.view import read_view as inequality_view
from dashboard.parts.repeat.recipe import NotRepeated, Recipe
from dashboard.parts.targets.handover import Handover, work_out
from dashboard.parts.targets.target_definition import read_targets
from dashboard.parts.texts import one_or_many
from dashboard.practices import charts, conditions, list_shown, members, practice_list
from dashboard.practices.compare import compare_page
from dashboard.practices.practice_list import ESTIMATES
from dashboard.practices.standard_profile import profile_tables, standard_profile
from dashboard.practices.view import PracticesView
from dashboard.practices.view import read_view as practices_view
from dashboard.seldom_heard import areas_needed, findings
from dashboard.wording.number_text import count, fixed
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.change import decile_change
from layers.geography import levels
from layers.inequality import gradient_figures
from layers.inequality.gradient import Gradient
from layers.practices import recorded_registers
from layers.practices.profile_sections import sections_for
from tests.browser.programs import LANGUAGES, asked_for, printed

Rows = list[list[str]]
NUMBER = re.compile(r"-?[\d,]+(?:\.\d+)?")
FOUND = "?c=imd_decile!d!2!r~english_limited!nt!20!r&d=E08000019&m=3"


def leaf(part: Any) -> str:
    """The first words of a part of a page."""
    if isinstance(part, Component):
        return leaf(getattr(part, "children", None))
    if isinstance(part, list | tuple):
        return next(filter(None, map(leaf, part)), "")
    return "" if part is None else str(part)


def words(part: Any) -> str:
    """All words of a part of a page."""
    if isinstance(part, Component):
        return words(getattr(part, "children", None))
    return " ".join(map(words, part)) if isinstance(part, list) else leaf(part)


def tables(parts: Any, said: Callable[[Any], str] = leaf) -> Iterator[Rows]:
    """Each table of some parts of a page: its rows, of each cell the first words, or all."""
    for part in parts if isinstance(parts, list | tuple) else [parts]:
        for one in [part, *part._traverse()]:
            if isinstance(one, html.Table):
                every = [row for row in one._traverse() if isinstance(row, html.Tr)]
                yield [[said(cell) for cell in row.children] for row in every]


def number(text: str) -> str:
    """A figure as programs print it: without its unit, or a plus or a mark."""
    found = NUMBER.search(text.replace("−", "-"))
    return found[0] if found else "-"


def numbers(rows: Rows, first: int = 1, last: int | None = None) -> Rows:
    return [[number(cell) for cell in row[first:last]] for row in rows]


def handover(atlas: Atlas, query: str) -> Handover:
    return work_out(atlas, read_targets(query, atlas)[0])


def places_in_view(atlas: Atlas, query: str) -> Rows:
    table = export_table.table(atlas, read_query(query, atlas).view)
    shown = {one.id: one.values for one in table.columns}
    names = levels.areas_at(atlas, "lsoa")["name"][shown["code"]]
    people, shares = map(count, shown["all_residents"]), (fixed(v, 1) for v in shown["no_car"])
    rows = zip(shown["code"], names, people, shares, shown["rural_urban"], strict=True)
    return [list(row) for row in rows]


def classes(atlas: Atlas, query: str) -> Rows:
    view = read_query(query, atlas).view
    made = screen_classes(atlas, view)
    of = made.of[codes_in_view(atlas, view)]
    return [[count((of == at).sum())] for at in range(len(made.labels))]


def reach(atlas: Atlas, query: str) -> Rows:
    (table,) = tables(findings.said(atlas, handover(atlas, query)))
    return numbers([row for row in table[1:] if len(row) > 2])


def curve(atlas: Atlas, query: str) -> Rows:
    of = areas_needed.of_whom(atlas, handover(atlas, query))
    made = areas_needed.needed(atlas, of, "found", "count", 50)
    assert made is not None
    both = (made.curves[name]["reached"] for name in ("found", "all"))
    shares = zip(*both, strict=False)
    return [[fixed(100 * one, 1) for one in pair] for pair in shares]


def zones(atlas: Atlas, query: str) -> Rows:
    made = handover(atlas, query)
    return [
        [zone.name, count(len(zone.areas)), count(zone.residents), count(people)]
        for zone, people in zip(made.zones, made.zone_people, strict=True)
    ]


def areas_moved(atlas: Atlas, query: str) -> Rows:
    view, _ = change_view(query, atlas)
    found = decile_change.areas(atlas, place_of(atlas, view.within).areas)
    (table,) = tables(area_table.section(atlas, found, view.kept))
    codes = area_table.kept(found, view.kept).index[: area_table.MOST]
    names = levels.areas_at(atlas, "lsoa")["name"][codes]
    figures = zip(numbers(table[1:], 6), numbers(table[1:], 1, 4), strict=True)
    rows = zip(codes, names, figures, strict=True)
    return [[code, name, *people, *moved] for code, name, (people, moved) in rows]


def moves(atlas: Atlas, query: str) -> Rows:
    view, _ = change_view(query, atlas)
    (table,) = tables(grid.section(decile_change.areas(atlas, place_of(atlas, view.within).areas)))
    return numbers(table[1:])


def years(atlas: Atlas, query: str) -> Rows:
    view, _ = change_view(query, atlas)
    parts = register_part.part(atlas, view, place_of(atlas, view.within))
    whole, first = next(tables(parts, words)), next(tables(parts))
    # England stands first, of which the tables hold no practices.
    return [
        [
            *map(number, row[2:-2]),
            *(NUMBER.findall(every[-2].replace("−", "-")) or ["-"] * 3),
            number(row[-1].replace("no change", "0.0")),
        ]
        for row, every in zip(first[2:], whole[2:], strict=True)
    ]


def groups(atlas: Atlas, query: str) -> Rows:
    parts = gap_page(atlas, inequality_view(query, atlas)[0])
    heads, *rows = next(table for table in tables(parts) if table[0][1] == "Value")
    # What is adjusted for age is modelled, of which the atlas's tables hold nothing.
    kept = [at for at, head in enumerate(heads) if at and head != inequality("ages", "head")]
    return [[number(row[at]) for at in kept] for row in rows]


def measures(atlas: Atlas, query: str) -> Rows:
    parts = gap_page(atlas, inequality_view(query, atlas)[0])
    table = next(table for table in tables(parts, words) if len(table[0]) == 2)
    # A dash where there are no limits; rows adjusted for age are modelled.
    rows = [NUMBER.findall(row[1].replace("−", "-").replace("in 100", "")) for row in table[1:]]
    counted = len(gradient_figures.figures(*gradient(atlas, query)))
    return [[*row, *["-"] * (3 - len(row))] for row in rows[:counted]]


def gradient(atlas: Atlas, query: str) -> tuple[Indicator, Gradient]:
    view, _ = inequality_view(query, atlas)
    made = gradients.of_view(atlas, view)
    assert isinstance(made, Gradient)
    return atlas.indicators[view.indicator], made


def gathered(atlas: Atlas, query: str) -> Rows:
    _, made = gradient(atlas, query)
    assert made.curve is not None
    return [[fixed(100 * one, 1) for one in both] for both in zip(*made.curve, strict=True)][1:]


def mixed(atlas: Atlas, query: str) -> Rows:
    view, _ = inequality_view(query, atlas)
    table = list(tables(mix.mix_page(atlas, view)))[-1][1:]
    return [[name, *(said.removesuffix(" in 100") for said in more)] for name, *more in table]


def ends(atlas: Atlas, query: str) -> Rows:
    view, _ = inequality_view(query, atlas)
    table = next(tables(districts.section(atlas, view)))
    return numbers([row for row in table[1:] if row[0] != "England"], 1, 5)


def apart(atlas: Atlas, query: str) -> Rows:
    view, _ = inequality_view(query, atlas)
    return numbers(list(tables(mix.mix_page(atlas, view)))[1][1:])


def pairs(atlas: Atlas, query: str) -> Rows:
    view, _ = inequality_view(query, atlas)
    table = next(tables(correlation.together_page(atlas, view)))[1:]
    at = {name: place for place, name in enumerate(view.chosen)}
    found = correlation.known_pairs(atlas, view)
    both = (sorted((at[row["a"]], at[row["b"]])) for _, row in found.iterrows())
    return [[number(table[later][1 + sooner])] for sooner, later in both]


def points(atlas: Atlas, query: str) -> Rows:
    parts = correlation.together_page(atlas, inequality_view(query, atlas)[0])
    (chart,) = (one for part in parts for one in part._traverse() if hasattr(one, "figure"))
    said = chart.figure["data"][0]["text"]
    return [[number(half) for half in text.rpartition(": ")[2].split(";")] for text in said]


def profile(atlas: Atlas, query: str) -> Rows:
    view, _ = practices_view(query, atlas)
    parts = standard_profile(atlas, view.units[0])
    return numbers([row for table in tables(parts) for row in table[1:]], 1, -1)


def side_by_side(atlas: Atlas, query: str) -> Rows:
    view, _ = practices_view(query, atlas)
    found = profile_tables(atlas, view.units, sections_for(atlas))
    return numbers([row for table in tables(found) for row in table[1:]])


def beside(atlas: Atlas, query: str) -> Rows:
    view, _ = practices_view(query, atlas)
    table = list(tables(compare_page(atlas, view)))[-1]
    year, every = recorded_registers.years(atlas)[-1], recorded_registers.registers(atlas)
    patients = on_register(atlas, view, [(year, register) for register in every])
    # England stands last, of which the tables hold no practices.
    rows = zip(numbers(table[1:], 1, -1), patients, strict=True)
    return [[*row, people] for row, people in rows]


def on_register(atlas: Atlas, view: PracticesView, at: list[tuple[str, str]]) -> list[str]:
    """Patients of the first unit, in a year and on a register each."""
    known = recorded_registers.recorded(atlas, view.units[0].practices)["on_register"]
    return [count(known.get(one, 0)) for one in at]


def trend(atlas: Atlas, query: str) -> Rows:
    view, _ = practices_view(query, atlas)
    parts = charts.charts(atlas, view)
    every = (one for part in parts for one in part._traverse() if hasattr(one, "figure"))
    (chart,) = (one for one in every if one.id == "trend")
    here, around, _ = (line["y"] for line in chart.figure["data"])
    at = [(year, view.register) for year in recorded_registers.years(atlas)]
    rows = zip(here, around, on_register(atlas, view, at), strict=True)
    return [[fixed(one, 1), fixed(other, 1), people] for one, other, people in rows]


def listed(atlas: Atlas, query: str) -> Rows:
    view, _ = practices_view(query, atlas)
    kept = list_shown.shown(atlas, view)["kept"]
    rows = {row["code"]: row for row in practice_list.listing(atlas)[view.listed]}
    said = [(rows[code], rows[code]["registers"][view.register][1]) for code in kept]
    figures = (*ESTIMATES, "imd")
    return [
        [
            *(row["code"], row["name"], *(fixed(row[name], 1) for name in figures)),
            *(count(row["patients"]), number(recorded)),
        ]
        for row, recorded in said
    ]


def of_members(atlas: Atlas, query: str) -> Rows:
    view, _ = practices_view(query, atlas)
    table = next(tables(members.section(atlas, view.units[0])))[1:]
    return numbers(table, 2)


def registers(atlas: Atlas, query: str) -> Rows:
    view, _ = practices_view(query, atlas)
    heads, *rows = next(tables(conditions.registers(atlas, view.units[0])))
    at = [heads.index(name) for name in ("Recorded", atlas.name, "Patients")]
    return [[number(row[one]) for one in at] for row in rows]


# What is asked, what the page shows, and the first of the program's columns that the page has too.
ASKED: list[tuple[str, str, Callable[[Atlas, str], Rows], int]] = [
    ("explore-table", "?i=no_car&j=rural_urban&d=E08000018", places_in_view, 0),
    ("explore-classes", "?i=no_car", classes, 1),
    ("explore-classes", "?i=imd_decile&d=E08000019", classes, 1),
    ("targets-reach", FOUND, reach, 1),
    ("targets-curve", FOUND, curve, 1),
    ("targets-zones", FOUND, zones, 1),
    ("change-areas", "", areas_moved, 0),
    ("change-moves", "?w=E08000019", moves, 1),
    ("change-years", "?t=registers&r=DEP&w=E08000016", years, 1),
    ("change", "?t=registers&r=DEP&w=C88051", years, 1),
    ("inequality-groups", "?i=bad_health&w=E08000016", groups, 1),
    ("inequality-groups", "?i=crime_score&o=income", groups, 1),
    ("inequality-measures", "", measures, 1),
    ("inequality-measures", "?i=qof_dm", measures, 1),
    ("inequality-measures", "?i=crime_score&o=income&w=C88005", measures, 1),
    ("inequality-curve", "?i=bad_health&w=E08000016", gathered, 1),
    ("inequality-mixed", "?t=mix", mixed, 0),
    ("inequality-districts", "", ends, 1),
    ("inequality-language", "?t=mix", apart, 1),
    ("inequality-pairs", "?t=together&w=E08000016", pairs, 2),
    ("inequality-points", "?t=together", points, 3),
    ("practices-profile", "?v=C88005", profile, 1),
    # Two neighbourhoods of one name.
    ("practices-profile", "?v=E02001556.E02001662", side_by_side, 1),
    ("practices-registers", "?v=C88005", registers, 2),
    ("practices-beside", "?v=C88005.C88048", beside, 2),
    ("practices-trend", "?v=C88005&r=DM", trend, 2),
    ("practices-list", "?c=U20350&r=SMI", listed, 0),
    ("practices-list", "?k=pcn&d=03N", listed, 0),
    ("practices-members", "?v=U20350", of_members, 2),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("figure", "query", "shown", "first"), ASKED)
def test_each_row_is_the_pages(
    origin: str,
    atlas: Atlas,
    tmp_path: Path,
    figure: str,
    query: str,
    shown: Callable[[Atlas, str], Rows],
    first: int,
    language: str,
) -> None:
    program = asked_for(origin, figure, query)[language]
    head, *lines = printed(program, language, tmp_path).split("\n")
    rows = [line.split("\t") for line in lines]
    assert {len(row) for row in rows} == {len(head.split("\t"))}
    recipe, wanted = REPEATED[figure](atlas, query), shown(atlas, query)
    assert isinstance(recipe, Recipe)
    assert recipe.result == one_or_many("repeat", "rows", len(rows), number=len(rows))
    assert len(rows) == len(wanted)
    for row, page in zip(rows, wanted, strict=True):
        assert row[first:] == page


@pytest.mark.parametrize(
    ("figure", "query"),
    [
        ("explore-classes", "?i=no_car&j=bad_health"),
        # No place is in view.
        ("explore", "?i=no_car&w=E05010732&d=E08000016"),
        ("explore-table", "?i=roma&l=grouping&d=E08000017"),
        ("explore-classes", "?i=roma&l=grouping&w=E05012993.E05010732&k=q4"),
        ("targets", "?c=imd_decile!d!2!r&w=E05010732&d=E08000016"),
        ("inequality-groups", "?i=qof_dm"),
        ("inequality-groups", "?i=bad_health&g=national"),
        ("inequality-groups", "?i=bad_health&w=C88005"),
        ("inequality-pairs", "?t=together&l=practice"),
        ("inequality-points", "?t=together&w=C88005"),
        ("inequality-curve", "?i=qof_dm"),
        ("practices-care", "?v=C88005"),
        ("practices-list", "?s=recorded"),
        ("change", "?f=not"),
        ("meet", ""),
    ],
)
def test_what_has_no_program_says_why(atlas: Atlas, origin: str, figure: str, query: str) -> None:
    found = REPEATED[figure](atlas, query)
    assert isinstance(found, NotRepeated)
    assert asked_for(origin, figure, query) == {"none": found.reason}
