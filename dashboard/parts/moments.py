"""Times that were written down, as people's clocks had them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from dashboard.files.about import day

_ZONE = ZoneInfo("Europe/London")


def moment(at: datetime) -> str:
    """A time that is kept, which is UTC: ``29 November 2026, 14:05``."""
    here = at.replace(tzinfo=UTC).astimezone(_ZONE)
    return f"{day(here.date())}, {here:%H:%M}"
