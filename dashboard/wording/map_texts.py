"""What Explore says beside its map: ``map_texts.toml``, which an analyst edits, for the browser."""

from functools import lru_cache
from pathlib import Path

from layers import toml_file

FILE = Path(__file__).parent / "map_texts.toml"


@lru_cache(maxsize=1)
def map_texts() -> dict[str, str]:
    """Sentences by name; ``{…}`` in them are filled in by the browser (``assets/modules``)."""
    return toml_file.read(FILE, dict[str, str])
