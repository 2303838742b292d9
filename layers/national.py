"""An indicator over all of England."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd


@dataclass(frozen=True)
class National:
    """An indicator over all of England.

    Attributes
    ----------
    value
        England's value in the indicator's unit, or None where the sources do not give it.
    numerator, denominator
        Sums over England, for shares.
    areas
        How many LSOAs have a value.
    percentiles
        The values at 0, 1, … 100 % of England's LSOAs, shape (101,); NaN where not national.
    """

    value: float | None
    numerator: float | None
    denominator: float | None
    areas: int
    percentiles: npt.NDArray[np.float64]


def national(row: pd.Series) -> National:
    """From a row of the snapshot's table of England."""

    def number(name: str) -> float | None:
        value = float(row[name])
        return None if np.isnan(value) else value

    return National(
        number("value"),
        number("numerator"),
        number("denominator"),
        int(row["areas"]),
        row[[f"p{p}" for p in range(101)]].to_numpy(dtype=float),
    )


def unknown() -> National:
    """Of what no publication gives for England."""
    return National(None, None, None, 0, np.full(101, np.nan))
