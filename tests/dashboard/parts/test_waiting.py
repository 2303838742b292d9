"""Everything that a page waits for has a name, so that a slow or failed server can be told of."""

import json

import pytest

from dashboard import browser_data
from dashboard.application import create_app
from dashboard.parts import waiting
from dashboard.settings.config import Config
from dashboard.web.browser_files import BrowserFiles
from dashboard.wording import number_text
from layers import Atlas


def test_every_file_and_every_callback_is_named(atlas: Atlas) -> None:
    known = waiting.waiting()
    files = BrowserFiles()
    browser_data.add_files(files, atlas)
    assert set(browser_data.addresses(files)) <= set(known.files)
    asked = [
        name for name, entry in create_app(Config()).callback_map.items() if "callback" in entry
    ]
    unnamed = [name for name in asked if not any(part in name for part in known.parts)]
    assert unnamed == []
    assert "{what}" in known.said["slow"]
    assert "{what}" in known.said["failed"]
    assert json.loads(waiting.for_page())["seconds"] == known.seconds == 8


@pytest.mark.parametrize(
    ("number", "decimals", "written"),
    [
        (49.15, 1, "49.2"),
        (27.85, 1, "27.9"),
        (-1.065, 2, "−1.07"),
        (2902.5, 0, "2,903"),
        (-0.04, 1, "0.0"),
        (49.149999, 1, "49.1"),
    ],
)
def test_halves_go_up_as_the_browser_writes_them(
    number: float, decimals: int, written: str
) -> None:
    """Python's own formatting writes 49.1 for what the browser writes as 49.2."""
    assert number_text.fixed(number, decimals) == written
