"""The outlines of zones: their areas put together, with the lines between them taken out."""

from collections.abc import Mapping

from dashboard.files.outlines import Outline, together
from dashboard.parts.targets.handover import Handover


def zone_outlines(handover: Handover, areas: Mapping[str, Outline]) -> dict[str, Outline]:
    """Outlines of the zones by number, made from those of their areas."""
    return {
        str(number): together(areas[code] for code in zone.areas)
        for number, zone in enumerate(handover.zones, start=1)
    }
