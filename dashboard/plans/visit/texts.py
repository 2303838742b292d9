"""Words of the page on which a visit is recorded, which an analyst edits in ``texts.toml``."""

from layers.room_texts import RoomTexts

TEXTS = RoomTexts(__file__)
say = TEXTS.say
