"""At most so many places: what the browser shows while the slider moves is what the server then
says, and what a team changes of the zones is in the address."""

from dataclasses import replace
from itertools import pairwise

import pytest

from dashboard.parts.curve_picture import LEFT, filled
from dashboard.parts.targets.handover import Handover, work_out
from dashboard.parts.targets.target_definition import Targets, read_targets
from dashboard.seldom_heard import at_most, zone_changes, zones_moved
from dashboard.seldom_heard.map_result import for_map
from dashboard.seldom_heard.zone_changes import changed, touching
from dashboard.seldom_heard.zones_list import zones_list
from layers import Atlas
from layers.targeting.zones import neighbours_of
from tests.dashboard.test_graphs import components

ENGLISH = "c=imd_decile!d!2!r~english_limited!nt!20!r&d=E08000018.E08000019"
# The second zone, by its first area.
SECOND = "E01007869"


def asked(atlas: Atlas, more: str = "") -> Targets:
    targets, notes = read_targets(f"{ENGLISH}{more}", atlas)
    assert not notes
    return targets


def made_of(atlas: Atlas, more: str = "") -> Handover:
    return work_out(atlas, asked(atlas, more))


@pytest.mark.parametrize("more", ["", f"&f=x!{SECOND}", "&u=areas"])
def test_what_is_drawn_while_the_slider_moves_is_what_the_server_says_after(
    atlas: Atlas, more: str
) -> None:
    told = at_most.of(atlas, made_of(atlas, more))
    assert told is not None
    on_map = for_map(atlas, made_of(atlas, more), "")["at_most"]
    assert told["number"] == len(told["steps"])
    for number in (1, 4, told["number"] - 1):
        made = made_of(atlas, f"{more}&m={number}")
        (reached,) = made.reaches_within[:1]
        assert told["shares"][number - 1] == pytest.approx(reached.of_group, abs=1e-6)
        assert told["people"][number - 1] == pytest.approx(reached.people)
        looks = list(on_map["all"])
        for place in (one for step in told["steps"][number:] for one in step):
            looks[place] = on_map["left"]
        answer = for_map(atlas, made, "")
        assert looks == answer["map"]["of"]
        assert answer["at_most"]["number"] == number
        assert answer["at_most"]["people"] == told["people"], "the curve stays as it was"
    assert all(one <= after for one, after in pairwise(told["shares"]))
    assert told["shares"][-1] == pytest.approx(made_of(atlas, more).reaches_within[0].of_group)


def test_there_is_no_slider_where_there_is_nothing_to_choose(atlas: Atlas) -> None:
    made = made_of(atlas)
    everything = "~".join(f"x!{zone.areas[0]}" for zone in made.zones)
    assert at_most.of(atlas, made_of(atlas, f"&f={everything}")) is None
    nowhere = work_out(atlas, replace(asked(atlas), people=100_000))
    assert at_most.of(atlas, nowhere) is None


def test_the_curve_is_filled_as_far_as_the_number_goes() -> None:
    shares = [0.1, 0.15, 0.18, 0.2]
    (drawing,) = filled(shares, 1, unit="zones taken", about="Reached")
    (taken,) = [one for one in drawing[2:] if one[0] == "svg"]
    (curve,) = [one for one in drawing[2:] if one[0] == "polyline"]
    corners = [tuple(map(float, one.split(","))) for one in curve[1]["points"].split()]
    assert corners[0][0] == LEFT
    assert taken[1]["width"] == pytest.approx(corners[1][0])
    assert len(corners) == len(shares) + 1


def test_a_zone_is_ticked_off_and_put_back(atlas: Atlas) -> None:
    targets = replace(asked(atlas), most=4)
    off = changed(atlas, targets, zone_changes.TICK, SECOND)
    without = work_out(atlas, off)
    [gone] = [one.zone for one in without.left if one.why == "off"]
    assert gone.areas[0] == SECOND
    was = work_out(atlas, targets).zones
    assert without.zones == (was[0], *was[2:]), "none is taken in its place"
    assert off.most == 3
    assert changed(atlas, off, zone_changes.TICK, gone.areas[-1]) == targets, "by any of its areas"
    assert changed(atlas, off, zone_changes.UNDO, "") == targets


def test_one_beyond_the_first_so_many_is_taken_with_those_before_it(atlas: Atlas) -> None:
    every = made_of(atlas).zones
    some = asked(atlas, "&m=4")
    taken = changed(atlas, some, zone_changes.TAKE_TO, every[6].areas[0])
    assert taken.most == 7
    last = changed(atlas, some, zone_changes.TAKE_TO, every[-1].areas[0])
    assert last == asked(atlas), "all of them is no limit"
    assert changed(atlas, some, zone_changes.TAKE_TO, "E09999999") == some


def test_changes_go_into_the_address_in_their_order_and_come_off(atlas: Atlas) -> None:
    targets = asked(atlas)
    made = work_out(atlas, targets)
    zone = made.zones[0]
    other, label = touching(atlas, made, zone)[0]
    assert label == f"{made.zones.index(other) + 1}. {other.name}"
    steps = [
        (zone_changes.SPLIT, zone.areas[0], ""),
        (zone_changes.MERGE, f"{zone.areas[0]}!{other.areas[0]}", ""),
        (zone_changes.RENAME, zone.areas[0], "  North ~ end! "),
    ]
    for part, of, name in steps:
        targets = changed(atlas, targets, part, of, name)
    assert [one.kind for one in targets.zone_edits] == ["split", "merge", "rename"]
    again, notes = read_targets(targets.query(), atlas)
    assert (again, notes) == (targets, ())
    assert "North ~ end!" in [one.name for one in work_out(atlas, again).every]
    assert changed(atlas, targets, zone_changes.PLAIN, "") == asked(atlas)
    assert changed(atlas, targets, "no-such-part", zone.areas[0]) == targets


def test_only_zones_that_touch_and_are_not_ticked_off_can_be_merged(atlas: Atlas) -> None:
    made = made_of(atlas, f"&f=x!{SECOND}")
    beside = neighbours_of(atlas)
    off = {one.zone for one in made.left}
    for zone in made.zones:
        offered = {other for other, _ in touching(atlas, made, zone)}
        touch = {
            other
            for other in made.zones
            if other != zone and any(set(beside[code]) & set(other.areas) for code in zone.areas)
        }
        assert offered == touch
        assert not offered & off


def test_the_list_names_each_zone_once_and_says_why_one_is_not_taken(atlas: Atlas) -> None:
    made = made_of(atlas, f"&m=4&f=x!{SECOND}")
    parts = [one for part in zones_list(atlas, made) for one in components(part)]
    numbers = [
        int(one.to_plotly_json()["props"]["data-zone"])
        for one in parts
        if getattr(one, "className", "") == "zone-button"
    ]
    assert numbers == list(range(len(made.every)))
    texts = [one.children for one in parts if isinstance(getattr(one, "children", None), str)]
    assert {"Beyond the first 4", "Ticked off", "Take the first 5"} <= set(texts)
    assert "Undo the last change" in texts
    assert not [text for text in texts if text.startswith("Undo all")], "there is one change"
    assert (
        "4 of 12 zones (1 more ticked off) are taken, those with most people to reach first."
        in (texts)
    ), "the numbers of the sentence"


def test_changes_of_zones_change_how_many_are_taken_and_not_which_areas(atlas: Atlas) -> None:
    first = made_of(atlas).zones[0].areas[0]
    six = replace(asked(atlas), most=6)
    cut = changed(atlas, six, zone_changes.SPLIT, first)
    merged = changed(atlas, six, zone_changes.MERGE, f"{first}!{SECOND}")
    assert (cut.most, merged.most) == (7, 5)
    areas = set(work_out(atlas, six).areas_taken)
    for after in (cut, merged, changed(atlas, cut, zone_changes.UNDO, "")):
        assert set(work_out(atlas, after).areas_taken) == areas
        assert zones_moved.told(atlas, six, after) == ""
    assert changed(atlas, merged, zone_changes.PLAIN, "") == six
    assert changed(atlas, six, zone_changes.RENAME, first, "North").most == 6
    for free in (asked(atlas), asked(atlas, "&m=10&u=areas")):
        assert changed(atlas, free, zone_changes.SPLIT, first).most == free.most


def test_what_a_change_does_unasked_is_said(atlas: Atlas) -> None:
    every = made_of(atlas).zones

    def told(before: Targets, part: str, of: str) -> str:
        return zones_moved.told(atlas, before, changed(atlas, before, part, of))

    one = replace(asked(atlas), most=1)
    came = f"“{every[1].name}” came in: one zone at least is taken."
    assert told(one, zone_changes.TICK, every[0].areas[0]) == came
    fourth = every[3]
    two = asked(atlas, f"&m=2&f=x!{fourth.areas[0]}")
    out = f"“{fourth.name}” is put back, beyond the first 2."
    assert told(two, zone_changes.TICK, fourth.areas[0]) == out
    assert told(asked(atlas, f"&m=4&f=x!{SECOND}"), zone_changes.TICK, SECOND) == ""
    assert told(one, zone_changes.TAKE_TO, every[5].areas[0]) == "", "the list's note says it"
