"""Which streets bus stops name.

There is no open list of streets by area that is small enough to carry; but a bus stop says which
street it stands in, and most are called after the street and the nearest crossing: "Church
Road/Wadworth Street". A street here is such a name within a locality, with the stops that name it.
"""

import re
from functools import lru_cache
from pathlib import Path

import msgspec
import pandas as pd

PATH = Path(__file__).with_name("street_names.toml")
_PARTED = "/"


class StreetNames(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The lists of ``street_names.toml``, which an analyst edits.

    Attributes
    ----------
    endings
        Last words of a street's name.
    directions
        Words that may stand behind it.
    suffixes
        How a name of one word ends that is a street.
    other_places
        Words of names in the publication's column of streets that are none.
    spelling
        How an ending is to be written, by how it is written short or wrong.
    """

    endings: frozenset[str]
    directions: frozenset[str]
    suffixes: tuple[str, ...]
    other_places: frozenset[str]
    spelling: dict[str, str]


@lru_cache(maxsize=1)
def street_names() -> StreetNames:
    """The lists, read once."""
    return msgspec.toml.decode(PATH.read_bytes(), type=StreetNames)


def named_streets(stops: pd.DataFrame) -> pd.DataFrame:
    """The streets that each stop names: the one it stands in, and those it is called after.

    Parameters
    ----------
    stops
        Columns ``stop``, ``name``, ``street`` and ``locality``.

    Returns
    -------
    pandas.DataFrame
        ``stop``, ``name`` of the street, ``locality``; each pair of stop and street once.
    """
    columns = ["stop", "locality"]
    stood = stops[[*columns, "street"]].rename(columns={"street": "name"})
    stood["name"] = stood["name"].map(spelt)
    stood = stood[stood["name"].map(_may_be_street)]
    called = stops.assign(name=stops["name"].str.split(_PARTED))[[*columns, "name"]].explode("name")
    called["name"] = called["name"].map(spelt)
    known = set(stood["name"])
    called = called[[name in known or is_street(name) for name in called["name"]]]
    found = pd.concat([stood, called], ignore_index=True)
    found["name"] = found["name"].map(_commonest(found["name"]))
    return found.drop_duplicates(["stop", "name"])[["stop", "name", "locality"]]


def tables(stops: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Streets and the stops that name them.

    Parameters
    ----------
    stops
        Columns ``stop``, ``name``, ``street``, ``locality``, ``longitude`` and ``latitude``.

    Returns
    -------
    streets
        ``street`` (number), ``name``, ``locality``, ``longitude`` and ``latitude`` (of its stop
        nearest the middle of them) and ``stops`` (how many), in order of name and locality.
    street_stops
        ``street``, ``stop``.
    """
    named = named_streets(stops).sort_values(["name", "locality", "stop"], ignore_index=True)
    named["street"] = named.groupby(["name", "locality"]).ngroup().astype("int32")
    spots = named.merge(stops[["stop", "longitude", "latitude"]], on="stop")
    by_street = spots.groupby("street")
    # Within a street a degree east is shorter than a degree north, everywhere by the same part.
    east = 0.6 * (spots["longitude"] - by_street["longitude"].transform("mean"))
    north = spots["latitude"] - by_street["latitude"].transform("mean")
    spots["away"] = (east**2 + north**2).round(12)
    middle = spots.sort_values(["street", "away", "stop"]).drop_duplicates("street")
    middle = middle.assign(stops=by_street.size().to_numpy(dtype="int32"))
    columns = ["street", "name", "locality", "longitude", "latitude", "stops"]
    return middle[columns].reset_index(drop=True), spots[["street", "stop"]]


def spelt(name: str) -> str:
    """``"Church  Rd"`` → ``"Church Road"``."""
    words = name.split()
    if len(words) > 1:
        words[-1] = street_names().spelling.get(words[-1].rstrip("."), words[-1])
    return " ".join(words)


def is_street(name: str) -> bool:
    """Whether a name is a street's by how it ends."""
    words = _without_direction(name)
    if not words:
        return False
    if len(words) == 1:
        return words[0].endswith(street_names().suffixes)
    return words[-1] in street_names().endings


def _may_be_street(name: str) -> bool:
    """Whether what the publication says is a street can be one."""
    return bool(name) and (is_street(name) or not street_names().other_places & set(name.split()))


def _without_direction(name: str) -> list[str]:
    words = name.split()
    while words and words[-1] in street_names().directions:
        words.pop()
    return words


def _commonest(names: pd.Series) -> dict[str, str]:
    """How each name is written most often, apostrophes and capitals any way."""
    counts = names.value_counts().rename_axis("name").reset_index(name="times")
    counts["plain"] = [re.sub(r"[^a-z0-9 ]", "", name.lower()) for name in counts["name"]]
    best = counts.sort_values(["plain", "times", "name"], ascending=[True, False, True])
    first = best.drop_duplicates("plain").set_index("plain")["name"]
    return dict(zip(counts["name"], counts["plain"].map(first), strict=True))
