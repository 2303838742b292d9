"""Flags: words for the card, and clear refusals."""

from pathlib import Path

import pytest

from layers.definitions import CatalogueError
from layers.flags import load_flags

GOOD = '[changed]\nlabel = "Changed"\ntext = "This area changed."\neverywhere = false\n'


def test_flags_are_read_by_id(tmp_path: Path) -> None:
    (tmp_path / "flags.toml").write_text(GOOD, encoding="utf-8")
    flags = load_flags(tmp_path)
    assert list(flags) == ["changed"]
    assert flags["changed"].text == "This area changed."
    assert not flags["changed"].everywhere


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "No such file"),
        ("[changed\n", "flags.toml: Expected"),
        (GOOD.replace("everywhere = false\n", ""), "missing required field `everywhere`"),
        (GOOD.replace("false", '"no"'), "Expected `bool`"),
        (GOOD + 'colour = "red"\n', "unknown field `colour`"),
    ],
)
def test_slips_are_refused(tmp_path: Path, content: str | None, told: str) -> None:
    if content is not None:
        (tmp_path / "flags.toml").write_text(content, encoding="utf-8")
    with pytest.raises(CatalogueError, match=f"^flags.toml: .*{told.removeprefix('flags.toml: ')}"):
        load_flags(tmp_path)


def test_every_flag_of_the_project_says_what_to_be_careful_about() -> None:
    for name, flag in load_flags().items():
        assert flag.label.strip(), name
        assert flag.text.strip().endswith("."), name
