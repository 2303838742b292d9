"""Names that stand beside the codes of areas: rows in which the two are of different areas.

The code is read, whatever the name; but whoever brings the table should know of it.
"""

import math
from collections.abc import Sequence

from layers.own.own_places import PlaceFinder, PlaceKind, PlacesRead

# Rows whose cells are looked at to see whether a column holds names.
_LOOKED_AT = 200
_MOSTLY = 0.5
# Wards and neighbourhoods share names: a column of the other kind says nothing of the codes. Where
# more than this part would contradict them it is taken for one.
_FEW = 0.2


def contradicting(
    finder: PlaceFinder, rows: Sequence[Sequence[str]], place: int, read: PlacesRead
) -> list[int]:
    """Places among the rows of those whose code is of another area than a name beside it.

    Parameters
    ----------
    place
        The column of codes.
    read
        What its cells were read as. Of columns that hold other things than names of areas of that
        kind, and of names that several areas have, nothing follows.
    """
    kind: PlaceKind = "lsoa21" if read.kind == "lsoa11" else read.kind
    if kind == "postcode":
        return []
    found: set[int] = set()
    for at in range(max(map(len, rows), default=0)):
        cells = [row[at].strip() if at < len(row) else "" for row in rows]
        if at == place or not _holds_names(finder, cells, kind):
            continue
        codes = {cell: finder.code_of_name(cell, kind) for cell in set(cells)}
        both = [
            (n, codes[cell] != one.code)
            for n, (cell, one) in enumerate(zip(cells, read.places, strict=True))
            if one.kind == kind and codes[cell]
        ]
        differ = [n for n, is_other in both if is_other]
        if kind == "lsoa21" or len(differ) <= _FEW * len(both):
            found.update(differ)
    return sorted(found)


def _holds_names(finder: PlaceFinder, cells: Sequence[str], kind: PlaceKind) -> bool:
    seen = [cell for cell in cells[:: math.ceil(len(cells) / _LOOKED_AT) or 1] if cell]
    named = sum(bool(finder.code_of_name(cell, kind)) for cell in seen)
    return named > _MOSTLY * len(seen)
