"""The page's words: every verdict has some, and the page and the file know the same ones."""

import re
from collections.abc import Iterator
from pathlib import Path

from dashboard.heard import page as heard
from dashboard.heard.texts import texts
from layers.exercise import representation, waves

SCRIPTS = Path("assets/later").glob("heard*.js")


def test_every_verdict_has_words() -> None:
    assert set(texts().verdicts) == set(representation.VERDICTS)
    assert set(texts().changes) == set(waves.VERDICTS)


def test_the_page_uses_every_text_and_no_other() -> None:
    def used() -> Iterator[str]:
        for script in SCRIPTS:
            yield from re.findall(r"\btexts\.(\w+)", script.read_text("utf-8"))
        yield from re.findall(r'said\["(\w+)"\]', Path(heard.__file__).read_text("utf-8"))

    assert set(used()) == set(texts().page) == set(heard.options()["texts"])


def test_an_interval_that_leaves_out_one_is_never_called_about_as_often() -> None:
    # 0.59 to 0.99 may not be surely different among many groups; nor is it "about as often".
    assert texts().verdicts["as_expected"].startswith("no sure difference")
    assert "leave out 1" in texts().means["verdicts"]
