"""What is said of layers of one's own, in words that an analyst edits in ``texts.toml``."""

from layers.room_texts import RoomTexts

TEXTS = RoomTexts(__file__)
say, one_or_many = TEXTS.say, TEXTS.one_or_many
