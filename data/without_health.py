"""The Index of Multiple Deprivation 2025 without its health domain, over all of England.

For anything that sets health against deprivation: the published index has health inside it.
"""

import numpy as np
import pandas as pd

from layers.inequality.orderings import combined

SOURCE = "iod2025_transformed"
SCORE = "IMD without health: Score"
RANK = "IMD without health: Rank (where 1 is most deprived)"
DECILE = "IMD without health: Decile (where 1 is most deprived 10% of LSOAs)"


def index_without_health(scores: pd.DataFrame) -> pd.DataFrame:
    """Score, rank and decile of the index put together from the six other domains.

    Parameters
    ----------
    scores
        The transformed scores of the seven domains, 0 to 100, of all of England's areas.

    Returns
    -------
    pandas.DataFrame
        The scores, with :data:`SCORE` (higher = more deprived), :data:`RANK` (1 = most deprived;
        equal scores share the better rank) and :data:`DECILE` (1 = most deprived tenth) beside
        them.

    Source: MHCLG, English Indices of Deprivation 2025: Technical report, on combining the domains
    and on deciles, which are ranks in ten groups as equal as can be.
    """
    score = combined(scores, "health")
    rank = score.rank(ascending=False, method="min")
    decile = np.ceil(10 * rank / len(score))
    made = pd.DataFrame({SCORE: score.round(3), RANK: rank, DECILE: decile})
    return pd.concat([scores, made], axis=1)
