"""Who an indicator's scores are averaged over, where several areas are taken together.

MHCLG averages scores of the Indices of Deprivation over the residents of mid-2022 that the Indices
themselves divide by (File 6). Everything else is averaged over the residents of Census 2021.
"""

import pandas as pd

from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator

IOD_POPULATION = "iod_population"


def averaged_over(atlas: Atlas, definition: Indicator) -> pd.Series:
    """People of each area who a score is averaged over.

    Returns
    -------
    pandas.Series
        By area code, in the order of ``atlas.areas``: residents of mid-2022 for the Indices of
        Deprivation where the snapshot has them, of Census 2021 otherwise.

    Source: MHCLG, English Indices of Deprivation: Research report, on larger areas (the average
    score, weighted by population).
    """
    known = definition.is_iod and IOD_POPULATION in atlas.areas
    return atlas.areas[IOD_POPULATION if known else "residents"]
