"""What Explore says beside its map: ``map_texts.toml``, which an analyst edits, for the browser."""

import tomllib
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).parent / "map_texts.toml"


@lru_cache(maxsize=1)
def map_texts() -> dict[str, str]:
    """Sentences by name; ``{…}`` in them are filled in by the browser (``assets/modules``)."""
    return tomllib.loads(FILE.read_text("utf-8"))
