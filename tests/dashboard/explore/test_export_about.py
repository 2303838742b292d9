from dataclasses import replace
from datetime import date

from dashboard.explore.view import ViewState
from dashboard.files import about as module
from dashboard.files.about import DISCLOSURE, ECOLOGICAL, NO_SELECTION, NOTHING, document
from layers.atlas import Atlas
from tests.dashboard.conftest import LINK, MADE, Export, exported


def text_of(export: Export) -> str:
    return "\n".join(cell for s in export.about.sections() for row in s.rows for cell in row)


def test_says_what_which_areas_when_and_where(export: Export) -> None:
    text = text_of(export)
    for part in (export.about.title, export.about.sentence, "22 November 2026", LINK):
        assert part in text
    assert ECOLOGICAL in text
    assert DISCLOSURE in text


def test_every_indicator_has_its_publication_period_licence_and_caveats(export: Export) -> None:
    text = text_of(export)
    sources = {s["id"]: s for s in export.atlas.manifest["sources"]}
    for name in (export.view.indicator, *export.view.columns):
        definition = export.atlas.indicators[name]
        source = sources[definition.source]
        for part in (definition.label, definition.period, definition.disclosure):
            assert part in text
        for key in ("title", "publisher", "period", "attribution", "landing"):
            assert source[key] in text
        assert source["attribution"] in export.about.attributions
        for caveat in definition.caveats:
            assert export.atlas.catalogue.caveats[caveat] in text
    assert "Open Government Licence v3.0" in text


def test_boundaries_and_names_are_acknowledged(atlas: Atlas) -> None:
    sources = {s["id"]: s["attribution"] for s in atlas.manifest["sources"]}
    small = exported(atlas, ViewState())
    assert {sources["boundaries_lsoa"], sources["msoa_names"]} <= set(small.about.attributions)
    wards = exported(atlas, ViewState("english_limited", level="ward"))
    assert sources["boundaries_lsoa"] in wards.about.attributions
    # Pictures of it name towns.
    assert sources["os_open_names"] in wards.about.attributions
    assert sources["msoa_names"] not in wards.about.attributions


def test_a_practice_filter_names_where_its_patients_are_from(atlas: Atlas) -> None:
    plain = ViewState("english_limited")
    publication = next(s for s in atlas.manifest["sources"] if s["id"] == "patients_by_lsoa")
    assert publication["title"] not in text_of(exported(atlas, plain))
    assert publication["title"] in text_of(exported(atlas, replace(plain, practices=("C88048",))))
    assert publication["title"] in text_of(exported(atlas, replace(plain, columns=("qof_dm",))))


def test_what_the_link_got_wrong_is_said(atlas: Atlas) -> None:
    wrong = "There is no indicator called “x”."
    assert wrong in text_of(exported(atlas, ViewState(), ignored=[wrong]))


def test_an_empty_view_and_an_empty_selection_are_said(atlas: Atlas, nowhere: Export) -> None:
    assert NOTHING in text_of(nowhere)
    assert nowhere.about.places == 0
    assert NO_SELECTION in text_of(exported(atlas, ViewState(), only_selected=True))


def test_flags_that_occur_are_explained(atlas: Atlas) -> None:
    text = text_of(exported(atlas, ViewState("english_limited")))
    assert atlas.flags["changed"].text in text
    assert atlas.flags["modelled"].text not in text
    assert atlas.flags["modelled"].text in text_of(exported(atlas, ViewState("qof_dm")))


def test_the_document_holds_the_same(export: Export) -> None:
    found = document(export.about)
    assert found["made"] == MADE.isoformat()
    assert [c["column"] for c in found["columns"]] == [c.id for c in export.table.columns]
    assert len(found["caveats"]) == len(export.about.caveats.rows)


def test_days_in_words() -> None:
    assert module.day(date(2027, 1, 2)) == "2 January 2027"


def test_the_title_is_the_headline_of_what_is_in_the_file(atlas: Atlas) -> None:
    view = ViewState("no_car", selected=("E01007317",))
    everything = exported(atlas, view).about.title
    assert everything.startswith("Seldom Heard: No car or van: 25.7% in South Yorkshire, ")
    assert exported(atlas, view, only_selected=True).about.title == (
        "Seldom Heard: No car or van: 36.2% in Kendray, about one and a half times England's 23.5%"
    )
