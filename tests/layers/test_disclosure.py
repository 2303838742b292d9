"""All tables of an exercise together: attacks on the real geography, and what is made of them."""

import numpy as np
import pytest

from layers import Atlas, disclosure, groupings, representation
from layers.raking import RakingError, rake
from layers.representation import UNKNOWN, compare
from layers.smoothing import empirical_bayes
from layers.suppression import Rule
from tests.layers.attack import Sums, member, ranges
from tests.layers.exercises import BASE, KNOWN, of_counts, share_of_areas, tables_of

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
        if name == groupings.NETWORK:
            factors = groupings.network_shares(atlas)[groups].to_numpy().T
        else:
            factors = member(groupings.grouping(atlas, name), codes, groups)
        aims |= {(name, c): f for c, f in zip(groups, factors, strict=True)}
        if name != "lsoa":
            fractions = name == groupings.NETWORK
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


def test_what_is_shown_is_worked_out_from_what_is_shown(atlas: Atlas) -> None:
    tables = tables_of(atlas, unequal(atlas, 8_000, 3))
    shown = disclosure.published(tables, RULE)
    for name, table in shown.items():
        found = compare(table)
        seen = table.observed.dropna()
        assert (seen % RULE.base == 0).all(), name
        assert (found["verdict"] == UNKNOWN).eq(table.observed.isna()).all(), name
        assert found["ratio"].isna().eq(table.observed.isna()).all(), name
    areas = compare(shown["lsoa"])
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
    assert np.corrcoef(smooth, tables["lsoa"].observed / tables["lsoa"].share)[0, 1] > 0.85


def test_guesses_where_districts_are_hidden_too(atlas: Atlas) -> None:
    counts = np.zeros(860, dtype=int)
    counts[:2], counts[-1] = 3, 40
    shown = disclosure.published(tables_of(atlas, counts), RULE)
    assert shown["district"].observed.isna().any()
    found = disclosure.filled(shown["lsoa"], shown["district"])
    assert found.notna().all()
    assert found.sum() == pytest.approx(46, abs=3)


def test_an_index_over_few_groups_does_not_tell_a_hidden_one(atlas: Atlas) -> None:
    counts = np.zeros(860, dtype=int)
    counts[0], counts[-1] = 4, 60
    tables = tables_of(atlas, counts)
    shown = disclosure.published(tables, RULE)
    found = disclosure.dissimilarities(tables, shown)
    assert shown["district"].observed.isna().any()
    assert np.isnan(found["district"].index)
    assert found["lsoa"].index > 0.9


def test_margins_of_shown_tables_only(atlas: Atlas) -> None:
    responses = of_counts(atlas, unequal(atlas, 3_000, 5))
    responses.cells["sex"] = np.where(responses.cells.index % 3, "female", "male")
    responses.cells.loc[::7, "sex"] = ""
    tables = representation.tables(atlas, responses, BASE, KNOWN)
    shown = disclosure.published(tables, RULE)
    wanted = ["district", groupings.DEPRIVATION, "older_people", "sex"]
    margins = disclosure.margins(atlas, responses, KNOWN, shown, wanted)
    found = rake(responses.cells["count"], margins)
    weighted = found.weight * responses.cells["count"]
    for margin, name in zip(margins, wanted, strict=True):
        got = weighted.groupby(margin.category).sum().drop("", errors="ignore")
        share = (got / got.sum()).to_dict()
        assert share == pytest.approx(tables[name].share.to_dict(), abs=0.001), name
    assert found.converged
    with pytest.raises(RakingError, match="Leave this margin out"):
        disclosure.margins(atlas, responses, KNOWN, shown, ["lsoa"])
