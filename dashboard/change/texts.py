"""Words of the Change page, which an analyst edits in ``texts.toml``."""

from layers.room_texts import RoomTexts

TEXTS = RoomTexts(__file__)
say, one_or_many = TEXTS.say, TEXTS.one_or_many
