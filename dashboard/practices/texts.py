"""Words of the Practices page, which an analyst edits in ``texts.toml``."""

from collections.abc import Mapping

from dashboard.parts.control_labels import labels
from layers.room_texts import RoomTexts

TEXTS = RoomTexts(__file__)
say, of = TEXTS.say, TEXTS.of


def control(name: str) -> str:
    """What a field or button of the page is called (``control_labels.toml``)."""
    return str(labels()["practices"]["said"][name])


def for_browser() -> Mapping[str, str]:
    """What the browser itself says: of the area under the pointer."""
    return TEXTS.sections["hover"]
