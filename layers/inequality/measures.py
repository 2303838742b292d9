"""The measures of inequality that the field reports: one door to all of them.

Groups always come ordered from the **most to the least deprived**.
"""

from layers.inequality.correlation import Correlation, weighted_correlation
from layers.inequality.segregation import dissimilarity
from layers.statistics.concentration import (
    Concentration,
    concentration_curve,
    concentration_index,
    fractional_rank,
)
from layers.statistics.diversity import entropy, simpson
from layers.statistics.gaps import Attributable, Gap, attributable_share, gap
from layers.statistics.intervals import byars, exact_poisson, poisson, wilson
from layers.statistics.slope import SlopeIndex, slope_index, standard_error

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
