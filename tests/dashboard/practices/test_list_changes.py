"""Lists that changed far more than lists do: explained, and no growth of another list."""

import re

import pytest

from dashboard.parts.plain_markup import still
from dashboard.practices import list_changes
from dashboard.practices.key_figures import key_figures
from dashboard.practices.practice_list import listing
from dashboard.practices.where_patients_live import cautions
from layers import Atlas
from layers.practices import units

CARRFIELD, NEW_SURGERY, ORDINARY = "C88082", "C86034", "C88051"


def test_no_page_gives_a_growth_of_another_list(atlas: Atlas) -> None:
    """Kind: whatever changes by more than half; it was 267.5% at Carrfield."""
    for code in atlas.practices.index:
        note = key_figures(atlas, units.unit(atlas, code))[0].note
        found = re.match(r"[+−]([\d.]+)%", note)
        if found and float(found[1]) > 100 * list_changes.LARGE:
            assert "far more than lists change by themselves" in note, code
        assert not found or float(found[1]) <= 100 * list_changes.OTHER, code
    rows = {row["code"]: row for row in listing(atlas)["practice"]}
    assert (rows[CARRFIELD]["growth"], rows[CARRFIELD]["growthSaid"]) == (None, "was 1,738")
    assert (rows[ORDINARY]["growth"], rows[ORDINARY]["growthSaid"]) == (-8.0, "−8.0")


@pytest.mark.parametrize("code", [CARRFIELD, NEW_SURGERY])
def test_a_large_change_is_explained_by_what_is_known(atlas: Atlas, code: str) -> None:
    said = str(still(cautions(atlas, units.unit(atlas, code))))
    assert list_changes.why(atlas, code) in said
    assert "The publications do not say why" in said
    assert ("Barnburgh Surgery (2,388 patients then) closed" in said) is (code == NEW_SURGERY)
    assert "1,410 in 2022-23 and 5,957 in 2024-25" in list_changes.why(atlas, CARRFIELD)


def test_an_ordinary_change_is_said_as_it_is(atlas: Atlas) -> None:
    assert list_changes.why(atlas, ORDINARY) == ""
    mine = atlas.practices.loc[[ORDINARY]]
    assert list_changes.since(atlas, mine) == "−8.0% since 1 July 2023"
    assert list_changes.since(atlas, mine.assign(list_size_by_area=0)) == ""
    assert list_changes.growth(
        mine.assign(list_size_by_area=mine["list_size"] / 1.5)
    ) == pytest.approx(50)
    assert list_changes.growth(mine.assign(list_size_by_area=mine["list_size"] / 1.51)) is None
