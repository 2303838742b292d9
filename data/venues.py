"""Libraries and schools: places where people might be met, with their postcode as their point."""

import re
from functools import lru_cache
from pathlib import Path

import msgspec
import numpy as np
import pandas as pd

from data import names
from data.readers.codepoint import tidy_postcode

PATH = Path(__file__).with_name("venues.toml")
COLUMNS = ["venue", "kind", "name", "address", "postcode"]


class VenueWords(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The lists of ``venues.toml``, which an analyst edits.

    Attributes
    ----------
    library, library_words
        What stands behind the name of a library that has none of these words.
    counties
        Ends of addresses that are left off.
    left_out
        Names of establishments that are no place to meet.
    slips
        What is mended in names and addresses, by how it is published.
    """

    library: str
    library_words: tuple[str, ...]
    counties: tuple[str, ...]
    left_out: frozenset[str]
    slips: dict[str, str]


@lru_cache(maxsize=1)
def venue_words() -> VenueWords:
    """The lists, read once."""
    return msgspec.toml.decode(PATH.read_bytes(), type=VenueWords)


def libraries(published: pd.DataFrame) -> pd.DataFrame:
    """Open libraries as venues: ``COLUMNS`` and ``authority``.

    Parameters
    ----------
    published
        As :func:`data.readers.libraries.read_libraries` gives them.

    They have no number of their own: ``venue`` is made of the authority and the name.
    """
    words = venue_words()
    mended = published["name"].map(_mended)
    said = mended.str.lower().map(lambda name: any(word in name for word in words.library_words))
    joined = published["authority"] + " " + published["name"]
    return pd.DataFrame(
        {
            "venue": [re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") for text in joined],
            "kind": "library",
            "name": np.where(said, mended, mended + f" {words.library}"),
            "address": published["address"].map(_mended).map(_without_county),
            "postcode": published["postcode"].map(tidy_postcode),
            "authority": published["authority"],
        }
    )


def schools(published: pd.DataFrame, successors: pd.DataFrame | None) -> pd.DataFrame:
    """Open schools as venues (``COLUMNS``), and those that took the place of one since.

    Parameters
    ----------
    published
        As :func:`data.readers.schools.read_schools` gives them.
    successors
        As :func:`data.readers.schools.read_successors` gives them; None where the file is
        missing.

    Returns
    -------
    pandas.DataFrame
        A school that has been succeeded stands with the successor's name and number at its own
        address, as the register of links gives none. One that was split stays, too.
    """
    table = published.assign(open=published["open"].astype(bool))
    if successors is not None:
        done = False
        while not done:
            table, done = _follow(table, successors)
    found = table[table["open"]].sort_index().reset_index()
    found = found.rename(columns={"urn": "venue"})
    found["kind"] = "school"
    found["name"] = found["name"].map(names.tidy).map(_mended)
    found["address"] = found["address"].map(names.tidy).map(_mended).map(_without_county)
    found["postcode"] = found["postcode"].map(tidy_postcode)
    return found.loc[~found["name"].isin(venue_words().left_out), COLUMNS]


def placed(venues: pd.DataFrame, postcodes: pd.DataFrame) -> pd.DataFrame:
    """Venues whose postcode is one of the atlas, with its ``longitude``, ``latitude``, ``lsoa``.

    Parameters
    ----------
    venues
        Column ``postcode`` among others.
    postcodes
        As :func:`data.practices.postcode_table` gives them: those of the districts alone, so that
        a library across the border is not taken for one of here.
    """
    return venues.merge(postcodes, on="postcode")


def _follow(table: pd.DataFrame, successors: pd.DataFrame) -> tuple[pd.DataFrame, bool]:
    """One step from open schools to those that took their place; whether there was none to take."""
    known, open_now = set(table.index), set(table.index[table["open"]])
    taken = [code in known for code in successors["successor"]]
    step = successors.assign(known=taken)
    step = step[[code in open_now for code in step["urn"]]]
    step = step[~(step["split"] & step["known"])].sort_values(["successor", "urn"])
    if step.empty:
        return table, True
    # One that is on the register already has an address of its own.
    new = step[~step["known"]].drop_duplicates("successor")
    came = table.loc[new["urn"], ["address", "postcode"]].assign(name=new["name"].to_numpy())
    came.index = pd.Index(new["successor"], name="urn")
    table = table.copy()
    table.loc[step.loc[~step["split"], "urn"].unique(), "open"] = False
    return pd.concat([table, came.assign(open=True)]), False


def _mended(text: str) -> str:
    for slip, right in venue_words().slips.items():
        text = re.sub(rf"{re.escape(slip)}(?!\w)", right, text)
    return text


def _without_county(address: str) -> str:
    parts = address.split(", ")
    while parts and parts[-1] in venue_words().counties:
        parts.pop()
    return ", ".join(dict.fromkeys(parts))
