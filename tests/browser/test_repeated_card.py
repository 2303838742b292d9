"""The program under a selection's card prints what its tables show, in Python and in R."""

from pathlib import Path

import pytest

from dashboard.explore import card
from dashboard.explore.view import read_query
from layers.atlas import Atlas
from tests.browser.programs import LANGUAGES, asked_for, printed
from tests.browser.test_repeated_rows import number, tables

QUERY = "?s=E01007317.E01007318"


@pytest.fixture(scope="module")
def shown(atlas: Atlas) -> dict[str, list[str]]:
    """By indicator: of conditions the figures beside each other, of groups and ages with people.

    A row of communities, which are called alike, begins with people.
    """
    labels = {one.label: one.id for one in atlas.indicators.values()}
    rows = {}
    for table in tables(card.profile_of(atlas, read_query(QUERY, atlas).view)):
        for label, *cells in table:
            said = [cell for cell in cells if cell]
            if label in labels and said[0].endswith("%"):
                rows[labels[label]] = [number(cell) for cell in said]
    return rows


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_the_figures_of_the_tables(
    origin: str, atlas: Atlas, tmp_path: Path, shown: dict[str, list[str]], language: str
) -> None:
    program = asked_for(origin, "explore-card", QUERY)[language]
    head, *lines = printed(program, language, tmp_path).split("\n")
    assert head.split("\t") == ["indicator", "here", "people", "around", "England"]
    rows = {name: figures for name, *figures in (line.split("\t") for line in lines)}
    assert list(rows) == card.indicators_of_card(atlas)
    assert len(shown) > 30
    for name, figures in shown.items():
        here, people, *around = rows[name]
        assert figures == ([here, people] if len(figures) == 2 else [here, *around]), name
