"""What is published of practices, set against other figures over practices and never over areas."""

from datetime import date

import numpy as np
import pytest

from dashboard.inequality.correlation import together_page
from dashboard.inequality.export_about import inequality_about
from dashboard.inequality.export_tables import correlations
from dashboard.inequality.form import ADD, meaning
from dashboard.inequality.view import read_view
from dashboard.parts.combobox import offered
from layers import Atlas
from layers.inequality import correlation
from layers.practices import care
from layers.practices.practice_values import practice_lists, practice_values
from tests.dashboard.practices.test_pages import said

ASKED = "?t=together&c=calls_answered.calls_missed.imd_score.smoking"


def test_a_choice_of_one_is_shown_over_practices_and_says_so(atlas: Atlas) -> None:
    view, notes = read_view(ASKED, atlas)
    assert view.level == "practice"
    assert notes == [
        "What is published of practices is set against others over practices, not areas."
    ]
    assert read_view(view.query(), atlas) == (view, [])
    assert read_view("?t=together&c=imd_score.no_car", atlas)[0].level == "area"


def test_over_areas_there_are_none(atlas: Atlas) -> None:
    with pytest.raises(KeyError):
        correlation.values_at(atlas, ["calls_answered", "imd_score"], "area")


def test_figures_are_of_the_practices_that_have_one(atlas: Atlas) -> None:
    found = correlation.correlations(
        atlas, ["calls_answered", "smoking", "imd_score"], "practice", method="pearson"
    ).set_index(["a", "b"])
    assert found["number"].tolist() == [84, 84, 169]
    x, y = care.by_practice(atlas)["smoking"], practice_values(atlas, "imd_score")["value"]
    people = practice_lists(atlas)
    known = np.corrcoef(np.repeat(x, people), np.repeat(y, people))[0, 1]
    assert found.at[("smoking", "imd_score"), "r"] == pytest.approx(known)


def test_calls_with_calls_are_marked(atlas: Atlas) -> None:
    table = correlations(atlas, read_view(ASKED, atlas)[0])
    columns = {column.id: list(column.values) for column in table.columns}
    notes = dict(zip(zip(columns["a"], columns["b"], strict=True), columns["note"], strict=True))
    assert notes["Calls answered", "Calls missed"] == "Counted from the same calls"
    assert [note for note in notes.values() if note] == ["Counted from the same calls"]


def test_the_page_says_of_how_many_practices_and_of_when(atlas: Atlas) -> None:
    page = said(together_page(atlas, read_view(ASKED, atlas)[0]))
    assert "Calls answered (84 of 169 practices, February 2026)" in page
    assert (
        "“Multiple deprivation: score” and “People aged 15 and over who smoke” go together" in page
    )


def test_they_are_offered_under_a_heading_of_their_own(atlas: Atlas) -> None:
    props = {str(one.id): one.props for one in meaning(atlas, ASKED).props}
    groups = props[str(offered(ADD))]["data"]["more"]
    assert [group["label"] for group in groups] == [
        "Getting in and being looked after (over practices)"
    ]
    values = [option["value"] for option in groups[0]["options"]]
    assert "calls_answered" not in values
    assert values[0] == "answered_first_minute"


def test_files_name_the_publications(atlas: Atlas) -> None:
    view = read_view(ASKED, atlas)[0]
    about = inequality_about(atlas, view, [correlations(atlas, view)], made=date(2026, 11, 29))
    titles = [source["id"] for source in about.sources]
    assert {"cloud_telephony", "smoking"} <= set(titles)
    assert "online_requests" not in titles
    assert any("Voicemails" in text for _, text in about.caveats.rows)
