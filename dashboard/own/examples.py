"""Made-up files of food parcels, one for each form that a file can have. Nobody counted them.

The same seed gives the same bytes.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from dashboard.files.csv_file import rows_csv
from dashboard.own.texts import say
from layers.atlas import Atlas

_SEED = 2025
_CASES = 12_000
_PLACES = 24
# Of 1,000 households, how many have a parcel: where fewest do, and where most.
_PER_1000 = (8, 60)
_USUAL_HOUSEHOLDS = 650

Rows = Iterable[Sequence[object]]


def example_csv(atlas: Atlas, name: str) -> bytes:
    """One of :data:`EXAMPLES` as a CSV file with headers."""
    headers, rows = EXAMPLES[name](atlas, np.random.default_rng(_SEED))
    return rows_csv([say("examples", header) for header in headers], rows)


def _value(atlas: Atlas, draw: np.random.Generator) -> tuple[list[str], Rows]:
    """A count for each area."""
    counts = draw.poisson(_USUAL_HOUSEHOLDS * _risk(atlas))
    return ["lsoa21", "parcels"], zip(atlas.areas.index, counts, strict=True)


def _parts(atlas: Atlas, draw: np.random.Generator) -> tuple[list[str], Rows]:
    """A numerator and a denominator for each area of 2011, where the snapshot knows these."""
    links = atlas.extra("lsoa_links")
    if links.empty:
        head, risk = "lsoa21", _risk(atlas)
    else:
        here = links[links["lsoa21"].isin(atlas.areas.index)]
        by_area = _risk(atlas).reindex(here["lsoa21"]).to_numpy()
        head, risk = "lsoa11", pd.Series(by_area).groupby(here["lsoa11"].to_numpy()).mean()
    households = draw.integers(500, 900, size=len(risk))
    with_parcel = draw.binomial(households, risk.to_numpy())
    rows = zip(risk.index, with_parcel, households, strict=True)
    return [head, "with_parcel", "households"], rows


def _larger(atlas: Atlas, draw: np.random.Generator) -> tuple[list[str], Rows]:
    """A rate for each ward."""
    risk = _risk(atlas).groupby(atlas.areas["ward_code"]).mean()
    rates = np.round(1000 * risk.to_numpy() * draw.uniform(0.8, 1.2, len(risk)), 1)
    return ["ward", "rate"], zip(risk.index, rates, strict=True)


def _cases(atlas: Atlas, draw: np.random.Generator) -> tuple[list[str], Rows]:
    """A row for each parcel: its number, and the postcode that it went to."""
    known = atlas.extra("postcodes")
    known = known[known["lsoa"].isin(atlas.areas.index)]
    risk = _risk(atlas).reindex(known["lsoa"]).to_numpy()
    at = draw.choice(len(known), size=_CASES, p=risk / risk.sum())
    numbers = (say("examples", "parcel_of", number=n) for n in range(1, _CASES + 1))
    return ["parcel", "postcode"], zip(numbers, known["postcode"].iloc[at], strict=True)


def _points(atlas: Atlas, draw: np.random.Generator) -> tuple[list[str], Rows]:
    """Places with a name and a postcode."""
    known = atlas.extra("postcodes")
    known = known[known["lsoa"].isin(atlas.areas.index)]
    at = np.sort(draw.choice(len(known), size=_PLACES, replace=False))
    names = [say("examples", "place", number=n) for n in range(1, _PLACES + 1)]
    return ["name", "postcode"], zip(names, known["postcode"].iloc[at], strict=True)


def _risk(atlas: Atlas) -> pd.Series:
    """Of each area, how likely a household there has a parcel: more where it is more deprived."""
    low, high = (rate / 1000 for rate in _PER_1000)
    decile = atlas.table("imd_decile")["value"].fillna(5)
    return high - (high - low) * (decile - 1) / 9


EXAMPLES: Mapping[str, Callable[[Atlas, np.random.Generator], tuple[list[str], Rows]]] = {
    "value": _value,
    "parts": _parts,
    "larger": _larger,
    "cases": _cases,
    "points": _points,
}
