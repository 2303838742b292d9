"""Which districts are built, whichever of their codes is given."""

import difflib
from collections.abc import Sequence

import pandas as pd

from data.errors import SourceError
from layers.catalogue.place_codes import load_place_codes

# Letters of the area's name, for which the first panel, the header and the card have room.
LONGEST_NAME = 60
SOUTH_YORKSHIRE = ("E08000016", "E08000017", "E08000018", "E08000019")

# Newer codes by those that Census 2021, the Indices and most lookups have, which the atlas keeps.
OLD_TO_NEW = load_place_codes().newer_districts
_NEW_TO_OLD = {new: old for old, new in OLD_TO_NEW.items()}


def canonical(code: str) -> str:
    """The code that Census 2021 uses for a district."""
    return _NEW_TO_OLD.get(code, code)


def choose(wards: pd.DataFrame, districts: Sequence[str], file: str) -> pd.DataFrame:
    """The rows of the LSOA lookup that lie in the districts, in code order.

    Raises
    ------
    SourceError
        For a code that is no district of England.
    """
    wanted = [canonical(d.strip().upper()) for d in districts]
    pairs = wards.drop_duplicates("district_code")
    pairs = pairs[pairs["district_code"].str.startswith("E")]
    names = dict(zip(pairs["district_code"], pairs["district"], strict=True))
    for code in wanted:
        if code not in names:
            by_name = {name.upper(): c for c, name in names.items()}
            near = difflib.get_close_matches(code, [*names, *by_name], n=1)
            hint = ""
            if near:
                nearest = by_name.get(near[0], near[0])
                hint = f"Did you mean {nearest} ({names[nearest]})? "
            raise SourceError(
                file,
                f"{code} is not the code of a district of England.",
                remedy=f"{hint}Give ONS codes of 2024, such as E08000035 for Leeds.",
            )
    chosen = wards[wards["district_code"].isin(wanted) & wards.index.str.startswith("E01")]
    return chosen.sort_index()


def names(chosen: pd.DataFrame) -> dict[str, str]:
    """The districts of the chosen areas: name by code, in code order."""
    pairs = chosen.drop_duplicates("district_code").set_index("district_code")["district"]
    return {str(code): str(name) for code, name in pairs.sort_index().items()}


def title(chosen: pd.DataFrame) -> str:
    """What the districts are called together: "South Yorkshire", "Leeds", "Leeds and York".

    Where all of their names would be too long, the first ones and how many more there are.
    """
    if set(chosen["district_code"]) == set(SOUTH_YORKSHIRE):
        return "South Yorkshire"
    every = list(names(chosen).values())
    together = _listed(every)
    known = len(every) - 1
    while len(together) > LONGEST_NAME and known:
        more = len(every) - known
        together = _listed([*every[:known], f"{more} more district{'s' if more > 1 else ''}"])
        known -= 1
    return together


def named(name: str) -> str:
    """What somebody calls the area, without spaces around it.

    Raises
    ------
    SourceError
        When it would not fit where the atlas shows it.
    """
    name = name.strip()
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise SourceError(
            "--name",
            f"“{name}” has {len(name)} letters, or signs that cannot be read.",
            remedy=f'Give a name of at most {LONGEST_NAME} letters, such as "West Yorkshire".',
        )
    return name


def _listed(parts: Sequence[str]) -> str:
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last
