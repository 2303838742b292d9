"""The marks of clusters and their words."""

from pathlib import Path

import pytest

from layers import Atlas
from layers.catalogue.definitions import CatalogueError
from layers.geography.cluster_kinds import load_kinds, marked


def test_each_mark_has_a_name_and_a_meaning() -> None:
    names = [kind.name for kind in load_kinds()]
    assert names == [
        "High figures among high",
        "Low figures among low",
        "High figures among low",
        "Low figures among high",
    ]
    assert all(kind.about for kind in load_kinds())


def test_marked_areas_are_those_that_stand_out(atlas: Atlas) -> None:
    found = marked(atlas, "english_limited")
    marks = atlas.clusters["english_limited"]
    assert set(found) == set(marks.index[marks != 0])
    assert all(marks[code] == mark for code, mark in found.items())
    assert marked(atlas, "qof_hyp") == {}


@pytest.mark.parametrize(
    "text", ["", "[[kind]]\nname = 'x'\nabout = 'y'", "kind = 1", "[[kind]]\nname = 'x'"]
)
def test_a_file_that_does_not_say_all_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "clusters.toml").write_text(text)
    with pytest.raises(CatalogueError, match=r"clusters\.toml"):
        load_kinds(tmp_path)
