"""What a team takes of the zones found, in an address: ``m``, ``u`` and ``f``.

``m`` takes so many zones; with ``u=areas`` it counts areas. ``f`` holds a team's changes of zones
in their order, joined by ``~``: ``x!E01007317`` ticked off, ``m!E01007317!E01007318`` the second's
zone merged into the first's, ``s!E01007317`` cut in two, ``r!E01007317!North end`` given a name
(without one, the usual name again). A ``~`` in a name is written ``%7E``, and a ``%`` is ``%25``.
"""

import re
from collections.abc import Iterable
from urllib.parse import quote_plus

from dashboard.parts.address import Parts
from dashboard.parts.targets.texts import say
from layers.atlas import Atlas
from layers.targeting.chosen_zones import Edit, Kind

LETTERS = "muf"
AREAS = "areas"
# As many as an atlas of this size has areas.
MOST_TAKEN = 9_999
MOST_EDITS = 100
LONGEST_NAME = 60
# With the rest of a definition, an address stays under what the server reads (parts/address.py).
LONGEST = 2_500
KINDS: dict[str, Kind] = {"x": "off", "m": "merge", "s": "split", "r": "rename"}
_SHORT = {kind: letter for letter, kind in KINDS.items()}
_CODE = "([A-Za-z0-9]{1,20})"
_EDIT = re.compile(rf"(?:([xs])!{_CODE}|(m)!{_CODE}!{_CODE}|(r)!{_CODE}!(.*))", re.DOTALL)


def written(most: int, by_areas: bool, edits: Iterable[Edit]) -> dict[str, str]:
    """The parts of an address; empty where nothing is chosen."""
    return {
        "m": str(most) if most else "",
        "u": AREAS if by_areas else "",
        "f": "~".join(_write(edit) for edit in edits),
    }


def read_most(parts: Parts) -> int:
    """How many zones or areas are taken; 0 for all."""
    return parts.number("m", 1, MOST_TAKEN, say("address", "most"))


def read_by_areas(parts: Parts) -> bool:
    """Whether areas are taken instead of zones."""
    return bool(parts.one_of("u", (AREAS,), say("address", "unit")))


def read_edits(parts: Parts, atlas: Atlas) -> tuple[Edit, ...]:
    """A team's changes of zones; what cannot be used is left out and said."""
    known = set(atlas.areas.index)
    found: list[Edit] = []
    for text in [one for one in parts.text("f").split("~") if one][: MOST_EDITS + 1]:
        edit = read_edit(text)
        if edit is None:
            parts.say(say("address", "unread"))
        elif edit.code in known and (edit.kind != "merge" or edit.other in known):
            found.append(edit)
        else:
            parts.say(say("address", "unknown"))
    edits = parts.first(tuple(found), MOST_EDITS, say("address", "edits"))
    kept = fitting(edits)
    if len(kept) < len(edits):
        parts.say(say("address", "too_long", number=len(kept)))
    return kept


def fitting(edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """As many of some changes, from the first, as an address holds."""
    length = 0
    for at, edit in enumerate(edits):
        length += len(quote_plus(f"~{_write(edit)}"))
        if at == MOST_EDITS or length > LONGEST:
            return edits[:at]
    return edits


def read_edit(text: str) -> Edit | None:
    """One change as it stands in an address; None for what is none."""
    found = _EDIT.fullmatch(text)
    if found is None:
        return None
    simple, code, merge, into, other, rename, named, name = found.groups()
    if merge:
        return Edit("merge", into, other)
    if rename:
        return Edit("rename", named, name=tidy(name.replace("%7E", "~").replace("%25", "%")))
    return Edit(KINDS[simple], code)


def tidy(name: str) -> str:
    """A zone's given name: printable, not long; any script and emoji are welcome."""
    return (
        "".join(c for c in name if c.isprintable() or c == "\u200d").strip()[:LONGEST_NAME].strip()
    )


def _write(edit: Edit) -> str:
    parts = [_SHORT[edit.kind], edit.code]
    if edit.kind == "merge":
        parts.append(edit.other)
    elif edit.kind == "rename":
        parts.append(edit.name.replace("%", "%25").replace("~", "%7E"))
    return "!".join(parts)
