"""The Change page: what an address means, what is said and listed, and that files hold the same."""

import csv
import io
from datetime import date
from typing import Any

import openpyxl
import pandas as pd
import pytest

from dashboard.change import area_map, area_part, area_said, area_table, register_part, who_lives
from dashboard.change.export_routes import file_name, to_csv, to_xlsx, to_zip
from dashboard.change.form import address_form, meaning
from dashboard.change.place import place_of
from dashboard.change.view import ChangeView, read_view
from dashboard.parts.plain_markup import still
from dashboard.parts.targets.target_definition import definition_of, read_targets
from dashboard.wording import number_text
from dashboard.wording.legend import texts
from layers import Atlas
from layers.change import decile_change, register_years
from layers.targeting.area_search import evaluate
from tests.dashboard.conftest import unzipped

MADE = date(2026, 11, 30)
SHEFFIELD, PRACTICE, NETWORK = "E08000019", "C88005", "U03256"


def words(part: Any) -> str:
    """All that plain markup says."""
    if isinstance(part, str):
        return part
    inner = part[2:] if part and isinstance(part[0], str) and isinstance(part[1], dict) else part
    return " ".join(words(one) for one in inner)


def rows(text: str | bytes) -> list[dict[str, str]]:
    text = text.decode("utf-8-sig") if isinstance(text, bytes) else text
    return list(csv.DictReader(io.StringIO(text)))


def test_an_address_and_its_view_say_the_same(atlas: Atlas) -> None:
    for view in (
        ChangeView(),
        ChangeView("registers", PRACTICE, "all", "HYP", ()),
        ChangeView("areas", SHEFFIELD, "more2"),
    ):
        assert read_view(view.query(), atlas) == (view, [])
    assert ChangeView().query() == ""
    view, notes = read_view("?t=x&w=E99&f=most&r=NONE&zz=1", atlas)
    assert view == ChangeView()
    assert len(notes) == 5
    declared = {part["key"] for part in address_form().declared()["parts"]}
    assert declared == set(ChangeView().texts())


@pytest.mark.parametrize("within", ["", SHEFFIELD, PRACTICE])
def test_what_is_said_of_a_place_is_what_is_counted(atlas: Atlas, within: str) -> None:
    place = place_of(atlas, within)
    found = decile_change.areas(atlas, place.areas)
    moves = decile_change.moves(found)
    said = words(still(area_part.part(atlas, ChangeView(within=within), place)))
    assert f"Of {place.inside}, " in said
    assert f"{moves.more.areas} are now in a more deprived tenth of England than in 2019" in said
    assert "Less directly comparable" in said
    assert "These are ranks against England, not levels" in said
    if moves.into.areas:
        assert f"where {moves.into.residents:,} people live" in said
    left_out = area_said.left_out(moves)
    assert left_out in said
    assert bool(left_out) == (moves.compared.areas < moves.every.areas)


def test_each_kind_of_area_is_listed_alone_and_none_twice(atlas: Atlas) -> None:
    found = decile_change.areas(atlas)
    listed = {kind: area_table.kept(found, kind) for kind in ("more", "same", "less", "not")}
    codes = [code for one in listed.values() for code in one.index]
    assert sorted(codes) == sorted(found.index)
    assert area_table.kept(found, "all")["moved"].dropna().is_monotonic_increasing
    assert set(area_table.kept(found, "more2").index) < set(listed["more"].index)
    into = area_table.kept(found, "into")
    assert len(into) == decile_change.moves(found).into.areas
    assert {area_table.said(row).fifth for _, row in into.iterrows()} == {"moved into"}
    split = found[found["kind"] == "split"].iloc[0]
    assert area_table.said(split).kind == "divided since, not compared"


def test_the_map_colours_what_the_list_says(atlas: Atlas) -> None:
    """Darkest where most more deprived; what is not compared has no colour; the rest is fainter."""
    view = ChangeView(within=SHEFFIELD, kept="more")
    place = place_of(atlas, SHEFFIELD)
    drawn = area_map.for_map(atlas, view, place)
    found = decile_change.areas(atlas)
    colours = texts().changes["colours"]
    listed = set(area_table.kept(found[found.index.isin(place.areas)], "more").index)
    for at, (code, row) in enumerate(found.iterrows()):
        look = drawn["looks"][drawn["of"][at]]
        moved = row["moved"]
        expected = None if moved != moved else colours[int(min(max(moved, -2), 2)) + 2]
        assert look["colour"] == expected
        assert look.get("outside", False) == (code not in listed)
    said = drawn["lines"][0]
    for at, (_, row) in enumerate(found.iterrows()):
        text = said["texts"][said["of"][at]]
        assert ("not compared" in text) == (row["moved"] != row["moved"])
    assert len(drawn["fit"]) == len(place.areas)
    legend = words(still(area_map.legend(found)))
    assert f"{decile_change.moves(found).same.areas}" in legend


def test_registers_name_every_practice_once_and_england_first(atlas: Atlas) -> None:
    view = ChangeView("registers", SHEFFIELD)
    place = place_of(atlas, SHEFFIELD)
    said = still(register_part.part(atlas, view, place))
    table = register_years.practices(atlas, "DM", place.practices)
    assert 60 < len(table) < len(register_years.practices(atlas, "DM"))
    text = words(said)
    for _, row in table.iterrows():
        assert row["name"] in text
    both = table[table["kind"] == "both"]
    risen = int((both["change_lower"] > 0).sum())
    assert f"rose by more than chance in {risen} of {len(both)} practices in Sheffield" in text
    assert "list much larger than in 2021-22: perhaps a merger" in text
    assert "which may be chance" in words(
        still(register_part.part(atlas, ChangeView("registers", "C88021", register="CAN"),
                                 place_of(atlas, "C88021")))
    )  # fmt: skip


def test_who_lives_there_is_said_and_found_again_on_seldom_heard(atlas: Atlas) -> None:
    """The figures are of the areas listed; the way on finds these same areas."""
    place = place_of(atlas, SHEFFIELD)
    found = decile_change.areas(atlas, place.areas)
    rows = area_table.kept(found, "more2")
    [title, figures, _, further] = who_lives.section(atlas, found, place, "more2")
    assert f"the {len(rows)} areas that are more deprived by 2 deciles or more" in str(title)
    cars = atlas.table("no_car").loc[rows.index, ["numerator", "denominator"]].sum()
    share = number_text.percent(100 * cars["numerator"] / cars["denominator"])
    assert f"No car or van: {share} (" in str(figures)
    address = further.children.href
    targets, notes = read_targets(address.partition("?")[2], atlas)
    assert not notes
    assert set(evaluate(atlas, definition_of(atlas, targets)).found) == set(rows.index)
    every = who_lives.section(atlas, found, place, "all")
    assert str(every) == str(who_lives.section(atlas, found, place, "more"))
    assert who_lives.section(atlas, found[found["moved"] == 0], place, "into") == []


def test_years_between_the_ends_are_shown_and_a_practice_that_has_closed_is_said(
    atlas: Atlas,
) -> None:
    assert register_years.between(atlas) == ["2022-23"]
    table = register_years.practices(atlas, "DM")
    every = atlas.prevalence
    mine = every[(every["register"] == "DM") & (every["year"] == "2022-23")].set_index("practice")
    shares = (100 * mine["on_register"] / mine["list_size"]).reindex(table.index)
    pd.testing.assert_series_equal(table["prevalence_2022-23"], shares, check_names=False)
    part = register_part.part(atlas, ChangeView("registers"), place_of(atlas, ""))
    text = " ".join(words(still(part)).split())
    assert "2021-22, % 2022-23, % 2024-25, %" in text
    row = table[table["kind"] == "both"].iloc[0]
    assert number_text.fixed(row["prevalence_2022-23"], 2) in text
    assert "2023-24 is not among them: the atlas was built without its publication" in text
    assert "1 of the practices counted here has closed since" in text
    assert "prevalence_2022-23" in to_csv(atlas, ChangeView("registers"), MADE).decode("utf-8-sig")


def test_files_hold_what_the_page_lists(atlas: Atlas) -> None:
    view = ChangeView(within=SHEFFIELD, kept="into")
    found = rows(to_csv(atlas, view, MADE))
    place = place_of(atlas, SHEFFIELD)
    listed = area_table.kept(decile_change.areas(atlas, place.areas), "into")
    assert [row["code"] for row in found] == listed.index.tolist()
    assert [int(row["moved"]) for row in found] == listed["moved"].tolist()
    assert all(int(row["decile_2025"]) <= 2 < int(row["decile_2019"]) for row in found)
    apart = rows(to_csv(atlas, ChangeView(kept="not"), MADE))
    assert {(row["decile_2019"], row["moved"]) for row in apart} == {("", "")}
    assert len(apart) == 22
    files = unzipped(to_zip(atlas, view, MADE, "http://x/change"))
    grid = rows(files["then-and-now.csv"])
    counted = decile_change.transitions(decile_change.areas(atlas, place.areas))
    assert [[int(row[f"now_{n}"]) for n in range(1, 11)] for row in grid] == counted.tolist()
    assert "an area can move although nothing changed there" in files["about.csv"]
    assert "English Indices of Deprivation 2019" in files["about.csv"]
    registers = rows(to_csv(atlas, ChangeView("registers"), MADE))
    assert registers[0]["practice"] == "England"
    assert len(registers) == 1 + len(register_years.practices(atlas, "DM"))
    made = to_xlsx(atlas, view, MADE)
    assert made == to_xlsx(atlas, view, MADE)
    sheets = openpyxl.load_workbook(io.BytesIO(made), read_only=True).sheetnames
    assert {"Deprivation", "Then and now", "Registers", "Caveats"} <= set(sheets)
    assert file_name(atlas, view, MADE, "csv") == (
        "seldom-heard-change-deprivation-sheffield-2026-11-30.csv"
    )


def test_the_picture_is_explore_s_of_the_same_place(atlas: Atlas) -> None:
    def picture(search: str) -> list[str]:
        links = next(one for one in meaning(atlas, search).props if one.id == "export-links")
        return [a.href for a in links.props["children"] if "/export/png" in a.href]

    assert picture(f"?w={SHEFFIELD}") == [f"/export/png?i=imd_decile_change&d={SHEFFIELD}"]
    assert picture(f"?w={PRACTICE}") == [f"/export/png?i=imd_decile_change&p={PRACTICE}"]
    assert picture("?t=registers") == []
    found = decile_change.areas(atlas)
    into = area_table.kept(found, "into")
    assert picture("?f=into") == [
        f"/export/png?i=imd_decile_change&s={'.'.join(into.index)}&only=selected"
    ]
    here = area_table.kept(decile_change.areas(atlas, place_of(atlas, SHEFFIELD).areas), "into")
    assert picture(f"?f=into&w={SHEFFIELD}") == [
        f"/export/png?i=imd_decile_change&d={SHEFFIELD}&s={'.'.join(here.index)}&only=selected"
    ]
    # More than an address can name, and none at all: called what they are.
    for search in ("?f=same", f"?f=into&w={PRACTICE}"):
        [link] = [
            a
            for one in meaning(atlas, search).props
            if one.id == "export-links"
            for a in one.props["children"]
            if "/export/png" in a.href
        ]
        assert "only=" not in link.href
        assert "all areas alike" in str(link)


def test_the_headline_is_of_the_areas_asked_for(atlas: Atlas) -> None:
    view = ChangeView(kept="more2")
    found = decile_change.areas(atlas)
    asked = area_table.kept(found, "more2")
    first = (
        f"Of 860 areas in South Yorkshire, {len(asked)} are more deprived by 2 deciles or more: "
        f"{asked['residents'].sum():,} people live there."
    )
    place = place_of(atlas, "")
    assert area_said.said(found, place, "more2")[0] == first
    assert area_said.said(found, place, "more2")[1:] == area_said.said(found, place, "all")
    assert first in " ".join(words(still(area_part.part(atlas, view, place))).split())
    assert first in unzipped(to_zip(atlas, view, MADE))["about.csv"]
    none = area_said.said(found[found["moved"] == 0], place, "more")[0]
    assert none.endswith("none are more deprived now.")


def test_without_the_deciles_of_2019_the_page_says_so(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decile_change, "is_known", lambda _: False)
    view, _ = read_view("", atlas)
    assert view.part == "registers"
    place = place_of(atlas, "")
    assert "built without the Indices" in words(still(area_part.part(atlas, ChangeView(), place)))
    assert rows(to_csv(atlas, ChangeView(), MADE)) == []
    assert "built without the Indices" in unzipped(to_zip(atlas, ChangeView(), MADE))["about.csv"]
