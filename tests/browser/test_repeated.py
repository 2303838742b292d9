"""The program under a figure gives the figure that the page says, in Python and in R."""

from pathlib import Path

import pytest

from dashboard.application import REPEATED
from dashboard.parts.repeat.recipe import Recipe
from layers.atlas import Atlas
from tests.browser.explore import Explore
from tests.browser.programs import LANGUAGES, asked_for, printed

# What is asked of each page: a view of another kind in each.
ASKED = [
    ("explore", "/", "?i=no_car"),
    ("explore", "/", "?i=imd_decile&d=E08000018"),
    ("explore", "/", "?i=imd_score&p=C88005"),
    ("explore", "/", "?i=imd_decile_change&d=E08000017"),
    ("explore", "/", "?i=no_car&s=E01007317.E01007318"),
    ("explore", "/", "?i=imd_decile&l=msoa&s=E02001509"),
    ("targets", "/seldom-heard", "?c=imd_decile!d!2!r~english_limited!nt!20!r&m=3"),
    ("targets", "/seldom-heard", "?c=imd_decile!d!2!r~english_limited!nt!20!r"),
    (
        "targets", "/seldom-heard",
        "?c=minority_ethnic!lt!25!c~no_car!ge!30!c~imd_decile!d!2!c&k=2&d=E08000019",
    ),
    ("practices", "/practices", "?r=DM"),
    ("practices", "/practices", "?v=C88005&r=SMI"),
    ("inequality", "/inequality", ""),
    ("inequality", "/inequality", "?i=bad_health&o=imd&w=E08000016"),
    ("inequality", "/inequality", "?t=mix"),
    ("inequality", "/inequality", "?t=together"),
    ("change", "/change", ""),
    ("change", "/change", "?w=E08000019"),
    ("change", "/change", "?w=E08000017&f=more2"),
    ("change", "/change", "?f=same"),
    ("change", "/change", "?f=into"),
    ("change", "/change", "?f=out"),
    ("change", "/change", "?t=registers&r=DEP"),
]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("figure", "path", "query"), ASKED)
def test_it_runs_as_it_stands(
    origin: str, atlas: Atlas, tmp_path: Path, figure: str, path: str, query: str, language: str
) -> None:
    recipe = REPEATED[figure](atlas, query)
    assert isinstance(recipe, Recipe)
    program = asked_for(origin, figure, query)[language]
    assert printed(program, language, tmp_path) == recipe.result


def test_it_comes_when_it_is_opened_and_follows_the_view(same_page: Explore) -> None:
    page = same_page.open("/?i=no_car")
    page.page.click("#card details[data-repeat] summary")
    names = (
        "([language, id]) => document.querySelector(`[data-program=${language}]`)"
        ".textContent.includes(id)"
    )
    page.until(names, ["python", "no_car"])
    assert page.page.inner_text("[data-program=r]").startswith("# ")
    page.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.page.click("[data-copies=repeat-explore-r]")
    page.until("() => document.querySelector('[data-copies$=-r]').innerText === 'Copied'")
    copied = page.page.evaluate("() => navigator.clipboard.readText()")
    assert copied == page.page.text_content("#repeat-explore-r")
    page.visit("?i=bad_health")
    page.until(names, ["r", "bad_health"])
