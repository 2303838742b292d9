"""Where a venue or a session's venue stands, which people do not fill in: checked in one way,
whichever way it comes in."""

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from workspace import fields
from workspace.errors import BadValues

East = Annotated[float, Meta(ge=-180, le=180)]
North = Annotated[float, Meta(ge=-90, le=90)]
Many = Annotated[float, Meta(ge=0, le=1e9)]
Short = Annotated[str, Meta(max_length=240)]


class _Place(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    longitude: East | None = None
    latitude: North | None = None

    def __post_init__(self) -> None:
        if (self.longitude is None) != (self.latitude is None):
            raise ValueError("a place is both longitude and latitude, or neither")


class VenuePlace(_Place, kw_only=True):
    """Of a venue: the area that it is in (empty outside the atlas), and its point."""

    lsoa: Short = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.lsoa and not fields.is_area(self.lsoa):
            raise ValueError("its area is none")


class SessionPlace(_Place, kw_only=True):
    """Of a session: its venue's id in the atlas and its point; how many people (of ``group_id``,
    an indicator) were within ``reach``, in metres to walk, when it was planned."""

    venue_key: Short = ""
    reach: Annotated[int, Meta(ge=1, le=100_000)] | None = None
    people: Many | None = None
    group_id: Short = ""


PLACES: Mapping[str, type[_Place]] = {"venue": VenuePlace, "session": SessionPlace}


def columns(record: str) -> tuple[str, ...]:
    """The columns of a venue or a session that people do not fill in."""
    return PLACES[record].__struct_fields__


def checked(record: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """What people do not fill in of a venue or a session, as it is kept.

    Raises
    ------
    BadValues
        For what is no place, or no number of people.
    """
    try:
        # By way of text: a number that is none, which Python has, becomes nothing.
        sent = msgspec.json.decode(msgspec.json.encode(dict(given)))
        return msgspec.structs.asdict(msgspec.convert(sent, PLACES[record]))
    except (msgspec.MsgspecError, TypeError, ValueError) as error:
        raise BadValues(
            {"": f"The {fields.label(record).lower()} was not kept: {error}."}
        ) from None
