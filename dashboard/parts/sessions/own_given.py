"""What a page sends along with the address of "Where to meet": the team's own venues, and what an
exact search has proven. The browser holds both; the server keeps neither.
"""

from typing import Annotated

import msgspec

from dashboard.parts.sessions.texts import say
from dashboard.parts.sessions.venue_columns import MOST_VENUES
from dashboard.parts.targets.exercise_address import tidy
from layers.ground.candidates import OwnVenue
from layers.targeting.covering_problem import ProblemError

LONGEST = 200  # characters of a name, an address or a kind
_MOST_PEOPLE = 1e9

_Text = Annotated[str, msgspec.Meta(max_length=LONGEST)]
_Name = Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST)]
_Job = Annotated[str, msgspec.Meta(pattern=r"^([0-9a-f]{16})?\Z")]


class _Venue(msgspec.Struct, forbid_unknown_fields=True):
    name: _Name
    longitude: Annotated[float, msgspec.Meta(ge=-180, le=180)]
    latitude: Annotated[float, msgspec.Meta(ge=-90, le=90)]
    address: _Text = ""
    postcode: _Text = ""
    kind: _Text = ""

    def venue(self) -> OwnVenue:
        """The same, on one line each and without characters that nobody sees."""
        name, address, postcode, kind = (
            tidy(text, LONGEST) for text in (self.name, self.address, self.postcode, self.kind)
        )
        if not name:
            raise ProblemError(say("given", "damaged"))
        return OwnVenue(name, address, postcode, self.longitude, self.latitude, kind)


class _Body(msgspec.Struct, forbid_unknown_fields=True):
    own: Annotated[list[_Venue], msgspec.Meta(max_length=MOST_VENUES)] = []
    bound: Annotated[float, msgspec.Meta(ge=0, le=_MOST_PEOPLE)] | None = None
    job: _Job = ""


def own_of(body: bytes) -> tuple[tuple[OwnVenue, ...], float | None]:
    """Own venues and the proven bound of a body; none of either in an empty one.

    Raises
    ------
    ProblemError
        For anything else than the page sends.
    """
    read = _read(body)
    return _own(read), read.bound


def search_of(body: bytes) -> tuple[tuple[OwnVenue, ...], str]:
    """Own venues of a body, and the name that the browser has given its search ("" for none);
    errors as for :func:`own_of`."""
    read = _read(body)
    return _own(read), read.job


def _own(read: _Body) -> tuple[OwnVenue, ...]:
    return tuple(one.venue() for one in read.own)


def _read(body: bytes) -> _Body:
    try:
        return msgspec.json.decode(body or b"{}", type=_Body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise ProblemError(say("given", "damaged")) from None
