"""Whatever two people change at once, nothing of either is gone without being shown."""

from hypothesis import given
from hypothesis import strategies as st

from dashboard.plans.edit.conflict import THEIRS, chosen, reopened
from dashboard.plans.edit.opened import Opened, shown
from workspace import fields
from workspace.records import Zone

TEXTS = ("name", "lead", "why_not")
VALUES = st.fixed_dictionaries({name: st.sampled_from(["", "a", "b", "c"]) for name in TEXTS})


def zone(version: int, values: dict[str, str]) -> Zone:
    return Zone(
        id="0" * 32, version=version, number=1, status="heard", target=None, changed_by="sam",
        **values,
    )  # fmt: skip


def opened(was: Zone) -> Opened:
    return {
        "record": "zone", "plan": "1" * 32, "id": was.id, "version": was.version,
        "was": shown(was), "theirs": {}, "by": "", "warned": ["x"],
    }  # fmt: skip


@given(was=VALUES, mine=VALUES, theirs=VALUES)
def test_of_each_field_what_was_changed_stays_and_what_both_changed_is_shown(
    was: dict[str, str], mine: dict[str, str], theirs: dict[str, str]
) -> None:
    before, now = zone(1, was), zone(2, theirs)
    ground, joined, alone = reopened(opened(before), shown(before) | mine, now)
    assert (ground["version"], ground["by"], ground["warned"]) == (2, "sam", [])
    assert ground["was"] == shown(now)
    for name in TEXTS:
        i_changed, they_changed = mine[name] != was[name], theirs[name] != was[name]
        assert joined[name] == (mine[name] if i_changed else theirs[name])
        asked = i_changed and they_changed and mine[name] != theirs[name]
        assert (name in ground["theirs"]) == asked
        assert (fields.label("zone", name) in alone) == (they_changed and not i_changed)
    every = dict.fromkeys(TEXTS, THEIRS)
    both = set(ground["theirs"])
    assert chosen(ground, joined, every) == joined | {name: theirs[name] for name in both}
    assert chosen(ground, joined, {}) == joined
