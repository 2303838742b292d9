"""The brief is opened, and every number compared with the page's, from the same source."""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.files import typst_pdf
from dashboard.files.printable import _INVISIBLE, _signs, plain, printable
from dashboard.files.typst_pdf import PdfError
from dashboard.parts import age_notes
from dashboard.parts.targets import handover as handovers
from dashboard.parts.targets.handover import CAVEAT, FEW_ARE_FIRM
from dashboard.parts.targets.target_definition import Targets
from dashboard.seldom_heard import brief as package
from dashboard.seldom_heard import why_found
from dashboard.seldom_heard.brief import brief
from dashboard.seldom_heard.brief.pages import MOST_HANDOUTS, MOST_NEAR, MOST_ZONES, NO_PLACE
from dashboard.seldom_heard.export_about import MODELLED
from dashboard.seldom_heard.export_tables import main_indicators
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.practices import profile
from layers.targeting.reach import reach
from layers.targeting.zones import Zone
from tests.conftest import REPOSITORY
from tests.dashboard.seldom_heard.test_brief_tags import Read, made, opened, read
from tests.dashboard.seldom_heard.test_export_samples import (
    EIGHT,
    MADE,
    NAMES,
    NOTHING,
    SAMPLES,
    Handed,
    handed,
    with_hostile_names,
)

ONE = SAMPLES["one area"]


@pytest.fixture(params=[*SAMPLES, "eight"], ids=lambda name: name.replace(" ", "-"))
def sample(request: pytest.FixtureRequest, atlas: Atlas) -> Handed:
    return handed(atlas, {**SAMPLES, "eight": EIGHT}[request.param])


def people(sample: Handed, group: str, number: float) -> str:
    about = "about " if sample.atlas.indicators[group].modelled else ""
    return f"{about}{number_text.count(number)}"


def with_pages(sample: Handed) -> Iterator[tuple[int, Zone]]:
    yield from enumerate(sample.handover.zones[:MOST_ZONES], start=1)


def test_the_first_page_has_the_sentence_and_what_it_takes(sample: Handed) -> None:
    found = opened(sample)
    first = found.tree.text()
    assert sample.handover.sentence in first
    assert CAVEAT in first
    assert "22 November 2026" in first
    assert sample.handover.title in first
    assert handovers.needed(sample.atlas, sample.handover) in first
    for criterion in sample.targets.criteria:
        assert handovers.describe(sample.atlas, criterion) in annex(sample)[0]
    assert (MODELLED in first) == sample.handover.modelled
    assert (FEW_ARE_FIRM in first) == sample.handover.few_firm
    if sample.handover.advice:
        assert sample.handover.advice[0].strip() in first


def test_who_is_reached_is_as_on_the_page(sample: Handed) -> None:
    [[head, *rows]] = opened(sample).tables("Who is reached")
    made = sample.handover
    there = ["Share there"] if made.where else []
    heads = ["How many", *there, "Share of all", "How common", "Times"]
    assert head == ["People in the found areas", *heads]
    wanted = []
    for at, one in enumerate(made.reaches):
        definition = sample.atlas.indicators[one.group]
        shares = [number_text.percent(100 * r.of_group) for r in made.reaches_within[at : at + 1]]
        wanted.append(
            [
                f"{definition.label}{' Modelled' if definition.modelled else ''}",
                people(sample, one.group, one.people),
                *shares,
                number_text.percent(100 * one.of_group),
                number_text.percent(100 * one.rate),
                f"{(*made.reaches_within[at : at + 1], one)[0].times:.2f}",
            ]
        )
    assert rows == wanted


def test_near_misses_are_as_on_the_page(sample: Handed) -> None:
    near = sample.handover.finding.near
    rows = [row for table in opened(sample).tables("Near misses") for row in table[1:]]
    wanted = []
    for code, missed in list(near.groupby("lsoa", sort=True))[:MOST_NEAR]:
        area = sample.atlas.areas.loc[code]
        by = "; ".join(why_found.missed(sample.atlas, row) for _, row in missed.iterrows())
        wanted.append([f"{area['neighbourhood']} · {area['name']}", by])
    assert rows == wanted


def test_the_table_of_zones_is_as_on_the_page(sample: Handed) -> None:
    found = opened(sample)
    rows = [row for table in found.tables("Zones") for row in table[1:]]
    page, group = sample.areas, sample.targets.group
    wanted = []
    for number, zone in with_pages(sample):
        mine = page.loc[list(zone.areas)]
        reached = reach(sample.atlas, zone.areas, group)
        wanted.append(
            [
                str(number),
                zone.name,
                ", ".join(zone.districts),
                str(len(zone.areas)),
                str((mine["standing"] == "firm").sum()),
                number_text.count(zone.residents),
                people(sample, group, reached.people),
                number_text.percent(100 * reached.of_group),
            ]
        )
    assert rows == wanted
    assert sum(int(row[3]) for row in rows) == len(page) or len(sample.handover.zones) > MOST_ZONES


def test_more_zones_than_pages_are_counted(atlas: Atlas) -> None:
    many = handed(atlas, EIGHT)
    rest = many.handover.zones[MOST_ZONES:]
    areas = sum(len(zone.areas) for zone in rest)
    text = opened(many).tree.text()
    residents = number_text.count(sum(zone.residents for zone in rest))
    assert f"{len(rest)} more zones with {areas} areas and {residents} residents are in" in text
    assert f"at most {MOST_ZONES} zones" in text


def handouts(sample: Handed) -> int:
    """How many pages are for those who go to a zone: two each."""
    return 2 * min(len(sample.handover.zones), MOST_HANDOUTS)


def annex(sample: Handed) -> list[str]:
    return opened(sample).pages[handouts(sample) :]


def zone_pages(found: Read) -> dict[int, str]:
    """Text of the pages that a zone's heading starts."""
    starts = re.compile(r"^(\d+)\. ")
    return {int(m[1]): page for page in found.pages if (m := starts.match(page))}


def test_each_zone_has_one_page(sample: Handed) -> None:
    found = opened(sample)
    pages = zone_pages(found)
    assert list(pages) == [n for n, _ in with_pages(sample)]
    assert len(found.pages) <= handouts(sample) + len(pages) + 4
    firsts = [page.split(" · ")[:2] for page in found.pages[: handouts(sample)]]
    assert [(name, page[:11]) for name, page in firsts] == [
        (f"Hand-out for zone {at // 2 + 1}", f"page {at % 2 + 1} of 2") for at in range(len(firsts))
    ]
    for page in pages.values():
        assert CAVEAT in page


def test_who_lives_in_each_zone_is_as_the_profile_says(sample: Handed) -> None:
    tables = opened(sample).tables("Who lives there")
    everywhere = profile.whole(sample.atlas)
    for (_, zone), [head, *rows] in zip(with_pages(sample), tables, strict=True):
        assert head == ["Main figures", "Here", "South Yorkshire", "England"]
        weights = profile.of_areas(sample.atlas, zone.areas)
        wanted = []
        for definition in main_indicators(sample.atlas):
            figures = (
                profile.figure(sample.atlas, definition.id, weights).value,
                profile.figure(sample.atlas, definition.id, everywhere).value,
                sample.atlas.england(definition.id).value,
            )
            label = f"{definition.label}{' Modelled' if definition.modelled else ''}"
            wanted.append([label, *(number_text.value(figure, definition) for figure in figures)])
        assert rows == wanted


def test_why_each_zone_was_found_is_as_on_the_page(sample: Handed) -> None:
    tables = opened(sample).tables("Why it was found")
    why, page = sample.handover.finding.why, sample.areas
    for (_, zone), [_, *rows] in zip(with_pages(sample), tables, strict=True):
        assert len(rows) == len(sample.targets.criteria)
        for row, criterion in zip(rows, sample.targets.criteria, strict=True):
            definition = sample.atlas.indicators[criterion.indicator]
            mine = page.loc[list(zone.areas)]
            values = mine[f"{criterion.indicator}:value"]
            low, high = (number_text.value(v, definition) for v in (values.min(), values.max()))
            reasons = why[(why["indicator"] == criterion.indicator) & why["lsoa"].isin(zone.areas)]
            assert row[0].startswith(handovers.describe(sample.atlas, criterion))
            assert ("Modelled" in row[0]) == definition.modelled
            assert ("Counted" in row[0]) == (not criterion.required)
            limit = float(why.loc[why["indicator"] == criterion.indicator, "threshold"].iloc[0])
            assert number_text.whole_value(limit, definition) in row[1]
            assert row[2] == (low if low == high else f"{low} to {high}")
            assert row[3] == f"{reasons['met'].sum()} of {len(zone.areas)}"
            number = mine[f"{criterion.indicator}:people"].sum()
            wanted = people(sample, definition.id, number) if definition.is_share else "–"
            assert row[4] == wanted


def test_the_partners_are_as_on_the_page(sample: Handed) -> None:
    found = opened(sample)
    practices, groups = found.tables("Partners to approach"), found.tables("Communities")
    pages = zone_pages(found)
    for (number, zone), [_, *rows], [_, *ethnic] in zip(
        with_pages(sample), practices, groups, strict=True
    ):
        partners = handovers.zone_partners(sample.atlas, zone)
        open_ones = partners["practices"][partners["practices"]["open"]]
        assert 3 <= len(rows) <= 6 or len(rows) == len(open_ones)
        for row, (code, wanted) in zip(rows, open_ones.iterrows(), strict=False):
            own = wanted["of_list"]
            assert row[1:] == [
                wanted["name"],
                wanted["pcn"] or "No network",
                sample.atlas.directory["telephone"][code],
                number_text.percent(100 * wanted["share"], 0),
                "–" if pd.isna(own) else number_text.percent(100 * own, 0),
            ]
        letters = [row[0] for row in rows if row[0] != "–"]
        assert letters == list("ABCDEF")[: len(letters)]
        for row, (_, wanted) in zip(ethnic, partners["communities"].iterrows(), strict=False):
            assert row == [
                wanted["group"],
                number_text.count(wanted["people"]),
                number_text.percent(wanted["share"]),
            ]
        text = pages[number].replace("\u200b", "")
        for _, wanted in partners["pharmacies"].head(3).iterrows():
            nearby = "" if wanted["inside"] else " (nearby)"
            assert f"{wanted['name']}{nearby}" in text
            assert wanted["telephone"] in text
        for _, wanted in partners["languages"].iterrows():
            assert f"{wanted['language']} {number_text.count(wanted['people'])}" in text
        largest = partners["networks"].iloc[0]
        assert f"{largest['pcn']} {number_text.percent(100 * largest['share'], 0)}" in text


def ages_of(sample: Handed, zone: Zone) -> list[str]:
    """What ages alone do to the zone's figures of health."""
    shown = [definition.id for definition in main_indicators(sample.atlas)]
    asked = [criterion.indicator for criterion in sample.targets.criteria]
    weights = profile.of_areas(sample.atlas, zone.areas)
    return age_notes.together(sample.atlas, dict.fromkeys([*shown, *asked]), weights)


def test_each_zones_page_says_where_ages_matter(sample: Handed) -> None:
    pages = zone_pages(opened(sample))
    for at, zone in with_pages(sample):
        text = " ".join(pages[at].replace("\u200b", "").split())
        for line in ages_of(sample, zone):
            assert line in text


def test_no_number_on_a_zones_page_comes_from_elsewhere(sample: Handed) -> None:
    """Each is one of the page's own, or part of a name, an address or a period."""
    number = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?%?")
    found = opened(sample)
    areas, flags = sample.atlas.areas, sample.atlas.flags.values()
    tables = [
        chain.from_iterable(chain.from_iterable(found.tables(heading)))
        for heading in ("Who lives there", "Why it was found", "Partners", "Communities")
    ]
    compared_above = " ".join(chain.from_iterable(tables))
    for at, zone in with_pages(sample):
        partners = handovers.zone_partners(sample.atlas, zone)
        mine = sample.areas.loc[list(zone.areas)]
        firm = int((mine["standing"] == "firm").sum())
        reached = reach(sample.atlas, zone.areas, sample.targets.group)
        known = [
            *(str(n) for n in range(61)),  # counts of areas, and pages
            str(at),
            zone.name,
            number_text.count(zone.residents),
            str(firm),
            str(len(mine) - firm),
            people(sample, sample.targets.group, mine[f"{sample.targets.group}:group"].sum()),
            number_text.percent(100 * reached.of_group),
            number_text.percent(100 * reached.rate),
            f"{reached.times:.2f}",
            handovers.base(sample.atlas.indicators[sample.targets.group]),
            *areas.loc[list(zone.areas), "name"],
            *areas["neighbourhood"].unique(),
            *partners["pharmacies"].fillna("").astype(str).to_numpy().ravel(),
            *(number_text.count(n) for n in partners["languages"]["people"]),
            *(number_text.percent(100 * s, 0) for s in partners["networks"]["share"]),
            *partners["networks"]["pcn"],
            *(flag.label for flag in flags),
            str(len(partners["pharmacies"])),
            "2026 100 800 0.25 0.5",
            sample.targets.name,
            *ages_of(sample, zone),
        ]
        allowed = set(number.findall(" ".join([compared_above, *known])))
        text = zone_pages(found)[at].replace("\u200b", "")
        assert set(number.findall(text)) <= allowed


def test_the_last_pages_say_how_it_was_found_and_from_what(sample: Handed) -> None:
    found = opened(sample)
    [definition] = found.tables("How this was found")
    said = {row[0]: row[1] for row in definition}
    assert said["People to reach"].startswith(sample.atlas.indicators[sample.targets.group].label)
    assert said["Most areas in a zone"] == str(sample.targets.largest)
    asked = [row[1] for row in definition if row[0] in ("Required", "Counted")]
    assert len(asked) == len(sample.targets.criteria)
    for text, criterion in zip(asked, sample.targets.criteria, strict=True):
        assert text.startswith(handovers.describe(sample.atlas, criterion))
    [sources] = found.tables("Sources")
    titles = [row[0] for row in sources]
    assert "Census 2021, TS029: Proficiency in English" in titles
    assert [row[2] for row in sources if "TS029" in row[0]] == ["21 March 2021"]
    text = found.tree.text()
    for line in ("licensed under the Open Government Licence v3.0", "Open Parliament Licence"):
        assert line in text
    caveat = sample.atlas.indicators[sample.targets.criteria[-1].indicator].caveats[0]
    assert sample.atlas.catalogue.caveats[caveat] in text


def test_a_definition_that_finds_nothing_gives_a_brief_that_says_so(atlas: Atlas) -> None:
    nothing = handed(atlas, NOTHING)
    found = opened(nothing)
    text = found.tree.text()
    assert nothing.handover.sentence in text
    assert NO_PLACE in text
    assert nothing.handover.advice[0].strip() in text
    assert found.headings(1) == ["Where they live", "How this was found"]
    assert len(found.pages) <= 3


def named(atlas: Atlas, name: str) -> Handed:
    return handed(atlas, Targets(name=name, criteria=ONE.criteria, districts=ONE.districts))


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_any_name_of_a_team_is_text_and_breaks_nothing(atlas: Atlas, name: str) -> None:
    sample = named(atlas, name)
    found = opened(sample)
    [title] = list(found.tree.all("Title"))
    # As written, or said in words where there are no letters for it; in full in the file's title.
    whole = f"{name} in Rotherham"
    assert "".join(title.text().split()) == "".join(printable(whole).split())
    assert found.pdf.metadata.title == whole
    other = opened(named(atlas, "Plain"))
    assert found.headings(1) == other.headings(1)
    assert found.tables("Who lives there") == other.tables("Who lives there")


@pytest.mark.parametrize("name", ["formula", "plus", "at", "markup", "Welsh", "Urdu"])
def test_what_can_be_printed_is_printed_letter_by_letter(name: str) -> None:
    assert printable(NAMES[name]) == NAMES[name]


def test_names_of_places_that_would_harm_are_text(atlas: Atlas) -> None:
    hostile = with_hostile_names(atlas, SAMPLES["limited English"])
    text = opened(hostile).tree.text()
    for name in ("=cmd|' /C calc'!A0", "<b>&amp;</b>", "Gŵyl ŷd", "شیفیلڈ", "😀", "red[31m"):
        assert name in text


@given(st.text(max_size=40))
def test_what_is_printed_has_letters_at_hand(text: str) -> None:
    at_hand = frozenset.union(*_signs())
    assert all(ord(c) in at_hand or c in _INVISIBLE for c in printable(text))
    assert all(ord(c) in at_hand for c in plain(text))


def test_no_text_at_all_stops_the_brief(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    """From every corner of Unicode: letters, marks, signs, controls, halves, what is not given."""
    monkeypatch.setattr(typst_pdf.printable, "plain", None)  # it must do without
    text = "".join(map(chr, range(0, 0x110000, 61)))
    sample = named(atlas, text)
    strange = replace(sample.handover, sentence=text[::-1])
    assert brief(atlas, strange, made=MADE, link=text[::99]).startswith(b"%PDF")


@pytest.mark.parametrize("text", ["\x00", "\ud800", "\U00018cd6", "\u200b", " ", "[", "\u0301"])
def test_a_name_of_nothing_has_a_title_all_the_same(atlas: Atlas, text: str) -> None:
    sample = named(atlas, text)
    found = read(brief(atlas, sample.handover, made=MADE, link=""))
    assert found.pdf.metadata.title


def test_letters_that_no_list_foretold_are_printed_as_blanks(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Should the fonts not hold what they say, there still is a brief."""
    monkeypatch.setattr(typst_pdf.printable, "printable", lambda text: text)
    sample = named(atlas, "ਪੰਜਾਬੀ and more")
    found = read(brief(atlas, sample.handover, made=MADE, link=sample.link))
    [title] = list(found.tree.all("Title"))
    assert title.text() == "▯▯▯▯▯▯ and more in Rotherham"


def test_the_same_bytes_every_time_and_in_every_process(sample: Handed) -> None:
    if len(sample.handover.zones) > 20:
        pytest.skip("the smaller ones tell")
    again = handovers.work_out(sample.atlas, sample.targets)
    assert made(sample) == brief(sample.atlas, again, made=MADE, link=sample.link)


def test_another_day_is_another_file_and_nothing_else_looks_at_a_clock(atlas: Atlas) -> None:
    sample = handed(atlas, ONE)
    code = f"""
import sys
from datetime import date
from dashboard.parts.targets import handover
from dashboard.seldom_heard.brief import brief
from dashboard.parts.targets.target_definition import read_targets
from layers import load_atlas
atlas = load_atlas()
targets, _ = read_targets({sample.targets.query()!r}, atlas)
made = handover.work_out(atlas, targets)
sys.stdout.buffer.write(brief(atlas, made, made=date(2026, 11, 22), link={sample.link!r}))
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=REPOSITORY,
        env={"TZ": "Asia/Karachi", "LC_ALL": "C", "PYTHONHASHSEED": "7", "HOME": "/nonexistent"},
        capture_output=True,
        check=True,
    )
    assert done.stdout == made(sample)


def test_what_typst_refuses_is_an_error_with_its_reason(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample = handed(atlas, ONE)
    monkeypatch.setattr(package, "TEMPLATE", REPOSITORY / "no-such.typ")
    with pytest.raises(PdfError, match=r"no-such\.typ"):
        brief(atlas, sample.handover, made=MADE, link="")


def test_it_takes_too_long_only_so_long(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    sample = handed(atlas, ONE)
    monkeypatch.setattr(typst_pdf, "LONGEST", 0.001)
    with pytest.raises(PdfError, match="seconds"):
        brief(atlas, sample.handover, made=MADE, link="")


def test_a_brief_without_a_link_has_none(atlas: Atlas) -> None:
    found = read(brief(atlas, handed(atlas, ONE).handover, made=MADE, link=""))
    assert "Find the same again" not in found.tree.text()
