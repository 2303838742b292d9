"""Where a session could be held: venues of the open lists, bus stops, and a team's own venues.

Every candidate has an id of its own that stays the same in every link, whatever else is listed
beside it: a letter for its kind, then a digest of what it is called and where it is.
"""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from layers.atlas import Atlas
from layers.ground import tables
from layers.ground.distances import pairs_within
from layers.ground.nearest_home import nearest_areas
from layers.ground.venues import every_venue

OWN, STOP = "own", "stop"
# Kinds of candidates, with the letter that their ids begin with.
LETTERS = {"library": "l", "school": "s", "surgery": "g", "pharmacy": "p", STOP: "b", OWN: "o"}
KINDS = tuple(LETTERS)
COLUMNS = (
    "kind", "name", "address", "postcode", "telephone", "longitude", "latitude", "lsoa",
    "district_code", "source", "as_of",
)  # fmt: skip
_DIGITS = 8
_BETWEEN_STOPS = 250.0  # metres
_STOPS = "naptan"


@dataclass(frozen=True)
class OwnVenue:
    """A venue of a team's own list.

    Attributes
    ----------
    postcode
        As it is written ("S4 7UQ"); empty where only the point is known.
    longitude, latitude
        Degrees (WGS 84).
    """

    name: str
    address: str
    postcode: str
    longitude: float
    latitude: float
    kind: str = ""


def candidate_venues(
    atlas: Atlas, kinds: Collection[str], own: Sequence[OwnVenue] = ()
) -> pd.DataFrame:
    """All candidates of some kinds.

    Parameters
    ----------
    kinds
        Of :data:`KINDS`. Bus stops stand for "somewhere near here": those of one name in one
        locality, on both sides of a road, are one candidate in their middle, and of those within
        250 m of each other one is taken.
    own
        The team's own venues, taken where ``own`` is among the kinds.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``id``, in order; ``kind``, ``name``, ``address``, ``postcode``, ``telephone``,
        ``longitude``, ``latitude``, ``lsoa`` and ``district_code`` (empty outside the atlas),
        ``source`` (id of the publication; empty for own ones), ``as_of``.

    Raises
    ------
    ValueError
        For an unknown kind.
    """
    unknown = sorted(set(kinds) - set(KINDS))
    if unknown:
        raise ValueError(f"{unknown[0]!r} is no kind of venue; there are {', '.join(KINDS)}")
    listed = _listed(atlas)
    parts = [listed[listed["kind"].isin(list(kinds))]]
    if OWN in kinds and own:
        parts.append(_own(atlas, tuple(own)))
    found = pd.concat(parts)
    return found[~found.index.duplicated()].sort_index()


def of_ids(atlas: Atlas, ids: Iterable[str], own: Sequence[OwnVenue] = ()) -> pd.DataFrame:
    """Candidates by their ids, in that order; unknown ids are left out."""
    every = candidate_venues(atlas, KINDS, own)
    return every.loc[[one for one in dict.fromkeys(ids) if one in every.index]]


@lru_cache(maxsize=1)
def _listed(atlas: Atlas) -> pd.DataFrame:
    """Those of the open lists, bus stops among them."""
    found = pd.concat([every_venue(atlas), _stops(atlas)], ignore_index=True)
    return _with_ids(atlas, found)


def _stops(atlas: Atlas) -> pd.DataFrame:
    """Bus stops, one for each name in a locality, and none close to another: where many roads meet
    they stand every few metres, and say nothing new about where people can be met."""
    found = tables.table(atlas, "stops")
    middle = found.groupby(["name", "locality"], sort=True).agg(
        longitude=("longitude", "mean"),
        latitude=("latitude", "mean"),
        lsoa=("lsoa", "first"),
        stops=("stop", "size"),
    )
    middle = middle.reset_index().sort_values(
        ["stops", "name", "locality"], ascending=[False, True, True]
    )
    middle = middle.iloc[_apart(middle, _BETWEEN_STOPS)]
    return middle.assign(
        kind=STOP,
        address=middle["locality"],
        postcode="",
        telephone="",
        source=_STOPS,
        as_of=atlas.period_of(_STOPS),
    )


def _apart(points: pd.DataFrame, metres: float) -> list[int]:
    """Places of the rows, taken in order, that are not within so many metres of one before."""
    at, other, _ = pairs_within(points, points, metres)
    first = np.searchsorted(at, np.arange(len(points) + 1))
    lost = np.zeros(len(points), dtype=bool)
    kept = []
    for one in range(len(points)):
        if not lost[one]:
            kept.append(one)
            lost[other[first[one] : first[one + 1]]] = True
    return kept


def _own(atlas: Atlas, own: tuple[OwnVenue, ...]) -> pd.DataFrame:
    columns = ("name", "address", "postcode", "longitude", "latitude")
    found = pd.DataFrame([[getattr(one, c) for c in columns] for one in own], columns=columns)
    return _with_ids(atlas, found.assign(kind=OWN, telephone="", lsoa="", source="", as_of=""))


def _with_ids(atlas: Atlas, found: pd.DataFrame) -> pd.DataFrame:
    """Venues with an area each, where they are in the atlas, and with their ids."""
    found = found.assign(lsoa=_areas_of(atlas, found))
    district = atlas.areas["district_code"]
    found["district_code"] = found["lsoa"].map(district).fillna("")
    found.index = pd.Index(
        [
            _id(LETTERS[kind], name, address, where)
            for kind, name, address, where in zip(
                found["kind"], found["name"], found["address"], _where(found), strict=True
            )
        ],
        name="id",
    )
    return found[list(COLUMNS)]


def _areas_of(atlas: Atlas, found: pd.DataFrame) -> pd.Series:
    """The area of each venue: that of its postcode, else that of the nearest home close by."""
    areas = found["lsoa"].where(found["lsoa"].isin(atlas.areas.index), "")
    by_postcode = tables.table(atlas, "postcodes").set_index("postcode")["lsoa"]
    areas = areas.where(areas.ne(""), found["postcode"].map(by_postcode).fillna(""))
    lost = np.flatnonzero(areas.eq("") & found["postcode"].eq(""))
    if len(lost):
        areas = areas.copy()
        areas.iloc[lost] = nearest_areas(atlas, found.iloc[lost])
    return areas


def _where(found: pd.DataFrame) -> pd.Series:
    """What tells venues of one name and address apart: the postcode; the point of an own one
    without."""
    points = found["longitude"].map("{:.5f}".format) + " " + found["latitude"].map("{:.5f}".format)
    return found["postcode"].mask(found["kind"].eq(OWN) & found["postcode"].eq(""), points)


def _id(letter: str, *what: str) -> str:
    text = "\n".join(what)
    return letter + hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
