"""The list while it says how patients get in and are looked after."""

from types import MappingProxyType
from typing import Any

import pytest

from dashboard.practices import list_care
from dashboard.practices.form import head, meaning
from dashboard.practices.view import Listed, read_view
from layers import Atlas
from layers.practices import care, units


def given(atlas: Atlas, query: str) -> dict[str, Any]:
    return {p.id: p.props for p in meaning(atlas, query).props if isinstance(p.id, str)}


@pytest.mark.parametrize("kind", ["practice", "pcn"])
def test_rows_are_what_is_published_and_nought_is_never_made_up(atlas: Atlas, kind: Listed) -> None:
    cells = list_care.cells(atlas, kind)
    missing = 0
    for unit in units.of_kind(atlas, kind)[::5]:
        wanted = care.of_group(atlas, unit.practices)["value"]
        for key, value in wanted.items():
            cell, said = (cells[unit.key][f"care_{key}{end}"] for end in ("", "Said"))
            if value != value:
                missing += 1
                assert (cell, said) == (None, "not published")
            else:
                assert cell == pytest.approx(value, abs=0.06)
    assert missing or kind == "pcn"


def test_a_column_for_each_measure_has_england_in_its_heading(atlas: Atlas) -> None:
    made = given(atlas, "?s=care")["practices-columns"]["data"]
    heads = {one["field"]: one["headerName"] for one in made["columns"]}
    country = care.england(atlas)
    for key, one in care.measures(atlas).items():
        if one.unit == "%":
            assert f"England {country[key]:.1f}%" in heads[f"care_{key}"]
    assert set(made["cells"]) == set(atlas.practices.index)
    assert not given(atlas, "?s=care")["list-found"]["hidden"]
    told = " ".join(line.children for line in given(atlas, "?s=care")["list-notes"]["children"])
    for one in care.measures(atlas).values():
        development = ", official statistics in development" if one.development else ""
        assert f"{one.label}, {one.period}{development}. {one.note}" in told


def test_without_such_figures_there_is_no_such_choice(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "looked after" in str(head(atlas))
    monkeypatch.setattr(care, "measures", lambda _: MappingProxyType({}))
    assert "looked after" not in str(head(atlas))
    view, notes = read_view("?s=care", atlas)
    assert (view.columns, notes) == ("patients", ["There is no list called “care”."])
