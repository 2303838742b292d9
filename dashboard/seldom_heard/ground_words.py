"""What is on the ground in a zone, in words: one way for its card and for the hand-out."""

from math import isfinite

import pandas as pd

from dashboard.seldom_heard.on_the_ground import OnTheGround
from dashboard.seldom_heard.texts import one_or_many, say
from dashboard.wording import number_text
from layers.ground.communities import WardCommunities
from layers.name_lists import listed

MOST_APPROACHES = 3  # streets that are named as ways in
MOST_STATIONS = 3  # of a kind, outside the zone
_CLOSE = 0.1  # km: nearer is not told in figures


def street(name: str, stops: int) -> str:
    """A street, with how many stops it has where that is more than one."""
    return say("ground", "stops_of_street", street=name, stops=stops) if stops > 1 else name


def sectors(found: OnTheGround) -> list[str]:
    """Postcode sectors: ``All of S4 7, S4 8``, ``Most of S5 6``, ``Part of S9 1``."""
    return [
        say("ground", "sectors", part=say("ground", part), sectors=", ".join(names))
        for part, names in found.sectors_by_part().items()
    ]


def approach(found: OnTheGround) -> list[str]:
    """Ways to the zone: where most buses stop, tram stops and stations near."""
    if found.stops.empty and found.stations.empty:
        return []
    number = len(found.stops)
    stops = one_or_many("ground", "stop", number, number=number_text.count(number))
    ways = [street(s, n) for s, n in _busiest(found)]
    if not number:
        lines = [say("ground", "by_bus_none")]
    elif ways:
        lines = [say("ground", "by_bus", stops=stops, streets=listed(ways))]
    else:
        lines = [say("ground", "by_bus_few", stops=stops)]
    for kind in ("tram", "rail"):
        if said := stations(found.stations[found.stations["kind"] == kind]):
            lines.append(say("ground", f"by_{kind}", stations=said))
    return [*lines, say("ground", "routes")] if number else lines


def stations(rows: pd.DataFrame) -> str:
    """All stations or tram stops in the zone by name, then the nearest of those close by."""
    inside = rows["inside"].astype(bool)
    near = [
        say("ground", "away", name=row["name"], km=f"{row['km']:.1f}")
        for _, row in rows[~inside].head(MOST_STATIONS).iterrows()
    ]
    parts = {"inside": rows.loc[inside, "name"].tolist(), "near": near}
    return "; ".join(
        say("ground", f"stations_{part}", names=", ".join(names))
        for part, names in parts.items()
        if names
    )


def how_far(row: pd.Series) -> str:
    """How far a place is from the zone; nothing of one inside, or where that is not known."""
    if row["inside"] or not isfinite(row["km"]):
        return ""
    return (
        say("ground", "near", km=f"{row['km']:.1f}")
        if row["km"] >= _CLOSE
        else say("ground", "nearer")
    )


def address(row: pd.Series, *, phone: bool = False) -> str:
    """Where a venue is, with what is known of it."""
    parts = [row["address"], row["postcode"], *([row["telephone"]] if phone else [])]
    return ", ".join(str(part) for part in parts if isinstance(part, str) and part)


def check(as_of: str) -> str:
    """That a list of places ages, with its date."""
    return say("ground", "check", as_of=as_of)


def ward_heading(ward: WardCommunities) -> tuple[str, str]:
    """A ward's name, and what part of it lives in the zone."""
    return say("ground", "ward", ward=ward.ward), say(
        "ground",
        "ward_part",
        part=number_text.percent(100 * ward.part, 0),
        residents=number_text.count(ward.residents),
    )


def groups(ward: WardCommunities, most: int | None = None) -> str:
    """The detailed communities of a ward with their people, largest first."""
    return "; ".join(
        say("ground", "group", group=group, people=number_text.count(people))
        for group, people, _ in ward.groups[:most]
    )


def _busiest(found: OnTheGround) -> list[tuple[str, int]]:
    """Streets with most stops; none where no street has several."""
    rows = found.street_names.head(MOST_APPROACHES)
    every = zip(rows["name"], rows["stops"], strict=True)
    return [(str(name), int(stops)) for name, stops in every if stops > 1]
