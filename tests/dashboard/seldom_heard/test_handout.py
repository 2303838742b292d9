"""The hand-out of a zone, read as a volunteer would who has nothing else."""

import html
import importlib
import re
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from dashboard.parts.targets import handover as handovers
from dashboard.parts.targets.target_definition import Targets
from dashboard.seldom_heard import ground_words
from dashboard.seldom_heard.brief import handout, page_room
from dashboard.seldom_heard.brief.pages import of_zone
from dashboard.seldom_heard.on_the_ground import KINDS, OnTheGround, on_the_ground
from layers.atlas import Atlas
from tests.dashboard.seldom_heard.test_brief_tags import Read, read
from tests.dashboard.seldom_heard.test_export_samples import (
    CORE20,
    FEW_WORDS,
    MADE,
    Handed,
    handed,
)

# The ready-made definition, everywhere.
READY = Targets(name="Core20 with limited English", criteria=(CORE20, FEW_WORDS))


@pytest.fixture(scope="module")
def burngreave(atlas: Atlas) -> Handed:
    return handed(atlas, READY)


@pytest.fixture(scope="module")
def number(burngreave: Handed) -> int:
    """Of the zone that holds most of Burngreave ward."""
    wards = burngreave.atlas.areas["ward"]
    held = [sum(wards[list(zone.areas)] == "Burngreave") for zone in burngreave.handover.zones]
    return held.index(max(held)) + 1


@pytest.fixture(scope="module")
def found(burngreave: Handed, number: int) -> OnTheGround:
    return on_the_ground(burngreave.atlas, burngreave.handover.zones[number - 1])


@pytest.fixture(scope="module")
def pages(burngreave: Handed, number: int) -> Read:
    made = burngreave.handover
    return read(handout(burngreave.atlas, made, number, made=MADE, link=burngreave.link))


def plain(text: str) -> str:
    return " ".join(text.replace("\u200b", "").replace("\u00a0", " ").split())


def test_it_is_two_pages_that_say_what_they_are(pages: Read, number: int) -> None:
    assert len(pages.pages) == 2
    for asked in (
        "an area is found if it meets both required criteria. Required: ",
        "Cannot speak English well or at all: among England's highest 20%, which is",
    ):
        assert asked in plain(pages.pages[1])
    for at, page in enumerate(pages.pages, start=1):
        assert page.startswith(f"Hand-out for zone {number} · page {at} of 2")


def test_page_one_names_every_street_and_postcode_sector(pages: Read, found: OnTheGround) -> None:
    text = plain(pages.pages[0])
    streets = found.streets
    assert len(streets) > 100
    for row in streets.itertuples():
        assert (f"{row.name} ({row.stops})" if row.stops > 1 else row.name) in text
    assert text.count("Spital Hill") >= 2, "on the map, and in the list"
    assert "Burngreave library" in text
    assert "Most of S4 7" in text
    assert f"{len(found.stops)} bus stops in the zone" in text
    assert not re.search(r"and \d+ more\b", text.partition("page 1 of 2")[2][200:])


def test_a_road_through_several_localities_is_one(found: OnTheGround, pages: Read) -> None:
    streets, named = found.streets, found.street_names
    assert named["name"].is_unique
    assert len(named) == streets["name"].nunique() < len(streets)
    assert named["stops"].sum() == streets["stops"].sum()
    first = named.iloc[0]
    assert first["stops"] > streets["stops"].max(), "made of several"
    text = plain(pages.pages[0])
    assert f"in the zone, the largest numbers on {first['name']} ({first['stops']})," in text


def test_every_tram_stop_inside_is_named_then_the_nearest(burngreave: Handed) -> None:
    atlas, zones = burngreave.atlas, burngreave.handover.zones
    tram = [f[f["kind"] == "tram"] for f in (on_the_ground(atlas, z).stations for z in zones)]
    rows = max(tram, key=lambda found: found["inside"].sum())
    inside, near = rows[rows["inside"]], rows[~rows["inside"]]
    assert len(inside) > 3
    nearest = [f"{name} ({km:.1f} km)" for name, km in zip(near["name"], near["km"], strict=True)]
    close = f"; close by {', '.join(nearest[:3])}" if nearest else ""
    assert ground_words.stations(rows) == f"in the zone {', '.join(inside['name'])}{close}"


def test_page_two_says_whom_to_ask_and_where_to_meet(
    pages: Read, found: OnTheGround, burngreave: Handed, number: int
) -> None:
    text = plain(pages.pages[1])
    zone = burngreave.handover.zones[number - 1]
    asked = handovers.zone_partners(burngreave.atlas, zone)["practices"]
    for name in asked[asked["open"]]["name"].head(4):
        assert name in text
    for kind in ("library", "school"):
        rows = found.places(kind)
        assert len(rows)
        for row in rows.itertuples():
            assert row.name in text
            assert row.postcode in text
        assert f"Check before use: list of {rows['as_of'].iloc[0]}" in text
    assert "Burngreave ward (27,268 residents; about 73% of the ward is in this zone)" in text
    ward = next(ward for ward in found.communities if ward.ward == "Burngreave")
    for group, people, _ in ward.groups[:6]:
        assert f"{group} {people:,}" in text
    assert "Do not ask a child or a relative to interpret." in text
    assert "a community is not a language" in text
    for heading in ("Date and time", "Venue", "Notes: "):
        assert heading in text


def test_numbers_on_the_map_are_those_of_the_list(burngreave: Handed, number: int) -> None:
    made = of_zone(burngreave.atlas, burngreave.handover, number, made=MADE, link="")
    [said] = made["handouts"]
    places = [row[0] for column in said["places"]["columns"] for b in column for row in b["rows"]]
    listed = [*(row[0] for row in said["ask"]["rows"]), *places]
    assert listed == [str(n) for n in range(1, len(listed) + 1)]
    drawn = re.findall(
        r'fill="#fff" text-anchor="middle" font-weight="700">(\d+)<', said["map"]["svg"]
    )
    assert set(drawn) <= set(listed)
    assert len(drawn) > len(listed) / 2
    assert said["scan"] is None, "without an address there is nothing to scan"


def test_no_letter_of_the_map_lies_below_a_white_edge(burngreave: Handed, number: int) -> None:
    made = of_zone(burngreave.atlas, burngreave.handover, number, made=MADE, link="")
    svg = made["handouts"][0]["map"]["svg"]
    found = re.search(r'<g stroke="#fff"[^>]*>(.*?)</g>(.*)', svg)
    assert found
    edged = re.findall("<text.*?</text>", found[1])
    assert len(edged) > 30
    rest = found[2]
    assert all(name in rest for name in edged)
    assert rest.index("<path") < rest.index("<text"), "the zone's edge is below the letters"
    assert 'stroke="#fff"' not in rest


def test_places_without_a_number_are_named(
    burngreave: Handed, number: int, found: OnTheGround, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = importlib.import_module("dashboard.seldom_heard.brief.handout")
    monkeypatch.setattr(module, "MOST_OF", dict.fromkeys(KINDS, 1))
    monkeypatch.setattr(module, "ALL_FROM", page_room.SIZES[0] + 1)
    made = of_zone(burngreave.atlas, burngreave.handover, number, made=MADE, link="")
    places = made["handouts"][0]["places"]
    [schools] = [b for column in places["columns"] for b in column if b["title"] == "Schools"]
    assert len(schools["rows"]) == 1
    rows = found.places("school").iloc[1:]
    pairs = zip(rows["name"], rows["postcode"], strict=True)
    named = ", ".join(f"{name} ({postcode})" for name, postcode in pairs)
    assert plain(schools["note"]) == f"Also: {named}."


def test_without_the_publications_it_says_less_and_is_there(
    burngreave: Handed, monkeypatch: pytest.MonkeyPatch
) -> None:
    atlas = burngreave.atlas
    real: Any = atlas.extra
    missing = {"stops", "streets", "street_stops", "stations", "places", "venues", "communities"}
    other = atlas.with_values(atlas.indicators["no_car"], atlas.table("no_car"))
    other._base = None  # a thing of its own, to whatever remembers by atlas
    monkeypatch.setattr(other, "extra", lambda name: real("none" if name in missing else name))
    monkeypatch.setattr(other, "ground_lines", lambda: b"")
    found = read(handout(other, burngreave.handover, 1, made=MADE, link=""))
    text = plain(" ".join(found.pages))
    assert len(found.pages) == 2
    assert "No street is known here" in text
    assert "Communities to expect" not in text
    assert "Whom to ask first" in text


def test_letters_get_smaller_as_more_is_said() -> None:
    short, long = ["Burngreave: Spital Hill"], ["x" * 1200] * 4
    assert page_room.where_page(short, ["S4 7"]) == (0, page_room.HIGHEST)
    size, tall = page_room.where_page([*long, "x" * 600], ["S4 7"])
    assert page_room.SIZES[size] == 7, "the map gets lower before letters get too small"
    assert 84 < tall < page_room.LOWEST
    size, tall = page_room.where_page([*long, *long], ["S4 7"])
    assert size == len(page_room.SIZES) - 1
    assert tall < page_room.LOWEST
    assert page_room.who_page(short, 4, [short, short]) == 0
    assert page_room.who_page(long, 8, [long]) == len(page_room.SIZES) - 1


def test_a_zone_of_many_streets_keeps_to_two_pages(atlas: Atlas) -> None:
    """Several put together: its page one has a map, and streets of few stops are left out."""
    large = handed(atlas, replace(READY, largest=30))
    zones = large.handover.zones
    number = max(range(len(zones)), key=lambda at: len(zones[at].areas)) + 1
    found = read(handout(atlas, large.handover, number, made=MADE, link=large.link))
    assert len(found.pages) == 2
    assert re.search(r"Here are those with \d stops or more; all \d+ are in", found.pages[0])
    svg = of_zone(atlas, large.handover, number, made=MADE, link="")["handouts"][0]["map"]["svg"]
    boxes = [box for line in set(re.findall("<text.*?</text>", svg)) if (box := drawn_at(line))]
    assert len(boxes) > 60
    assert [pair for pair in combinations(boxes, 2) if overlap(*pair)] == []


def drawn_at(line: str) -> tuple[float, float, float, float] | None:
    """Where a name of the map is, with a little white on each side; nowhere for a disc's number."""
    found = re.search(r'x="(.*?)" y="(.*?)" font-size="(.*?)".*text-anchor="(\w+)".*>(.*)<', line)
    assert found
    x, y, size = map(float, found.group(1, 2, 3))
    if found[5].isdigit():
        return None
    wide = len(html.unescape(found[5])) * size * 0.56
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[found[4]]
    return left - 0.5, y - 0.8 * size, left + wide + 0.5, y


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_venues_close_by_are_listed_where_there_are_few_inside(found: OnTheGround) -> None:
    for kind in KINDS:
        rows = found.places(kind)
        inside = int(rows["inside"].sum())
        assert inside == len(rows) or inside < 2
