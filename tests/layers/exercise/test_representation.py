"""Responses against residents: identities, coverage, verdicts, silent areas, dissimilarity."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers import Atlas
from layers.exercise.people_asked import residents
from layers.exercise.representation import (
    EXPECTED,
    FAR,
    FEW,
    LESS,
    MORE,
    UNKNOWN,
    VERDICTS,
    Table,
    compare_all,
    dissimilarity,
    limits,
    silent,
    tables,
)
from layers.exercise.responses import Responses
from layers.geography import area_groups
from layers.statistics.intervals import wilson
from tests.layers.exercise.exercises import BASE, KNOWN, alone, of_counts, share_of_areas, tables_of

EXERCISES, RESPONSES = 1_000, 8_000


def table(observed: list[float], share: list[float], total: int | None = None) -> Table:
    names = pd.Series([f"Group {n}" for n in range(len(share))])
    count = pd.Series(observed, dtype=float)
    return Table(count, pd.Series(share), int(count.sum() if total is None else total), names)


# ---- one level ----


def test_by_hand() -> None:
    """30 of 100 where 40 % live: 40 expected, ratio 0.75, Wilson's 21.9–39.6 % over 40 %."""
    found = alone(table([30, 70], [0.4, 0.6]))
    assert found.loc[0, ["observed", "expected", "ratio"]].tolist() == [30, 40, 0.75]
    assert found.loc[0, ["lower", "upper"]].tolist() == pytest.approx([0.547, 0.990], abs=0.001)
    assert found.at[0, "name"] == "Group 0"


@given(st.lists(st.tuples(st.integers(0, 400), st.floats(0.01, 1)), min_size=1, max_size=30))
def test_laws(groups: list[tuple[int, float]]) -> None:
    observed, weight = zip(*groups, strict=True)
    share = [w / sum(weight) for w in weight]
    found = alone(table(list(observed), share))
    total = sum(observed)
    assert found["expected"].sum() == pytest.approx(total)
    if not total:
        assert found["ratio"].isna().all()
        return
    # The ratios average 1 over residents, and every interval holds its ratio.
    assert (found["ratio"] * share).sum() == pytest.approx(1)
    assert (found["lower"] <= found["ratio"] + 1e-9).all()
    assert (found["upper"] >= found["ratio"] - 1e-9).all()
    assert found["verdict"].isin(list(VERDICTS)).all()


@pytest.mark.parametrize(
    ("observed", "share", "verdict"),
    [
        (20, 0.1, FAR),
        (70, 0.1, LESS),
        (100, 0.1, EXPECTED),
        (140, 0.1, MORE),
        (2, 0.003, FEW),
        (9, 0.008, FEW),  # surely over half, but maybe over double
        (0, 0.0, FEW),
        (np.nan, 0.1, UNKNOWN),
    ],
)
def test_verdicts(observed: float, share: float, verdict: str) -> None:
    rest = 1000 - np.nan_to_num(observed)
    found = alone(table([observed, rest], [share, 1 - share], 1000))
    assert found.at[0, "verdict"] == verdict


def test_of_many_groups_the_odd_ones_of_chance_are_not_named(atlas: Atlas) -> None:
    """860 areas: at one in twenty each, some 40 would be; adjusted, nearly none."""
    draw = np.random.default_rng(11)
    named = plain = 0
    for _ in range(8):
        areas = tables_of(atlas, draw.multinomial(RESPONSES, share_of_areas(atlas)))["lsoa"]
        found = alone(areas)
        named += int(found["verdict"].isin([FAR, LESS, MORE]).sum())
        plain += int(((found["lower"] > 1) | (found["upper"] < 1)).sum())
    assert plain > 8 * 30
    assert named <= 3


# ---- coverage: what "95 %" means ----


def test_intervals_hold_1_as_often_as_they_say(atlas: Atlas) -> None:
    """A thousand exercises of 8,000 drawn at random: 93 to 97 % at every level."""
    draw = np.random.default_rng(20260)
    q = share_of_areas(atlas)
    counts = draw.multinomial(RESPONSES, q, size=EXERCISES)
    responses = of_counts(atlas, counts[0])
    answers = {question.id: question.fine[0] for question in KNOWN.question}
    responses.cells[list(answers)] = list(answers.values())
    levels = tables(atlas, responses, BASE, KNOWN)
    assert set(levels) >= {*area_groups.PLACES, area_groups.NETWORK, *KNOWN.questions}
    assert {"ethnicity_parts", "age_parts", "language_parts"} <= set(levels)
    for level, one in levels.items():
        if level == area_groups.NETWORK:
            observed = counts @ area_groups.network_shares(atlas).to_numpy()
        elif level in area_groups.PLACES:
            code = area_groups.grouping(atlas, level).to_numpy()
            member = code[:, None] == one.observed.index.to_numpy()[None, :]
            observed = counts @ member.astype(float)
        else:
            observed = draw.multinomial(RESPONSES, one.share, size=EXERCISES)
        assert observed[0].shape == one.observed.shape
        spread = one.spread if isinstance(one.spread, float) else one.spread.to_numpy()
        lower, upper = limits(observed, RESPONSES, one.share.to_numpy(), spread)
        covered = ((lower <= 1) & (upper >= 1)).mean()
        assert 0.93 <= covered <= 0.97, (level, covered)


def test_sums_of_fractions_need_their_spread(atlas: Atlas) -> None:
    """Without it, intervals of networks would hold 1 far too often."""
    draw = np.random.default_rng(4)
    counts = draw.multinomial(RESPONSES, share_of_areas(atlas), size=EXERCISES)
    one = tables_of(atlas, counts[0])[area_groups.NETWORK]
    lower, upper = limits(
        counts @ area_groups.network_shares(atlas).to_numpy(), RESPONSES, one.share.to_numpy()
    )
    assert ((lower <= 1) & (upper >= 1)).mean() > 0.98


def test_a_known_bias_is_named(atlas: Atlas) -> None:
    """Areas of the most deprived tenth answer 0.4 times as often as others."""
    draw = np.random.default_rng(5)
    decile = area_groups.grouping(atlas, area_groups.DEPRIVATION)
    willing = share_of_areas(atlas) * np.where(decile == "01", 0.4, 1.0)
    found = tables_of(atlas, draw.multinomial(RESPONSES, willing / willing.sum()))
    compared = compare_all(found)
    by_decile = compared[area_groups.DEPRIVATION]
    assert by_decile.at["01", "verdict"] == FAR
    assert by_decile.at["01", "upper"] < 0.6
    assert (by_decile["verdict"].drop("01") == MORE).all()
    wards = compared["ward"]
    named = wards.index[wards["verdict"].isin([FAR, LESS])]
    share = (decile == "01").groupby(area_groups.grouping(atlas, "ward")).mean()
    assert set(share.index[share >= 0.8]) <= set(named)
    assert share[named].min() > 0.3


def test_respondents_of_a_group_that_is_missing_are_named(atlas: Atlas) -> None:
    cells = pd.DataFrame(
        {
            "lsoa": atlas.areas.index[0],
            "ethnicity": ["white_british", "pakistani", "indian", ""],
            "sex": ["female", "female", "male", "male"],
            "count": [900, 3, 40, 57],
        }
    )
    found = tables(atlas, Responses(cells), BASE, KNOWN)
    compared = compare_all(found)
    broad, fine = compared["ethnicity"], compared["ethnicity_parts"]
    assert found["ethnicity"].total == 943
    assert fine.at["pakistani", "verdict"] == FAR
    assert fine.at["indian", "verdict"] == MORE
    assert broad.at["asian", "observed"] == 43
    assert "sex_parts" not in found
    assert found["sex"].total == 1000


def test_a_broad_answer_leaves_only_the_broad_comparison(atlas: Atlas) -> None:
    cells = pd.DataFrame(
        {"lsoa": atlas.areas.index[0], "ethnicity": ["white", "indian"], "count": [90, 10]}
    )
    found = tables(atlas, Responses(cells), BASE, KNOWN)
    assert "ethnicity_parts" not in found
    assert found["ethnicity"].observed.to_dict()["asian"] == 10


def test_answers_below_the_age_asked_are_not_compared(atlas: Atlas) -> None:
    cells = pd.DataFrame(
        {"lsoa": atlas.areas.index[0], "age": ["age_5_14", "age_25_44"], "count": [7, 93]}
    )
    found = tables(atlas, Responses(cells), BASE, KNOWN)["age"]
    assert found.total == 93
    assert "age_5_14" not in found.observed.index


# ---- places ----


def test_every_level_adds_up(atlas: Atlas) -> None:
    draw = np.random.default_rng(6)
    counts = draw.multinomial(3_000, share_of_areas(atlas))
    found = tables_of(atlas, counts)
    for level in area_groups.PLACES:
        assert found[level].observed.sum() == 3_000, level
        assert found[level].share.sum() == pytest.approx(1), level
        assert found[level].names.reindex(found[level].observed.index).notna().all()
        for larger, of in found[level].within.items():
            added = found[level].observed.groupby(of).sum()
            assert added.equals(found[larger].observed.loc[added.index].rename(None)), larger
    sheffield = atlas.areas["district"].to_numpy() == "Sheffield"
    assert found["district"].observed["E08000019"] == counts[sheffield].sum()
    asked = residents(atlas, BASE, KNOWN.questions["age"])
    assert found["district"].share["E08000019"] == pytest.approx(
        asked[sheffield].sum() / asked.sum()
    )


def test_networks_get_what_their_patients_share_says(atlas: Atlas) -> None:
    """One response from one area: to each network its share of that area's patients."""
    counts = np.zeros(860, dtype=int)
    counts[100] = 1
    found = tables_of(atlas, counts)[area_groups.NETWORK]
    everywhere = atlas.registrations
    here = everywhere[everywhere["lsoa"] == atlas.areas.index[100]]
    patients = here.set_index("practice")["patients"]
    of = atlas.practices["pcn_code"].reindex(patients.index)
    expected = patients.groupby(of).sum() / patients.sum()
    assert found.observed[found.observed > 0].to_dict() == pytest.approx(
        expected.drop("", errors="ignore").to_dict()
    )


def test_silent_areas(atlas: Atlas) -> None:
    draw = np.random.default_rng(8)
    counts = draw.multinomial(RESPONSES, share_of_areas(atlas))
    counts[[5, 17]] = 0
    found = silent(alone(tables_of(atlas, counts)["lsoa"]))
    assert set(found.index) == set(atlas.areas.index[counts == 0])
    assert found["expected"].min() >= 5
    few = alone(tables_of(atlas, draw.multinomial(500, share_of_areas(atlas)))["lsoa"])
    assert silent(few).empty


def test_an_area_is_silent_from_five_expected() -> None:
    found = alone(table([0, 0, 991], [0.005, 0.00499, 0.99001], 1000))
    assert found["expected"].tolist()[:2] == [5, pytest.approx(4.99)]
    assert silent(found).index.tolist() == [0]


# ---- dissimilarity ----


def test_dissimilarity_by_hand() -> None:
    found = dissimilarity(table([10, 50, 40], [0.3, 0.4, 0.3]))
    assert found.index == pytest.approx(0.2)
    assert dissimilarity(table([30, 40, 30], [0.3, 0.4, 0.3])).index == pytest.approx(0)


def test_dissimilarity_by_chance_is_what_chance_brings(atlas: Atlas) -> None:
    draw = np.random.default_rng(9)
    q = share_of_areas(atlas)
    found = [0.5 * np.abs(draw.multinomial(2_000, q) / 2_000 - q).sum() for _ in range(200)]
    one = dissimilarity(tables_of(atlas, draw.multinomial(2_000, q))["lsoa"])
    assert one.by_chance == pytest.approx(np.mean(found), rel=0.01)


def test_dissimilarity_of_nobody_or_of_hidden_counts_is_not_known() -> None:
    assert np.isnan(dissimilarity(table([0, 0], [0.5, 0.5])).index)
    assert np.isnan(dissimilarity(table([np.nan, 20], [0.5, 0.5], 25)).index)


def test_wilson_is_what_stands_behind_the_limits() -> None:
    lower, upper = limits([5, 50], 100, [0.1, 0.5])
    assert lower == pytest.approx(wilson([5, 50], 100).lower / [0.1, 0.5])
    assert upper == pytest.approx(wilson([5, 50], 100).upper / [0.1, 0.5])


@pytest.mark.parametrize("base", ["all", "16", "65"])
def test_every_level_is_aged_as_the_exercise_asked(atlas: Atlas, base: str) -> None:
    """Expected by deprivation fifth, from the residents of that age in its areas."""
    asked_of = KNOWN.bases[base]
    of_age = residents(atlas, asked_of, KNOWN.questions["age"])
    responses = of_counts(atlas, np.full(860, 10))
    fifth = tables(atlas, responses, asked_of, KNOWN)["deprivation_fifth"]
    core20 = atlas.table("imd_decile")["value"] <= 2
    expected = alone(fifth).loc["1", "expected"]
    assert expected == pytest.approx(8_600 * of_age[core20].sum() / of_age.sum())
    # Deprived areas have more children: expecting as of all ages would ask too much of them.
    everybody = atlas.areas["residents"]
    if base == "65":
        assert expected < 0.9 * 8_600 * everybody[core20].sum() / everybody.sum()
