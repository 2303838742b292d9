"""An exercise as counts: by area, by answer, several together."""

import pandas as pd

from layers.exercise.respondents import load_respondents
from layers.exercise.responses import Responses, together

CELLS = pd.DataFrame(
    {
        "lsoa": ["a", "a", "b", "c"],
        "ethnicity": ["roma", "indian", "", "roma"],
        "sex": ["male", "", "female", "female"],
        "count": [4, 3, 2, 1],
    }
)
KNOWN = load_respondents()


def test_counts_by_area_and_by_answer() -> None:
    one = Responses(CELLS, elsewhere=5)
    assert one.total == 10
    assert one.questions == ("ethnicity", "sex")
    assert one.by_area(pd.Index(["c", "z", "a"])).tolist() == [1, 0, 7]
    broad = one.by_answer(KNOWN.questions["ethnicity"], fine=False)
    assert broad[broad > 0].to_dict() == {"white": 5, "asian": 3, "": 2}
    fine = one.by_answer(KNOWN.questions["ethnicity"], fine=True)
    assert fine[fine > 0].to_dict() == {"roma": 5, "indian": 3, "": 2}


def test_fine_only_if_every_answer_is() -> None:
    one = Responses(CELLS)
    assert one.is_fine(KNOWN.questions["ethnicity"])
    assert not one.is_fine(KNOWN.questions["sex"])
    broad = CELLS.replace({"ethnicity": {"indian": "asian"}})
    assert not Responses(broad).is_fine(KNOWN.questions["ethnicity"])


def test_waves_together() -> None:
    first = pd.DataFrame({"lsoa": ["a", "b"], "sex": ["male", ""], "count": [2, 3]})
    second = pd.DataFrame({"lsoa": ["a"], "sex": ["male"], "age": [""], "count": [4]})
    found = together([Responses(first, 1), Responses(second, 2)])
    assert found.questions == ("sex",)
    assert found.by_area(pd.Index(["a", "b", "c"])).tolist() == [6, 3, 0]
    assert (found.total, found.elsewhere) == (9, 3)
