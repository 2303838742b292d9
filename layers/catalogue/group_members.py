"""Which areas of an atlas are in which of an organisation's groups.

A group of a district that the atlas does not have is left out, so that one file can serve several
atlases; a name that is nearly right is a slip, and refused with what was probably meant.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from layers.catalogue.groupings import (
    GROUPINGS,
    Group,
    GroupingError,
    Groupings,
    Level,
    load_groupings,
)

_ANOTHER = "The setting GROUPINGS can name another file, or an empty one for no groups."
_WARD, _AREA = r"E05[0-9]{6}", r"E01[0-9]{6}"


@dataclass(frozen=True)
class Grouping:
    """The groups of an atlas.

    Attributes
    ----------
    words
        What they are called.
    names
        Of each group that has areas here, by code, in the file's order.
    of
        The code of each area's group, by LSOA code; ``""`` where it is in none.
    in_districts
        Whether none has areas in two districts.
    """

    words: Level
    names: Mapping[str, str]
    of: pd.Series
    in_districts: bool = True

    def full(self, code: str) -> str:
        """A group's name where it stands alone: "South East Local Area Committee"."""
        name, one = self.names[code], self.words.one
        return name if one.casefold() in name.casefold() else f"{name} {one}"


def load_grouping(path: Path | None, areas: pd.DataFrame) -> Grouping | None:
    """The groups of a file that an atlas has areas of; None without a file, or where it has none.

    Raises
    ------
    GroupingError
        As :func:`fitted` and :func:`layers.catalogue.groupings.load_groupings`; it names the file.
    """
    found = load_groupings(path) if path else None
    try:
        return fitted(found, areas) if found else None
    except GroupingError as error:
        own = f" {_ANOTHER}" if path == GROUPINGS else ""
        raise GroupingError(f"{path}: {error}{own}") from None


def fitted(groupings: Groupings, areas: pd.DataFrame) -> Grouping | None:
    """The groups that an atlas has areas of; None where there are none.

    Parameters
    ----------
    areas
        Of the atlas, by LSOA code: ``ward``, ``ward_code``, ``district``, ``district_code``.

    Raises
    ------
    GroupingError
        For a ward or an area that the atlas does not have, with the nearest that it has; and for
        one that is in two groups.
    """
    of = pd.Series("", index=areas.index)
    names = {group.code: group.name for group in groupings.group}
    for group in groupings.group:
        mine = _members(group, areas)
        taken = of[mine][of[mine] != ""]
        if len(taken):
            raise GroupingError(_twice(taken, group, names, areas))
        of[mine] = group.code
    there = set(of) - {""}
    if not there:
        return None
    nested = areas.loc[of != "", "district_code"].groupby(of).nunique().max() == 1
    kept = {code: name for code, name in names.items() if code in there}
    return Grouping(groupings.level, MappingProxyType(kept), of, bool(nested))


def _members(group: Group, areas: pd.DataFrame) -> pd.Index:
    """LSOA codes of a group; none where it lies elsewhere."""
    here = areas
    if group.district:
        here = _district(group, areas)
        if not len(here):
            return areas.index[:0]
    known = here.drop_duplicates("ward_code").set_index("ward_code")["ward"]
    unknown: list[str] = []
    wards: set[str] = set()
    lsoas: set[str] = set()
    for text in group.wards:
        code = text if text in known.index else _ward(text, known) if group.district else ""
        (wards.add if code else unknown.append)(code or text)
    for text in group.areas:
        (lsoas.add if text in here.index else unknown.append)(text)
    if unknown and (group.district or wards or lsoas or not all(map(_is_code, unknown))):
        raise GroupingError(_unknown(unknown[0], group, known))
    return here.index[here["ward_code"].isin(wards) | here.index.isin(lsoas)]


def _district(group: Group, areas: pd.DataFrame) -> pd.DataFrame:
    """The areas of a group's district; none where the atlas does not have it."""
    names = sorted(areas["district"].unique())
    plain = {_plain(name): name for name in names}
    wanted = _plain(group.district)
    near = get_close_matches(wanted, plain, 1, 0.8)
    if near and near[0] != wanted:
        raise GroupingError(
            f"The group {group.name} names the district “{group.district}”, which is not in this "
            f"atlas. Did you mean {plain[near[0]]}?"
        )
    is_it = (areas["district"] == plain.get(wanted)) | (areas["district_code"] == group.district)
    return areas[is_it]


def _ward(text: str, known: pd.Series) -> str:
    """The code of a ward by its name, however "&" and capitals are written; empty if unknown."""
    codes = known.index[known.map(_plain) == _plain(text)]
    return str(codes[0]) if len(codes) else ""


def _unknown(text: str, group: Group, known: pd.Series) -> str:
    """What to say of a ward or an area that is not there."""
    what = "the area" if re.fullmatch(_AREA, text) else "the ward"
    said = f"The group {group.name} names {what} “{text}”, which "
    if not group.district and not _is_code(text):
        return f"{said}cannot be found by its name alone: say in which district it is."
    said += f"{group.district or 'this atlas'} does not have."
    if _is_code(text):
        return f"{said} Look its code up in an export of Explore."
    plain = {_plain(name): name for name in known}
    near = get_close_matches(_plain(text), plain, 1, 0.6)
    if near:
        return f"{said} Did you mean {plain[near[0]]}?"
    return f"{said} Its wards are {', '.join(sorted(known))}."


def _twice(taken: pd.Series, group: Group, names: Mapping[str, str], areas: pd.DataFrame) -> str:
    """What to say of areas that two groups name."""
    first = str(taken.index[0])
    ward = areas["ward_code"] == areas["ward_code"][first]
    whole = set(areas.index[ward]) <= set(taken.index)
    what = f"The ward {areas['ward'][first]}" if whole else f"The area {first}"
    other = names[taken[first]]
    return f"{what} is in two groups, {other} and {group.name}; an area can be in one only."


def _is_code(text: str) -> bool:
    return bool(re.fullmatch(f"{_WARD}|{_AREA}", text))


def _plain(name: str) -> str:
    return re.sub(r"\s+", " ", name.casefold().replace("&", "and")).strip()
