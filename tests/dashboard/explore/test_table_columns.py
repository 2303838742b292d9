"""The columns of Explore's table, and the legend of two at once, as the browser has them."""

from dashboard.explore import crossed_square, table_columns
from dashboard.wording.legend import corners, texts


def test_areas_have_a_column_more_and_all_columns_sort() -> None:
    made = table_columns.for_browser()
    fields = {level: [one["field"] for one in those] for level, those in made["columns"].items()}
    assert fields["lsoa"] == ["name", "note", "district", "residents"]
    assert {*map(tuple, (fields[level] for level in ("msoa", "ward", "district")))} == {
        ("name", "note", "residents")
    }
    assert made["grid"]["props"]["defaultColDef"]["sortable"]
    assert made["grid"]["props"]["id"] == "table"


def test_the_square_of_each_pair_names_its_own_corners_and_axes() -> None:
    made = crossed_square.for_browser()
    axes = texts().crossed.axis
    for first, across in axes.items():
        for second, up in axes.items():
            said = str(made[first][second])
            assert all(text in said for text in corners(first, second).values())
            assert said.index(up.arrow) <= said.index("crossed-cells") < said.rindex(across.arrow)
            assert said.index(across.direction) < said.index("up-label") < said.rindex(up.direction)
            assert "across-edge" in said
            assert "up-edge" in said
