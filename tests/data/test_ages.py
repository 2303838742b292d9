"""England's rates by age, recovered from a made-up country of which the truth is known."""

import numpy as np
import pandas as pd
import pytest

from data import ages
from layers.catalogue.definitions import Catalogue, load_catalogue
from layers.inequality import orderings

AREAS = 6_000
BANDS = len(ages.BANDS)
# Share of people in bad health by age, and what deprivation adds to its log odds.
RATE = 1 / (1 + np.exp(-np.linspace(-5, -0.8, BANDS)))
STEP = np.linspace(0.9, -0.9, ages.TENTHS)


class Country:
    """Deprived areas are young, so that rates by age alone would be wrong."""

    def __init__(self, seed: int = 1, *, noise: float = 0.0) -> None:
        rng = np.random.default_rng(seed)
        self.need = rng.random(AREAS)
        tilt = 0.12 * (0.5 - self.need) + 0.08 * rng.standard_normal(AREAS)
        weight = np.exp(tilt[:, None] * (np.arange(BANDS) - BANDS / 2))
        self.people = np.round(1_600 * weight / weight.sum(axis=1, keepdims=True))
        self.tenth = ages._equal(self.need, self.people.sum(axis=1), ages.TENTHS)
        own = noise * rng.standard_normal(AREAS)
        odds = np.log(RATE / (1 - RATE))[None, :] + STEP[self.tenth][:, None] + own[:, None]
        self.chance = 1 / (1 + np.exp(-odds))
        self.counts = rng.binomial(self.people.astype(int), self.chance).sum(axis=1).astype(float)
        self.codes = pd.Index([f"E01{at:06d}" for at in range(AREAS)])

    def truth(self) -> np.ndarray:
        """Expected by ages alone: the true rates at the country's mix of deprivation."""
        odds = np.log(RATE / (1 - RATE))[:, None] + STEP[None, :]
        mix = np.bincount(self.tenth, self.people.sum(axis=1)) / self.people.sum()
        return np.asarray(self.people @ (1 / (1 + np.exp(-odds)) @ mix))

    def frames(self, catalogue: Catalogue) -> dict[str, tuple[str, pd.DataFrame]]:
        def named(columns: dict[str, np.ndarray]) -> tuple[str, pd.DataFrame]:
            return "file.csv", pd.DataFrame(columns, index=self.codes)

        rank = pd.Series(-self.need).rank().to_numpy()
        domains = [d.rank for d in orderings.load_orderings().domain.values() if d.rank]
        bad = catalogue.indicators["bad_health"]
        assert bad.numerator is not None
        assert bad.denominator is not None
        half = np.floor(self.counts / 2)
        first, second = bad.numerator.columns
        health = {first: half, second: self.counts - half}
        health[bad.denominator.columns[0]] = self.people.sum(axis=1)
        return {
            "census_ts007a": named(dict(zip(ages.BANDS, self.people.T, strict=True))),
            "census_ts037": named(health),
            "iod2025": named({catalogue.indicators[r].column: rank for r in domains}),
        }


def only(catalogue: Catalogue, *names: str) -> Catalogue:
    ranks = [d.rank for d in orderings.load_orderings().domain.values() if d.rank]
    kept = {name: catalogue.indicators[name] for name in (*names, *ranks)}
    return Catalogue(themes=catalogue.themes, caveats=catalogue.caveats, indicators=kept)


@pytest.fixture(scope="module")
def country() -> Country:
    return Country()


def test_rates_by_age_are_found_within_deprivation(country: Country) -> None:
    """Expected by ages alone: within 2 % for every fifth of areas by deprivation.

    A fit that leaves deprivation out is off by nearly a tenth at the ends: deprived areas are
    young, so it takes being young for a cause of bad health.
    """
    mix = np.bincount(country.tenth, country.people.sum(axis=1)) / country.people.sum()
    found = ages.fit(country.people, country.tenth, country.counts)
    without = ages.fit(country.people, np.zeros(AREAS, dtype=int), country.counts)
    alone = found.by_age(country.people, mix)
    plain = without.by_age(country.people, np.eye(ages.TENTHS)[0])
    truth, fifth = country.truth(), country.tenth // 2

    def off(predicted: np.ndarray) -> np.ndarray:
        ratio = np.bincount(fifth, predicted) / np.bincount(fifth, truth)
        return np.asarray(ratio / ratio.mean() - 1)

    assert np.abs(off(alone)).max() < 0.02
    assert np.abs(off(plain)).max() > 0.08


def test_the_adjusted_ratio_is_the_true_one(country: Country) -> None:
    """Observed ÷ expected of the most over the least deprived tenth, against the truth."""
    mix = np.bincount(country.tenth, country.people.sum(axis=1)) / country.people.sum()
    alone = ages.fit(country.people, country.tenth, country.counts).by_age(country.people, mix)
    ratio, true, crude = (
        np.bincount(country.tenth, country.counts) / np.bincount(country.tenth, base)
        for base in (alone, country.truth(), country.people.sum(axis=1))
    )
    assert ratio[0] / ratio[-1] == pytest.approx(true[0] / true[-1], rel=0.03)
    assert crude[0] / crude[-1] < 0.8 * true[0] / true[-1]


def test_a_fit_that_holds_is_validated(country: Country) -> None:
    catalogue = only(load_catalogue(), "bad_health")
    parts = pd.Series([f"E54{at % 12:02d}" for at in range(AREAS)], index=country.codes)
    made, report = ages.expected(catalogue, country.frames(catalogue), parts)
    row = report.set_index("indicator").loc["bad_health"]
    assert row["validated"]
    assert row["explained"] > 0.8
    assert made["bad_health"].sum() == pytest.approx(country.counts.sum(), rel=1e-4)
    again, _ = ages.expected(catalogue, country.frames(catalogue), parts)
    pd.testing.assert_frame_equal(made, again)


def test_one_that_does_not_is_left_out() -> None:
    """Where areas differ for other reasons by far more, ages do not say what to expect."""
    country, catalogue = Country(noise=1.2), only(load_catalogue(), "bad_health")
    parts = pd.Series([f"E54{at % 12:02d}" for at in range(AREAS)], index=country.codes)
    made, report = ages.expected(catalogue, country.frames(catalogue), parts)
    assert not report["validated"].any()
    assert list(made.columns) == []


def test_explained(country: Country) -> None:
    base = country.people.sum(axis=1)
    mean = base * country.counts.sum() / base.sum()
    assert ages.explained_by(country.counts, country.counts, base) == 1
    assert ages.explained_by(mean, country.counts, base) == pytest.approx(0)


def test_a_part_of_a_country_learns_nothing(country: Country) -> None:
    catalogue = only(load_catalogue(), "bad_health")
    few = pd.Series("E54", index=country.codes[:100])
    made, report = ages.expected(catalogue, country.frames(catalogue), few)
    assert len(made) == 100
    assert made.columns.empty
    assert report["indicator"].tolist() == ["bad_health"]
    assert not report["validated"].any()
