"""The address of Where to meet: whatever is asked is read again as it was, whatever is typed."""

import string
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.parts.sessions.session_request import (
    LETTERS,
    LONGEST_NAME,
    MOST_NAMED,
    MOST_SESSIONS,
    USUAL_KINDS,
    SessionRequest,
    read_request,
)
from dashboard.parts.targets.target_definition import read_targets
from layers import Atlas
from layers.ground.candidates import KINDS

DISTRICTS = ("E08000016", "E08000017", "E08000018", "E08000019")
DEFINITION = "c=imd_decile!d!2!r~english_limited!nt!20!r&d=E08000018&t=Our plan"
PLAN = "0123456789abcdef0123456789abcdef"
VENUES = st.from_regex(r"[lsgpbo][0-9a-f]{8}", fullmatch=True)
NAMES = st.text(string.ascii_letters + string.digits + "&=?#+%~.,é ", max_size=LONGEST_NAME)


def some(values: st.SearchStrategy[str], most: int) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(values, max_size=most, unique=True).map(tuple)


@st.composite
def requests(draw: st.DrawFn, atlas: Atlas) -> SessionRequest:
    definition = read_targets(DEFINITION, atlas)[0] if draw(st.booleans()) else None
    plan = PLAN if definition is None and draw(st.booleans()) else ""
    must = draw(some(VENUES, 3))
    kinds = draw(st.sets(st.sampled_from(KINDS), min_size=1))
    return SessionRequest(
        name=draw(NAMES).strip(),
        group=draw(st.sampled_from(["english_limited", "no_car", "disabled"])),
        districts=tuple(draw(st.lists(st.sampled_from(DISTRICTS), unique=True))),
        definition=definition,
        plan=plan,
        number=draw(st.integers(1, MOST_SESSIONS)),
        reach=draw(st.integers(100, 5000)),
        detour=draw(st.integers(100, 200)) / 100,
        kinds=tuple(kind for kind in KINDS if kind in kinds),
        most_in_district=draw(st.integers(0, MOST_SESSIONS)),
        each_zone=bool(definition or plan) and draw(st.booleans()),
        at=draw(st.sampled_from(["postcodes", "areas"])),
        must=must,
        must_not=tuple(one for one in draw(some(VENUES, 3)) if one not in must),
        chosen=draw(some(VENUES, 5)),
    )


@given(st.data())
@settings(max_examples=40)
def test_what_is_asked_is_read_again_as_it_was(atlas: Atlas, data: st.DataObject) -> None:
    request = data.draw(requests(atlas))
    assert read_request(request.query(), atlas) == (request, ())
    assert request.asked() == replace(request, chosen=())


def test_what_is_usual_is_not_written(atlas: Atlas) -> None:
    assert SessionRequest().query() == ""
    assert read_request("", atlas) == (SessionRequest(), ())


HOSTILE = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["-1", "0", "1e999", "NaN", "999999999999", "٣", "%00", "..", "[]", "l0"]),
)


@given(st.dictionaries(st.sampled_from(sorted(LETTERS)), HOSTILE, max_size=6))
@settings(max_examples=100)
def test_whatever_is_typed_is_a_question_within_its_limits(
    atlas: Atlas, typed: dict[str, str]
) -> None:
    query = "?" + "&".join(f"{letter}={text}" for letter, text in typed.items())
    request, notes = read_request(query, atlas)
    assert 1 <= request.number <= MOST_SESSIONS
    assert 100 <= request.reach <= 5000
    assert 1 <= request.detour <= 2
    assert 0 <= request.most_in_district <= MOST_SESSIONS
    assert request.kinds
    assert set(request.kinds) <= set(KINDS)
    assert set(request.districts) <= set(DISTRICTS)
    assert all(note.endswith(".") for note in notes)
    assert read_request(request.query(), atlas)[0] == request


@pytest.mark.parametrize(
    ("query", "part", "value"),
    [
        ("n=61", "number", 6),
        ("r=99", "reach", 800),
        ("w=2.1", "detour", 1.3),
        ("k=pub", "kinds", USUAL_KINDS),
        ("b=l1234567", "must", ()),
        ("p=../etc/passwd", "plan", ""),
        ("z=1", "each_zone", False),  # without zones there is none to have one
        ("h=1", "silence", False),
        ("b=l12345678&x=l12345678", "must_not", ()),
    ],
)
def test_what_cannot_be_is_left_out(atlas: Atlas, query: str, part: str, value: object) -> None:
    assert getattr(read_request(query, atlas)[0], part) == value


def test_long_lists_are_cut_and_said(atlas: Atlas) -> None:
    many = ".".join(f"l{at:08x}" for at in range(MOST_NAMED + 5))
    request, notes = read_request(f"b={many}", atlas)
    assert len(request.must) == MOST_NAMED
    assert len(notes) == 1
