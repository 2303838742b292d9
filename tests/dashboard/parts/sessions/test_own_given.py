"""What a page sends along: own venues and what was proven; anything else is refused in words."""

import contextlib
import json
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.parts.sessions.own_given import LONGEST, own_of, search_of
from dashboard.parts.sessions.venue_columns import MOST_VENUES
from layers.ground.candidates import OwnVenue
from layers.targeting.covering_problem import ProblemError

HALL = OwnVenue("Unity Centre", "12 High Street", "S60 1AA", -1.35, 53.43, "hall")
JOB = "0123456789abcdef"


def body(**more: Any) -> bytes:
    return json.dumps(more).encode()


def test_venues_come_as_they_were_read_from_a_file() -> None:
    assert own_of(body(own=[asdict(HALL)], bound=12.5)) == ((HALL,), 12.5)
    assert search_of(body(own=[asdict(HALL)], job=JOB)) == ((HALL,), JOB)
    assert own_of(b"") == own_of(b"{}") == ((), None)
    assert search_of(b"") == ((), "")


def test_names_are_on_one_line() -> None:
    [venue], _ = own_of(body(own=[asdict(HALL) | {"name": " Unity\n\x1b[31m Centre\u202e"}]))
    assert venue.name == "Unity[31m Centre"


def own(**more: Any) -> dict[str, Any]:
    return {"own": [asdict(HALL) | more]}


@pytest.mark.parametrize(
    "given",
    [
        own(name=""), own(name=" \n"), own(name="a" * (LONGEST + 1)), own(name=1), own(more=1),
        own(longitude=181), own(latitude=-91), own(longitude="-1.4"), own(latitude=None),
        {"own": [asdict(HALL)] * (MOST_VENUES + 1)}, {"own": {}}, {"own": [[]]}, {"other": 1},
        {"bound": -1}, {"bound": "5"}, {"bound": 1e12}, {"job": JOB[:-1]}, {"job": JOB + "0"},
        {"job": JOB.upper()}, {"job": JOB + "\n"}, {"job": 1}, [], 5, None,
    ],
)  # fmt: skip
def test_anything_else_is_refused(given: Any) -> None:
    for read in (own_of, search_of):
        with pytest.raises(ProblemError, match="could not be read"):
            read(json.dumps(given).encode())


@given(st.one_of(st.binary(max_size=60), st.sampled_from([b'{"bound":NaN}', b'{"bound":1e999}'])))
def test_no_bytes_are_another_error(content: bytes) -> None:
    with contextlib.suppress(ProblemError):
        own_of(content)


def test_what_is_folded_deep_is_refused_too() -> None:
    with pytest.raises(ProblemError):
        own_of(b"[" * 100_000)
