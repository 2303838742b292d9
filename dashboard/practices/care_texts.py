"""Words of “Getting in and being looked after”, which an analyst edits in ``care_texts.toml``."""

from layers.room_texts import RoomTexts

TEXTS = RoomTexts(__file__, "care_texts.toml")
say = TEXTS.say
