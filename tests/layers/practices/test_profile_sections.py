"""The standard profile's sections."""

from pathlib import Path

import pytest

from layers import Atlas
from layers.catalogue.definitions import CatalogueError
from layers.practices.profile_sections import load_sections, sections_for

GOOD = '[[section]]\nid = "a"\ntitle = "A"\nabout = "About."\nindicators = ["imd_score"]\n'


def test_the_four_themes_are_in_the_standard_profile(atlas: Atlas) -> None:
    named = {name for section in sections_for(atlas) for name in section.indicators}
    assert {"imd_score", "core20", "minority_ethnic", "english_limited"} <= named
    assert [section.id for section in sections_for(atlas)][:3] == [
        "deprivation",
        "ethnicity",
        "language",
    ]
    twice = [name for section in sections_for(atlas) for name in section.indicators]
    assert len(twice) == len(set(twice))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD.replace("imd_score", "nonsense"), "no indicator 'nonsense'"),
        (GOOD.replace("imd_score", "imd_rank"), "no value over several areas"),
        (GOOD.replace("title", "titel"), "titel|title"),
        ("[[section]\n", "profile.toml"),
    ],
)
def test_a_slip_in_the_file_is_a_sentence(
    atlas: Atlas, tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "profile.toml").write_text(text)
    with pytest.raises(CatalogueError, match=said):
        load_sections(atlas.catalogue, tmp_path)


def test_a_missing_file_is_a_sentence(atlas: Atlas, tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"profile\.toml"):
        load_sections(atlas.catalogue, tmp_path)
