"""Words of the Plans page, which an analyst edits in ``texts.toml``."""

from layers.room_texts import RoomTexts

say = RoomTexts(__file__).say


def one_or_many(section: str, name: str, number: float, /, **parts: object) -> str:
    """A text for one, or that for several (``<name>s``), with the number filled in."""
    return say(section, name if number == 1 else f"{name}s", number=f"{number:,.0f}", **parts)
