"""What people fill in: the file agrees with the tables, and values are kept as they were meant."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Boolean, Date, Integer, String, Text

from layers.exercise.respondents import load_respondents
from workspace import fields
from workspace.errors import BadValues
from workspace.plans import STEPS
from workspace.records import RECORDS, OfPlan, Plan

# What people do not fill in, by record; what all have aside.
OF_ALL = {"id", "version", "changed_at", "changed_by", "deleted_at", "deleted_by"}
COMPUTED = {
    "plan": {
        "definition", "release", "status", "agreed_on", "texts_gone_on", "created_at", "created_by",
    },
    "zone": {"areas", "group_id", "people", "residents"},
    "venue": {"lsoa", "longitude", "latitude"},
    "session": {"venue_key", "longitude", "latitude", "reach", "people", "group_id"},
    "activity": {"entered_by", "entered_at"},
}  # fmt: skip


@pytest.mark.parametrize("record", RECORDS)
def test_every_column_is_filled_in_by_people_or_by_the_atlas(record: str) -> None:
    columns = {column.name for column in RECORDS[record].__table__.columns} - OF_ALL
    if issubclass(RECORDS[record], OfPlan):
        columns.discard("plan_id")
    filled = {one.id for one in fields.of(record)}
    assert filled | COMPUTED.get(record, set()) == columns
    assert not filled & COMPUTED.get(record, set())


@pytest.mark.parametrize(
    ("record", "one"), [(name, one) for name in RECORDS for one in fields.of(name)]
)
def test_a_field_fits_its_column(record: str, one: fields.Field) -> None:
    column = RECORDS[record].__table__.columns[one.id]
    types = {"date": Date, "whole": Integer, "yes_no": Boolean}
    if one.kind != "records":
        assert isinstance(column.type, types.get(one.kind, (Text, String)))
    assert bool(one.choice) == (one.kind == "choice")
    assert bool(one.record) == (one.kind in ("record", "records"))
    assert (one.limit > 0) == (one.kind in ("text", "long", "whole"))
    if one.kind in ("date", "whole", "record"):
        assert column.nullable != one.required
    # A text that somebody types freely is looked at; what is emptied in the end is text.
    assert not one.goes or one.kind in ("text", "long")
    assert one.free or one.kind != "long"


def test_whom_a_plan_asks_is_compared_with_residents_that_there_are() -> None:
    asked = {one.id for one in fields.field("plan", "asked").choice}
    assert asked <= load_respondents().bases.keys()


def test_every_status_has_its_steps_and_can_be_reached() -> None:
    statuses = [one.id for one in fields.forms().statuses]
    assert statuses == list(STEPS)
    assert {status for steps in STEPS.values() for status in steps} == set(statuses)
    assert Plan.__table__.columns["status"].default.arg == statuses[0]
    assert fields.choice("plan", "status", "told_back") == "Told back"


def test_values_are_kept_as_meant() -> None:
    kept = fields.checked(
        "session",
        {"venue": "  The   hub\n", "on": "2026-03-01", "starts": "09:30", "status": "held",
         "note": " a\nb ", "zone_id": ""},
        whole=True,
    )  # fmt: skip
    assert kept == {
        "venue": "The hub", "on": date(2026, 3, 1), "starts": "09:30", "status": "held",
        "note": "a\nb", "zone_id": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("record", "values", "fault", "said"),
    [
        ("zone", {"number": 1, "status": "heard"}, "name", "Name: this has to be filled in."),
        ("zone", {"number": 1, "name": " ", "status": "heard"}, "name", "has to be filled in"),
        ("zone", {"number": 1, "name": "x" * 121, "status": "heard"}, "name", "121 letters; 120"),
        ("zone", {"number": 1.5, "name": "x", "status": "heard"}, "number", "a whole number"),
        ("zone", {"number": True, "name": "x", "status": "heard"}, "number", "a whole number"),
        ("zone", {"number": -1, "name": "x", "status": "heard"}, "number", "between 0 and 999"),
        ("zone", {"number": 1, "name": "x", "status": "done"}, "status", "one of those offered"),
        ("zone", {"number": 1, "name": 7, "status": "heard"}, "name", "has to be text"),
        ("zone", {"number": 1, "name": "x", "status": "heard", "areas": []}, "areas", "no such"),
        ("activity", {"on": "31/12/2026", "people": 1, "counted": "counted"}, "on", "is no date"),
        ("activity", {"on": "1026-12-31", "people": 1, "counted": "counted"}, "on", "year looks"),
        ("activity", {"on": "2026-12-31", "people": 1e9, "counted": "counted"}, "people", "0,000"),
        ("session", {"venue": "x", "starts": "25:00", "status": "held"}, "starts", "time of day"),
        ("session", {"venue": "x", "lsoa": "S5 6AB", "status": "held"}, "lsoa", "area’s code"),
        ("venue", {"name": "x", "postcode": "S4 7U"}, "postcode", "postcode; write it as"),
        ("told", {"whom": "x", "action_id": "../x"}, "action_id", "one of those offered"),
        ("plan", {"title": "x", "asked": "all", "quotes": "yes"}, "quotes", "yes or no"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_said_beside_its_field(
    record: str, values: dict[str, Any], fault: str, said: str
) -> None:
    with pytest.raises(BadValues, match=said) as refused:
        fields.checked(record, values, whole=True)
    assert list(refused.value.faults) == [fault]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists, max_leaves=4
)


NAMES = ["name", "on", "people", "postcode", "zone_id", "x"]


@given(
    record=st.sampled_from(sorted(RECORDS)),
    values=st.dictionaries(st.sampled_from(NAMES), ANYTHING),
)
def test_whatever_is_sent_is_kept_or_refused_in_words(record: str, values: dict[str, Any]) -> None:
    try:
        kept = fields.checked(record, values, whole=False)
    except BadValues as refused:
        said = list(refused.faults.values())
        kept = {}
    else:
        said = []
        assert kept.keys() == values.keys()
    assert all(text.endswith(".") for text in said)
    # What is kept is kept alike when it comes again.
    assert fields.checked(record, kept, whole=False) == kept
