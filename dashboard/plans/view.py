"""What the address of the Plans page asks for: the list, one plan, or the form of a new one.

``p`` is a plan's id; ``s`` a status that the list is narrowed to; ``new`` the query of
Seldom-heard whose zones a new plan begins with (``plan_address.py`` writes it).
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from dashboard.parts.targets.plan_address import EMPTY, PATH
from workspace import fields

_ID = re.compile(r"[0-9a-f]{32}")
_MOST = 20  # parts; a definition stands in one of them


@dataclass(frozen=True)
class View:
    """What is asked for.

    Attributes
    ----------
    plan
        A plan's id as the address has it; "" for none.
    new
        The query, with its ``?``, that a new plan begins with, empty for a plan without zones; None
        where none is begun.
    status
        What the list is narrowed to; "" for all.
    """

    plan: str = ""
    new: str | None = None
    status: str = ""


def read_view(search: str) -> View:
    """What an address's query asks for; what cannot be used asks for nothing."""
    try:
        parts = dict(parse_qsl(search.lstrip("?"), max_num_fields=_MOST))
    except ValueError:
        return View()
    known = {one.id for one in fields.forms().statuses}
    status = parts.get("s", "")
    return View(
        plan=parts.get("p", ""),
        new=_definition(parts["new"]) if "new" in parts else None,
        status=status if status in known else "",
    )


def _definition(new: str) -> str:
    return "" if new == EMPTY else f"?{new.lstrip('?')}"


def is_id(text: str) -> bool:
    """Whether a text can be a record's id."""
    return bool(_ID.fullmatch(text))


def to_list(status: str = "") -> str:
    """The address of the list."""
    return f"{PATH}?{urlencode({'s': status})}" if status else PATH


def to_visit(plan: str, zone: str = "", visit: str = "") -> str:
    """The address where a visit is recorded, to a zone, or one that is there is changed."""
    named = {"p": plan, "z": zone, "a": visit}
    return f"{PATH}/visit?{urlencode({letter: id for letter, id in named.items() if id})}"
