import numpy as np
import pytest

from layers.atlas import Atlas
from layers.geography.level_figures import FIGURES, figures_at
from layers.geography.levels import table_at


def of_every_kind(atlas: Atlas) -> list[str]:
    """An indicator for each way in which figures are made."""
    every = {
        (one.kind, one.aggregate, one.interval, one.grain, one.derived, one.is_iod): name
        for name, one in atlas.indicators.items()
    }
    return list(every.values())


@pytest.mark.parametrize("level", ["lsoa", "msoa", "ward", "grouping", "district"])
def test_they_are_what_one_after_the_other_gives(atlas: Atlas, level: str) -> None:
    names = of_every_kind(atlas)
    assert len(names) > 10
    found = figures_at(atlas, names, level)
    assert list(found) == list(FIGURES)
    for at, name in enumerate(names):
        table = table_at(atlas, name, level)
        for part in FIGURES:
            np.testing.assert_allclose(found[part][at], table[part], rtol=1e-12, err_msg=name)
