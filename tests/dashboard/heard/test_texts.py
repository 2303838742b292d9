"""The page's words: every verdict has some, and none is there that nobody reads."""

import re
from collections.abc import Iterator
from math import inf
from pathlib import Path

from dashboard.heard import form
from dashboard.heard.results_form import KINDS
from dashboard.heard.texts import texts
from dashboard.wording.verdict_words import verdicts
from layers.exercise import representation, waves

HERE = Path("dashboard/heard")
MODULES = Path("assets/modules/pages")


def test_every_verdict_has_words() -> None:
    assert set(verdicts(1)) == set(representation.VERDICTS)
    assert set(texts().changes) == set(waves.VERDICTS)


def test_every_text_of_the_page_is_used() -> None:
    """Named whole in the code, or by their beginning (``say(f"hand_{kind}")``)."""
    code = "".join(file.read_text("utf-8") for file in HERE.glob("*.py"))
    names = set(re.findall(r"""["'](\w+)["']""", code)) | {
        f"{start}_{kind}" for start in ("hand", "hand_waves", "template") for kind in KINDS
    }
    assert set(texts().page) <= names


def test_the_browser_s_own_texts_are_those_that_it_says() -> None:
    def used() -> Iterator[str]:
        for module in MODULES.glob("heard*.js"):
            text = module.read_text("utf-8")
            yield from re.findall(r"\btexts\.(\w+)", text)
            for names in re.findall(r"{([^}]*)} = told\.texts", text):
                yield from re.findall(r"(\w+)(?:: \w+)?(?:,|\s*$)", names.strip())

    assert set(used()) == set(texts().browser) == set(form.told()["texts"])
    assert {name.removesuffix("_next") for name in form.ASKED} == set(texts().asks)


def test_classes_of_the_map_rise_and_leave_no_ratio_out() -> None:
    below = [one.below for one in texts().classes]
    assert below == sorted(below)
    assert below[-1] == inf


def test_an_interval_that_leaves_out_one_is_never_called_about_as_often() -> None:
    # 0.59 to 0.99 may not be surely different among many groups; nor is it "about as often".
    assert verdicts(1)["as_expected"].startswith("no sure difference")
    assert "leave out 1" in texts().means["verdicts"]
