"""Words of the Practices page, which an analyst edits in ``texts.toml``."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from dashboard.parts.control_labels import labels
from layers import toml_file

FILE = Path(__file__).parent / "texts.toml"


@lru_cache(maxsize=1)
def texts() -> dict[str, dict[str, str]]:
    """The file, read once: texts by section and name. An error names what does not fit."""
    return toml_file.read(FILE, dict[str, dict[str, str]])


def say(section: str, name: str, /, **parts: object) -> str:
    """One text with its parts filled in."""
    return texts()[section][name].format(**parts)


def control(name: str) -> str:
    """What a field or button of the page is called (``control_labels.toml``)."""
    return str(labels()["practices"]["said"][name])


def for_browser() -> Mapping[str, Any]:
    """What the browser itself says: of the area under the pointer."""
    return texts()["hover"]
