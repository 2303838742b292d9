"""What gradients are ordered by; the index rebuilt from its domains."""

import copy
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from layers import Atlas
from layers.catalogue.definitions import CATALOGUE, CatalogueError
from layers.inequality.orderings import (
    combined,
    contains,
    is_about,
    load_orderings,
    need,
    ordering_of,
    orderings_of,
    rebuilt_index,
    scores_from_ranks,
)


def test_the_domains_and_their_published_weights() -> None:
    weights = {n: d.weight for n, d in load_orderings().domain.items() if d.rank}
    assert weights == {
        "income": 22.5, "employment": 22.5, "education": 13.5, "health": 13.5,
        "crime": 9.3, "barriers": 9.3, "living": 9.3,
    }  # fmt: skip


def test_the_published_index_comes_back_from_its_domains(atlas: Atlas) -> None:
    """To the three decimals that MHCLG publishes: the weights and the transformation are theirs."""
    published = atlas.table("imd_score")["value"]
    from_ranks = combined(scores_from_ranks(atlas))
    assert (from_ranks - published).abs().max() < 0.00051
    ranks = atlas.table("imd_rank")["value"].rank()
    assert (from_ranks.rank(ascending=False) - ranks).abs().max() <= 1
    # Seven scores published to three decimals, with weights of 99.9%, and the index as well.
    assert (rebuilt_index(atlas) - published).abs().max() < 0.001
    assert (rebuilt_index(atlas).rank(ascending=False) - ranks).abs().max() <= 1


def test_the_published_domain_scores_are_those_of_the_ranks(atlas: Atlas) -> None:
    """File 9 against MHCLG's formula: every area and domain, to the three decimals published."""
    published = atlas.extra("iod_transformed").set_index("lsoa")
    assert published.index.equals(atlas.areas.index)
    worked_out = scores_from_ranks(atlas)
    assert set(published) == set(worked_out)
    assert (published - worked_out).abs().max(axis=None) < 0.00051
    for without in ("", "health"):
        one, other = combined(published, without), combined(worked_out, without)
        assert (one - other).abs().max() < 0.00051
        assert (one.rank() - other.rank()).abs().max() <= 1


def test_a_snapshot_without_the_published_scores_takes_the_ranks(atlas: Atlas) -> None:
    old = copy.copy(atlas)
    old.extra = lambda name: pd.DataFrame()  # type: ignore[method-assign]
    assert rebuilt_index(old, "health").equals(combined(scores_from_ranks(atlas), "health"))


def test_without_health_by_hand(atlas: Atlas) -> None:
    """One area: the other six domains' exponential scores, their weights scaled up to 99.9."""
    code = atlas.areas.index[123]
    weights = {
        "income_rank": 22.5, "employment_rank": 22.5, "education_rank": 13.5, "crime_rank": 9.3,
        "barriers_rank": 9.3, "living_environment_rank": 9.3,
    }  # fmt: skip
    score = 0.0
    for rank, weight in weights.items():
        place = 1 - (atlas.table(rank).at[code, "value"] - 1) / 33_755
        score += weight / 86.4 * 0.999 * -23 * np.log(1 - place * (1 - np.exp(-100 / 23)))
    assert need(atlas, "imd_without_health")[code] == pytest.approx(score, abs=0.00051)
    assert np.isclose(
        need(atlas, "imd_without_health").rank().corr(need(atlas, "imd").rank()), 0.9973, atol=1e-4
    )


def test_the_most_deprived_and_the_highest_share_come_highest(atlas: Atlas) -> None:
    assert need(atlas, "imd").idxmax() == atlas.table("imd_rank")["value"].idxmin()
    assert need(atlas, "income").equals(atlas.table("income_score")["value"])
    assert (
        need(atlas, "minority_ethnic").idxmax() == atlas.table("minority_ethnic")["value"].idxmax()
    )
    # Any other indicator can be ordered by; where low means need, the lowest comes first.
    assert need(atlas, "good_health").idxmax() == atlas.table("good_health")["value"].idxmin()
    assert ordering_of(atlas, "good_health").first.startswith("lowest")
    assert ordering_of(atlas, "no_car").first.startswith("highest")
    with pytest.raises(KeyError, match="neither an ordering nor an indicator"):
        need(atlas, "happiness")


def test_every_ordering_and_pattern_finds_layers(atlas: Atlas) -> None:
    assert list(orderings_of(atlas)) == list(load_orderings().ordering)
    names = list(atlas.catalogue.indicators)
    for domain in load_orderings().domain.values():
        assert not domain.rank or domain.rank in names
        for pattern in (*domain.layers, *domain.outcomes):
            one = domain.__class__(label="", layers=(pattern,))
            assert any(one.holds(name) for name in names), pattern


def test_what_is_inside_what(atlas: Atlas) -> None:
    whole, without = (ordering_of(atlas, o) for o in ("imd", "imd_without_health"))
    for indicator in ("health_score", "years_of_life_lost"):
        assert contains(whole, indicator)
        assert not contains(without, indicator)
    assert contains(without, "income_score")
    assert not contains(ordering_of(atlas, "income"), "employment_score")
    assert is_about(whole, "qof_copd")
    assert is_about(whole, "very_bad_health")
    assert not is_about(without, "qof_copd")
    assert not is_about(whole, "no_car")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('without = "health"', 'without = "wealth"', "names the domain 'wealth'"),
        ('first = "most deprived"', 'begin = "most deprived"', "begin|first"),
        ("[domain.income]", "[domain.income", "orderings.toml"),
    ],
)
def test_a_slip_in_the_file_is_told(tmp_path: Path, old: str, new: str, words: str) -> None:
    text = (CATALOGUE / "orderings.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "orderings.toml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(CatalogueError, match=words):
        load_orderings(tmp_path)
