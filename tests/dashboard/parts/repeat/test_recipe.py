"""A program holds what it is given as its language writes it, whatever that is."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.parts.repeat import recipe
from dashboard.parts.repeat.recipe import LANGUAGES, Recipe, chosen, written

GIVEN = {"indicator": "no_car", "areas": ["E01007317"], "decimals": 1, "people": "residents"}
PROGRAMS = sorted({file.name.partition(".")[0] for file in recipe._PROGRAMS.glob("*.txt")})


def read(figure: str, name: str) -> list[ast.AST]:
    made = Recipe("share", figure, figure, GIVEN | {"indicator": name})
    return list(ast.walk(ast.parse(written(made, "python", "http://localhost/"))))


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_name_leaves_the_comment_or_the_text_that_it_stands_in(figure: str, name: str) -> None:
    found, plain = read(figure, name), read("plain", "plain")
    assert [type(one) for one in found] == [type(one) for one in plain]
    assert name in [one.value for one in found if isinstance(one, ast.Constant)]


@pytest.mark.parametrize("name", PROGRAMS)
def test_each_program_is_there_in_both_languages(name: str) -> None:
    texts = [
        (recipe._PROGRAMS / f"{name}.{ending}.txt").read_text("utf-8")
        for ending in LANGUAGES.values()
    ]
    wanted = [set(recipe._PART.findall(text)) for text in texts]
    assert wanted[0] == wanted[1]


def test_what_a_program_wants_must_be_given() -> None:
    with pytest.raises(KeyError, match="areas"):
        written(Recipe("share", "", "", {"indicator": "no_car"}), "r", "http://x/")


def test_all_places_are_none_of_them_and_no_place_is_never_all() -> None:
    assert chosen(["b", "a"], ["a", "b"]) == []
    assert chosen(["b"], ["a", "b"]) == ["b"]
    with pytest.raises(ValueError, match="no place"):
        chosen([], ["a", "b"])
