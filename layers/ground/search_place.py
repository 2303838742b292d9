"""Something that can be looked for, and why something that was looked for is not here."""

from dataclasses import dataclass

Point = tuple[float, float]
Box = tuple[float, float, float, float]

# The kinds, those first that people mean where several have one name.
KINDS = (
    "district", "grouping", "msoa", "ward", "city", "town", "village", "suburb", "hamlet", "other",
    "street", "rail", "tram", "library", "school", "practice", "pharmacy", "lsoa", "beyond",
)  # fmt: skip
LOCALITIES = ("city", "town", "village", "suburb", "hamlet", "other")


@dataclass(frozen=True, slots=True)
class Place:
    """Something that can be looked for.

    Attributes
    ----------
    kind
        One of :data:`KINDS`, or ``postcode``, ``sector`` or ``postcodes`` (a postcode district).
    key
        What it is called in an address: of an area, practice or pharmacy its code.
    name, where
        Its name, and where that is: "Burngreave, Sheffield"; of a place beyond, its county.
    point
        Longitude and latitude, where it is known.
    extent
        West, south, east, north in degrees, where it has any.
    areas
        Codes of the LSOAs that it lies in; of larger areas and practices none.
    weight
        Among those of one kind and name, the larger comes first: stops, residents, patients.
    also
        What it is found by besides: codes, further places that it runs through.
    """

    kind: str
    key: str
    name: str
    where: str = ""
    point: Point | None = None
    extent: Box | None = None
    areas: tuple[str, ...] = ()
    weight: float = 0
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outside:
    """Why something that was looked for has no place in the atlas.

    Attributes
    ----------
    reason
        ``beyond``, a place elsewhere; ``postcode``, ``part``, one elsewhere; ``no_postcode``, none
        at all; ``unknown_postcode``, not among the atlas's; ``split``, an area of 2011 that ended.
    name
        What was looked for, as it is written.
    county
        Where a place beyond is; empty where that is not known.
    """

    reason: str
    name: str
    county: str = ""
