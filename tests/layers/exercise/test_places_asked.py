"""Where an exercise asked: what it is called, and that every level's base follows it."""

import json
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from layers import Atlas, load_atlas
from layers.exercise.people_asked import residents
from layers.exercise.places_asked import (
    CORE,
    MOST_NAMED,
    Extent,
    ExtentError,
    common,
    described,
    everywhere,
    inside,
    members,
    of_areas,
    of_places,
    part,
    partly,
    union,
    without,
)
from layers.exercise.representation import compare_all, limits, tables
from layers.exercise.responses import Responses
from layers.geography import area_groups, levels
from layers.name_lists import listed
from layers.practices import footprints
from layers.targeting.zones import zones
from tests.layers.exercise.exercises import BASE, KNOWN, of_counts
from tests.snapshots import renew

BARNSLEY, DONCASTER, ROTHERHAM, SHEFFIELD = (f"E0800001{n}" for n in (6, 7, 8, 9))
EXERCISES, RESPONSES = 1_000, 8_000


def some_areas(atlas: Atlas, seed: int, wards: int = 14, areas: int = 60) -> Extent:
    """Whole wards and single areas, drawn at random: most larger places are asked in part."""
    draw = np.random.default_rng(seed)
    ward = atlas.areas["ward_code"]
    taken = draw.choice(np.unique(ward), wards, replace=False)
    codes = {*ward.index[ward.isin(taken)], *draw.choice(ward.index, areas, replace=False)}
    return of_areas(atlas, map(str, codes), "some areas")


# ---- what is said ----


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ("A", "A"),
        ("AB", "A and B"),
        ("ABCDE", "A, B, C, D and E"),
        ("ABCDEF", "A, B, C, D and 2 more"),
    ],
)
def test_a_long_list_of_names_is_cut(names: str, told: str) -> None:
    assert listed(names, MOST_NAMED) == told


def test_places_of_every_kind_are_known_by_their_codes(atlas: Atlas) -> None:
    areas = atlas.areas
    both = of_places(atlas, [BARNSLEY, ROTHERHAM])
    assert both.label == "Barnsley and Rotherham"
    assert both.areas == set(areas.index[areas["district"].isin(["Barnsley", "Rotherham"])])
    ward = areas["ward_code"].iloc[0]
    assert of_places(atlas, [ward]).areas == set(levels.members(atlas, [ward], "ward"))
    assert of_places(atlas, [ward]).label == f"the ward {areas['ward'].iloc[0]}"
    place = areas["msoa_code"].iloc[5]
    assert of_places(atlas, [place]).areas == set(levels.members(atlas, [place], "msoa"))
    pasted = list(areas.index[:7])
    assert of_places(atlas, pasted).areas == set(pasted)
    assert of_places(atlas, pasted).label == "7 areas of Barnsley"


def test_a_practice_s_areas_are_the_core_of_its_list(atlas: Atlas) -> None:
    """As the practices' page has it, where it is on the map; each practice has one of its own."""
    practices, here = list(atlas.practices.index[[3, 90]]), set(atlas.areas.index)
    cores = [set(footprints.core(atlas, [one], 0.8)) & here for one in practices]
    assert CORE == 0.8
    assert of_places(atlas, practices).areas == cores[0] | cores[1]
    network = atlas.practices["pcn_code"].iloc[3]
    theirs = atlas.practices.index[atlas.practices["pcn_code"] == network]
    found = of_places(atlas, [network])
    assert found.areas == set(footprints.core(atlas, theirs, 0.8)) & here
    assert found.label.startswith("the areas where 80% of the patients of ")


def test_a_core_that_reaches_beyond_the_atlas_is_taken_as_far_as_it_goes(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice, here = atlas.practices.index[0], atlas.areas.index[0]
    monkeypatch.setattr(footprints, "core", lambda *_: pd.Index(["E01027897", here]))
    assert of_places(atlas, [practice]).areas == {here}
    monkeypatch.setattr(footprints, "core", lambda *_: pd.Index(["E01027897"]))
    with pytest.raises(ExtentError, match="No patients of"):
        of_places(atlas, [practice])


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ([], "at least one place"),
        (["E01999999"], "1 of the 1 places"),
        ([BARNSLEY, "E05999999", "nowhere"], "2 of the 3 places"),
        (["Our group~E01007317"], "not in this atlas"),
        ([""], "not in this atlas"),
    ],
)
def test_what_is_not_known_is_refused_in_a_sentence(
    atlas: Atlas, keys: list[str], said: str
) -> None:
    with pytest.raises(ExtentError, match=said) as caught:
        of_places(atlas, keys)
    assert str(caught.value).endswith(".")


def test_areas_of_something_else_are_held_to_the_atlas(atlas: Atlas) -> None:
    with pytest.raises(ExtentError, match="no area"):
        of_areas(atlas, [], "nothing")
    with pytest.raises(ExtentError, match="1 of the 2"):
        of_areas(atlas, [atlas.areas.index[0], "E01999999"], "two")


def test_all_districts_together_are_everywhere(atlas: Atlas) -> None:
    each = [of_places(atlas, [code]) for code in atlas.districts]
    assert union(atlas, each) == everywhere(atlas) == of_places(atlas, list(atlas.districts))
    assert part(atlas, union(atlas, each)) is atlas


def test_unions_and_what_they_have_in_common(atlas: Atlas) -> None:
    two = of_places(atlas, [BARNSLEY, ROTHERHAM])
    other = of_places(atlas, [ROTHERHAM, SHEFFIELD])
    assert common(atlas, [two, other]) == of_places(atlas, [ROTHERHAM])
    assert common(atlas, [two, everywhere(atlas)]) == two
    assert (
        union(atlas, [two, other]).areas == of_places(atlas, [BARNSLEY, ROTHERHAM, SHEFFIELD]).areas
    )
    with pytest.raises(ExtentError, match="No place was asked by all"):
        common(atlas, [of_places(atlas, [BARNSLEY]), of_places(atlas, [DONCASTER])])
    with pytest.raises(ExtentError):
        union(atlas, [])


def test_a_set_of_areas_is_called_by_its_whole_places(atlas: Atlas) -> None:
    areas = atlas.areas
    ward = areas.index[areas["district"] == "Sheffield"]
    ward = areas.index[areas["ward"] == areas.at[ward[0], "ward"]]
    codes = {*areas.index[areas["district"] == "Barnsley"], *ward}
    name = areas.at[ward[0], "ward"]
    assert described(atlas, codes) == f"Barnsley; the ward {name}"
    rest = areas.index[areas["district"] == "Doncaster"][0]
    assert described(atlas, {*codes, rest}) == f"Barnsley; the ward {name}; 1 area in Doncaster"


def test_places_asked_in_part_are_known(atlas: Atlas) -> None:
    two = of_places(atlas, [BARNSLEY, ROTHERHAM])
    assert not partly(atlas, two, "district") | partly(atlas, two, "ward")
    one = of_areas(atlas, [atlas.areas.index[0]], "one")
    ward = atlas.areas["ward_code"].iloc[0]
    assert partly(atlas, one, "ward") == {ward}
    rest = set(levels.members(atlas, [ward], "ward")) - set(one.areas or ())
    assert set(without(atlas, one, "ward", [ward])) == rest


# ---- what is compared ----


def answered(atlas: Atlas, seed: int, responses: int = 3_000) -> Responses:
    """Responses from anywhere, with answers to every question."""
    draw = np.random.default_rng(seed)
    cells = {"lsoa": draw.choice(atlas.areas.index, responses)}
    for name, question in KNOWN.questions.items():
        cells[name] = draw.choice([*question.fine, ""], responses)
    frame = pd.DataFrame(cells).assign(count=1)
    return Responses(frame.groupby([*cells]).sum().reset_index())


def alone(atlas: Atlas, codes: frozenset[str], folder: Path) -> Atlas:
    """An atlas that never knew of other areas: a snapshot with only these."""
    shutil.copytree(atlas.folder, folder)
    for name in ("areas.parquet", "values.parquet"):
        frame = pd.read_parquet(folder / name)
        frame[frame["lsoa"].isin(codes)].to_parquet(folder / name, index=False)
    manifest = json.loads((folder / "manifest.json").read_text())
    here = set(atlas.areas.loc[list(codes), "district_code"])
    manifest["districts"] = {c: n for c, n in manifest["districts"].items() if c in here}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return load_atlas(renew(folder))


@pytest.mark.parametrize("base", ["16", "65"])
def test_to_ask_in_a_place_is_to_have_an_atlas_of_it_alone(
    atlas: Atlas, tmp_path: Path, base: str
) -> None:
    """Every level and every number, against a snapshot that holds nothing else."""
    extent = some_areas(atlas, 5)
    small = alone(atlas, members(atlas, extent), tmp_path / "snapshot")
    responses, _ = inside(answered(atlas, 6), extent)
    here = tables(part(atlas, extent), responses, KNOWN.bases[base], KNOWN)
    there = tables(small, responses, KNOWN.bases[base], KNOWN)
    assert set(here) == set(there) >= {*area_groups.PLACES, area_groups.NETWORK, *KNOWN.questions}
    frames, theirs = compare_all(here), compare_all(there)
    for level, one in here.items():
        pd.testing.assert_frame_equal(frames[level], theirs[level], check_exact=False)
        assert one.total == there[level].total
    codes = list(extent.areas or ())[:40]
    assert zones(part(atlas, extent), codes) == zones(small, codes)


def test_nobody_outside_is_compared(atlas: Atlas) -> None:
    """Expected responses are of those asked: they add up, and no group is without any."""
    extent = of_places(atlas, [BARNSLEY, ROTHERHAM])
    responses, outside = inside(answered(atlas, 7), extent)
    assert responses.total + outside == 3_000
    assert outside > 1_000
    found = tables(part(atlas, extent), responses, BASE, KNOWN)
    for level, one in found.items():
        assert (one.share > 0).all(), level
        if level != area_groups.NETWORK:
            assert one.share.sum() == pytest.approx(1), level
            assert one.observed.sum() == one.total, level
    assert set(found["district"].observed.index) == {BARNSLEY, ROTHERHAM}
    people = residents(atlas, BASE, KNOWN.questions["age"])[list(extent.areas or ())]
    core20 = atlas.table("imd_decile")["value"].reindex(people.index) <= 2
    assert found["deprivation_fifth"].share["1"] == pytest.approx(
        people[core20].sum() / people.sum()
    )


def test_networks_are_those_of_the_people_asked(atlas: Atlas) -> None:
    """Their patients' share within the areas asked; not each of 29 with a handful of patients."""
    extent = of_places(atlas, [BARNSLEY])
    there = atlas.registrations
    there = there[there["lsoa"].isin(extent.areas or ())]
    of = there["practice"].map(atlas.practices["pcn_code"])
    largest = there["patients"].groupby(of).sum().sort_values().index[-1]
    responses, _ = inside(answered(atlas, 8), extent)
    found = tables(part(atlas, extent), responses, BASE, KNOWN)[area_groups.NETWORK]
    assert list(found.observed.index) == [largest]
    assert found.share[largest] > 0.95
    everybody = tables(atlas, answered(atlas, 8), BASE, KNOWN)[area_groups.NETWORK]
    assert len(everybody.observed) == atlas.practices["pcn_code"].replace("", np.nan).nunique()


@pytest.mark.parametrize("seed", [21, 22])
def test_inside_any_extent_intervals_hold_1_as_often_as_they_say(atlas: Atlas, seed: int) -> None:
    """A thousand exercises in which all who were asked answer alike: 93 to 97 % at every level."""
    extent = some_areas(atlas, seed)
    here = part(atlas, extent)
    asked = residents(here, BASE, KNOWN.questions["age"]).to_numpy()
    draw = np.random.default_rng(seed)
    counts = draw.multinomial(RESPONSES, asked / asked.sum(), size=EXERCISES)
    responses = of_counts(here, counts[0])
    answers = {question.id: question.fine[0] for question in KNOWN.question}
    responses.cells[list(answers)] = list(answers.values())
    for level, one in tables(here, responses, BASE, KNOWN).items():
        if level == area_groups.NETWORK:
            shares = area_groups.network_shares(here)[one.observed.index]
            observed = counts @ shares.to_numpy()
        elif level in area_groups.PLACES:
            code = area_groups.grouping(here, level).to_numpy()
            observed = counts @ (code[:, None] == one.observed.index.to_numpy()).astype(float)
        else:
            observed = draw.multinomial(RESPONSES, one.share, size=EXERCISES)
        # Wilson's limits keep their level from two expected on.
        expected = (RESPONSES * one.share >= 2).to_numpy()
        spread = one.spread if isinstance(one.spread, float) else one.spread.to_numpy()
        lower, upper = limits(observed, RESPONSES, one.share.to_numpy(), spread)
        covered = ((lower <= 1) & (upper >= 1))[:, expected].mean()
        assert 0.93 <= covered <= 0.97, (level, covered)
