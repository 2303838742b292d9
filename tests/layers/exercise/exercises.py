"""Made-up exercises for tests: responses drawn from residents."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers import Atlas
from layers.exercise.people_asked import residents
from layers.exercise.representation import Table, compare_all, tables
from layers.exercise.respondents import load_respondents
from layers.exercise.responses import Responses

KNOWN = load_respondents()
BASE = KNOWN.bases["16"]


def share_of_areas(atlas: Atlas) -> npt.NDArray[np.float64]:
    asked = residents(atlas, BASE, KNOWN.questions["age"]).to_numpy()
    return asked / asked.sum()


def of_counts(atlas: Atlas, counts: npt.ArrayLike) -> Responses:
    cells = pd.DataFrame({"lsoa": atlas.areas.index, "count": counts})
    return Responses(cells[cells["count"] > 0].reset_index(drop=True))


def tables_of(atlas: Atlas, counts: npt.ArrayLike) -> dict[str, Table]:
    return tables(atlas, of_counts(atlas, counts), BASE, KNOWN)


def alone(table: Table) -> pd.DataFrame:
    """One level compared as if nothing else were looked at."""
    return compare_all({"alone": table})["alone"]
