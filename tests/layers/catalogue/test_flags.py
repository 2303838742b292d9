"""Flags: words for the card, and clear refusals."""

from pathlib import Path

import pytest

from layers import Atlas
from layers.catalogue.definitions import CatalogueError
from layers.catalogue.flags import load_flags, load_practice_flags

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
    for name, flag in {**load_flags(), **load_practice_flags()}.items():
        assert flag.label.strip(), name
        assert flag.text.strip().endswith("."), name


def test_a_slip_in_the_flags_of_practices_names_their_file(tmp_path: Path) -> None:
    (tmp_path / "practice_flags.toml").write_text("[closed\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"^practice_flags\.toml: Expected"):
        load_practice_flags(tmp_path)


def test_flags_of_south_yorkshire_s_practices(atlas: Atlas) -> None:
    home = atlas.directory[atlas.directory["home"]]
    carriers = {
        flag: set(home.index[[flag in carried for carried in home["flags"]]])
        for flag in atlas.practice_flags
    }
    assert carriers == {
        "closed": {"C86606"},
        "list_changed": {
            "C85614", "C85623", "C86007", "C86012", "C86034", "C88082", "C88627",
        },
        # The University Health Service; Porter Brook, which Sheffield Hallam's students use.
        "students": {"C88627", "C88007"},
        # Tickhill & Colliery, Mayflower (Bawtry) and Darton, at South Yorkshire's edge.
        "elsewhere": {"C86013", "C86009", "C85614"},
        # Askern with Mexborough, Steel City's two ends of Sheffield, Thorpe Hesley with Rawmarsh.
        "far": {"C86605", "C86009", "C87604", "C88037"},
    }  # fmt: skip
