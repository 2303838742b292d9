"""Local Moran's I: against esda's own, planted clusters, what is left alone."""

import json
import shutil
import warnings
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from esda import Moran_Local
from libpysal.weights import W

from data.build import SNAPSHOT
from data.check import problems
from data.clusters import (
    HIGH_HIGH,
    HIGH_LOW,
    LOW_LOW,
    PERMUTATIONS,
    chances,
    clusters,
    discovery_threshold,
    draw,
    local_moran,
)
from layers import Atlas, load_atlas
from layers.inequality.guards import cluster_guard
from tests.snapshots import renew

SIDE = 14


def grid(side: int = SIDE) -> tuple[pd.Index, pd.DataFrame]:
    """A chessboard of areas, and which share an edge."""
    codes = pd.Index([f"E{row:02d}{column:02d}" for row in range(side) for column in range(side)])
    at = np.arange(side * side).reshape(side, side)
    pairs = [*zip(at[:, :-1].ravel(), at[:, 1:].ravel(), strict=True)]
    pairs += [*zip(at[:-1].ravel(), at[1:].ravel(), strict=True)]
    return codes, pd.DataFrame([(codes[a], codes[b]) for a, b in pairs], columns=["a", "b"])


def planted() -> tuple[pd.Series, pd.DataFrame]:
    """Noise, with a block of high values, one of low ones, and a high one inside the low."""
    codes, pairs = grid()
    board = np.random.default_rng(2).normal(0, 1, (SIDE, SIDE))
    board[1:5, 1:5] += 6
    board[9:13, 9:13] -= 6
    board[11, 11] = 8
    return pd.Series(board.ravel(), index=codes), pairs


def test_planted_clusters_are_found() -> None:
    values, pairs = planted()
    marks = local_moran(values, pairs).reshape(SIDE, SIDE)
    assert (marks[2:4, 2:4] == HIGH_HIGH).all()
    assert marks[11, 11] == HIGH_LOW
    assert marks[10, 10] == LOW_LOW
    outside = np.ones((SIDE, SIDE), dtype=bool)
    outside[:6, :6] = outside[8:, 8:] = False
    assert (marks[outside] == 0).mean() > 0.95


def test_noise_has_hardly_any() -> None:
    codes, pairs = grid()
    rng = np.random.default_rng(6)
    found = [
        (local_moran(pd.Series(rng.normal(size=len(codes)), index=codes), pairs) > 0).any()
        for _ in range(10)
    ]
    assert sum(found) <= 2


def test_turned_upside_down_high_is_low_and_scale_does_not_matter() -> None:
    values, pairs = planted()
    there, turned = local_moran(values, pairs), local_moran(-values, pairs)
    swapped = np.array([0, 2, 1, 4, 3])[turned]
    assert (there == swapped).mean() > 0.98
    assert local_moran(1000 * values + 5, pairs).tolist() == there.tolist()


def test_esda_s_own_finds_the_same(atlas: Atlas) -> None:
    """It draws other places and rounds otherwise, so one area in a hundred may differ."""
    values, pairs = atlas.table("imd_score")["value"], atlas.extra("neighbours")
    near: dict[str, list[str]] = {code: [] for code in values.index}
    for a, b in pairs[["a", "b"]].itertuples(index=False):
        near[a].append(b)
        near[b].append(a)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        esda = Moran_Local(
            values.to_numpy(), W(near, id_order=list(near)), permutations=9_999, seed=5,
            keep_simulations=False,
        )  # fmt: skip
    # Its p is of one side; the project's is of both.
    p = np.minimum(1, 2 * esda.p_sim)
    steps = np.round((values - values.mean()) / values.std(ddof=0) * 2**16).to_numpy()
    by_project = chances(steps.astype(np.int64), draw(values.index, pairs))
    assert np.abs(by_project - p).max() < 0.04  # four standard errors of 9,999 draws
    marks = np.where(p <= discovery_threshold(p), np.array([0, 1, 4, 2, 3])[esda.q], 0)
    mine = atlas.clusters["imd_score"].to_numpy()
    assert (mine > 0).sum() > 50
    assert (mine == marks).mean() > 0.985


def test_draws_give_each_set_of_others_the_same_chance() -> None:
    """Against every set of others that there is, on a board with two, three or four neighbours."""
    side = 6
    codes, pairs = grid(side)
    steps = np.random.default_rng(8).integers(-4, 5, side * side)
    draws = draw(codes, pairs)
    assert draws.places.shape == (5, PERMUTATIONS)
    assert (np.diff(np.sort(draws.places[:, :2_000], axis=0), axis=0) > 0).all()
    found = chances(steps, draws)
    for at in range(side * side):
        beside = draws.near[1][draws.near[0] == at]
        others = np.delete(np.arange(side * side), at)
        sums = steps[np.array(list(combinations(others, len(beside))))].sum(axis=1)
        observed = steps[beside].sum()
        rarer = min((sums >= observed).mean(), (sums <= observed).mean())
        wanted = 1.0 if steps[at] == 0 else min(1.0, 2 * rarer)
        error = 2 * np.sqrt(rarer * (1 - rarer) / PERMUTATIONS)
        assert found[at] == pytest.approx(wanted, abs=5 * error + 3 / PERMUTATIONS)


def test_other_draws_give_nearly_the_same_marks(atlas: Atlas) -> None:
    """Of 22 indicators, two seeds disagree in three marks of a thousand; with 9,999, in eight."""
    pairs, codes = atlas.extra("neighbours"), atlas.areas.index
    differ = {9_999: 0, PERMUTATIONS: 0}
    for permutations in differ:
        one, other = (draw(codes, pairs, permutations, seed) for seed in (1, 2))
        for indicator in atlas.clusters.columns[::7]:
            values = atlas.table(indicator)["value"]
            if values.notna().all():
                marks = local_moran(values, pairs, one) != local_moran(values, pairs, other)
                differ[permutations] += int(marks.sum())
    assert differ[PERMUTATIONS] < differ[9_999] / 2
    assert differ[PERMUTATIONS] / (860 * 22) < 0.005


def test_ties_are_not_clusters() -> None:
    """Nobody in most areas: an area without anybody among others without is nothing special."""
    codes, pairs = grid()
    board = np.zeros((SIDE, SIDE))
    board[::5, ::5] = 3
    marks = local_moran(pd.Series(board.ravel(), index=codes), pairs)
    assert not (marks == LOW_LOW).any()


def test_islands_missing_values_and_the_same_everywhere() -> None:
    values, pairs = planted()
    island = values.index[16]
    cut_off = pairs[(pairs["a"] != island) & (pairs["b"] != island)]
    marks = pd.Series(local_moran(values, cut_off), index=values.index)
    assert marks[island] == 0
    assert (marks == HIGH_HIGH).any()
    unknown = values.where(values.index != island)
    assert pd.Series(local_moran(unknown, pairs), index=values.index)[island] == 0
    assert (local_moran(values * 0 + 7, pairs) == 0).all()
    assert (local_moran(values[:20], pairs) == 0).all()


def test_false_discoveries_by_hand() -> None:
    """0.05 · k/5 is 0.01, 0.02, 0.03, 0.04, 0.05: the third is the last within."""
    assert discovery_threshold(np.array([0.2, 0.001, 0.029, 0.021, 0.3])) == 0.029
    assert discovery_threshold(np.array([0.04, 0.05, 0.045])) == 0.05
    assert discovery_threshold(np.array([0.5, 0.9])) == -1


# ---- the snapshot ----


def test_the_snapshot_has_them_for_what_was_counted_or_ranked(atlas: Atlas) -> None:
    marks = atlas.clusters
    wanted = [i for i, d in atlas.indicators.items() if cluster_guard(d) is None]
    assert list(marks.columns) == wanted
    assert len(wanted) > 140
    assert not [i for i in wanted if atlas.indicators[i].register or atlas.indicators[i].modelled]
    assert marks.index.equals(atlas.areas.index)
    assert (marks.dtypes == np.int8).all()
    assert marks.isin(range(5)).all(axis=None)


def test_the_same_values_give_the_snapshot_s_marks(atlas: Atlas) -> None:
    pairs = atlas.extra("neighbours")
    for indicator in ("english_limited", "roma", "crime_burglary"):
        mine = local_moran(atlas.table(indicator)["value"], pairs)
        assert mine.tolist() == atlas.clusters[indicator].tolist(), indicator


def test_high_among_high_is_high(atlas: Atlas) -> None:
    for indicator in ("imd_score", "minority_ethnic", "no_car"):
        marks, values = atlas.clusters[indicator], atlas.table(indicator)["value"]
        mean = values.mean()
        assert (values[marks.isin([1, 3])] > mean).all()
        assert (values[marks.isin([2, 4])] < mean).all()


@pytest.mark.parametrize("indicator", ["qof_hyp", "imd_rank", "fuel_poverty"])
def test_what_is_refused_is_not_there(atlas: Atlas, indicator: str) -> None:
    assert indicator not in atlas.clusters.columns


def test_a_snapshot_without_them_has_no_columns(tmp_path: Path) -> None:
    folder = tmp_path / "snapshot"
    shutil.copytree(SNAPSHOT, folder)
    (folder / "clusters.parquet").unlink()
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    del manifest["files"]["clusters.parquet"]
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    old = load_atlas(folder)
    assert old.clusters.shape == (860, 0)
    assert list(problems(old)) == []


def test_a_mark_that_is_none_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "snapshot"
    shutil.copytree(SNAPSHOT, folder)
    marks = pd.read_parquet(folder / "clusters.parquet")
    marks.loc[3, "no_car"] = 7
    marks.to_parquet(folder / "clusters.parquet", index=False)
    found = list(problems(load_atlas(renew(folder))))
    assert "clusters: not a mark from 0 to 4 for each area." in found


def test_a_small_atlas_gets_no_marks(atlas: Atlas) -> None:
    """The build of a few areas does not wait for what cannot be found."""

    class Few:
        indicators = {"no_car": atlas.indicators["no_car"]}  # noqa: RUF012
        areas = atlas.areas.iloc[:6]

        def extra(self, name: str) -> pd.DataFrame:
            return atlas.extra(name)

        def table(self, indicator: str) -> pd.DataFrame:
            return atlas.table(indicator).iloc[:6]

    found = clusters(Few())  # type: ignore[arg-type]
    assert list(found.columns) == ["lsoa", "no_car"]
    assert (found["no_car"] == 0).all()
