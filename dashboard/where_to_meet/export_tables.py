"""Sessions, whom they reach and whom they do not, as tables for every format.

All figures are the answer's (:mod:`dashboard.parts.sessions.answer`); nothing is rounded.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np

from dashboard.files.about import source_titles
from dashboard.files.table import Table, name_of, of_rows
from dashboard.parts.sessions.answer import Answer
from dashboard.parts.sessions.groups_reached import groups_reached
from dashboard.parts.sessions.texts import say as kind_said
from dashboard.where_to_meet.export_texts import heads, say
from layers.ground.distances import metres_between
from layers.table_rows import records

# How many sessions more than were asked for are told of.
NUMBERS_MORE = 10
_PLACE = ("neighbourhood", "ward", "district")


def sessions(answer: Answer) -> Table:
    """A row for each session, in the order of what it adds; zones only where they were asked."""
    titles, areas = source_titles(answer.atlas), answer.atlas.areas
    zones = {zone.number: zone.name for zone in answer.zones}
    rows: list[dict[str, Any]] = []
    for number, row in enumerate(records(answer.sessions.reset_index()), start=1):
        place = areas.loc[row["lsoa"], list(_PLACE)].to_dict() if row["lsoa"] else {}
        more = {
            "number": number,
            "venue": row["name"],
            "kind": kind_said("kinds", f"{row['kind']}_one"),
            "so_far": 100 * row["so_far"],
            "zone_number": row["zone"] or None,
            "zone": zones.get(row["zone"]),
            "list": titles.get(row["source"], say("about", "own_listed")),
            "as_of": row["as_of"] or say("about", "own_listed"),
        }
        rows.append(row | place | more)
    columns = heads("sessions", group=_group(answer))
    if not zones:
        columns = {name: head for name, head in columns.items() if not name.startswith("zone")}
    return of_rows("session", rows, columns)


def reach_circles(answer: Answer) -> Table:
    """A row for each session's reach: how far as the crow flies, and the people in it."""
    metres = answer.request.straight
    rows = [
        {"number": number, "venue": name, "metres": metres, "people": people}
        for number, (name, people) in _numbered(answer, "name", "people")
    ]
    return of_rows("reach", rows, heads("reach", group=_group(answer)))


def areas(answer: Answer) -> Table:
    """A row for each area whose people are to be reached, by code, with its nearest session."""
    found, places = answer.reach.areas, answer.atlas.areas.loc[answer.reach.areas.index]
    at = answer.sessions[["longitude", "latitude"]].to_numpy(dtype=float)
    middle = places[["longitude", "latitude"]].to_numpy(dtype=float)
    apart = metres_between(middle[:, :1], middle[:, 1:], at[:, 0], at[:, 1])
    nearest = apart.argmin(axis=1)
    walk = apart[np.arange(len(apart)), nearest] * answer.request.detour
    table = places[["name", *_PLACE]].assign(
        code=places.index,
        people=found["people"],
        reached=found["reached"],
        left=found["people"] - found["reached"],
        covered=100 * found["covered"],
        nearest=nearest + 1,
        metres=walk,
        sessions=_sessions_of_areas(answer),
    )
    made = of_rows("lsoa", records(table), heads("areas", group=_group(answer)))
    return Table("lsoa", tuple(map(str, places.index)), made.columns)


def out_of_reach(answer: Answer) -> Table:
    """A row for each neighbourhood with people out of reach, most of them first."""
    rows = records(answer.reach.out_of_reach(answer.atlas))
    return of_rows("out_of_reach", rows, heads("out_of_reach", group=_group(answer)))


def groups(answer: Answer) -> Table:
    """A row for each community, and for how well people speak English: how many are within reach
    of any session, and of each."""
    every = groups_reached(answer)
    columns = heads("groups")
    for number, (venue, name) in _numbered(answer, "id", "name"):
        column = f"session_{number}"
        every[column] = groups_reached(answer, venue)["reached"]
        columns[column] = heads("groups_of", number=number, venue=name)["session"]
    rows = [
        row
        | {
            "part": say("parts", row["part"]),
            "group": name_of(answer.atlas.indicators[str(name)]),
            "share": 100 * row["reached"] / row["people"] if row["people"] else None,
        }
        for name, row in zip(every.index, records(every), strict=True)
    ]
    return of_rows("group", rows, columns)


def numbers(answer: Answer) -> Table:
    """People within reach of one session, of two and so on, up to ten more than were asked for."""
    reached, everybody = answer.reach, answer.reach.everybody
    people = reached.by_number(answer.request.number + NUMBERS_MORE)
    rows = [
        {
            "number": number,
            "people": so_far,
            "added": so_far - before,
            "share": 100 * so_far / everybody if everybody else None,
        }
        for number, (before, so_far) in enumerate(zip([0.0, *people], people, strict=False), 1)
    ]
    return of_rows("number", rows, heads("numbers", group=_group(answer)))


def _numbered(answer: Answer, *columns: str) -> Iterable[tuple[int, tuple[Any, ...]]]:
    """Each session's number with some of its columns."""
    table = answer.sessions.reset_index()
    return enumerate(zip(*(table[name].tolist() for name in columns), strict=True), start=1)


def _sessions_of_areas(answer: Answer) -> list[str]:
    """Of each area, the numbers of the sessions within reach of some of its homes."""
    near: dict[str, list[str]] = {str(code): [] for code in answer.reach.areas.index}
    for number, venue in enumerate(answer.choice.venues, start=1):
        for code in answer.reach.areas_of(venue).index:
            near[str(code)].append(str(number))
    return ["; ".join(mine) for mine in near.values()]


def _group(answer: Answer) -> str:
    return name_of(answer.atlas.indicators[answer.request.group])
