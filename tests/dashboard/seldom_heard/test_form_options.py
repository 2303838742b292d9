"""What the Seldom-heard form is told: what suits an indicator, and what an address means."""

from dataclasses import replace

import msgspec
import pytest

from dashboard.parts.targets import target_definition
from dashboard.parts.targets.handover import work_out
from dashboard.parts.targets.target_definition import RULES, Targets, read_targets
from dashboard.seldom_heard.findings import for_map
from dashboard.seldom_heard.form_options import BOUNDS, USUAL, options, understood
from layers import Atlas
from layers.practices import footprints
from layers.targeting.area_search import Criterion, Definition, DefinitionError, check
from layers.targeting.presets import presets_for

CORE20 = "c=imd_decile!d!2!r"
BOTH = f"{CORE20}~english_limited!nt!20!"


def can_be_asked(atlas: Atlas, indicator: str, letter: str, amount: float) -> bool:
    criterion = Criterion(indicator, RULES[letter], amount)  # type: ignore[arg-type]
    try:
        check(atlas, Definition((criterion,)))
    except DefinitionError:
        return False
    return True


def test_the_form_offers_what_the_method_takes_and_nothing_else(atlas: Atlas) -> None:
    criteria = options(atlas)["criteria"]
    assert criteria["imd_decile"] == "d ge le"
    assert criteria["english_limited"] == "nt lt d ge le"
    for name, definition in atlas.indicators.items():
        offered = criteria.get(name, "").split()
        if definition.kind in ("category", "rank"):
            assert offered == []
            continue
        for letter in RULES:
            assert (letter in offered) == can_be_asked(atlas, name, letter, USUAL.get(letter, 1))


@pytest.mark.parametrize("letter", BOUNDS)
def test_bounds_are_those_of_the_method(atlas: Atlas, letter: str) -> None:
    low, high = BOUNDS[letter]
    step = 1 if letter == "d" else 0.1
    inside = [low if letter == "d" else low + step, USUAL[letter], high]
    assert all(can_be_asked(atlas, "english_limited", letter, amount) for amount in inside)
    outside = [low - step if letter == "d" else low, high + step]
    assert not any(can_be_asked(atlas, "english_limited", letter, amount) for amount in outside)


@pytest.mark.parametrize(
    ("query", "counting", "preset"),
    [
        ("", (0, 1, 0), ("", "")),
        (CORE20, (0, 0, 0), ("core20", "")),
        (f"t=Core20&{CORE20}", (0, 0, 0), ("core20", "core20")),
        (f"t=Core20&{BOTH}r", (0, 0, 0), ("core20_limited_english", "core20")),
        (f"t=Changed+from+Core20&{BOTH}c", (1, 0, 1), ("", "core20")),
        (f"t=Our+plan&{BOTH}c&k=0", (1, 0, 0), ("", "")),
        ("c=imd_decile!d!2!c~english_limited!nt!20!c&k=2", (2, 1, 2), ("", "")),
    ],
)
def test_what_an_address_means_is_said(
    atlas: Atlas, query: str, counting: tuple[int, int, int], preset: tuple[str, str]
) -> None:
    said = understood(atlas, f"?{query}", read_targets(query, atlas)[0])
    assert said["search"] == f"?{query}"
    assert tuple(said["counting"].values()) == counting
    assert (said["preset"]["is"], said["preset"]["was"]) == preset


def test_of_two_definitions_alike_the_named_one_is_meant(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    core20 = presets_for(atlas)["core20"]
    twin = msgspec.structs.replace(core20, id="twin", label="Twin")
    monkeypatch.setattr(target_definition, "_offered", lambda _: (core20, twin))
    read, _ = read_targets(f"t=Twin&{CORE20}", atlas)
    assert target_definition.ready_made(atlas, read) == ("twin", "twin")
    assert target_definition.ready_made(atlas, replace(read, name="")) == ("core20", "")


def test_the_map_is_told_of_places_by_their_number(atlas: Atlas) -> None:
    made = work_out(atlas, read_targets(f"{BOTH}r&d=E08000018", atlas)[0])
    told = for_map(atlas, made)
    codes = atlas.areas.index
    assert [codes[at] for at in told["found"]] == list(made.finding.found)
    assert [codes[at] for at in told["firm"]] == list(made.finding.firm)
    rotherham = atlas.areas["district_code"] == "E08000018"
    assert sorted(codes[told["outside"]]) == sorted(codes[~rotherham])
    assert {codes[at] for at in told["near"]} == set(made.finding.near["lsoa"])
    assert len(told["cuts"]) == 2


def test_a_practice_s_areas_are_those_that_hold_most_of_its_list(atlas: Atlas) -> None:
    read, _ = read_targets(f"{CORE20}&p=C88082", atlas)
    within = work_out(atlas, read).within
    assert within == frozenset(footprints.core(atlas, ["C88082"], 0.8))
    assert options(atlas)["held"] == 80
    assert Targets().largest == options(atlas)["first"]["z"] == 12
