"""What the browser is told of its controls: their labels, and the rules and limits that hold."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from layers import toml_file

FILE = Path(__file__).parent / "control_labels.toml"


@lru_cache(maxsize=1)
def labels() -> dict[str, dict[str, Any]]:
    """The file, which an analyst edits, by page."""
    return toml_file.read(FILE, dict[str, dict[str, Any]])
