"""National deciles: the published ones where there are any, and the same boundaries everywhere."""

import numpy as np
import pytest

from layers import Atlas
from layers.geography.national_standing import national_decile, national_deciles, national_tenths


@pytest.mark.parametrize("part", ["score", "rank"])
def test_national_deciles_of_the_indices_are_the_published_ones(atlas: Atlas, part: str) -> None:
    domains = [i.removesuffix("_decile") for i in atlas.indicators if i.endswith("_decile")]
    assert len(domains) > 5
    for domain in domains:
        name = f"{domain}_{part}"
        if name not in atlas.indicators:  # File 3 has no rates
            assert name in ("idaci_score", "idaopi_score")
            continue
        found = national_deciles(atlas, name)
        assert found.tolist() == atlas.table(f"{domain}_decile")["value"].tolist()
        # The formula agrees but for areas that the rounded score cannot tell apart.
        formula = national_decile(atlas.indicators[name], atlas.table(name)["national_percentile"])
        # Ranks of the supplementary indices tie, and an area may tie across a boundary.
        ties = domain in ("idaci", "idaopi")
        assert (formula != found).sum() <= ((1 if ties else 0) if part == "rank" else 10)


def test_at_the_ends_and_boundaries(atlas: Atlas) -> None:
    high, low, none = (atlas.indicators[i] for i in ("imd_score", "imd_rank", "asian"))
    given = [0.0, 10.0, 90.0, 90.00000000000001, 99.9, 100.0, np.nan]
    assert national_decile(high, given)[:6].tolist() == [10, 9, 1, 1, 1, 1]
    assert national_decile(low, given)[:6].tolist() == [1, 1, 9, 9, 10, 10]
    assert np.isnan(national_decile(high, given)[6])
    assert np.isnan(national_decile(none, given)).all()


def test_what_means_no_need_is_ordered_from_its_highest_values(atlas: Atlas) -> None:
    assert national_deciles(atlas, "asian").isna().all()
    tenths = national_tenths(atlas, "asian")
    percentile = atlas.table("asian")["national_percentile"]
    assert (percentile[tenths == 1] >= 90).all()
    assert (percentile[tenths == 10] <= 10).all()
    assert national_tenths(atlas, "imd_score").equals(atlas.table("imd_decile")["value"])
