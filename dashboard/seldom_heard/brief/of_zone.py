"""What every page of the brief that is of one zone is made from."""

from dataclasses import dataclass
from typing import Any

from dashboard.files.outlines import Outline
from dashboard.files.paper_map import Ground
from dashboard.parts.targets.handover import Handover
from dashboard.seldom_heard.texts import say
from layers.atlas import Atlas
from layers.targeting.zones import Zone


@dataclass(frozen=True)
class OfZone:
    """A zone of a handover, and what its page draws.

    Attributes
    ----------
    number
        Of the zone, from 1.
    row
        Its row of the table of zones that the spreadsheet has.
    ground, outline
        What its map is drawn from, and its edge.
    """

    atlas: Atlas
    handover: Handover
    number: int
    row: dict[str, Any]
    ground: Ground
    outline: Outline

    @property
    def zone(self) -> Zone:
        """The zone itself."""
        return self.handover.zones[self.number - 1]

    @property
    def also(self) -> str:
        """Neighbourhoods that its name has no room for; empty where there are none."""
        more = self.zone.more
        return say("handout", "also", names="; ".join(more)) if more else ""
