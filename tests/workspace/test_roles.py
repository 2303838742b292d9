"""Who may do what: the whole table, and nobody what is not in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workspace.roles import ACTS, NOBODY, ROLES, highest, may

# The first role that may, as docs/deploy.md has it.
FROM = {
    "see": "viewer",
    "record_visit": "contributor",
    "change_own_visit": "editor",
    "keep_layer": "contributor",
    "change_layer": "lead",
    "edit": "editor",
    "agree": "lead",
    "close": "lead",
    "delete": "lead",
    "export_counts": "lead",
    "erase": "administrator",
}


def test_the_table_is_whole() -> None:
    assert ROLES == ("viewer", "contributor", "editor", "lead", "administrator")
    assert FROM.keys() == ACTS


@pytest.mark.parametrize("act", sorted(FROM))
@pytest.mark.parametrize("role", [NOBODY, *ROLES])
def test_each_role_and_each_act(role: str, act: str) -> None:
    allowed = role in ROLES[ROLES.index(FROM[act]) :]
    assert may(role, act) is allowed
    sooner = {"change_own_visit": ["contributor"], "change_layer": ["contributor", "editor"]}
    own = allowed or role in sooner.get(act, [])
    assert may(role, act, own=True) is own


@given(st.text(), st.text(), st.booleans())
def test_what_is_not_known_may_nothing(role: str, act: str, own: bool) -> None:
    assert not may(role, "see", own) or role in ROLES
    assert not may("administrator", act, own) or act in ACTS


@given(st.lists(st.sampled_from(["", "owner", *ROLES])))
def test_of_several_roles_the_highest_counts(roles: list[str]) -> None:
    found = highest(roles)
    assert found in (NOBODY, *ROLES)
    for act in ACTS:
        assert may(found, act) == any(may(role, act) for role in roles)
