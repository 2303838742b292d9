"""The address of "Where to meet": how many sessions for whom, to and from a query string.

``g`` the group to reach; ``d`` districts; ``f`` a definition of the Seldom-heard page, whose zones'
people are to be reached, or ``p`` a plan's; ``n`` the most sessions; ``r`` how far people walk in
metres and ``w`` how much longer a walk is than the straight line; ``k`` kinds of venues; ``m`` the
most sessions in a district; ``z`` a session in each zone; ``u`` where an area's people stand;
``b`` and ``x`` venues that must and must not be among them; ``h`` people count more where an
exercise has heard from fewer; ``s`` the venues chosen, by the exact search or by a person; ``t`` a
name. Own venues are in the page's memory or with the plan, never here. Beside the question stands
``from``, the first day for the calendar file.
"""

import re
from dataclasses import dataclass, replace
from functools import partial

from dashboard.parts import map_ground
from dashboard.parts.address import DECIMAL, Parts, plain, query_of
from dashboard.parts.sessions.texts import say
from dashboard.parts.targets.exercise_address import tidy
from dashboard.parts.targets.target_definition import (
    DEFAULT_GROUP,
    LONGEST_NAME,
    Targets,
    read_targets,
)
from layers.atlas import Atlas
from layers.ground.candidates import KINDS
from layers.targeting.session_demand import At

PATH = "/where-to-meet"
LETTERS = frozenset("gdfpnrwkmzubxhst") | {map_ground.LETTER}
# Of the calendar file: the day that its sessions stand on. No part of the question.
FIRST_DAY = "from"
MOST_SESSIONS, USUAL_SESSIONS = 60, 6
LEAST_REACH, MOST_REACH, USUAL_REACH = 100, 5_000, 800  # metres of walking
REACHES = (400, 800, 1_200)
LEAST_DETOUR, MOST_DETOUR, USUAL_DETOUR = 1.0, 2.0, 1.3
USUAL_KINDS = ("library", "school", "own")
MOST_NAMED = 60  # venues that must, or must not, be among them
VENUE = re.compile(r"[lsgpbo][0-9a-f]{8}")
PLAN = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class SessionRequest:
    """What the page is asked: see the module for its letters in the address.

    Attributes
    ----------
    definition
        Of the Seldom-heard page; None where no zones of one are asked about.
    plan
        Id of a plan; empty for none.
    each_zone
        Whether each zone of the definition or plan is to have a session.
    silence
        Whether people count by how little the definition's exercise has heard from their place.
    """

    name: str = ""
    group: str = DEFAULT_GROUP
    districts: tuple[str, ...] = ()
    definition: Targets | None = None
    plan: str = ""
    number: int = USUAL_SESSIONS
    reach: int = USUAL_REACH
    detour: float = USUAL_DETOUR
    kinds: tuple[str, ...] = USUAL_KINDS
    most_in_district: int = 0
    each_zone: bool = False
    at: At = "postcodes"
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    silence: bool = False
    chosen: tuple[str, ...] = ()

    @property
    def has_zones(self) -> bool:
        """Whether zones are asked about, of a definition or a plan."""
        return self.definition is not None or bool(self.plan)

    @property
    def straight(self) -> float:
        """How far the walk leads as the crow flies, metres."""
        return self.reach / self.detour

    def asked(self) -> "SessionRequest":
        """The question alone, without the venues that were chosen as its answer."""
        return replace(self, chosen=())

    def texts(self) -> dict[str, str]:
        """Every part of the address as it is written, what is usual too."""
        return {
            "g": self.group,
            "d": ".".join(self.districts),
            "f": self.definition.query().removeprefix("?") if self.definition else "",
            "p": self.plan,
            "n": str(self.number),
            "r": str(self.reach),
            "w": plain(self.detour),
            "k": ".".join(self.kinds),
            "m": str(self.most_in_district),
            "z": "1" if self.each_zone else "",
            "u": "" if self.at == "postcodes" else self.at,
            "b": ".".join(self.must),
            "x": ".".join(self.must_not),
            "h": "1" if self.silence else "",
            "s": ".".join(self.chosen),
            "t": self.name,
        }

    def query(self) -> str:
        """The query string with a leading ``?``, or nothing; what is usual is left out."""
        definition = self.definition
        group = definition.group if definition else DEFAULT_GROUP
        usual = SessionRequest(group=group).texts()
        texts = {key: text for key, text in self.texts().items() if text != usual[key]}
        return query_of(texts)


def read_request(query: str, atlas: Atlas) -> tuple[SessionRequest, tuple[str, ...]]:
    """Read a query string; what cannot be used is left out and said in sentences."""
    parts = Parts(query, LETTERS | {FIRST_DAY})
    number = partial(_number, parts)
    definition = _definition(parts, atlas)
    plan = "" if definition else "".join(_matching(parts, "p", PLAN, 1))
    people = [name for name, one in atlas.indicators.items() if one.counts_people]
    usual_group = definition.group if definition else DEFAULT_GROUP
    request = SessionRequest(
        name=tidy(parts.text("t"), LONGEST_NAME),
        group=parts.one_of("g", people, "group", usual_group),
        districts=parts.many("d", atlas.districts, "district"),
        definition=definition,
        plan=plan,
        number=number("n", 1, MOST_SESSIONS, USUAL_SESSIONS),
        reach=number("r", LEAST_REACH, MOST_REACH, USUAL_REACH),
        detour=parts.read("w", _detour, say("address", "w"), USUAL_DETOUR),
        kinds=_kinds(parts),
        most_in_district=number("m", 0, MOST_SESSIONS, 0),
        at="areas" if parts.one_of("u", ("areas",), say("address", "u")) else "postcodes",
        must=_matching(parts, "b", VENUE, MOST_NAMED),
        must_not=_matching(parts, "x", VENUE, MOST_NAMED),
        silence=bool(parts.one_of("h", ("1",), say("address", "h"))),
        chosen=_matching(parts, "s", VENUE, MOST_SESSIONS),
        each_zone=bool(parts.one_of("z", ("1",), say("address", "z"))),
    )
    heard = definition.heard if definition else None
    return replace(
        request,
        each_zone=request.each_zone and request.has_zones,
        silence=request.silence and heard is not None,
        must_not=tuple(one for one in request.must_not if one not in request.must),
    ), parts.notes


def _definition(parts: Parts, atlas: Atlas) -> Targets | None:
    text = parts.text("f")
    if not text:
        return None
    targets, notes = read_targets(text, atlas)
    for note in notes:
        parts.say(note)
    if not targets.criteria:
        parts.say(say("address", "no_definition"))
        return None
    return targets


def _number(parts: Parts, key: str, low: int, high: int, usual: int) -> int:
    return parts.number(key, low, high, say("address", key), usual)


def _detour(text: str) -> float:
    if not re.fullmatch(DECIMAL, text) or not LEAST_DETOUR <= float(text) <= MOST_DETOUR:
        raise ValueError(text)
    return float(text)


def _kinds(parts: Parts) -> tuple[str, ...]:
    found = parts.many("k", KINDS, say("address", "k"))
    return tuple(kind for kind in KINDS if kind in found) or USUAL_KINDS


def _matching(parts: Parts, key: str, pattern: re.Pattern[str], most: int) -> tuple[str, ...]:
    """Entries of a list that look as they should, each once."""
    given = [one for one in dict.fromkeys(parts.text(key).split(".")) if one]
    found = tuple(one for one in given if pattern.fullmatch(one))
    if len(found) < len(given):
        parts.say(say("address", "unread", what=say("address", key)))
    return parts.first(found, most, say("address", key))
