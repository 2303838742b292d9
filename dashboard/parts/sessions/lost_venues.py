"""Venues that are kept among the sessions, and cannot be: which, and why."""

from collections.abc import Collection, Sequence

from dashboard.files.paper_words import lower
from dashboard.parts.sessions.session_request import SessionRequest
from dashboard.parts.sessions.texts import say
from layers.atlas import Atlas
from layers.ground.candidates import LETTERS, OWN, OwnVenue, of_ids
from layers.targeting.covering_problem import ProblemError


def look_for_lost(
    atlas: Atlas, request: SessionRequest, venues: Collection[str], own: Sequence[OwnVenue] = ()
) -> None:
    """Refuse what keeps venues that are not among those to choose from.

    Parameters
    ----------
    venues
        Ids of those to choose from.

    Raises
    ------
    ProblemError
        Where there are some: a sentence names each, with its reason.
    """
    lost = tuple(one for one in request.must if one not in venues)
    if lost:
        lines = dict.fromkeys(_why(atlas, request, one, own) for one in lost)
        raise ProblemError(" ".join(lines), lost=lost)


def _why(atlas: Atlas, request: SessionRequest, venue: str, own: Sequence[OwnVenue]) -> str:
    found = of_ids(atlas, [venue], own)
    if found.empty:
        return say("lost", OWN if venue.startswith(LETTERS[OWN]) else "unknown")
    row = found.iloc[0]
    if row["kind"] not in request.kinds:
        kinds = lower(say("kinds", row["kind"]))
        return say("lost", "kind", venue=row["name"], kinds=kinds)
    place = atlas.districts.get(row["district_code"])
    if place:
        return say("lost", "district", venue=row["name"], place=place)
    return say("lost", "outside", venue=row["name"])
