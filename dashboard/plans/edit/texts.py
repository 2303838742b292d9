"""Words of changing what a plan holds, which an analyst edits in ``texts.toml``."""

from layers.room_texts import RoomTexts

TEXTS = RoomTexts(__file__)
say, of = TEXTS.say, TEXTS.of
