"""Groups of wards or areas that an organisation works by, from a TOML file that it can edit.

``groupings.toml`` has an example, and says what its keys mean. What can be wrong with the file by
itself is found here; whether it fits an atlas, :mod:`layers.catalogue.group_members` finds.
"""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from layers.catalogue.definitions import CATALOGUE

# The file that comes with the atlas.
GROUPINGS = CATALOGUE / "groupings.toml"
# A hyphen, so that it never is a code of the ONS or of the NHS.
CODE = r"[A-Z]{2,5}-[A-Z0-9]{1,8}"
LONGEST = 60  # characters of a name


class GroupingError(ValueError):
    """A file of groups cannot be used. The message says which, what is wrong and what would do."""


class Level(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the groups are.

    Attributes
    ----------
    one, many
        What a group is called: "Local Area Committee", "Local Area Committees".
    outside
        What is said of an area in none of them.
    source
        Who drew them, and when.
    """

    one: str
    many: str
    outside: str
    source: str


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One group.

    Attributes
    ----------
    code, name
        Its lasting code in links, and what people call it.
    district
        Name or code of the district whose wards are given by name.
    wards
        Names of wards, or their codes.
    areas
        LSOA codes.
    """

    code: str
    name: str
    district: str = ""
    wards: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()


class Groupings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file: what its groups are, and the groups, in its order."""

    level: Level
    group: tuple[Group, ...]


def load_groupings(path: Path) -> Groupings | None:
    """The groups of a file; None where it has none.

    Raises
    ------
    GroupingError
        For a file that is not there or not TOML, for a key that is missing, unknown or empty, for
        codes of another shape, and for codes or names that come twice.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        if not raw.get("group"):
            return None
        found = msgspec.convert(raw, Groupings)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise GroupingError(f"{path}: {why}.") from None
    for slip in _slips(found):
        raise GroupingError(f"{path}: {slip}")
    return found


def _slips(found: Groupings) -> Iterable[str]:
    """What is wrong, in sentences."""
    for key, text in msgspec.structs.asdict(found.level).items():
        if not _fit(text):
            yield f"{key} of [level] is {text!r}; write 1 to {LONGEST} plain characters."
    for at, one in enumerate(found.group, start=1):
        if not _fit(one.name):
            yield f"The name of group {at} is {one.name!r}; write 1 to {LONGEST} plain characters."
        if not re.fullmatch(CODE, one.code):
            yield (
                f"The code of {one.name} is {one.code!r}; write two to five capital letters, a "
                "hyphen, then one to eight capital letters or digits, such as LAC-SE."
            )
        if not one.wards and not one.areas:
            yield f"The group {one.name} is empty; give it wards or areas, or take it out."
    for what, every in (
        ("code", [one.code for one in found.group]),
        ("name", [one.name.casefold() for one in found.group]),
    ):
        twice = next((one for one in every if every.count(one) > 1), None)
        if twice is not None:
            value = getattr(found.group[every.index(twice)], what)
            yield f"Two groups have the {what} {value!r}; give each its own."


def _fit(text: str) -> bool:
    return text.isprintable() and text == text.strip() and 0 < len(text) <= LONGEST
