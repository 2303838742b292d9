"""What the browser is told of its controls: their labels, and the rules and limits that hold."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "control_labels.toml"


@lru_cache(maxsize=1)
def labels() -> dict[str, dict[str, Any]]:
    """The file, which an analyst edits, by page."""
    return tomllib.loads(FILE.read_text("utf-8"))
