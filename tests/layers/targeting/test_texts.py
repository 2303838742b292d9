"""Why what is asked cannot be done: every sentence of the file is said somewhere, and no other."""

import inspect
import re

from layers.targeting import area_search
from layers.targeting.texts import TEXTS
from tests.conftest import REPOSITORY

_EXERCISE = REPOSITORY / "layers/exercise/heard_criterion.py"
_SAID = re.compile(r'\b(?:say|one_or_many)\(\s*"(\w+)", "(\w+)"')


def test_the_file_has_what_is_said_and_nothing_else() -> None:
    files = [*(REPOSITORY / "layers/targeting").glob("*.py"), _EXERCISE]
    said = {pair for file in files for pair in _SAID.findall(file.read_text("utf-8"))}
    said |= {("sessions", what) for what in ("more_venues", "more_zones")}
    wrong = inspect.getsource(area_search._wrong)
    said |= {("criterion", name) for name in re.findall(r'return "(\w+)"', wrong)}
    written = {(section, name) for section, texts in TEXTS.sections.items() for name in texts}
    assert {(section, name.removesuffix("_one")) for section, name in written} == said
    assert all(text.endswith(".") for texts in TEXTS.sections.values() for text in texts.values())
