"""Words about what a definition finds and a team takes of it, edited in ``texts.toml``."""

from layers.room_texts import RoomTexts

_TEXTS = RoomTexts(__file__)
say, one_or_many = _TEXTS.say, _TEXTS.one_or_many
