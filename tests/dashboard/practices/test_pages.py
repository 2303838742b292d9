"""What the Practices page says of each kind of unit."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest
from dash import html
from dash.development.base_component import Component

from dashboard.parts.likely_range import likely
from dashboard.practices import conditions, recorded_against_expected, where_patients_live
from dashboard.practices.charts import charts
from dashboard.practices.compare import compare_page
from dashboard.practices.footprint import for_map
from dashboard.practices.profile_page import unit_page, unit_tables
from dashboard.practices.view import PracticesView, read_view
from dashboard.wording import number_text
from layers import Atlas
from layers.practices import (
    expected_registers,
    footprints,
    practice_error,
    profile,
    recorded_registers,
    units,
)
from tests.dashboard.practices.ratios import figures

KINDS = ["C85001", "C88627", "U20350", "U16464", "02P", "E08000018", "Mine~C85001~E08000018"]


def texts(thing: Any) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, Component):
        yield from texts(getattr(thing, "children", None))
    elif isinstance(thing, (list, tuple)):
        for one in thing:
            yield from texts(one)


def said(thing: Any) -> str:
    return " ".join(texts(thing))


def parts(thing: Any, kind: type[Component]) -> Iterator[Any]:
    """All components of a kind."""
    if isinstance(thing, kind):
        yield thing
    if isinstance(thing, (list, tuple)):
        for one in thing:
            yield from parts(one, kind)
    elif isinstance(thing, Component):
        yield from parts(getattr(thing, "children", None), kind)


def rows_of(tables: Iterable[Any]) -> list[list[str]]:
    """What stands in each cell of each row of some tables."""
    return [[said(cell) for cell in row.children] for table in tables for row in table.children]


def table_rows(page: Any) -> list[list[str]]:
    """What stands in each cell of each row of a page's last table."""
    return rows_of(list(parts(page, html.Tbody))[-1:])


def view_of(atlas: Atlas, *keys: str) -> PracticesView:
    return PracticesView(tuple(units.unit(atlas, key) for key in keys))


def whole(atlas: Atlas, view: PracticesView) -> str:
    """What is read first, and the tables that follow."""
    return said([unit_page(atlas, view), unit_tables(atlas, view)])


@pytest.mark.parametrize("key", KINDS)
def test_a_page_has_the_standard_profile_of_its_unit(atlas: Atlas, key: str) -> None:
    view = view_of(atlas, key)
    page = whole(atlas, view)
    weights = units.weights(atlas, view.units[0])
    for name in ("imd_score", "core20", "minority_ethnic", "english_limited", "roma"):
        definition = atlas.indicators[name]
        assert definition.label in page
        assert number_text.value(profile.figure(atlas, name, weights).value, definition) in page
    assert view.units[0].name in page


def test_a_practice_s_page_has_its_registers_and_verdicts(atlas: Atlas) -> None:
    page = whole(atlas, view_of(atlas, "C86609"))
    here = recorded_registers.recorded(atlas, ["C86609"]).loc["2024-25"]
    judged = expected_registers.of_group(atlas, ["C86609"])
    for register, label in recorded_registers.registers(atlas).items():
        assert label in page
        assert number_text.count(here.at[register, "on_register"]) in page
        assert figures(judged.loc[register], "ratio")[0] in page
    row = atlas.practices.loc["C86609"]
    for part in (row["postcode"], row["telephone"], row["pcn"], f"{row['km_80']:.1f} km"):
        assert part in page
    ring = footprints.shares(atlas, ["C86609"], (0.5, 0.8, 0.95))["ring"]
    assert f"{int((ring <= 0).sum())} areas" in page


def test_what_to_be_careful_about_stands_on_the_page(atlas: Atlas) -> None:
    flagged = {code: flags for code, flags in atlas.practices["flags"].items() if flags}
    assert len(flagged) >= 7
    for code, flags in flagged.items():
        page = said(unit_page(atlas, view_of(atlas, code)))
        for flag in flags:
            assert atlas.practice_flags[flag].text in page
    assert "flag" not in unit_page(atlas, view_of(atlas, "C85001")).to_plotly_json()["props"]


def test_places_on_the_map_have_no_registers_and_no_charts(atlas: Atlas) -> None:
    view = view_of(atlas, "E08000018")
    assert "Recorded conditions" not in whole(atlas, view)
    assert charts(atlas, view) == []


def test_a_group_shows_each_member_and_the_whole(atlas: Atlas) -> None:
    page = whole(atlas, view_of(atlas, "Mine~C85001~U20350"))
    for name in ("Goldthorpe Medical Centre", "Foundry PCN", "All together"):
        assert name in page


def test_units_side_by_side_have_their_own_columns(atlas: Atlas) -> None:
    view = view_of(atlas, "C85001", "U20350", "E08000018")
    page = said(compare_page(atlas, view))
    for one in view.units:
        value = profile.figure(atlas, "imd_score", units.weights(atlas, one)).value
        assert number_text.value(value, atlas.indicators["imd_score"]) in page
        assert one.name in page


def test_side_by_side_says_how_each_register_compares(atlas: Atlas) -> None:
    keys = ["C87608", "U99055", "03L"]
    page = compare_page(atlas, view_of(atlas, *keys, "E08000018"))
    rows = {cells[0]: cells[1:] for cells in table_rows(page) if cells}
    for register, label in recorded_registers.registers(atlas).items():
        *shown, region, england = rows[label]
        assert len(shown) == len(keys)
        for key, cell in zip(keys, shown, strict=True):
            row = expected_registers.of_group(atlas, units.unit(atlas, key).practices).loc[register]
            assert f"{figures(row, 'ratio')[0]} ×" in cell
            assert ("usual" in cell) == (row["verdict"] != "as_expected")
        everybody = expected_registers.of_group(atlas, atlas.practices.index).at[register, "ratio"]
        assert f"{everybody:.2f} ×" in region
        assert "×" not in england


def test_the_usual_range_stands_beside_every_ratio(atlas: Atlas) -> None:
    view = view_of(atlas, "C87608")
    rows = {cells[0]: cells[1:] for cells in table_rows(unit_tables(atlas, view)) if cells}
    judged = expected_registers.of_group(atlas, ["C87608"])
    for register, label in recorded_registers.registers(atlas).items():
        one = judged.loc[register]
        compared, usual, *_ = rows[label]
        assert figures(one, "ratio")[0] in compared
        assert "–".join(figures(one, "lower", "upper")) in compared
        assert recorded_against_expected.verdict(one) in compared
        assert usual.strip() == "–".join(figures(one, "limit_lower", "limit_upper"))
        inside = one["limit_lower"] <= one["ratio"] <= one["limit_upper"]
        assert ("Usual" in compared) == inside
    # What the reader needs to know of it stands above the table.
    tables = said(unit_tables(atlas, view))
    assert tables.index(conditions.usual_sentence(1)) < tables.index("High blood pressure")


def recounted(atlas: Atlas) -> tuple[int, int, int]:
    """Comparisons, below and above: practice by practice."""
    told = [expected_registers.of_group(atlas, [code])["verdict"] for code in atlas.practices.index]
    every = pd.concat(told)
    return len(every), int((every == "lower").sum()), int((every == "higher").sum())


def test_marks_stand_beside_how_many_there_would_be_anyway(atlas: Atlas) -> None:
    """The sentences' numbers are those of a recount, on the page and side by side."""
    number, below, above = recounted(atlas)
    everywhere = (
        f"{number_text.count(below)} are below usual and {number_text.count(above)} above; if all "
        "practices "
        f"were as ordinary as England's, about {number / 40:.0f} would be below and as many above."
    )
    for code in ("C87608", "C85001"):
        judged = expected_registers.of_group(atlas, [code])
        marks_here = int((judged["verdict"] != "as_expected").sum())
        mine = f"{marks_here} of" if marks_here else "Nothing unusual in"
        page = whole(atlas, view_of(atlas, code))
        assert f"{mine} 21 registers" in page
        anyway = "Ordinary practices, too, have about 1 register above usual for every 2 of them."
        assert (anyway in page) == (code == "C87608")
        assert everywhere in page
        assert f"Of all {number_text.count(number)} comparisons here" in page
    compared = said(compare_page(atlas, view_of(atlas, "C87608", "U99055")))
    assert everywhere in compared
    assert "networks, too, have about 1 register below usual for every 2 of them" in compared


def test_the_place_s_ratio_stands_beside_a_practice_s(atlas: Atlas) -> None:
    """Most practices of South Yorkshire that are above usual for stroke are in Sheffield."""
    points = expected_registers.funnel(atlas, "STIA")
    above = points.index[points["verdict"] == "higher"]
    code = next(code for code in above if atlas.practices.at[code, "place"] == "Sheffield")
    sheffield = atlas.practices.index[atlas.practices["place"] == "Sheffield"]
    ratio = expected_registers.of_group(atlas, sheffield).at["STIA", "ratio"]
    tables = unit_tables(atlas, view_of(atlas, code))
    rows = {cells[0]: cells[1:] for cells in table_rows(tables) if cells}
    assert f"{ratio:.2f}" in rows[recorded_registers.registers(atlas)["STIA"]][2]
    there = int((atlas.practices.loc[above, "place"] == "Sheffield").sum())
    note = f"{there} of the {len(above)} practices that are above are in Sheffield"
    assert note in said(tables)
    drawn = said(charts(atlas, PracticesView((units.unit(atlas, code),), register="STIA")))
    assert note in drawn
    assert f"{len(above)} above; about 4 would be below anyway" in drawn
    # A whole place has none beside it.
    assert "All of Sheffield" not in said(unit_tables(atlas, view_of(atlas, "03N")))


def test_patients_of_a_place_s_practices_are_not_called_its_residents(atlas: Atlas) -> None:
    """Rotherham's Core20: 35.1% of its residents, 37.5% of its practices' patients."""
    residents, patients = (
        profile.figure(atlas, "core20", units.weights(atlas, units.unit(atlas, key))).value
        for key in ("E08000018", "03L")
    )
    assert f"{residents:.1f}" != f"{patients:.1f}"
    page = whole(atlas, view_of(atlas, "C87608"))
    assert "Rotherham practices" in page
    district = unit_page(atlas, view_of(atlas, "E08000018"))
    links = {one.href for one in parts(district, html.A)}
    assert {"/practices?d=03L", "/practices?v=03L"} <= links


def test_a_network_that_is_a_whole_place_says_so(atlas: Atlas) -> None:
    assert "all 31 practices of Barnsley" in said(unit_page(atlas, view_of(atlas, "U16464")))
    assert "one network" not in said(unit_page(atlas, view_of(atlas, "U20350")))


def test_years_that_are_not_held_are_said(atlas: Atlas) -> None:
    assert "The atlas does not hold 2023-24" in said(charts(atlas, view_of(atlas, "C87608")))


def test_the_map_is_given_shares_of_the_list_that_add_up(atlas: Atlas) -> None:
    drawn = for_map(atlas, view_of(atlas, "C85001", "E08000018").units)
    practice, district = drawn["units"]
    assert sum(row[1] for row in practice["areas"]) == pytest.approx(100, abs=1)
    assert {row[3] for row in practice["areas"]} == {0, 1, 2, 3}
    assert len(district["areas"]) == (atlas.areas["district"] == "Rotherham").sum()
    assert not district["counted"]


@pytest.mark.parametrize("register", ["HYP", "OST", "DEM"])
def test_charts_show_what_is_recorded(atlas: Atlas, register: str) -> None:
    view, _ = read_view(f"?v=C86609&r={register}", atlas)
    made = charts(atlas, view)
    figures = {
        one.id: one.figure
        for section in made
        for one in section.children
        if getattr(one, "id", None) in ("funnel", "trend", "pyramid")
    }
    here = recorded_registers.recorded(atlas, ["C86609"])["prevalence"].xs(
        register, level="register"
    )
    assert figures["trend"]["data"][0]["y"] == pytest.approx(here.tolist())
    points = [d for d in figures["funnel"]["data"] if d["mode"] == "markers"]
    assert sum(len(d["x"]) for d in points) == len(expected_registers.funnel(atlas, register))
    assert points[-1]["customdata"] == ["C86609"]
    women = figures["pyramid"]["data"][0]["x"]
    men = figures["pyramid"]["data"][1]["x"]
    assert sum(men) - sum(women) == pytest.approx(100)
    assert re.search(r"recorded against expected", said(made))


def profile_rows(page: Any) -> dict[str, list[str]]:
    """Cells of the standard profile by their indicator."""
    rows = (row for table in parts(page, html.Tbody) for row in table.children)
    cells = ([said(cell) for cell in row.children] for row in rows)
    return {head: rest for head, *rest in cells}


@pytest.mark.parametrize("key", ["C88077", "U20350"])
def test_an_estimate_stands_with_its_likely_range_and_ages_with_their_count(
    atlas: Atlas, key: str
) -> None:
    view = view_of(atlas, key)
    page = [unit_page(atlas, view), unit_tables(atlas, view)]
    rows, unit = profile_rows(page), view.units[0]
    weights = {key: units.weights(atlas, unit)}
    for name in ("minority_ethnic", "english_limited", "age_65_plus", "bad_health"):
        plain = profile.profile(atlas, [name], weights)
        figure = practice_error.ranged(atlas, plain, [unit])[name][key]
        definition = atlas.indicators[name]
        cell = rows[definition.label][0]
        assert cell.startswith(f"{number_text.value(figure.value, definition)} ")
        assert likely(definition, figure) in cell
        assert likely(definition, plain[name][key]) not in cell
        counted = practice_error.on_lists(atlas, unit.practices, name)
        if name == "age_65_plus":
            assert cell.endswith(f"on the list {number_text.value(counted, definition)}")
        else:
            assert "on the list" not in cell
    assert "holds the true figure for about 95 in 100 practices" in said(page)
    assert "there it is a guide" in said(page)


def test_units_side_by_side_each_have_their_likely_range(atlas: Atlas) -> None:
    page = compare_page(atlas, view_of(atlas, "C88077", "C86013", "E08000018"))
    practice, other, district, region, england = profile_rows(page)["Disabled people"]
    assert all(re.fullmatch(r"[\d.]+% [\d.]+–[\d.]+", cell) for cell in (practice, other, district))
    assert all(re.fullmatch(r"[\d.]+%", cell) for cell in (region, england))
    assert "where two overlap, the figures may be no different" in said(page)


@pytest.mark.parametrize(
    ("between", "text"),
    [
        ((16.24, 17.11), "16.2–17.1"),
        ((9.6, 24.4), "10–24"),
        ((0.3, 99.6), "hardly known"),
        ((None, None), ""),
    ],
)
def test_a_wide_range_is_said_in_whole_numbers_or_not_at_all(
    atlas: Atlas, between: tuple[float | None, float | None], text: str
) -> None:
    figure = profile.Figure(16.5, *between)
    assert likely(atlas.indicators["disabled"], figure) == text


def test_the_funnel_says_whether_more_or_fewer_are_on_the_register(atlas: Atlas) -> None:
    sides = set()
    for code in atlas.practices.index[:12]:
        judged = expected_registers.of_group(atlas, [code])
        if "HYP" not in judged.index:
            continue
        row = judged.loc["HYP"]
        side = "more" if row["observed"] > row["expected"] else "fewer"
        view = PracticesView((units.unit(atlas, code),), register="HYP")
        apart = number_text.count(abs(row["observed"] - row["expected"]))
        assert f"would be: {apart} {side}." in said(charts(atlas, view)), code
        sides.add(side)
    assert sides == {"more", "fewer"}


@pytest.mark.parametrize("code", ["C85623", "C86614", "C85001"])
def test_neighbours_have_one_in_a_hundred_of_the_patients_there(atlas: Atlas, code: str) -> None:
    others = footprints.overlaps(atlas, [code])
    near = others[others["share"] >= 0.01].head(6)
    section = where_patients_live.section(atlas, units.unit(atlas, code))
    [listed] = [one for one in parts(section, html.Ul) if "shares" in one.className.split()]
    assert list(texts(listed))[::2] == near["name"].tolist()


def test_every_practice_has_a_page_with_its_own_registers(atlas: Atlas) -> None:
    """Two thirds of them; the others are opened in a browser (tests/browser/test_practices.py)."""
    others = atlas.practices.iloc[np.arange(len(atlas.practices)) % 3 > 0]
    for code, row in others.iterrows():
        view = PracticesView((units.unit(atlas, str(code)),))
        page = said([unit_page(atlas, view), unit_tables(atlas, view)])
        assert row["name"] in page
        assert f"{row['list_size']:,}" in page, code
        on_register = recorded_registers.recorded(atlas, [str(code)]).at[
            ("2024-25", "HYP"), "on_register"
        ]
        assert f"{on_register:,.0f}" in page, code
