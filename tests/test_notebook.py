"""The notebook of ``docs`` shows what its questions are answered with today."""

import runpy
from typing import Any

import nbformat
import pytest

from tests.conftest import REPOSITORY

QUESTIONS = 10


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    return runpy.run_path(str(REPOSITORY / "scripts" / "notebook.py"))


def test_the_notebook_is_what_its_questions_give(script: dict[str, Any]) -> None:
    """After a change of a method or the snapshot: ``python scripts/notebook.py``."""
    made = script["run"](script["notebook"]())
    assert script["text"](made) == script["MADE"].read_text("utf-8")


def test_ten_questions_have_an_answer_each(script: dict[str, Any]) -> None:
    cells = nbformat.read(script["MADE"], as_version=4).cells
    asked = [at for at, cell in enumerate(cells) if cell.source.startswith("## ")]
    assert len(asked) == QUESTIONS
    for at in asked:
        assert cells[at].source.splitlines()[0].endswith("?")
        assert cells[at + 1].outputs, cells[at].source
