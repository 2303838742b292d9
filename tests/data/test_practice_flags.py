"""What to be careful about with a practice."""

import numpy as np
import pandas as pd
import pytest

from data import practice_flags

CODES = pd.Index(["OLD", "EDGE", "UNI", "NEW"])
REGISTRATIONS = pd.DataFrame(
    [("OLD", "E01000001", 100.0), ("EDGE", "E01000001", 80.0), ("EDGE", "E01000009", 10.0),
     ("EDGE", "W01000009", 10.0), ("EDGE", "NO2011", 300.0), ("UNI", "E01000001", 50.0)],
    columns=["practice", "lsoa", "patients"],
)  # fmt: skip
# Young people: 10 of 100 each, but 90 of 100 at the university; 20 of the others elsewhere.
AGES = pd.DataFrame(
    [(p, sex, band, n) for p, young in (("EDGE", 10), ("UNI", 90), ("NEW", 10), ("FAR", 90))
     for sex, band, n in (("female", "15_19", young / 2), ("male", "20_24", young / 2),
                          ("male", "65_69", (1000 if p == "FAR" else 100) - young))],
    columns=["practice", "sex", "band", "patients"],
)  # fmt: skip


def test_a_share_elsewhere_is_of_placed_patients() -> None:
    share = practice_flags.elsewhere(REGISTRATIONS, pd.Index(["E01000001"]), CODES)
    assert share.iloc[:3].tolist() == [0, 0.2, 0]
    assert np.isnan(share["NEW"])


def test_the_share_of_young_people_of_practices_and_of_england() -> None:
    share, england = practice_flags.young_share(AGES)
    assert share.to_dict() == pytest.approx({"EDGE": 0.1, "UNI": 0.9, "NEW": 0.1, "FAR": 0.09})
    assert england == pytest.approx(200 / 1300)


def test_each_rule() -> None:
    table = pd.DataFrame(
        {
            "open": [False, True, True, True],
            "home": [True, True, True, False],
            "list_size": [0, 119, 120, 500],
            "list_size_by_area": [100, 100, 100, 0],
            "elsewhere": [0.0, 0.2, 0.1, 0.9],
            "km_50": [np.nan, 4.0, 4.1, 1.0],
        },
        index=CODES,
    )
    practice_flags.mark(table, AGES)
    carried = {flag: table.index[table[f"flag_{flag}"]].tolist()
               for flag in ("closed", "list_changed", "students", "elsewhere", "far")}  # fmt: skip
    assert carried == {
        "closed": ["OLD"],
        # Exactly a fifth is not more than a fifth; a list that is new has no footprint at all.
        "list_changed": ["NEW"],
        "students": ["UNI"],
        "elsewhere": ["EDGE"],
        "far": ["UNI"],
    }
