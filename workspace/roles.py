"""Who may do what to plans: five roles, each of which may all that the ones before it may.

A role is one for the whole workspace, not for one plan: a plan's lead in its form is a name for
people to ask, and gives nobody a right. What is not listed here, nobody may.
"""

from collections.abc import Iterable, Mapping

# From the one who may least; nobody at all is "".
ROLES = ("viewer", "contributor", "editor", "lead", "administrator")
NOBODY = ""

# Every act, and the first role that may do it.
_FROM: Mapping[str, str] = {
    "see": "viewer",
    "record_visit": "contributor",
    "change_own_visit": "editor",  # of others; one's own: below
    "keep_layer": "contributor",
    "change_layer": "lead",  # of others, taking it away too; one's own: below
    "edit": "editor",  # and take away one record of a plan, which can be brought back
    "agree": "lead",
    "close": "lead",
    "delete": "lead",  # a whole plan, which can be brought back too
    "export_counts": "lead",  # true counts, to move a plan to another installation
    "erase": "administrator",  # a plan that is deleted, for good
}
# What a person may sooner of entries that they have made themselves.
_OWN_FROM: Mapping[str, str] = {
    "change_own_visit": "contributor",
    "change_layer": "contributor",
}
ACTS = frozenset(_FROM)


def may(role: str, act: str, own: bool = False) -> bool:
    """Whether somebody may do something; nobody may what is not known.

    Parameters
    ----------
    role
        One of :data:`ROLES`.
    act
        One of :data:`ACTS`.
    own
        Whether it is done to what this person has entered.
    """
    first = (_OWN_FROM if own and act in _OWN_FROM else _FROM).get(act)
    return first is not None and role in ROLES and ROLES.index(role) >= ROLES.index(first)


def highest(roles: Iterable[str]) -> str:
    """The role that may most of those given; nobody's where none is known."""
    known = [role for role in roles if role in ROLES]
    return max(known, key=ROLES.index, default=NOBODY)
