"""Places heard from too seldom: the whole list, their zones, and the link to look there."""

import re

import numpy as np
import pytest

from dashboard.heard import findings_text, results, underheard_places
from dashboard.heard.exercise_tables import Found, work_out
from dashboard.heard.wire_format import Asked
from dashboard.parts.targets import exercise_address
from dashboard.parts.targets.target_definition import read_targets
from layers import Atlas
from layers.exercise.representation import FAR, LESS, under_heard
from layers.statistics.suppression import Rule
from tests.layers.exercise.exercises import BASE, KNOWN, of_counts, share_of_areas


def found_of(atlas: Atlas, responses: int, weight: np.ndarray, rule: Rule | None = None) -> Found:
    share = share_of_areas(atlas) * weight
    counts = np.random.default_rng(6).multinomial(responses, share / share.sum())
    return work_out(atlas, KNOWN, Asked(of_counts(atlas, counts), BASE), rule or Rule())


@pytest.fixture(scope="module")
def biased(atlas: Atlas) -> Found:
    """Core20 areas answer a third as often as the others."""
    core = atlas.table("imd_decile")["value"].to_numpy() <= 2
    return found_of(atlas, 20_000, np.where(core, 1 / 3, 1.0))


def test_every_place_that_is_surely_under_heard_is_listed(biased: Found) -> None:
    listed = underheard_places.places(biased)
    named = [frame["verdict"].isin([FAR, LESS]).sum() for frame in biased.compared.values()]
    assert len(listed) > 20
    assert len(listed) < sum(named)  # places only, not answers or kinds of area
    ratios = [row[2] for row in listed]
    assert ratios == sorted(ratios)


def test_zones_are_of_the_places_listed_and_miss_what_those_miss(
    atlas: Atlas, biased: Found
) -> None:
    made = underheard_places.touching(atlas, KNOWN, biased)
    level, low = underheard_places._finest(biased)
    column = {"lsoa": None, "msoa": "msoa_code", "ward": "ward_code"}[level]
    inside = atlas.areas.index if column is None else atlas.areas[column]
    inside = atlas.areas.index[np.isin(inside, low.index)]
    assert sum(row[2] for row in made) == len(inside)
    assert sum(row[3] for row in made) == atlas.areas.loc[inside, "residents"].sum()
    missing = (low["expected"] - low["observed"]).sum()
    assert sum(row[4] for row in made) == pytest.approx(missing, abs=len(made))
    assert [row[4] for row in made] == sorted((row[4] for row in made), reverse=True)


def test_the_link_holds_published_ratios_and_nothing_else(atlas: Atlas, biased: Found) -> None:
    look = underheard_places.look(atlas, biased)
    assert look is not None
    targets, ignored = read_targets(look.query, atlas)
    assert not ignored
    assert targets.heard is not None
    shown = biased.compared[targets.heard.level]
    assert {p.code for p in targets.heard.places} == set(
        shown.index[shown["verdict"].isin([FAR, LESS])]
    )
    for place in targets.heard.places:
        assert place.ratio == pytest.approx(shown.loc[place.code, "ratio"], abs=0.0051)
        assert place.upper == pytest.approx(shown.loc[place.code, "upper"], abs=0.0051)
    assert len(look.query) < 4_000


def test_too_many_places_for_a_link_are_taken_together(
    atlas: Atlas, biased: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert underheard_places._finest(biased)[0] == biased.mapped
    long = {
        level: len(
            exercise_address.written(
                underheard_places._heard(biased, under_heard(biased.compared[level]))
            )["h"]
        )
        for level in ("ward", biased.mapped)
    }
    most = long[biased.mapped] - 1
    assert long["ward"] <= most
    monkeypatch.setattr(exercise_address, "LONGEST", most)
    look = underheard_places.look(atlas, biased)
    assert look is not None
    assert "than a link can hold" in look.said
    targets, _ = read_targets(look.query, atlas)
    assert targets.heard is not None
    assert targets.heard.level != biased.mapped


def test_an_even_exercise_has_no_link_and_no_zone(atlas: Atlas) -> None:
    even = found_of(atlas, 8_000, np.ones(860))
    assert underheard_places.places(even) == []
    assert underheard_places.look(atlas, even) is None
    assert underheard_places.touching(atlas, KNOWN, even) == []


def test_at_most_half_is_said_as_what_was_counted_and_of_how_many_it_is_sure(
    atlas: Atlas, biased: Found
) -> None:
    level, low = underheard_places._finest(biased)
    look = underheard_places.look(atlas, biased)
    assert look is not None
    assert level == "lsoa"
    counted, sure = (low["ratio"].round(2) <= 0.5).sum(), (low["verdict"] == FAR).sum()
    assert counted > sure
    assert f"{counted} areas were heard from half as often" in look.said
    told = f"is sure of {sure} of them" if sure else "is not sure of any one"
    assert f"as counted; that {told}." in look.said
    # Of a large exercise it is sure, and said so.
    few = atlas.table("imd_decile")["value"].to_numpy() == 1
    sure_look = underheard_places.look(atlas, found_of(atlas, 60_000, np.where(few, 0.2, 1.0)))
    assert sure_look is not None
    assert re.search(r"as counted; that is sure of [1-9]\d* of them\.", sure_look.said)


def test_even_exercises_name_no_place_and_no_silence(atlas: Atlas) -> None:
    """A silent place of an even exercise is counted as chance, and not named."""
    even = found_of(atlas, 4_400, np.ones(860), Rule(threshold=0))
    silent = len(even.silent)
    assert silent > 0
    assert findings_text.surely_silent(even).empty
    said = findings_text.silence(even)
    assert said.startswith(f"{silent} area")
    assert "that may be chance" in said
    assert f"chance would leave about {even.silent_by_chance:.0f} without a response" in said
    assert results.results(atlas, KNOWN, even)["silent"] == []


def test_a_silent_ward_is_named_as_sure(atlas: Atlas) -> None:
    ward = atlas.areas["ward_code"].to_numpy() == atlas.areas["ward_code"].iloc[10]
    found = found_of(atlas, 800, np.where(ward, 0.0, 1.0))
    assert found.mapped == "ward"
    named = findings_text.surely_silent(found)
    assert named["name"].tolist() == [atlas.areas["ward"].iloc[10]] or named.empty
    if named.empty:
        assert "that may be chance" in findings_text.silence(found)


def test_where_nowhere_is_below_half_less_than_expected_is_asked_for(atlas: Atlas) -> None:
    sheffield = atlas.areas["district_code"].to_numpy() == "E08000019"
    look = underheard_places.look(atlas, found_of(atlas, 4_000, np.where(sheffield, 0.8, 1.0)))
    assert look is not None
    targets, _ = read_targets(look.query, atlas)
    assert targets.heard is not None
    assert min(place.ratio for place in targets.heard.places) > 0.5
    assert [criterion.amount for criterion in targets.criteria] == [1.0]
    assert "less often than their numbers suggest" in look.said
