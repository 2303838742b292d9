"""The one-page sheet: its content for every practice, and a few made and read again."""

import copy
import io
from collections.abc import Iterator
from functools import cache

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.files.paper_map import ground
from dashboard.parts.likely_range import likely
from dashboard.practices.care_section import rows_beside
from dashboard.practices.export_texts import texts
from dashboard.practices.finding import finding
from dashboard.practices.key_figures import address, key_figures
from dashboard.practices.recorded_against_expected import marks, verdict
from dashboard.practices.sheet import sheet, sheet_content
from dashboard.practices.sheet.sheet_content import MOST_MEMBERS, content
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.practices import (
    care,
    expected_registers,
    footprints,
    practice_error,
    profile,
    recorded_registers,
    units,
    unusual_practices,
)
from tests.dashboard.conftest import MADE
from tests.dashboard.practices.ratios import figures
from tests.dashboard.seldom_heard.test_brief_tags import Read, read

LINK = "https://atlas.example.nhs.uk/practices?v=C88007"
# A practice; one with two long cautions; a network of 31 practices; a ward; the most at once.
MADE_OF = {
    "practice": "C85001",
    "university": "C88627",
    "network": "U16464",
    "ward": "E05000994",
    "group": "=1+1 شیفیلڈ 😀 Gŵyl <b>&amp;</b> #strong[x]~U16464~E05000994~C88007~C88627",
}
SHOWN = ["Recorded", "South Yorkshire", "England"]


@pytest.fixture(scope="module", autouse=True)
def _outlines_read_once(atlas: Atlas) -> Iterator[None]:
    known = ground(atlas)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheet_content, "ground", lambda _: known)
        yield


@cache
def opened(atlas: Atlas, key: str) -> Read:
    return read(sheet(atlas, units.unit(atlas, key), made=MADE, link=LINK))


@pytest.fixture(params=MADE_OF)
def key(request: pytest.FixtureRequest) -> str:
    return MADE_OF[request.param]


def test_every_practice_has_a_sheet_with_the_figures_of_the_layers(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The map has no figure, and drawing all of them would take longer than all else.
    monkeypatch.setattr(sheet_content, "ground", lambda _: None)
    monkeypatch.setattr(sheet_content, "footprint_map", lambda *_: "")
    region, england = recorded_registers.region(atlas), recorded_registers.england(atlas)
    year = recorded_registers.years(atlas)[-1]
    whole = profile.whole(atlas)
    for code in atlas.practices.index:
        unit = units.unit(atlas, str(code))
        said = content(atlas, unit, made=MADE, link=LINK)
        assert said["title"] == atlas.practices.at[code, "name"]
        assert said["address"] == address(atlas, str(code))
        assert len(said["tiles"]) == 5
        listed = number_text.count(atlas.practices.at[code, "list_size"])
        assert said["tiles"][0]["number"] == listed
        here = recorded_registers.recorded(atlas, [code])
        judged = expected_registers.of_group(atlas, [code])
        labels = {
            label: register for register, label in recorded_registers.registers(atlas).items()
        }
        assert len(said["registers"]["rows"]) == 21
        beside = unusual_practices.beside(atlas, [code], judged)
        order = expected_registers.by_distance(judged).index.tolist()
        shown = [labels[row[0]] for row in said["registers"]["rows"]]
        assert shown[: len(order)] == order
        found = finding(atlas, unit, judged)
        assert said["finding"] == [found.headline, found.worth]
        for label, on, *compared, (share, between), region_, england_ in said["registers"]["rows"]:
            at = (year, labels[label])
            row = here.loc[at]
            assert on == number_text.count(row["on_register"])
            assert share == number_text.register_percent(row["prevalence"])
            assert between == number_text.between(row["lower"], row["upper"])
            assert [region_, england_] == [
                number_text.register_percent(table.at[at, "prevalence"])
                for table in (region, england)
            ]
            if labels[label] in judged.index and judged.at[labels[label], "verdict"]:
                one = judged.loc[labels[label]]
                chance, usual = (
                    "–".join(figures(one, low, high))
                    for low, high in (("lower", "upper"), ("limit_lower", "limit_upper"))
                )
                around = beside.loc[labels[label]]
                marked = one["verdict"] != "as_expected" and around["in_place"] == "as_expected"
                assert compared == [
                    number_text.count(one["expected"]),
                    {
                        "marks": marks(one),
                        "verdict": one["verdict"],
                        "beyond": not 0.25 <= one["ratio"] <= 4,
                        "alt": f"Usual range {usual}; by chance {chance}",
                    },
                    *figures(one, "ratio"),
                    verdict(one),
                    [f"{around['place_ratio']:.2f}", "usual"]
                    if marked
                    else f"{around['place_ratio']:.2f}",
                ]
            else:
                assert compared == ["–"] * 4
        weight = units.weights(atlas, unit)
        estimates = profile.profile(atlas, ["disabled"], {code: weight})
        share = practice_error.ranged(atlas, estimates, [unit])["disabled"][code]
        [row] = [row for row in said["profile"]["rows"] if row[0] == "Disabled people"]
        definition = atlas.indicators["disabled"]
        assert row[1] == [
            number_text.value(share.value, definition),
            likely(definition, share),
        ]
        assert row[-2] == number_text.value(
            profile.figure(atlas, "disabled", whole).value, definition
        )
        assert row[-1] == number_text.value(atlas.england("disabled").value, definition)
        larger = len(units.larger(atlas, unit))
        assert all(len(row) == 4 + larger for row in said["profile"]["rows"])
        assert len(said["cautions"]) == len(atlas.practices.at[code, "flags"])


def test_ages_are_those_of_the_list_and_care_is_that_of_the_page(atlas: Atlas) -> None:
    unit = units.unit(atlas, "C88627")
    said = content(atlas, unit, made=MADE, link="")
    [row] = [row for row in said["profile"]["rows"] if row[0] == "Aged 65 and over"]
    definition = atlas.indicators["age_65_plus"]
    counted = [
        number_text.value(practice_error.on_lists(atlas, one.practices, "age_65_plus"), definition)
        for one in (unit, *units.larger(atlas, unit))
    ]
    assert row[1] == [counted[0], "on the list"]
    assert row[2 : 1 + len(counted)] == counted[1:]
    told = said["looked_after"]
    for measure, row in zip(care.measures(atlas).values(), rows_beside(atlas, [unit]), strict=True):
        here, _, england = row.cells
        assert (f"{measure.short} {here.text} ({england.text})" in told) == here.known
    assert "Seen within 2 weeks" in told


def test_the_largest_ethnic_groups_of_the_place_are_named(atlas: Atlas) -> None:
    unit = units.unit(atlas, "C88627")
    weight = units.weights(atlas, unit)
    share = {n: profile.figure(atlas, n, weight).value or 0 for n in texts().sheet.groups}
    largest = sorted(share, key=lambda name: -share[name])[: texts().sheet.most_groups]
    rows = [row[0] for row in content(atlas, unit, made=MADE, link="")["profile"]["rows"]]
    assert [atlas.indicators[name].label for name in largest] == rows[3:6]


def test_who_shares_the_places_is_as_on_the_page(atlas: Atlas) -> None:
    said = content(atlas, units.unit(atlas, "C88627"), made=MADE, link="")["neighbours"]
    wanted = footprints.overlaps(atlas, ["C88627"]).head(len(said["rows"]))
    assert len(wanted) == 6
    assert said["rows"] == [
        [r["name"], number_text.percent(100 * r["share"], 0)] for r in wanted.iloc
    ]


def test_members_beyond_the_room_are_counted(atlas: Atlas) -> None:
    members = content(atlas, units.unit(atlas, "U16464"), made=MADE, link="")["members"]
    assert len(members["rows"]) == MOST_MEMBERS
    assert members["title"] == "Its 31 members, largest first"
    assert members["note"] == f"Patients. And {31 - MOST_MEMBERS} more."
    patients = [int(figure.replace(",", "")) for _, figure in members["rows"]]
    assert patients == sorted(patients, reverse=True)


def test_it_is_one_page(atlas: Atlas, key: str) -> None:
    assert len(opened(atlas, key).pages) == 1


def test_it_is_one_page_in_a_region_with_a_long_name(atlas: Atlas) -> None:
    called = copy.copy(atlas)
    called.name = "Bradford, Calderdale, Kirklees, Leeds, Wakefield and Craven"
    found = pypdf.PdfReader(
        io.BytesIO(sheet(called, units.unit(called, "C88048"), made=MADE, link=LINK))
    )
    assert len(found.pages) == 1


def test_it_keeps_the_rules_of_pdf_ua(atlas: Atlas, key: str) -> None:
    page = pytest.importorskip("page", reason="page-validation is not installed")
    found = sheet(atlas, units.unit(atlas, key), made=MADE, link=LINK)
    report = page.validate_pdf_bytes(found, profile=page.ValidationProfile("ua1"))
    assert [f"{f.rule_id}: {f.message}" for f in report.failures] == []


def test_it_is_tagged_and_in_the_order_of_reading(atlas: Atlas, key: str) -> None:
    found, unit = opened(atlas, key), units.unit(atlas, key)
    root = found.pdf.trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"])
    assert root["/Lang"] == "en-GB"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert found.pdf.metadata.title == unit.name
    [title] = found.tree.all("Title")
    assert title.text()
    heads = found.headings(1)
    first = ["Recorded conditions", "The communities it serves"]
    assert heads[: len(first)] == first if unit.practices else heads[0] == "Who lives there"
    assert ("Recorded conditions" in heads) == bool(unit.practices)
    *drawn, picture = [tag for tag in found.tree.all("Figure") if tag.alt]
    assert picture.alt.startswith("Map of ")
    judged = expected_registers.by_distance(expected_registers.of_group(atlas, unit.practices))
    assert [tag.alt for tag in drawn] == [
        f"Usual range {'–'.join(figures(one, 'limit_lower', 'limit_upper'))}; "
        f"by chance {'–'.join(figures(one, 'lower', 'upper'))}"
        for _, one in judged.iterrows()
    ]
    for table in found.tree.all("Table"):
        first, *_ = table.all("TR")
        assert all(head.text() for head in first.all("TH"))


def test_what_is_printed_is_what_was_said(atlas: Atlas, key: str) -> None:
    found, unit = opened(atlas, key), units.unit(atlas, key)
    said = content(atlas, unit, made=MADE, link=LINK)
    [[head, *rows]] = found.tables(said["profile"]["title"])
    assert head == said["profile"]["head"]
    told = [
        [" ".join(filter(None, cell)) if isinstance(cell, list) else cell for cell in row]
        for row in said["profile"]["rows"]
    ]
    assert rows == told
    text = found.tree.text()
    for figure in key_figures(atlas, unit):
        assert figure.number in text
        assert figure.what in text
    if unit.practices:
        [[_, *rows]] = found.tables("Recorded conditions")
        assert [row[:2] for row in rows] == [row[:2] for row in said["registers"]["rows"]]
        assert [row[-2:] for row in rows] == [row[-2:] for row in said["registers"]["rows"]]
    assert said["care"] in text
    assert said["looked_after"] in text
    assert all(sentence in text for sentence in said["finding"])
    assert "licensed under the Open Government Licence v3.0" in text
    assert LINK in "".join(text.split())
    assert "22 November 2026" in found.pages[0]


def test_the_map_prints_in_black_and_white(atlas: Atlas) -> None:
    drawn = content(atlas, units.unit(atlas, "C88007"), made=MADE, link="")["map"]["svg"]
    greys = {part[:6] for part in drawn.split('fill="#')[1:]} - {'fff"/>', 'fff" f'}
    for grey in ("5b666f", "9ba5ad", "d3d8dc"):
        assert grey in greys
        red, green, blue = (int(grey[at : at + 2], 16) for at in (0, 2, 4))
        assert max(red, green, blue) - min(red, green, blue) < 24


@settings(max_examples=8)
@given(st.text(max_size=60))
def test_no_name_at_all_stops_the_sheet(atlas: Atlas, name: str) -> None:
    unit = units.unit(atlas, f"{name.replace('~', '')}~C88046")
    found = pypdf.PdfReader(io.BytesIO(sheet(atlas, unit, made=MADE, link=name)))
    assert len(found.pages) == 1


def test_the_same_bytes_every_time(atlas: Atlas) -> None:
    unit = units.unit(atlas, "C88046")
    one, other = (sheet(atlas, unit, made=MADE, link=LINK) for _ in range(2))
    assert one == other
