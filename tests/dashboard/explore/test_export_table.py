from dataclasses import replace

from dashboard.explore.areas_in_view import codes_in_view
from dashboard.explore.export_table import indicators_of, table
from dashboard.explore.view import ViewState
from layers.atlas import Atlas
from tests.dashboard.conftest import Export, assert_figures


def column(export: Export, name: str) -> list[object]:
    at = [c.id for c in export.table.columns].index(name)
    return [row[at] for row in export.table.rows()]


def test_rows_are_the_areas_in_view(export: Export) -> None:
    assert list(export.table.codes) == list(codes_in_view(export.atlas, export.view))
    assert column(export, "code") == list(export.table.codes)


def test_figures_are_those_of_the_levels(export: Export) -> None:
    assert_figures(export, lambda name: column(export, name))


def test_headers_and_names_are_each_once(export: Export) -> None:
    headers, names = export.table.headers(), [c.id for c in export.table.columns]
    assert len(set(headers)) == len(set(names)) == len(headers)


def test_every_indicator_makes_a_table_with_different_headers(atlas: Atlas) -> None:
    ids = list(atlas.indicators)
    for at in range(0, len(ids), 12):
        made = table(atlas, ViewState(columns=tuple(ids[at : at + 12]), deciles=(10,)))
        assert len(set(made.headers())) == len(made.headers())
        assert len(list(made.rows())) == len(made.codes)


def test_selected_areas_alone(atlas: Atlas) -> None:
    view = ViewState(districts=("E08000016",), selected=("E01007869", "E01007317"))
    assert table(atlas, view, only_selected=True).codes == ("E01007317", "E01007869")
    assert len(table(atlas, view).codes) == 148
    assert len(table(atlas, ViewState(), only_selected=True).codes) == 860


def test_headers_say_unit_and_modelled(atlas: Atlas) -> None:
    view = ViewState(indicator="qof_dm", columns=("english_limited", "imd_score"))
    headers = table(atlas, view).headers()
    assert "Diabetes (modelled), %" in headers
    assert "Cannot speak English well or at all: lower 95% limit, %" in headers
    assert "Multiple deprivation: score" in headers
    assert all("modelled" in h for h in headers if h.startswith("Diabetes"))


def test_deciles_only_where_an_end_means_need(atlas: Atlas) -> None:
    view = ViewState("imd_decile", columns=("ethnic_diversity", "rural_urban", "english_limited"))
    names = {c.id for c in table(atlas, view).columns}
    assert "english_limited_national_decile" in names
    assert "ethnic_diversity_national_percentile" in names
    assert not names & {"ethnic_diversity_national_decile", "imd_decile_national_decile"}
    larger = {c.id for c in table(atlas, ViewState("english_limited", level="ward")).columns}
    assert not any("national" in name for name in larger)


def test_flags_are_in_words(atlas: Atlas) -> None:
    small = Export(atlas, ViewState(), table(atlas, ViewState()), None)  # type: ignore[arg-type]
    flags = dict(zip(small.table.codes, column(small, "flags"), strict=True))
    for code, ids in atlas.areas["flags"].items():
        assert (flags[code] or "") == "; ".join(atlas.flags[i].label for i in ids)
    wards = ViewState(level="ward")
    large = Export(atlas, wards, table(atlas, wards), None)  # type: ignore[arg-type]
    said = [text for text in column(large, "flags") if text]
    marked = int(atlas.areas["flags"].map(lambda f: "changed" in f).sum())
    numbers = [
        int(part.split("(")[1].split()[0])
        for text in said
        for part in str(text).split("; ")
        if part.startswith(atlas.flags["changed"].label)
    ]
    assert sum(numbers) == marked > 0


def test_kinds_are_words(atlas: Atlas) -> None:
    made = table(atlas, ViewState(indicator="rural_urban"))
    words = {row[[c.id for c in made.columns].index("rural_urban")] for row in made.rows()}
    assert words <= set(atlas.indicators["rural_urban"].categories)


def test_each_indicator_of_a_view_once() -> None:
    view = ViewState("a", second="b", columns=("b", "c", "a"))
    assert indicators_of(view) == ["a", "b", "c"]


def test_hostile_names_are_harmless_in_the_shared_table(hostile: Export) -> None:
    for cell in column(hostile, "neighbourhood"):
        assert str(cell).lstrip()[:1] not in {"=", "+", "-", "@"}


def test_clusters_that_the_view_highlights_have_a_column(atlas: Atlas) -> None:
    view = ViewState("english_limited", clusters=True)
    found = {one.id: one for one in table(atlas, view).columns}["english_limited_cluster"]
    marks = atlas.clusters["english_limited"]
    assert found.values.count("High figures among high") == (marks == 1).sum() > 0
    assert found.values.count("") == (marks == 0).sum()
    assert "english_limited_cluster" not in {
        one.id for one in table(atlas, replace(view, clusters=False)).columns
    }
