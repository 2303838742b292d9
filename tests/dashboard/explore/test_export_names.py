from dataclasses import replace

import pytest

from dashboard.explore.export_names import file_name
from dashboard.explore.view import ViewState
from dashboard.files.names import slug
from layers.atlas import Atlas
from tests.dashboard.conftest import MADE

SHEFFIELD = ViewState("english_not_at_all", districts=("E08000019",))


@pytest.mark.parametrize(
    ("view", "wanted"),
    [
        (ViewState("english_not_at_all"), "cannot-speak-english-south-yorkshire"),
        (SHEFFIELD, "cannot-speak-english-sheffield"),
        (replace(SHEFFIELD, level="ward"), "cannot-speak-english-wards-sheffield"),
        (replace(SHEFFIELD, practices=("C88048",)), "cannot-speak-english-burngreave-surgery"),
        (replace(SHEFFIELD, wards=("E05000994",)), "cannot-speak-english-stairfoot"),
        (
            ViewState("qof_dm", districts=("E08000016", "E08000018")),
            "diabetes-barnsley-rotherham",
        ),
    ],
)
def test_what_where_and_when(atlas: Atlas, view: ViewState, wanted: str) -> None:
    assert file_name(atlas, view, MADE, "csv") == f"seldom-heard-{wanted}-2026-11-22.csv"


def test_a_selection_is_named(atlas: Atlas) -> None:
    view = ViewState("qof_dm", selected=("E01007317",))
    wanted = "seldom-heard-diabetes-south-yorkshire-selected-2026-11-22.png"
    assert file_name(atlas, view, MADE, "png", only_selected=True) == wanted


def test_every_indicator_has_a_name_that_fits_every_system(atlas: Atlas) -> None:
    for indicator in atlas.indicators:
        name = file_name(atlas, ViewState(indicator), MADE, "xlsx")
        assert len(name) < 130
        assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")


def test_slugs() -> None:
    assert slug("Gŵyl & Sons' \r\n../../x") == "gwyl-and-sons-x"
    assert slug("شیفیلڈ") == ""
    assert len(slug("word " * 40)) <= 60
