"""Words of the API and its page, which an analyst edits in ``texts.toml``."""

from layers.room_texts import RoomTexts

TEXTS = RoomTexts(__file__)
say = TEXTS.say
