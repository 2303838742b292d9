"""The map's colours, the legend's counts and the table's rows are one thing said three ways."""

from collections import Counter
from collections.abc import Callable

import pytest

from layers import Atlas
from layers.geography.class_breaks import breaks_for
from tests.browser.explore import Explore

pytestmark = pytest.mark.browser

# The table's own rows, all of them, whether they are on the screen or not.
ROWS = """(id) => {
  const rows = [];
  const api = window.dash_ag_grid.getApi("table");
  api.forEachNode(({ data }) => rows.push([data.code, data[id]]));
  return rows;
}"""
READY = """(n) => {
  const api = window.dash_ag_grid.getApi("table");
  return api?.getDisplayedRowCount() === n;
}"""


def lightness(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_map_legend_and_table_agree(
    new_page: Callable[..., Explore], atlas: Atlas, dark: bool
) -> None:
    explore = new_page(dark=dark).open("/?i=english_limited&k=j6&d=E08000018.E08000019")
    explore.open_table()
    for query, indicator, how in (
        ("?i=english_limited&k=j6&d=E08000018.E08000019", "english_limited", ("natural", 6)),
        ("?i=qof_mh&k=q5&t=1.2.3", "qof_mh", ("quantile", 5)),
        ("?i=imd_decile", "imd_decile", ("", 5)),
    ):
        if explore.search() != query:
            explore.visit(query)
        number, people = explore.in_view()
        explore.until(READY, number, f"{number} rows in the table")
        rows = dict(explore.page.evaluate(ROWS, indicator))
        legend, fills = explore.legend(), explore.fills()
        cut = breaks_for(atlas, indicator, kind=how[0], number=how[1])

        # Every row's value falls in a class, whose swatch has the colour of the area on the map.
        assert len(rows) == number
        classes = dict(zip(rows, cut.place(list(rows.values())).tolist(), strict=True))
        for code, at in classes.items():
            assert fills[code][0] == legend[at]["colour"], (code, rows[code])
            assert fills[code][1] == 1  # opaque: nothing below makes the map paler than its legend
        counts = Counter(classes.values())
        assert [row["count"] for row in legend] == [counts[at] for at in range(len(legend))]
        # Areas on the map with the strength of what is in view are the table's rows.
        assert {code for code, (_, strength) in fills.items() if strength > 0.5} == set(rows)
        assert people == atlas.areas.loc[list(rows), "residents"].sum()
        # From class to class darker towards more need, on a dark page too.
        lights = [lightness(row["colour"]) for row in legend]
        high = atlas.indicators[indicator].polarity == "high"
        assert lights == sorted(lights, reverse=high)
        assert len(set(lights)) == len(legend)


def test_rows_ticked_in_the_table_are_selected_on_the_map(
    new_page: Callable[..., Explore],
) -> None:
    explore = new_page().open("/?i=no_car&d=E08000016")
    explore.open_table()
    # The grid draws its rows in any order, and anew once all of their values are there.
    explore.until(READY, explore.in_view()[0], "all rows of the table")
    row = "#table .ag-row[row-index='{}']"
    first = explore.until(
        f'() => document.querySelector("{row.format(0)} [col-id=name]")?.innerText'
    )
    boxes = [
        explore.page.locator(f"{row.format(at)} .ag-selection-checkbox input") for at in (0, 1)
    ]
    with explore.redrawn():
        boxes[0].check()
    assert len(explore.selected()) == 1
    assert explore.text("#card-now h2") == first
    with explore.redrawn():
        boxes[1].check()
    assert len(explore.selected()) == 2

    # And the other way: what is selected elsewhere is ticked here.
    explore.visit("?i=no_car&d=E08000016&s=E01007317")
    explore.until(
        "() => { const rows = window.dash_ag_grid.getApi('table').getSelectedRows();"
        "return rows.length === 1 && rows[0].code === 'E01007317'; }"
    )


def test_columns_are_added_and_sorted(new_page: Callable[..., Explore], atlas: Atlas) -> None:
    explore = new_page().open("/?i=no_car&d=E08000017")
    explore.open_table()
    with explore.redrawn():
        explore.choose("add-column", "unpaid care")
    [added] = explore.page.evaluate("() => atlas.state.columns")
    assert "care" in atlas.indicators[added].label
    assert explore.search() == f"?i=no_car&d=E08000017&f={added}"
    heading = f"#table .ag-header-cell[col-id={added}]"
    explore.until("(heading) => document.querySelector(heading)", heading)
    explore.page.click(f"{heading} .ag-header-cell-label")
    explore.page.click(f"{heading} .ag-header-cell-label")
    shown = explore.until(
        """(added) => {
          const api = window.dash_ag_grid.getApi("table");
          const rows = [];
          api.forEachNodeAfterFilterAndSort((node) => rows.push(node.data[added]));
          return rows[0] > rows[rows.length - 1] && rows;
        }""",
        added,
        "rows with most first",
    )
    mine = atlas.table(added)["value"][atlas.areas["district_code"] == "E08000017"]
    assert shown == pytest.approx(sorted(mine, reverse=True))
    with explore.redrawn():
        explore.page.locator("#table-chips .chip").click()
    assert explore.search() == "?i=no_car&d=E08000017"
