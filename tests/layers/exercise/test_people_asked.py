"""Residents from an age on."""

import pytest

from layers import Atlas
from layers.exercise.people_asked import aged, residents, sum_of
from layers.exercise.respondents import Base, load_respondents

KNOWN = load_respondents()
AGES = KNOWN.questions["age"]


@pytest.mark.parametrize(
    ("base", "people"),
    [
        ("all", 1_375_108),
        ("5", 1_375_108 - 75_227),
        ("16", 1_122_590),
        ("25", 355_926 + 353_424 + 254_562),
        ("65", 254_562),
        ("75", 117_596),
    ],
)
def test_published_totals(atlas: Atlas, base: str, people: int) -> None:
    assert residents(atlas, KNOWN.bases[base], AGES).sum() == pytest.approx(people, abs=60)


def test_from_18_is_estimated_from_the_children_of_the_place(atlas: Atlas) -> None:
    """E01007317 by hand: those aged 16 and over, less 2/11 of those aged 5 to 15."""
    found = residents(atlas, KNOWN.bases["18"], AGES)
    aged_16 = residents(atlas, KNOWN.bases["16"], AGES)
    code = "E01007317"
    bands = ("age_5_14", "age_15_24", "age_25_44", "age_45_64", "age_65_plus")
    from_5 = sum(atlas.table(i).at[code, "numerator"] for i in bands)
    assert found[code] == pytest.approx(aged_16[code] - 2 / 11 * (from_5 - aged_16[code]))
    assert KNOWN.bases["18"].note
    # Mid-teens are 2.1 to 2.5 % of residents nearly everywhere in England.
    assert 0.02 < (aged_16 - found).sum() / 1_375_000 < 0.026


def test_an_age_without_a_table_is_refused(atlas: Atlas) -> None:
    with pytest.raises(ValueError, match="starts at age 21"):
        residents(atlas, Base(id="21", label="", first=21), AGES)


@pytest.mark.parametrize("base", list(KNOWN.bases))
def test_bands_add_up_to_those_asked(atlas: Atlas, base: str) -> None:
    asked = residents(atlas, KNOWN.bases[base], AGES)
    for ids in (AGES.fine, AGES.broad):
        bands = [aged(atlas, KNOWN.bases[base], AGES, AGES.categories[one]) for one in ids]
        assert sum(one.sum() for one in bands) == pytest.approx(asked.sum(), rel=1e-4)
    assert aged(atlas, KNOWN.bases["65"], AGES, AGES.categories["age_45_64"]).sum() == 0


def test_the_sum_of_nothing_is_nobody(atlas: Atlas) -> None:
    assert sum_of(atlas, []).sum() == 0
