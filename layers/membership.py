"""Which entries of an index are among some codes."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd


def are_among(index: pd.Index, codes: Iterable[str]) -> npt.NDArray[np.bool_]:
    """Whether each entry is among the codes, as ``index.isin(codes)`` says.

    For indices of areas, which are kept: pandas asks each code anew (4 ms for 860 of them), while
    places in an index are found in a tenth of a millisecond.

    Parameters
    ----------
    index
        Codes, each once.

    Raises
    ------
    pandas.errors.InvalidIndexError
        For an index in which a code stands twice.
    """
    marks = np.zeros(len(index), dtype=bool)
    places = index.get_indexer(pd.Index(list(codes), dtype=index.dtype))
    marks[places[places >= 0]] = True
    return marks
