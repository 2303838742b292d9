"""Under which paths the atlas can stand."""

import pytest

from dashboard.settings.base_path import base_path, is_base
from dashboard.settings.config import ConfigError


@pytest.mark.parametrize("path", ["", "/atlas", "/tools/atlas-2.0", "/Atlas_~x"])
def test_a_path_is_taken_as_it_is(path: str) -> None:
    assert base_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        *("atlas", "/", "//atlas", "/atlas/", "/a//b", "/.", "/a/..", "/at las", "/a%2fb", "/a\\b"),
        *("/a?b", "/a#b", "/ä", "/a;b", "/a\n", "https://host/atlas", f"/{'a' * 100}"),
    ],
)
def test_what_is_no_path_is_refused_with_what_would_do(path: str) -> None:
    with pytest.raises(ConfigError, match=r"(?s)^BASE_PATH is .*It must begin with / .*/atlas"):
        base_path(path)
    assert not is_base(path)


@pytest.mark.parametrize("path", ["/practices", "/files/atlas", "/Export", "/_dash-layout"])
def test_an_address_of_our_own_is_no_place_for_the_atlas(path: str) -> None:
    with pytest.raises(ConfigError, match="begins as an address of the atlas's own"):
        base_path(path)
