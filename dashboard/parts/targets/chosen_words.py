"""What a team did to the zones found, as lines: what is taken, what is left out and why."""

from collections.abc import Iterable

from dashboard.parts.targets.texts import say
from layers.atlas import Atlas
from layers.targeting.chosen_zones import Unused


def unused_lines(atlas: Atlas, unused: Iterable[Unused]) -> list[str]:
    """A sentence for each change of a zone that could not be made, each once."""
    names = atlas.areas["neighbourhood"] + " · " + atlas.areas["name"]
    said = [
        say("unused", one.why, area=names[one.edit.code], other=names.get(one.edit.other, ""))
        for one in unused
    ]
    return list(dict.fromkeys(said))
