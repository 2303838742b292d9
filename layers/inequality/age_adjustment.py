"""What ages alone would lead one to expect, and figures of health adjusted for it.

England's rates by age are estimated when the snapshot is built, on all of England's areas, with
how deprived an area is in the same fit: so that ages do not take what belongs to deprivation
(``data/ages.py``). The snapshot keeps the people whom these rates give for the ages of each area
if it were as deprived as England is on average. An adjusted value is observed ÷ expected ×
England's share (indirect standardisation). Only indicators whose fit holds in areas that it had
not seen have one. All of this is modelled.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from layers.atlas import Atlas
from layers.practices import patients_elsewhere

# Ages matter where they alone would make a figure this much larger or smaller, as a share of it.
MATTERS = 0.10
OLDER = "age_65_plus"
PARTS = ("numerator", "denominator")
# Registers of conditions that grow much more common with age; not asthma, depression, epilepsy,
# learning disability, obesity or severe mental illness.
RISING = frozenset(
    ("AF", "CAN", "CHD", "CKD", "COPD", "DEM", "DM", "HF", "HYP", "NDH", "OST", "PAD", "PC", "RA",
     "STIA")
)  # fmt: skip


@dataclass(frozen=True)
class Ages:
    """How the ages of a place differ from those of what it stands beside.

    Attributes
    ----------
    older
        Whether ages alone make the figure higher there.
    expected
        The value that the place would have with the other's rates at each age, in percent; None
        where no model was validated, and ages are known only by their share of 65 and over.
    here, there
        Percent of residents aged 65 and over, where ``expected`` is None.
    """

    older: bool
    expected: float | None = None
    here: float | None = None
    there: float | None = None


def expected(atlas: Atlas, indicator: str) -> pd.Series | None:
    """People expected by ages alone in each area of the atlas, by LSOA code; None without a
    validated fit."""
    found: pd.Series | None = _table(atlas).get(indicator)
    return None if found is None else found.reindex(atlas.areas.index)


def validated(atlas: Atlas) -> list[str]:
    """Indicators that can be adjusted for age."""
    return [str(name) for name in _table(atlas).columns if name in atlas.indicators]


def adjust(table: pd.DataFrame, expected: pd.Series, england: float) -> pd.DataFrame:
    """A table of groups with each value adjusted for age.

    Parameters
    ----------
    table
        As :func:`layers.statistics.equal_groups.group_table` gives it for a share.
    expected
        People expected by ages alone in each group, on the same index.
    england
        England's share, in percent.

    Returns
    -------
    pandas.DataFrame
        The same with ``expected``, and ``value``, ``lower``, ``upper`` and ``se`` times
        England's share ÷ the share expected, so that value = observed ÷ expected × England's.
        The limits take what is expected as known, as is usual.

    Source: PHE (2018), Technical guide: calculating standardised ratios.
    """
    factor = england / (100 * expected / table["denominator"])
    columns = ["value", "lower", "upper", "se"]
    scaled = {column: table[column] * factor for column in columns}
    return table.assign(expected=expected, **scaled)


def compared(
    atlas: Atlas, indicator: str, weights: pd.Series, beside: pd.Series | None = None
) -> Ages | None:
    """Whether ages make a place's figure of health another than that which it stands beside.

    Parameters
    ----------
    indicator
        Its id; one that is not about health, or is expected to be the same at all ages, gives
        None.
    weights
        The place, as for :func:`layers.practices.profile.figure`.
    beside
        The other place; England when not given.

    Returns
    -------
    Ages or None
        None unless ages alone would make the figure at least a tenth higher or lower.
    """
    people = _table(atlas).get(indicator)
    if people is None:
        return None
    numerator, denominator = _parts(atlas, indicator)
    everybody = people.to_numpy(dtype=float)
    here = _share(everybody, denominator, _weight(atlas, weights))
    england = atlas.england(indicator).value or np.nan
    there, value = england, england
    if beside is not None:
        weight = _weight(atlas, beside)
        there = _share(everybody, denominator, weight)
        value = _share(numerator, denominator, weight)
    ratio = here / there
    if not abs(ratio - 1) >= MATTERS:
        return None
    return Ages(ratio > 1, expected=value * ratio)


def older(atlas: Atlas, weights: pd.Series, beside: pd.Series | None = None) -> Ages | None:
    """The same where no model says how a figure depends on age: by the share of 65 and over.

    None unless that share is at least a tenth higher or lower than the other's.
    """
    if OLDER not in atlas.indicators:
        return None
    numerator, denominator = _parts(atlas, OLDER)
    here = _share(numerator, denominator, _weight(atlas, weights))
    there = atlas.england(OLDER).value or np.nan
    if beside is not None:
        there = _share(numerator, denominator, _weight(atlas, beside))
    if not abs(here / there - 1) >= MATTERS:
        return None
    return Ages(here > there, here=here, there=there)


def _share(part: np.ndarray, whole: np.ndarray, weight: np.ndarray) -> float:
    """In percent, over a weighting of areas everywhere; what is not known counts as nobody."""
    total = float(weight @ np.nan_to_num(whole))
    return 100 * float(weight @ np.nan_to_num(part)) / total if total else np.nan


def _weight(atlas: Atlas, weights: pd.Series) -> np.ndarray:
    index = patients_elsewhere.residents(atlas).index
    return weights.reindex(index).fillna(0.0).to_numpy(dtype=float)


def _parts(atlas: Atlas, indicator: str) -> tuple[np.ndarray, ...]:
    """Numerator and denominator everywhere that patients of the atlas's practices live."""
    return tuple(patients_elsewhere.everywhere(atlas, indicator, name) for name in PARTS)


@lru_cache(maxsize=1)
def _table(atlas: Atlas) -> pd.DataFrame:
    """People expected, by LSOA code everywhere and indicator; no columns where the snapshot has
    none."""
    found, index = atlas.extra("age_expected"), patients_elsewhere.residents(atlas).index
    return found.set_index("lsoa").reindex(index) if len(found) else pd.DataFrame(index=index)
