"""A handover: the places are named and counted, zones go by people, advice says what is odd."""

import io
import json
import zipfile
from dataclasses import fields, replace
from datetime import date
from typing import Any

import openpyxl
import pytest

from dashboard.parts.targets.handover import fewest_found, how_common, work_out
from dashboard.parts.targets.target_definition import read_targets
from dashboard.seldom_heard.brief.pages import content
from dashboard.seldom_heard.export_files import Files
from dashboard.seldom_heard.findings import said
from layers import Atlas

ENGLISH = "?t=Core20+with+limited+English&c=imd_decile!d!2!r~english_limited!nt!20!r"
TWO = f"{ENGLISH}&d=E08000018.E08000019"


def asked(atlas: Atlas, query: str):  # type: ignore[no-untyped-def]
    return work_out(atlas, read_targets(query, atlas)[0])


def test_places_are_in_the_title_and_the_sentence_with_their_own_share(atlas: Atlas) -> None:
    made = asked(atlas, TWO)
    people = atlas.table("english_limited")["numerator"]
    there = atlas.areas["district"].isin(["Rotherham", "Sheffield"])
    found = people[list(made.finding.found)].sum()
    assert made.title == "Core20 with limited English in Rotherham and Sheffield"
    assert made.sentence.startswith("In Rotherham and Sheffield, 66 areas in 13 zones")
    share, of_all = 100 * found / people[there].sum(), 100 * found / people.sum()
    assert f"{found:,.0f} of the {people[there].sum():,.0f} " in made.sentence
    assert f"{share:.1f}% of them" in made.sentence
    assert f"That is {of_all:.1f}% of all in South Yorkshire." in made.sentence
    assert made.reaches_within[0].of_group == pytest.approx(share / 100)
    assert made.reaches[0].of_group == pytest.approx(of_all / 100)
    everywhere = asked(atlas, ENGLISH)
    assert (everywhere.where, everywhere.within, everywhere.reaches_within) == ("", None, ())
    assert "of South Yorkshire's" in everywhere.sentence
    assert "residents, hold " in everywhere.sentence
    assert "residents, holds " in asked(atlas, f"{ENGLISH}&m=1&u=areas").sentence


def test_zones_go_by_people_to_reach(atlas: Atlas) -> None:
    made = asked(atlas, TWO)
    people = atlas.table("english_limited")["numerator"]
    assert list(made.zone_people) == sorted(made.zone_people, reverse=True)
    for zone, number in zip(made.zones, made.zone_people, strict=True):
        assert number == people[list(zone.areas)].sum()
    assert sum(made.zone_people) == made.reaches[0].people


def test_how_many_of_the_areas_found_hold_a_share_by_counting(atlas: Atlas) -> None:
    made = asked(atlas, TWO)
    people = atlas.table("english_limited")["numerator"]
    total = people[list(made.within)].sum()
    ordered = sorted(people[list(made.finding.found)], reverse=True)
    told = fewest_found(made)
    assert [share for share, _ in told] == [1 / 4, 1 / 3, 1 / 2], (
        "two thirds is more than they hold"
    )
    for share, number in told:
        assert sum(ordered[: number - 1]) < share * total <= sum(ordered[:number])


def test_counted_criteria_that_change_nothing_are_said(atlas: Atlas) -> None:
    query = ENGLISH.replace("nt!20!r", "nt!20!c")
    assert not any("change nothing" in line for line in asked(atlas, query).advice)
    assert any("change nothing" in line for line in asked(atlas, f"{query}&k=0").advice)


def test_too_wide_is_judged_by_the_places_looked_in(atlas: Atlas) -> None:
    wide = "?c=imd_decile!d!6!r"
    ward = atlas.areas.loc[atlas.table("imd_decile")["value"] <= 3, "ward_code"].mode()[0]
    assert any("of all areas in the places" in a for a in asked(atlas, f"{wide}&w={ward}").advice)


def test_a_register_says_whom_it_counts(atlas: Atlas) -> None:
    made = asked(atlas, "?c=imd_decile!d!2!r~qof_ast!nt!20!r&g=qof_ast")
    assert "on the asthma register" in made.sentence
    assert "(registered patients aged 6 and over)" in made.sentence


@pytest.mark.parametrize(
    ("group", "told", "cell"),
    [
        (
            "english_limited_of_other_languages",
            "26.1% in the areas found, 23.2% in South Yorkshire: 1.13 times as common",
            "1.13",
        ),
        (
            "qof_stia",
            "2.2% in the areas found, 2.3% in South Yorkshire: 0.99 times as common",
            "0.99",
        ),
    ],
)
def test_times_as_common_is_the_same_wherever_it_stands(
    atlas: Atlas, group: str, told: str, cell: str
) -> None:
    """Of the group's own base, on screen, in the sentence, in files and brief."""
    made = asked(atlas, f"?c=imd_decile!d!2!r&g={group}")
    assert how_common(atlas, made.reaches[0]) == told
    assert (
        f" They are {cell} times as common in these areas as in South Yorkshire." in made.sentence
    )
    assert told in str(said(atlas, made))
    files = Files(atlas, made, date(2026, 11, 22))
    with zipfile.ZipFile(io.BytesIO(files.to_zip())) as zipped:
        assert told in zipped.read("about.csv").decode("utf-8-sig")
    about = json.dumps(json.loads(files.to_geojson())["about"], ensure_ascii=False)
    assert told in about
    sheet = openpyxl.load_workbook(io.BytesIO(files.to_xlsx()), read_only=True)["Definition"]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    head = next(n for n, row in enumerate(rows) if row[0] == "Group")
    at = rows[head].index("Times as common as in South Yorkshire")
    assert f"{rows[head + 1][at]:.2f}" == cell
    assert any(told in str(value) for row in rows for value in row)
    page: Any = content(atlas, made, made=date(2026, 11, 22), link="")["reach"]
    assert page["rows"][0][-1] == cell


def test_times_as_common_is_also_said_of_the_places_looked_in(atlas: Atlas) -> None:
    made = asked(atlas, TWO)
    table, there = (
        atlas.table("english_limited"),
        atlas.areas["district"].isin(["Rotherham", "Sheffield"]),
    )
    sums = [
        table.loc[which, ["numerator", "denominator"]].sum()
        for which in (made.finding.found, there)
    ]
    rates = [float(one["numerator"] / one["denominator"]) for one in sums]
    wanted = f"{rates[0] / rates[1]:.2f}"
    assert (
        f"They are {wanted} times as common in these areas as in all of Rotherham and Sheffield."
        in (made.sentence)
    )
    told = how_common(atlas, made.reaches[0], *made.reaches_within[:1], place=made.where)
    assert told.endswith(f"{100 * rates[1]:.1f}% in Rotherham and Sheffield: {wanted} times")


@pytest.mark.parametrize(("share", "wide"), [(50, False), (60, False), (61, True), (70, True)])
def test_three_fifths_of_all_areas_are_too_many_to_act_on(
    atlas: Atlas, share: int, wide: bool
) -> None:
    made = asked(atlas, f"?c=imd_score!lt!{share}!r")
    assert len(made.finding.found) == pytest.approx(share / 100 * len(atlas.areas), abs=1)
    assert any("too wide to act on" in line for line in made.advice) is wide


@pytest.mark.parametrize(("firm", "few"), [(40, True), (49, True), (50, False), (60, False)])
def test_few_are_firm_where_under_half_of_them_are(atlas: Atlas, firm: int, few: bool) -> None:
    for query, modelled in (("?c=qof_hyp!nt!20!r", True), ("?c=no_car!nt!20!r", False)):
        made = asked(atlas, query)
        codes = atlas.areas.index
        finding = replace(made.finding, found=codes[:100], firm=codes[:firm])
        assert replace(made, taken=finding).few_firm is (few and modelled)


# ---- What is taken ----

BURNGREAVE, CRABTREE, ROTHERHAM = "E01007940", "E01007869", "E01007680"


@pytest.mark.parametrize(
    ("chosen", "begins"),
    [
        ("m=6", "In Rotherham and Sheffield, the first 6 of 13 zones, 47 areas with 87,018 "),
        ("m=1", "In Rotherham and Sheffield, the first of 13 zones, 12 areas with 22,441 "),
        ("m=13", "In Rotherham and Sheffield, 66 areas in 13 zones, with 121,140 "),
        (f"f=x!{ROTHERHAM}", "In Rotherham and Sheffield, 12 of 13 zones, 58 areas with "),
        (
            f"m=3&f=x!{ROTHERHAM}",
            "In Rotherham and Sheffield, the first 3 of 12 zones (1 more ticked off), ",
        ),
        ("m=20&u=areas", "In Rotherham and Sheffield, the first 20 of 66 areas, in 7 zones with "),
        (
            f"m=20&u=areas&f=x!{BURNGREAVE}",
            "In Rotherham and Sheffield, 9 of 66 areas, in 6 zones with ",
        ),
    ],
)
def test_the_sentence_says_how_many_of_how_many_and_whom_they_reach(
    atlas: Atlas, chosen: str, begins: str
) -> None:
    made, every = asked(atlas, f"{TWO}&{chosen}"), asked(atlas, TWO)
    assert made.sentence.startswith(begins)
    people = atlas.table("english_limited")["numerator"]
    codes = [code for zone in made.zones for code in zone.areas]
    assert sorted(codes) == list(made.areas_taken)
    share = people[codes].sum() / people[list(made.within)].sum()
    assert f"{100 * share:.1f}% of them" in made.sentence
    assert made.reaches_within[0].of_group == pytest.approx(share)
    assert made.reaches[0].people == pytest.approx(sum(made.zone_people))
    # What was found, and how many areas it takes, stay.
    assert list(made.finding.found) == list(every.finding.found)
    assert fewest_found(made) == fewest_found(every)
    assert len(made.zones) + len(made.left) == len(made.every)
    if "u=areas" not in chosen:
        zones = [zone for zone in made.every if zone in every.zones]
        assert zones == list(every.zones)


def test_taking_all_is_as_if_nothing_had_been_said(atlas: Atlas) -> None:
    every = asked(atlas, TWO)
    for chosen in (f"m={len(every.zones)}", "m=66&u=areas", "m=9999", "u=areas"):
        made = asked(atlas, f"{TWO}&{chosen}")
        assert made.takes_all
        for field in fields(every):
            if field.name != "targets":
                value = getattr(made, field.name)
                assert str(value) == str(getattr(every, field.name)), (chosen, field.name)


def test_how_many_the_first_zones_reach_is_the_share_of_each_sentence(atlas: Atlas) -> None:
    every = asked(atlas, TWO)
    for most in (1, 4, 13):
        made = asked(atlas, f"{TWO}&m={most}")
        assert made.zone_people == every.zone_people[:most]
        of_all = sum(made.zone_people) / sum(every.zone_people) * every.reaches_within[0].of_group
        assert made.reaches_within[0].of_group == pytest.approx(of_all)


def test_a_change_that_cannot_be_made_is_said_beside_what_is_found(atlas: Atlas) -> None:
    made = asked(atlas, f"{TWO}&f=x!E01007317~m!{BURNGREAVE}!{ROTHERHAM}")
    assert made.zones == asked(atlas, TWO).zones
    assert made.advice == (
        "A change of a zone was left out: Kendray · Barnsley 018A is in no zone any more.",
        "Two zones were not put together, because they do not touch: those of Burngreave & "
        "Grimesthorpe · Sheffield 022E and Rotherham South · Rotherham 023D.",
    )


def test_nothing_is_left_where_every_zone_is_ticked_off(atlas: Atlas) -> None:
    every = asked(atlas, TWO)
    off = "~".join(f"x!{zone.areas[0]}" for zone in every.zones)
    made = asked(atlas, f"{TWO}&f={off}")
    assert (made.zones, made.areas_taken, made.reaches[0].people) == ((), (), 0)
    assert made.sentence == "Every zone found is ticked off: put one back to take it."
    assert made.nothing == "Every zone found is ticked off."
