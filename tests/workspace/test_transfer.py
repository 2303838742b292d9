"""A plan taken to another installation, and what is refused there."""

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workspace import versions
from tests.workspace.full_plan import WHO, everything, full_plan
from workspace import check, edits, plans, retention, transfer
from workspace.database import Workspace
from workspace.errors import BadValues
from workspace.records import Plan, Zone
from workspace.transfer import AlreadyHere

JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("\0"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=4,
)


def taken(workspace: Workspace) -> tuple[Plan, bytes]:
    with workspace.writing() as session:
        plan = full_plan(session)
        return plan, transfer.to_json(session, plan.id)


def brought_in(workspace: Workspace, content: bytes, **how: bool) -> Plan:
    with workspace.writing() as session:
        return transfer.bring_in(session, transfer.from_json(content), WHO, **how)


def test_a_plan_arrives_as_it_was(workspace: Workspace, new_address: Callable[[], str]) -> None:
    plan, content = taken(workspace)
    other = Workspace(new_address())
    other.upgrade()
    arrived = brought_in(other, content)
    assert arrived.id == plan.id
    assert [len(arrived.zones), len(arrived.activities), len(arrived.told)] == [1, 1, 1]
    assert arrived.meetings[0].people == plan.meetings[0].people
    assert arrived.venues[0].longitude == plan.venues[0].longitude
    with other.reading() as session:
        again = json.loads(transfer.to_json(session, plan.id))
    assert again | {"made_at": ""} == json.loads(content) | {"made_at": ""}
    assert check.faults(other) == []
    with pytest.raises(AlreadyHere, match="as a copy"):
        brought_in(other, content)
    copy = brought_in(other, content, copy=True)
    assert copy.title == f"{plan.title} (copy)"
    assert copy.findings[0].activities == [copy.activities[0].id]
    assert len(everything(other)["heard"]) == 2 * len(everything(workspace)["heard"])
    assert check.faults(other) == []
    other.close()


def test_what_was_deleted_stays_behind_and_emptied_texts_stay_empty(workspace: Workspace) -> None:
    plan, _ = taken(workspace)
    with workspace.writing() as session:
        zone = plans.plan(session, plan.id).zones[0]
        edits.delete(session, Zone, zone.id, zone.version, WHO)
        retention.apply(session, 30, plan.keep_until)
        content = transfer.to_json(session, plan.id)
    assert json.loads(content)["zone"] == []
    copy = brought_in(workspace, content, copy=True)
    assert copy.activities[0].zone_id is None
    assert copy.findings[0].statement == ""
    assert copy.texts_gone_on == plan.keep_until


@pytest.mark.parametrize("file", sorted(versions.FOLDER.glob("*.json")), ids=lambda one: one.stem)
def test_a_file_of_each_version_comes_in_with_all_that_is_in_it(
    workspace: Workspace, file: Path
) -> None:
    content = file.read_bytes()
    plan = brought_in(workspace, content)
    with workspace.reading() as session:
        again, before = json.loads(transfer.to_json(session, plan.id)), json.loads(content)
    for name, records in before.items():
        if isinstance(records, list):
            assert [now | was for now, was in zip(again[name], records, strict=True)] == again[name]
    assert check.faults(workspace) == []


def test_a_file_says_its_version_and_that_of_a_newer_atlas_is_told_apart(
    workspace: Workspace,
) -> None:
    _, content = taken(workspace)
    whole = json.loads(content)
    assert (whole["format"], whole["format_version"]) == ("seldom-heard-plan", 2)
    first = json.loads(versions.plan_file("0001").read_bytes())
    assert first["format_version"] == 1
    assert not {"venue"} & set(first), "venues came with version 2"
    assert json.loads(versions.plan_file("0002").read_bytes())["format_version"] == 2
    # Whatever a later version has, the sentence is about its being newer.
    newer = whole | {"format_version": 3, "photograph": [], "plan": whole["plan"] * 2}
    with pytest.raises(BadValues) as refused:
        transfer.from_json(json.dumps(newer).encode())
    assert str(refused.value) == (
        "This file cannot be brought in: a newer atlas made it (its format is version 3, and this "
        "atlas reads no later than 2). Bring this atlas up to date first. Nothing was kept."
    )


def damaged(content: bytes, name: str, **values: Any) -> bytes:
    whole = json.loads(content)
    whole[name][0] |= values
    return json.dumps(whole).encode()


def test_what_cannot_be_read_is_said_and_nothing_is_kept(workspace: Workspace) -> None:
    plan, content = taken(workspace)
    before, whole = everything(workspace), json.loads(content)
    twice = json.dumps(whole | {"zone": whole["zone"] * 2}).encode()
    for wrong in (
        b"", b"\xff", b"[" * 100_000, b"{}", b"null", content[:-9], b"x" * (transfer.LARGEST + 1),
        twice,
        json.dumps(whole | {"plan": []}).encode(),
        *(
            json.dumps(whole | {"format_version": version}).encode()
            for version in (0, -1, 3, "2", True, 2.5, None)
        ),
        json.dumps(whole | {"secret": []}).encode(),
        damaged(content, "plan", status="owned"),
        damaged(content, "plan", version=7),
        damaged(content, "plan", id="../../etc"),
        damaged(content, "plan", created_at="2026-11-20T10:00:00+05:00"),
        damaged(content, "plan", texts_gone_on="2026-11-20", title=None),
        damaged(content, "zone", areas=["S1 2AB"]),
        damaged(content, "zone", people=-1),
        damaged(content, "zone", plan_id=plan.id),
        damaged(content, "venue", lsoa="S1 2AB"),
        damaged(content, "venue", postcode="Ann"),
        damaged(content, "session", latitude=None),
        damaged(content, "session", longitude=181),
        damaged(content, "session", reach=0),
        damaged(content, "activity", people=4),
        damaged(content, "activity", people=10**400),
        damaged(content, "activity", heard_at={"S1 2AB": 1}),
        damaged(content, "activity", heard={"name": {"Ann": 1}}),
        damaged(content, "activity", zone_id="0" * 32),
        damaged(content, "finding", activities=["0" * 32]),
        damaged(content, "told", how="x" * 5_000),
    ):  # fmt: skip
        with pytest.raises(BadValues, match="cannot be brought in"):
            brought_in(workspace, wrong, copy=True)
    assert everything(workspace) == before


def test_whatever_stands_anywhere_is_kept_or_refused(workspace: Workspace) -> None:
    _, content = taken(workspace)

    @given(data=st.data())
    @settings(max_examples=40)
    def damaged_anywhere(data: st.DataObject) -> None:
        whole = json.loads(content)
        name = data.draw(
            st.sampled_from(["plan", "zone", "venue", "session", "activity", "finding", "told"])
        )
        key = data.draw(st.sampled_from([*whole[name][0], "else"]))
        whole[name][0][key] = data.draw(JUNK)
        with suppress(BadValues):  # and nothing else
            brought_in(workspace, json.dumps(whole).encode(), copy=True)

    damaged_anywhere()
