"""What the browser asks about a team's own venues: read a list, find a typed one, an example.

Bodies are read as a stream into memory: nothing of them is written, logged or kept.
"""

from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np
from flask import Flask, Response, request

from dashboard.files import file_answers
from dashboard.files.content_types import TYPES
from dashboard.files.csv_file import rows_csv
from dashboard.parts.context import Context
from dashboard.parts.plain_markup import still
from dashboard.parts.sessions.own_venues import Choices, read_venues, typed_venue
from dashboard.upload.limits import UploadError
from dashboard.web.limits import LARGEST_REQUEST
from dashboard.where_to_meet.own_venues_said import line_of, said_of, sent, sentence
from dashboard.where_to_meet.own_venues_texts import say, texts
from dashboard.wording.number_text import count
from layers.atlas import Atlas
from layers.ground.venues import every_venue

READ = "/where-to-meet/venues"
TYPED = f"{READ}/typed"
EXAMPLE = f"{READ}/example.csv"
_NAME = "seldom-heard-own-venues.csv"
# Bytes of all venues in JSON: the page sends them along with its question, whose request may have
# no more than a quarter of a million (LARGEST_LIGHT).
MOST_ROOM = 200_000


class Decided(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a person has decided about a list: its sheet, and columns by what they hold."""

    sheet: str = ""
    columns: dict[str, str] = {}


class Typed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A venue that a person typed."""

    name: str
    postcode: str


def add_own_venues(server: Flask, context: Context) -> None:
    """Answer for the part "Add your own venues" on a server."""
    atlas = context.atlas

    @server.post(READ)
    def where_to_meet_venues() -> Response:
        """One line of JSON with what was decided, then the file as it is."""

        def answer() -> Response:
            line, _, content = _body().partition(b"\n")
            decided = msgspec.json.decode(line, type=Decided)
            read = read_venues(content, atlas, Choices(decided.sheet, decided.columns))
            venues = [sent(venue) for venue in read.venues]
            if len(msgspec.json.encode(venues)) > MOST_ROOM:
                raise UploadError(say("too_long", venues=count(len(venues))))
            return _json({"venues": venues, "status": sentence(read), "said": said_of(read)})

        return _answered(answer)

    @server.post(TYPED)
    def where_to_meet_venue_typed() -> Response:
        def answer() -> Response:
            typed = msgspec.json.decode(_body(), type=Typed)
            venue = typed_venue(typed.name, typed.postcode, atlas)
            return _json(
                {
                    "venues": [sent(venue)],
                    "status": say("added", name=venue.name),
                    "said": still(line_of(venue)),
                }
            )

        return _answered(answer)

    @server.get(EXAMPLE)
    def where_to_meet_venues_example() -> Response:
        if request.method == "HEAD":
            return file_answers.announced(TYPES["csv"])
        return file_answers.attached(example_csv(atlas), TYPES["csv"], _NAME)


def example_csv(atlas: Atlas) -> bytes:
    """Made-up venues at postcodes of libraries, as a CSV file; the last has a point instead."""
    example = texts().example
    every = every_venue(atlas)
    here = every[(every["kind"] == "library") & (every["lsoa"] != "")]
    at = np.linspace(0, len(here) - 1, len(example.venues), dtype=int)
    places = here[["postcode", "longitude", "latitude"]].iloc[at].to_numpy().tolist()
    rows = []
    for n, (venue, place) in enumerate(zip(example.venues, places, strict=True), start=1):
        name, address, kind = venue
        postcode, longitude, latitude = place
        point = ["", longitude, latitude] if n == len(places) else [postcode, "", ""]
        rows.append([name, address, *point, kind])
    return rows_csv(example.headings, rows)


def _answered(answer: Callable[[], Response]) -> Response:
    try:
        return answer()
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return file_answers.refused(say("damaged"), 400)
    except UploadError as error:
        return file_answers.refused(str(error), 400)


def _body() -> bytes:
    # Werkzeug's stream ends with an error at the server's limit, whatever the client announced.
    return request.stream.read(LARGEST_REQUEST + 1)


def _json(found: dict[str, Any]) -> Response:
    content = msgspec.json.encode(found)
    return file_answers.kept_nowhere(Response(content, mimetype=TYPES["json"]))
