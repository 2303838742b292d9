"""Where a figure is from, in a few words."""

from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator


def source_words(atlas: Atlas, definition: Indicator) -> str:
    """Whoever published or brought it, and of when: ``A council, 2025``."""
    publishers = {one["id"]: one["publisher"] for one in atlas.manifest["sources"]}
    return f"{publishers[definition.source]}, {definition.period}"
