"""The made-up exercise and the templates, read back as an upload."""

import pytest

from dashboard.heard.upload import example
from dashboard.heard.upload.exercise import read_exercise
from layers import Atlas
from layers.exercise.representation import FAR, LESS, compare_all, tables
from layers.exercise.respondents import load_respondents

KNOWN = load_respondents()
BASE = KNOWN.bases["16"]


def test_the_example_reads_without_a_fault_and_shows_the_usual_bias(atlas: Atlas) -> None:
    content = example.example_csv(atlas, KNOWN, BASE)
    assert content == example.example_csv(atlas, KNOWN, BASE)
    found = read_exercise(content, atlas, KNOWN, BASE)
    assert found.responses.total == example.RESPONSES
    assert found.problems.empty
    assert not found.notes
    assert set(found.columns) == set(KNOWN.questions)
    assert all(None not in meaning.values() for meaning in found.meanings.values())
    levels = compare_all(tables(atlas, found.responses, BASE, KNOWN))
    decile = levels["deprivation"]
    assert decile.at["01", "verdict"] in (FAR, LESS)
    assert decile.at["10", "ratio"] > 1.2
    assert levels["ethnic_mix"].at["5", "verdict"] in (FAR, LESS)
    assert "made-up" in example.NAME.casefold()


@pytest.mark.parametrize("base", list(KNOWN.bases))
def test_for_every_age_asked(atlas: Atlas, base: str) -> None:
    content = example.example_csv(atlas, KNOWN, KNOWN.bases[base], responses=300)
    found = read_exercise(content, atlas, KNOWN, KNOWN.bases[base])
    levels = tables(atlas, found.responses, KNOWN.bases[base], KNOWN)
    assert levels["age"].total == found.responses.cells.query("age != ''")["count"].sum()


def test_templates_read_as_an_upload(atlas: Atlas) -> None:
    for make in (example.template_csv, example.template_xlsx):
        content = make(atlas, KNOWN)
        assert content == make(atlas, KNOWN)
        found = read_exercise(content, atlas, KNOWN, BASE)
        assert found.responses.total == 3
        assert set(found.columns) == set(KNOWN.questions)
        assert all(None not in meaning.values() for meaning in found.meanings.values())
