"""All tables of an exercise together: attacks on the real geography, and what is made of them."""

from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest

from layers import Atlas
from layers.exercise import disclosure, joint_margins, representation
from layers.exercise.raking import RakingError, rake
from layers.exercise.representation import UNKNOWN, compare_all
from layers.exercise.responses import Responses
from layers.geography import area_groups
from layers.statistics.smoothing import empirical_bayes
from layers.statistics.suppression import Rule
from tests.layers.exercise.attack import Sums, member, ranges
from tests.layers.exercise.exercises import BASE, KNOWN, share_of_areas, tables_of

RULE = Rule()


def unequal(atlas: Atlas, responses: int, seed: int) -> np.ndarray:
    draw = np.random.default_rng(seed)
    share = share_of_areas(atlas) * draw.gamma(2, 1, 860)
    return draw.multinomial(responses, share / share.sum())


@pytest.mark.parametrize("responses", [300, 3_000, 8_000])
def test_an_attack_with_every_level_fails(atlas: Atlas, responses: int) -> None:
    """Areas, wards, neighbourhoods, districts, deciles, fifths and networks; a sample of aims."""
    tables = tables_of(atlas, unequal(atlas, responses, 1))
    shown = disclosure.published(tables, RULE)
    codes = atlas.areas.index
    zeros = {
        name: bool((shown[name].observed.isna() & (table.observed == 0)).any())
        for name, table in tables.items()
    }
    sums, aims = {}, {}
    for name, table in shown.items():
        groups = table.observed.index
        if name == area_groups.NETWORK:
            factors = area_groups.network_shares(atlas)[groups].to_numpy().T
        else:
            factors = member(area_groups.grouping(atlas, name), codes, groups)
        aims |= {(name, c): f for c, f in zip(groups, factors, strict=True)}
        if name != "lsoa":
            fractions = name == area_groups.NETWORK
            slack = 0.5 if fractions else 0.0
            sums[name] = Sums(table.observed, factors, zeros[name] or fractions, slack)
    hidden = [key for key in aims if np.isnan(shown[key[0]].observed[key[1]])]
    draw = np.random.default_rng(2)
    picked = [hidden[at] for at in draw.permutation(len(hidden))[:5]]
    found = ranges(
        shown["lsoa"].observed,
        zeros["lsoa"],
        list(sums.values()),
        responses,
        [aims[key] for key in picked],
        RULE,
    )
    for (name, code), (low, high) in zip(picked, found, strict=True):
        assert low - 1e-6 <= tables[name].observed[code] <= high + 1e-6
        assert high - low >= RULE.threshold - 1e-6, (name, code, low, high)
    # Somebody who knows which are small, too, is left seven numbers for each. Of networks, which
    # have fractions of responses, nobody does.
    which = {name: table.observed < RULE.threshold for name, table in tables.items()}
    known = [
        table if name == area_groups.NETWORK else replace(table, small=which[name])
        for name, table in sums.items()
    ]
    picked = [key for key in picked if tables[key[0]].observed[key[1]] >= 1][:3]
    found = ranges(
        shown["lsoa"].observed,
        zeros["lsoa"],
        known,
        responses,
        [aims[key] for key in picked],
        RULE,
        which["lsoa"],
    )
    for (name, code), (low, high) in zip(picked, found, strict=True):
        assert low - 1e-6 <= tables[name].observed[code] <= high + 1e-6
        assert high - low >= RULE.threshold - 2 - 1e-6, (name, code, low, high)


def test_what_is_shown_is_worked_out_from_what_is_shown(atlas: Atlas) -> None:
    tables = tables_of(atlas, unequal(atlas, 8_000, 3))
    shown = disclosure.published(tables, RULE)
    compared = compare_all(shown)
    for name, table in shown.items():
        found = compared[name]
        seen = table.observed.dropna()
        assert (seen % RULE.base == 0).all(), name
        assert (found["verdict"] == UNKNOWN).eq(table.observed.isna()).all(), name
        assert found["ratio"].isna().eq(table.observed.isna()).all(), name
    areas = compared["lsoa"]
    assert 0 < (areas["verdict"] == UNKNOWN).sum() < 860


def test_guesses_for_a_smoothed_map(atlas: Atlas) -> None:
    tables = tables_of(atlas, unequal(atlas, 8_000, 4))
    shown = disclosure.published(tables, RULE)
    found = disclosure.filled(shown["lsoa"], shown["district"])
    seen = shown["lsoa"].observed.notna()
    assert (found[seen] == shown["lsoa"].observed[seen]).all()
    assert found.sum() == pytest.approx(8_000, rel=0.01)
    of = shown["lsoa"].within["district"]
    assert found.groupby(of).sum().to_dict() == pytest.approx(
        shown["district"].observed.to_dict(), abs=1
    )
    smooth = empirical_bayes(found, 8_000 * shown["lsoa"].share, of)
    true = tables["lsoa"].observed / tables["lsoa"].share
    assert np.corrcoef(smooth[seen], true[seen])[0, 1] > 0.85


def test_guesses_where_districts_are_hidden_too(atlas: Atlas) -> None:
    counts = np.zeros(860, dtype=int)
    counts[:2], counts[-1] = 3, 40
    shown = disclosure.published(tables_of(atlas, counts), RULE)
    assert shown["district"].observed.isna().any()
    found = disclosure.filled(shown["lsoa"], shown["district"])
    assert found.notna().all()
    assert found.sum() == pytest.approx(46, abs=3)


def test_an_index_is_of_what_is_shown(atlas: Atlas) -> None:
    counts = np.zeros(860, dtype=int)
    counts[0], counts[-1] = 4, 90
    tables = tables_of(atlas, counts)
    shown = disclosure.published(tables, RULE)
    found = disclosure.dissimilarities(tables, shown)
    assert shown["district"].observed.isna().any()
    assert np.isnan(found["district"].index)
    assert np.isnan(found["lsoa"].index)
    tables = tables_of(atlas, unequal(atlas, 8_000, 5))
    shown = disclosure.published(tables, RULE)
    found = disclosure.dissimilarities(tables, shown)
    assert shown["msoa"].observed.isna().any()
    true = representation.dissimilarity(tables["msoa"]).index
    assert found["msoa"].index == pytest.approx(true, abs=0.02)
    assert found["msoa"].index != true


def answered(atlas: Atlas, responses: int, seed: int) -> Responses:
    """An exercise with two questions, whose answers go together and with deprivation."""
    draw = np.random.default_rng(seed)
    counts = unequal(atlas, responses, seed)
    cells = pd.DataFrame({"lsoa": np.repeat(atlas.areas.index, counts), "count": 1})
    poor = cells["lsoa"].map(atlas.table("imd_decile")["value"]) <= 2
    cells["ethnicity"] = np.where(
        draw.random(len(cells)) < np.where(poor, 0.3, 0.05),
        draw.choice(
            ["asian", "black", "mixed", "other_ethnic"], len(cells), p=[0.5, 0.25, 0.15, 0.1]
        ),
        "white",
    )
    women = draw.random(len(cells)) < np.where(cells["ethnicity"] == "white", 0.65, 0.4)
    cells["sex"] = np.where(women, "female", "male")
    cells.loc[draw.random(len(cells)) < 0.03, "sex"] = ""
    keys = ["lsoa", "ethnicity", "sex"]
    return Responses(cells.groupby(keys)["count"].sum().reset_index())


WEIGHED = ["district", area_groups.DEPRIVATION, "ethnicity", "sex"]


def test_weights_bring_the_answers_to_the_census_nearly(atlas: Atlas) -> None:
    responses = answered(atlas, 3_000, 5)
    tables = representation.tables(atlas, responses, BASE, KNOWN)
    shown = disclosure.published(tables, RULE)
    estimate, margins = disclosure.weighable(atlas, responses, KNOWN, shown, WEIGHED, RULE)
    found = rake(estimate, margins)
    assert found.converged
    given = pd.DataFrame(
        {name: disclosure._category(atlas, responses, KNOWN, shown, name) for name in WEIGHED}
    )
    weight = responses.cells["count"].astype(float)
    for name, factor in zip(WEIGHED, found.factors.values(), strict=True):
        weight = weight * given[name].map(factor)
    off = []
    for name in WEIGHED:
        got = weight.groupby(given[name]).sum().drop("", errors="ignore")
        before = responses.cells["count"].groupby(given[name]).sum().drop("", errors="ignore")
        aim = tables[name].share
        assert (got / got.sum() - aim).abs().max() < 0.01, name
        off.append((before / before.sum() - aim).abs().max())
    assert max(off) > 0.05
    with pytest.raises(RakingError, match="Leave this margin out"):
        disclosure.weighable(atlas, responses, KNOWN, shown, ["lsoa"], RULE)


@pytest.mark.parametrize("wanted", [["district"], ["sex"], ["ethnicity"], WEIGHED])
def test_a_weight_tells_the_shown_count_and_not_the_true_one(
    atlas: Atlas, wanted: list[str]
) -> None:
    """Target over weight was the true count: now it is what the table shows already."""
    responses = answered(atlas, 1_500, 6)
    tables = representation.tables(atlas, responses, BASE, KNOWN)
    shown = disclosure.published(tables, RULE)
    estimate, margins = disclosure.weighable(atlas, responses, KNOWN, shown, wanted, RULE)
    found = rake(estimate, margins)
    for name, margin in zip(wanted, margins, strict=True):
        told = estimate.groupby(margin.category).sum().drop("", errors="ignore")
        table = shown[name].observed
        assert told.reindex(table.index).to_numpy() == pytest.approx(table, rel=0.02, abs=0.5), name
        if len(wanted) == 1:
            factor = found.factors[margin.name].drop("", errors="ignore")
            again = (margin.people / factor).reindex(table.index)
            again *= table.sum() / again.sum()
            assert again.to_numpy() == pytest.approx(table.to_numpy(), rel=1e-3)
            assert (table != tables[name].observed).any()


@pytest.mark.parametrize("seed", [7, 8, 9])
def test_an_attack_with_all_that_weights_can_tell_fails(atlas: Atlas, seed: int) -> None:
    """At the most, weights tell every table of two margins as it may be shown: with the margins
    and the total, these leave each hidden count a range as wide as the threshold."""
    responses = answered(atlas, 1_500, seed)
    tables = representation.tables(atlas, responses, BASE, KNOWN)
    shown = disclosure.published(tables, RULE)
    wanted = [area_groups.DEPRIVATION, "ethnicity", "sex"]
    margins = {name: list(shown[name].share.index) for name in wanted}
    cells = pd.DataFrame(
        {name: disclosure._category(atlas, responses, KNOWN, shown, name) for name in wanted}
    )
    counts = responses.cells["count"]
    there = {n: [*codes, ""] if (cells[n] == "").any() else codes for n, codes in margins.items()}
    single = {n: counts.groupby(cells[n]).sum().reindex(c, fill_value=0) for n, c in there.items()}
    pairs = {p: joint_margins._table(counts=counts, cells=cells, pair=p, there=there)
             for p in combinations(there, 2)}  # fmt: skip
    told = joint_margins._shown(single, pairs, RULE)
    whole = pd.DataFrame(product(*there.values()), columns=wanted)
    sums, aims = [], {}
    for name in wanted:
        factors = whole[name].to_numpy() == np.array(there[name])[:, None]
        sums.append(Sums(told[name], factors.astype(float), zeros_hidden=False))
    for pair, table in pairs.items():
        key, true = joint_margins._key(pair), table.to_numpy().ravel()
        rows, columns = (whole[name].to_numpy() for name in pair)
        both = list(product(*(there[name] for name in pair)))
        factors = np.array([(rows == a) & (columns == b) for a, b in both], dtype=float)
        unseen = np.isnan(told[key].to_numpy())
        sums.append(Sums(told[key], factors, bool((unseen & (true == 0)).any())))
        aims |= {(key, both[at]): (factors[at], true[at]) for at in np.flatnonzero(unseen)}
    assert len(aims) > 10
    picked = [list(aims)[at] for at in np.random.default_rng(1).permutation(len(aims))[:12]]
    nothing = pd.Series(np.nan, index=whole.index)
    total = int(counts.sum())
    found = ranges(nothing, True, sums, total, [aims[key][0] for key in picked], RULE)
    for key, (low, high) in zip(picked, found, strict=True):
        assert low - 1e-6 <= aims[key][1] <= high + 1e-6
        assert high - low >= RULE.threshold - 1 - 1e-6, (key, aims[key][1], low, high)


def test_what_is_told_of_two_margins_is_the_same_whichever_others_are_chosen(atlas: Atlas) -> None:
    responses = answered(atlas, 1_500, 10)
    shown = disclosure.published(representation.tables(atlas, responses, BASE, KNOWN), RULE)
    few, many = (
        disclosure.weighable(atlas, responses, KNOWN, shown, wanted, RULE)
        for wanted in (["ethnicity", "sex"], ["district", "ethnicity", "sex"])
    )
    tables = [
        counts.groupby([margins[-2].category, margins[-1].category]).sum()
        for counts, margins in (few, many)
    ]
    assert tables[0].to_numpy() == pytest.approx(tables[1].to_numpy(), rel=0.05, abs=1.5)


@pytest.mark.parametrize(("hidden", "total"), [(0.5, 200), (0.51, None)])
def test_a_total_is_told_while_half_of_the_residents_are_shown(
    hidden: float, total: float | None
) -> None:
    """100 of the half that is shown: as if the hidden half had answered as often."""
    true = representation.Table(
        pd.Series([100.0, 100.0]), pd.Series([1 - hidden, hidden]), 200, pd.Series(["A", "B"])
    )
    told = disclosure.told(true, pd.Series([100.0, np.nan]), RULE)
    assert told == total if total else np.isnan(told)
