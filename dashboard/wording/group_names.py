"""What an organisation's own groups of wards are called in a sentence."""

from collections.abc import Sequence

from dashboard.wording.lists import listed
from layers.atlas import Atlas


def group_names(atlas: Atlas, codes: Sequence[str], most: int = 3) -> str:
    """Such as "East and South East Local Area Committees"; empty for none.

    Parameters
    ----------
    codes
        Of groups that the atlas has.
    most
        How many are named.
    """
    if not codes or not atlas.grouping:
        return ""
    if len(codes) == 1:
        return atlas.grouping.full(codes[0])
    return f"{listed([atlas.grouping.names[c] for c in codes], most)} {atlas.grouping.words.many}"
