"""Dissimilarity: by hand, laws, what chance alone gives, and the atlas's districts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers import Atlas
from layers.inequality.segregation import by_chance, by_district, dissimilarity, groups_of

PEOPLE = st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=2, max_size=20)


def test_by_hand() -> None:
    """Shares 0.6, 0.3, 0.1 of the one and 0.2, 0.3, 0.5 of the other: ½(0.4 + 0 + 0.4)."""
    assert dissimilarity([6, 3, 1], [20, 30, 50]) == pytest.approx(0.4)
    assert dissimilarity([1, 2], [10, 20]) == pytest.approx(0)
    assert dissimilarity([5, 0], [0, 9]) == pytest.approx(1)
    assert np.isnan(dissimilarity([0, 0], [1, 2]))


@given(PEOPLE)
def test_laws(people: list[tuple[int, int]]) -> None:
    one, other = (np.array(part, dtype=float) for part in zip(*people, strict=True))
    one[0] += 1
    other[-1] += 1
    found = dissimilarity(one, other)
    assert -1e-12 <= found <= 1 + 1e-12
    assert dissimilarity(other, one) == pytest.approx(found)
    assert dissimilarity(3 * one, 7 * other) == pytest.approx(found)
    # Cutting every area in two alike halves changes nothing.
    assert dissimilarity(np.repeat(one, 2) / 2, np.repeat(other, 2) / 2) == pytest.approx(found)


@pytest.mark.parametrize(
    ("one", "other"), [([1, 2], [1]), ([-1, 2], [1, 1]), ([np.nan, 2], [1, 1])]
)
def test_it_is_refused_in_words(one: list[float], other: list[float]) -> None:
    with pytest.raises(ValueError, match="dissimilarity: "):
        dissimilarity(one, other)


@pytest.mark.parametrize("number", [20, 341, 2_800, 55_000, 250_000])
def test_what_chance_gives(number: int) -> None:
    """Drawn without putting back from a district's people, again and again."""
    rng = np.random.default_rng(4)
    people = rng.integers(1_000, 3_000, 300)
    drawn = rng.multivariate_hypergeometric(people, number, size=200, method="marginals")
    expected = np.mean([dissimilarity(group, people - group) for group in drawn])
    assert by_chance(number, people) == pytest.approx(expected, rel=0.02)


def test_chance_of_nobody() -> None:
    assert np.isnan(by_chance(0, [10, 20]))
    assert np.isnan(by_chance(30, [10, 20]))


# ---- the atlas ----


def test_every_group_of_every_district(atlas: Atlas) -> None:
    table = by_district(atlas)
    groups = [definition.id for definition in groups_of(atlas)]
    assert {"roma", "white_british", "english_limited", "main_language_english"} <= set(groups)
    # Its base is people with another main language, not everybody.
    assert "english_limited_of_other_languages" not in groups
    assert len(table) == 4 * len(groups)
    assert table["dissimilarity"].between(0, 1).all()
    assert (table["dissimilarity"] > table["by_chance"]).mean() > 0.95
    kept = table.set_index(["district_code", "indicator"])
    one, other = (
        kept.xs(i, level=1)["dissimilarity"] for i in ("minority_ethnic", "white_british")
    )
    assert one.tolist() == pytest.approx(other.tolist())
    people = table.groupby("district_code")[["people", "others"]].sum().sum(axis=1)
    residents = atlas.areas.groupby("district_code")["residents"].sum()
    assert (people / len(groups) / residents).between(0.95, 1.001).all()


def test_one_of_them_straight_from_the_areas(atlas: Atlas) -> None:
    table = atlas.table("pakistani")[atlas.areas["district"] == "Rotherham"]
    group, others = table["numerator"], table["denominator"] - table["numerator"]
    expected = (group / group.sum() - others / others.sum()).abs().sum() / 2
    rows = by_district(atlas).set_index(["district_code", "indicator"])
    assert rows.loc[("E08000018", "pakistani"), "dissimilarity"] == pytest.approx(expected)
