"""What the list shows for an address."""

import pytest

from dashboard.practices import list_shown
from dashboard.practices.form import meaning
from dashboard.practices.list_filter import narrowed
from dashboard.practices.view import MOST_COMPARED, read_view
from layers import Atlas


@pytest.mark.parametrize("query", ["d=03L", "c=U99055", "d=03L&q=road", "k=pcn&d=03N", "q=xyz"])
def test_the_table_shows_the_rows_that_files_hold(atlas: Atlas, query: str) -> None:
    view, _ = read_view(query, atlas)
    wanted = [unit.key for unit in narrowed(atlas, view, view.listed)]
    made = list_shown.shown(atlas, view)
    assert made["kept"] == wanted
    assert made["options"]["isExternalFilterPresent"]["function"] == "true"
    passes = made["options"]["doesExternalFilterPass"]["function"]
    assert [code for code in atlas.practices.index if f'"{code}"' in passes] == sorted(
        code for code in wanted if view.listed == "practice"
    )
    assert list_shown.left(atlas, view).startswith(f"{len(wanted) or 'None'} of ")


def test_the_whole_list_is_not_filtered_and_lies_on_the_whole_map(atlas: Atlas) -> None:
    view, _ = read_view("k=pcn", atlas)
    made = list_shown.shown(atlas, view)
    assert made["options"]["isExternalFilterPresent"]["function"] == "false"
    assert made["around"] == []
    assert list_shown.left(atlas, view) == "All 29 networks."


def test_the_map_is_fitted_to_the_place_and_network_whatever_name_is_typed(atlas: Atlas) -> None:
    def around(query: str) -> set[int]:
        return set(list_shown.shown(atlas, read_view(query, atlas)[0])["around"])

    place, network = around("d=03L"), around("d=03L&c=U99055")
    assert 0 < len(network) < len(place) < len(atlas.areas)
    assert network < place
    assert around("d=03L&q=shakespeare") == place
    homes = atlas.practices[atlas.practices["pcn_code"] == "U99055"]
    for at in network:
        for axis in ("longitude", "latitude"):
            value = atlas.areas[axis].iloc[at]
            assert homes[axis].min() - 0.01 <= value <= homes[axis].max() + 0.01


def test_the_register_s_column_shows_that_register(atlas: Atlas) -> None:
    given = {one.id: one.props for one in meaning(atlas, "?r=DM").props if isinstance(one.id, str)}
    columns = given["practices-columns"]["data"]["columns"]
    [column] = [one for one in columns if one["field"] == "recorded"]
    assert column["headerName"].startswith("Diabetes")
    assert column["valueGetter"]["function"] == 'params.data.registers["DM"][0]'


def test_beside_units_no_list_is_sent(atlas: Atlas) -> None:
    given = [one.id for one in meaning(atlas, "?v=C85001").props]
    assert "practices-listed" not in given


def test_what_can_be_done_with_what_is_ticked() -> None:
    assert list_shown.ticked([])[1:] == (False, False)
    assert list_shown.ticked(["A"]) == ("1 ticked:", False, True)
    assert list_shown.ticked(["A"] * MOST_COMPARED)[1:] == (True, True)
    assert list_shown.ticked(["A"] * (MOST_COMPARED + 1))[1:] == (False, True)


def test_what_is_said_in_other_words_is_another_column(atlas: Atlas) -> None:
    """The grid keeps a cell whose figure is the same: “11.8 (10.9–12.7)” stayed where “11.8%” is to
    stand, and one register's limits where another's are."""
    told: dict[str, str] = {}
    for query in ("", "?r=DM", "?s=recorded", "?s=recorded&r=DM", "?s=care"):
        for one in list_shown.figures(atlas, read_view(query, atlas)[0])["columns"]:
            said = str(one.get("valueFormatter"))
            assert told.setdefault(one.get("colId", one["field"]), said) == said
            if "registers[" in said or one["field"] in ("recorded", "ratio", "usualLow"):
                assert query.partition("r=")[2][:3] in one["colId"]
