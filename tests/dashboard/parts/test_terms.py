"""Terms: each has a paragraph on the Methods page, and a text explains it where it first stands."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from dash import html

from dashboard.parts import terms
from dashboard.parts.plain_markup import still
from dashboard.wording.glossary import glossary, keys
from tests.dashboard.methods.test_methods_page import anchors

PACKAGE = Path(__file__).parents[3] / "dashboard"
ASKED = ("LSOA", "MSOA", "PCN", "Core20", "decile", "SII", "raking", "Moran")


@pytest.mark.parametrize("key", glossary())
def test_a_term_is_explained_briefly_and_has_a_paragraph(key: str) -> None:
    one = glossary()[key]
    assert one.more in anchors()
    assert one.said.endswith(".")
    assert 40 < len(one.said) < 260


def test_the_words_that_people_ask_about_are_in_the_glossary() -> None:
    assert set(ASKED) <= keys().keys()


def test_a_text_explains_a_term_once() -> None:
    first, between, second, rest = terms.explained("LSOA, decile; LSOA.")
    assert isinstance(first, html.Button)
    assert isinstance(second, html.Button)
    assert (first.children, between, second.children, rest) == ("LSOA", ", ", "decile", "; LSOA.")
    assert terms.explained("Bad health") == ["Bad health"]
    # A longer word is another; what is no jargon by itself needs a mark.
    assert terms.explained("SIIs of a zone") == ["SIIs of a zone"]
    marked = terms.explained("a [[zone]]")[1]
    assert (marked.children, still(marked)[0][1]["data-term"]) == ("zone", "zone")
    with pytest.raises(KeyError):
        terms.explained("[[of no glossary]]")


def test_every_heading_that_says_how_leads_to_a_paragraph() -> None:
    named = [anchor for file in PACKAGE.rglob("*.py") for anchor in _anchors(file)]
    assert len(named) > 15
    assert set(named) <= anchors()


def _anchors(file: Path) -> Iterator[str]:
    """The anchors that a module gives to ``headed`` or ``how`` of :mod:`dashboard.parts.terms`."""
    tree = ast.parse(file.read_text("utf-8"))
    named = {
        node.targets[0].id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        called = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
        if called not in ("headed", "how") or file.stem == "terms":
            continue
        given = node.args[1 if called == "headed" else 0]
        yield given.value if isinstance(given, ast.Constant) else named[given.id]
