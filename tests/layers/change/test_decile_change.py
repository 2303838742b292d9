"""Deciles then and now: as counted straight from the two publications, and split areas apart."""

import csv
import gzip
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers import Atlas
from layers.change import decile_change
from layers.change.domain_indicators import made_of

# Each index as the two publications call it: then (a copy whose columns were tidied), and now.
PUBLISHED = {
    "imd": ("IMD", "Index of Multiple Deprivation (IMD)"),
    "income": ("Income", "Income"),
    "employment": ("Employment", "Employment"),
    "education": ("Education", "Education, Skills and Training"),
    "health": ("Health", "Health Deprivation and Disability"),
    "crime": ("Crime", "Crime"),
    "barriers": ("Housing_and_Access", "Barriers to Housing and Services"),
    "living_environment": ("Environment", "Living Environment"),
}


def rows(path: Path) -> list[dict[str, str]]:
    text = gzip.decompress(path.read_bytes()).decode("utf-8-sig", errors="replace")
    return list(csv.DictReader(text.splitlines()))


@pytest.mark.sources
def test_counts_by_decile_are_those_of_the_two_publications(sources: Path, atlas: Atlas) -> None:
    """Counted with the ``csv`` module, of the overall index and of every domain: all areas then and
    now, and those that can be compared."""
    assert tuple(PUBLISHED) == decile_change.INDICES
    here = set(atlas.areas.index)
    published = rows(sources / "iod2025/File_7_IoD2025_Ranks_Scores_Deciles.csv.gz")
    tidied = rows(sources / "iod2025/imd2019_england_lsoa11_ranks_deciles.csv.gz")
    parts, kinds = defaultdict(set), {}
    for row in rows(sources / "geography/LSOA_2011_to_LSOA_2021_Lookup_EW.csv.gz"):
        if row["LSOA21CD"] in here:
            parts[row["LSOA21CD"]].add(row["LSOA11CD"])
            kinds[row["LSOA21CD"]] = row["CHGIND"]
    gone_in = {}
    for index, (short, full) in PUBLISHED.items():
        column = f"{full} Decile (where 1 is most deprived 10% of LSOAs)"
        now = {row["LSOA code (2021)"]: int(row[column]) for row in published}
        then = {row["lsoa11_code"]: int(row[f"{short}_decile"]) for row in tidied}
        compared = Counter()
        for code, olds in parts.items():
            deciles = {then[old] for old in olds}
            if kinds[code] in "UM" and len(deciles) == 1:
                compared[deciles.pop(), now[code]] += 1

        areas = decile_change.areas(atlas, index=index)
        assert Counter(areas["now"]) == Counter(now[code] for code in here)
        everyone = atlas.extra("iod2019")[f"{index}_decile"]
        assert Counter(everyone) == Counter(then[old] for old in set().union(*parts.values()))
        assert len(everyone) == 853
        grid = decile_change.transitions(areas)
        assert {(t + 1, n + 1): grid[t, n] for t, n in np.argwhere(grid)} == compared
        moves = decile_change.moves(areas)
        assert moves.more.areas == sum(n for (was, is_), n in compared.items() if is_ < was)
        assert moves.less.areas == sum(n for (was, is_), n in compared.items() if is_ > was)
        gone_in[index] = sum(n for (was, is_), n in compared.items() if is_ <= 2 < was)
        assert moves.into.areas == gone_in[index]
    assert gone_in["imd"] == 18


@pytest.mark.parametrize("index", decile_change.DOMAINS)
def test_no_split_area_is_compared_in_a_domain(atlas: Atlas, index: str) -> None:
    """Which areas are divided is the same of every index; merged ones may differ."""
    areas = decile_change.areas(atlas, index=index)
    split = areas["kind"] == "split"
    assert split.sum() == 21
    assert areas.loc[split, ["then", "moved"]].isna().all(axis=None)
    known = areas[areas["moved"].notna()]
    assert (known["lowest"] == known["highest"]).all()
    moves = decile_change.moves(areas)
    assert moves.divided.areas == 21
    assert moves.compared.areas + moves.mixed.areas == 860 - 21


def test_what_domains_are_made_of_adds_up() -> None:
    """To the 55 indicators of the publication, 20 of them new and 14 changed; crime and the living
    environment have none that is as it was."""
    whole = made_of(decile_change.OVERALL)
    assert (whole.all, whole.new, whole.changed) == (55, 20, 14)
    parts = {index: made_of(index) for index in decile_change.DOMAINS}
    assert all(one.other <= one.all for one in parts.values())
    entirely = [index for index, one in parts.items() if one.other == one.all]
    assert entirely == ["crime", "living_environment"]


def test_no_split_area_is_compared(atlas: Atlas) -> None:
    """Not in any count, nor in an indicator; each area is counted once."""
    areas = decile_change.areas(atlas)
    split = areas.index[areas["kind"] == "split"]
    assert len(split) == 21
    for indicator in (decile_change.THEN, decile_change.MOVED):
        assert atlas.table(indicator)["value"][split].isna().all()
    moves = decile_change.moves(areas)
    counted = (moves.more, moves.same, moves.less, moves.divided, moves.redrawn, moves.mixed)
    assert sum(one.areas for one in counted) == moves.every.areas == 860
    assert sum(one.residents for one in counted) == atlas.areas["residents"].sum()
    assert decile_change.moves(areas.loc[split]).compared.areas == 0
    assert decile_change.transitions(areas).sum() == moves.compared.areas
    assert atlas.table(decile_change.MOVED)["value"].equals(areas["moved"].rename("value"))


@given(st.lists(st.tuples(st.integers(1, 10), st.integers(1, 10), st.booleans()), max_size=40))
def test_every_area_is_in_one_count_and_fifths_balance(
    made: list[tuple[int, int, bool]],
) -> None:
    then = [was if known else np.nan for was, _, known in made]
    now = pd.Series([float(is_) for _, is_, _ in made], dtype=float)
    found = pd.DataFrame(
        {
            "kind": ["same" if known else "split" for *_, known in made],
            "then": pd.Series(then, dtype=float),
            "now": now,
            "moved": now - pd.Series(then, dtype=float),
            "residents": pd.Series([100] * len(made), dtype=int),
        }
    )
    moves = decile_change.moves(found)
    compared = moves.more.areas + moves.same.areas + moves.less.areas
    assert compared == moves.compared.areas == len(made) - moves.divided.areas
    grid = decile_change.transitions(found)
    assert grid.sum() == compared
    assert np.tril(grid, -1).sum() == moves.more.areas
    before, after = grid[:2].sum(), grid[:, :2].sum()
    assert after - before == moves.into.areas - moves.out_of.areas
    assert moves.into.residents == 100 * moves.into.areas
