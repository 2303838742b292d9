"""The measures of inequality that the field reports: one door to all of them.

Groups always come ordered from the **most to the least deprived**.
"""

from layers.concentration import (
    Concentration,
    concentration_curve,
    concentration_index,
    fractional_rank,
)
from layers.correlation import Correlation, weighted_correlation
from layers.diversity import entropy, simpson
from layers.gaps import Attributable, Gap, attributable_share, gap
from layers.intervals import byars, exact_poisson, poisson, wilson
from layers.segregation import dissimilarity
from layers.slope import SlopeIndex, slope_index, standard_error

__all__ = [
    "Attributable",
    "Concentration",
    "Correlation",
    "Gap",
    "SlopeIndex",
    "attributable_share",
    "byars",
    "concentration_curve",
    "concentration_index",
    "dissimilarity",
    "entropy",
    "exact_poisson",
    "fractional_rank",
    "gap",
    "poisson",
    "simpson",
    "slope_index",
    "standard_error",
    "weighted_correlation",
    "wilson",
]
