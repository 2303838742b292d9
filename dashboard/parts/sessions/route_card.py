"""What the route card of one session says: on the page, and on the paper that a team takes along.

Everything is in words. Whom it reaches is :class:`~dashboard.parts.sessions.answer.Answer`'s; what
is around it is :class:`~layers.ground.around_venue.AroundVenue`'s.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from string import ascii_uppercase
from typing import Any, NamedTuple

import pandas as pd

from dashboard.files.paper_words import capital, unbroken
from dashboard.parts.sessions import said
from dashboard.parts.sessions.answer import Answer
from dashboard.parts.sessions.groups_reached import groups_reached
from dashboard.parts.sessions.texts import TEXTS, one_or_many, say
from dashboard.wording import number_text
from dashboard.wording.language_names import spoken
from dashboard.wording.lists import listed
from layers.ground.around_venue import STATIONS_WITHIN, AroundVenue
from layers.ground.candidates import STOP
from layers.table_rows import rows
from layers.targeting import partners
from layers.targeting.covering_problem import ProblemError

MOST_STOPS, MOST_STATIONS = 5, 3
MOST_STREETS, MOST_LOCALITIES = 16, 4
MOST_GROUPS, MOST_WARDS, MOST_OF_WARD, MOST_LANGUAGES = 7, 2, 6, 6
# Of each kind near it, those that are listed.
MOST_NEAR = {"surgery": 2, "pharmacy": 2, "library": 1, "school": 1}


class Near(NamedTuple):
    """A place near the venue, with the letter that stands for it on the map."""

    letter: str
    name: str
    said: str
    longitude: float
    latitude: float


class PlanNumbers(NamedTuple):
    """What the plan that keeps some sessions calls them.

    Attributes
    ----------
    by_venue
        By the id of a session's venue its number in the plan.
    all
        How many sessions the plan has: those that are over too.
    """

    by_venue: Mapping[str, int]
    all: int


@dataclass(frozen=True, eq=False)
class RouteCard:
    """Says what is known of one session.

    Attributes
    ----------
    venue
        Its id, as ``answer.sessions`` has it.
    known
        What of the lines to fill in is known already, by their names in ``texts.toml``.
    plan_numbers
        Of sessions that a plan keeps; without, they are numbered as the answer has them.
    """

    answer: Answer
    venue: str
    known: Mapping[str, str] = field(default_factory=dict)
    plan_numbers: PlanNumbers | None = None

    @cached_property
    def row(self) -> dict[str, Any]:
        """The session's row of ``answer.sessions``."""
        return dict(self.answer.sessions.loc[self.venue])

    @property
    def number(self) -> int:
        """Its number among the sessions, from 1."""
        return self.number_of(self.venue)

    def number_of(self, venue: str) -> int:
        """The number of the session at a venue of the answer, from 1."""
        if self.plan_numbers:
            return self.plan_numbers.by_venue[venue]
        return self.answer.choice.venues.index(venue) + 1

    @property
    def straight(self) -> float:
        """How far a walk leads in a straight line, metres."""
        return self.answer.request.straight

    @cached_property
    def around(self) -> AroundVenue:
        """What is within a walk of it."""
        row = self.row
        return AroundVenue(self.answer.atlas, row["longitude"], row["latitude"], self.straight)

    # ---- the venue ----

    @property
    def kind(self) -> str:
        """That it is a route card, of which session."""
        every = self.plan_numbers.all if self.plan_numbers else len(self.answer.choice.venues)
        return say("card", "kind", number=self.number, all=every)

    @property
    def name(self) -> str:
        """What the venue is called."""
        return said.venue_name(self.row["kind"], self.row["name"])

    @property
    def where(self) -> str:
        """Its kind, its address and telephone; the street that a school is near, whose
        address is its town alone in the open list; without a postcode the nearest one."""
        row, homes = self.row, self.around.postcodes
        nearest = "" if row["postcode"] or homes.empty else str(homes["postcode"].iloc[0])
        parts = [
            said.venue_kind(row["kind"]),
            ", ".join(filter(None, [self.place, row["address"]])),
            unbroken(row["postcode"]),
            say("card", "nearest", postcode=unbroken(nearest)) if nearest else "",
            unbroken(row["telephone"]),
        ]
        return " · ".join(filter(None, parts))

    @property
    def check(self) -> str:
        """That lists of venues age, with the date of this one's."""
        kind = self.row["kind"]
        name = f"check_{kind}" if kind in ("own", "stop", "school") else "check"
        return say("card", name, as_of=self.row["as_of"])

    # ---- whom it reaches ----

    @property
    def reached(self) -> list[str]:
        """How many live within a walk, and how many of them of no other session."""
        answer, row = self.answer, self.row
        reach = number_text.count(answer.request.reach)
        people = capital(said.people(answer, row["people"]))
        whole = round(row["people"])
        lines = [
            one_or_many("card", "lives", whole, people=people, who=said.who(answer), reach=reach)
        ]
        if len(answer.choice.venues) > 1 and row["people"] >= said.LEAST:
            only = row["only"]
            name = "only_none" if only < said.LEAST else "only"
            name = "only_all" if row["people"] - only < said.LEAST else name
            lines.append(say("card", name, people=capital(said.people(answer, only))))
        return lines

    @property
    def assumed(self) -> str:
        """What "within a walk" means here, and whose people are counted."""
        request = self.answer.request
        return say(
            "card",
            "walk" if request.at == "postcodes" else "walk_areas",
            metres=number_text.count(self.straight),
            detour=f"{request.detour:g}",
            where=self.answer.where,
        )

    @cached_property
    def english(self) -> list[list[str]]:
        """How well people within reach speak English, with how many."""
        return [*self._groups("english")]

    @cached_property
    def communities(self) -> list[list[str]]:
        """The largest groups within reach, with how many."""
        return [*self._groups("communities")][:MOST_GROUPS]

    @property
    def wards(self) -> list[list[str]]:
        """Of each ward around, its name and its detailed groups."""
        lines = []
        for ward in self.around.wards[:MOST_WARDS]:
            groups = [f"{one.group} {number_text.count(one.people)}" for one in ward.groups]
            told = "; ".join(groups[:MOST_OF_WARD])
            if told:
                residents = number_text.count(ward.residents)
                said_of = say("card", "ward_is", residents=residents, groups=told)
                lines.append([say("card", "ward", ward=ward.ward), said_of])
        return lines

    @property
    def languages(self) -> list[str]:
        """What to prepare for, by district."""
        codes = sorted(set(self.around.postcodes["lsoa"]))
        if not codes:
            codes = [str(code) for code in self.answer.reach.areas_of(self.venue).index]
        lines = []
        for district, found in partners.languages(self.answer.atlas, codes).groupby("district"):
            names = spoken(found["language"].head(MOST_LANGUAGES))
            languages = listed(names, MOST_LANGUAGES)
            lines.append(say("card", "languages_of", district=district, languages=languages))
        return lines

    # ---- the way, and who is near ----

    @property
    def way(self) -> list[str]:
        """The nearest stops, tram stops and stations, and what is not known of them."""
        stops, metres = self.around.stops, number_text.count(self.straight)
        # Those on both sides of a road have one name: they are one place to people.
        names = list(dict.fromkeys(stops["name"]))[:MOST_STOPS]
        shown = stops[stops["name"].isin(names)]
        lines = [_stop(name, shown[shown["name"] == name]) for name in names]
        left = len(stops) - len(shown)
        if left:
            lines.append(one_or_many("card", "stops_more", left, number=left, metres=metres))
        if not len(stops):
            lines.append(say("card", "stops_none", metres=metres))
        stations = self.around.stations
        for kind in ("tram", "rail"):
            near = stations[stations["kind"] == kind].head(MOST_STATIONS)
            named = [
                say("card", "station", name=one.name, km=_km(one.metres)) for one in rows(near)
            ]
            lines += [say("card", kind, stations=", ".join(named))] if named else []
        if stations.empty:
            within = max(self.straight, STATIONS_WITHIN)
            lines.append(say("card", "no_station", km=_km(within)))
        return lines

    @property
    def streets(self) -> str:
        """Streets within reach, those with most stops first."""
        names = list(dict.fromkeys(self.around.streets["name"]))
        if not names:
            return say("card", "streets_none")
        left = len(names) - MOST_STREETS
        more = [say("card", "streets_more", number=left)] if left > 0 else []
        return ", ".join([*map(unbroken, names[:MOST_STREETS]), *more])

    @property
    def localities(self) -> str:
        """What people call the place; empty where nobody says."""
        names = self.around.localities["name"].head(MOST_LOCALITIES).tolist()
        return say("card", "localities", names=", ".join(names)) if names else ""

    @property
    def sectors(self) -> str:
        """Postcode sectors within reach, those with most homes first."""
        parts = [
            say("card", "sector_all" if one.postcodes == one.of else "sector_part",
                sector=unbroken(one.sector))
            for one in rows(self.around.sectors)
        ]  # fmt: skip
        return ", ".join(parts)

    @cached_property
    def near(self) -> tuple[Near, ...]:
        """Surgeries and pharmacies near, then other venues, each kind nearest first."""
        found = self.around.venues
        itself = (found["name"] == self.row["name"]) & (found["postcode"] == self.row["postcode"])
        found = found[~itself]
        kinds = [found[found["kind"] == kind].head(most) for kind, most in MOST_NEAR.items()]
        every = pd.concat(kinds).to_dict("records")
        return tuple(
            Near(letter, one["name"], _said(one), one["longitude"], one["latitude"])
            for letter, one in zip(ascii_uppercase, every, strict=False)
        )

    @property
    def asked(self) -> list[str]:
        """What to ask the venue before."""
        return list(TEXTS.sections["ask"].values())

    @property
    def to_fill_in(self) -> list[list[str]]:
        """What has a line to write on, and what stands there already."""
        return [[text, self.known.get(name, "")] for name, text in TEXTS.sections["write"].items()]

    @property
    def place(self) -> str:
        """The street nearest by, and what people call the place, where there is no address or a
        town's name alone; empty where nobody says."""
        street, place = self.around.nearest_street
        bare = self.row["kind"] == "school" or not self.row["address"]
        if self.row["kind"] == STOP or not (bare and street):
            return ""
        name = "near_street" if place else "near_street_only"
        return say("card", name, street=unbroken(street), place=place)

    def _groups(self, part: str) -> Iterator[list[str]]:
        found = groups_reached(self.answer, self.venue)
        found = found[(found["part"] == part) & (found["reached"] >= said.LEAST)]
        for name, people in found["reached"].items():
            yield [self.answer.atlas.indicators[str(name)].label, number_text.count(people)]


def card_of(answer: Answer, named: str) -> RouteCard:
    """The card of a session, by its number from 1 or its venue's id.

    Raises
    ------
    ProblemError
        When there is none of that number or id.
    """
    venues = answer.choice.venues
    if len(named) < 4 and named.isascii() and named.isdigit() and 0 < int(named) <= len(venues):
        return RouteCard(answer, venues[int(named) - 1])
    if named in venues:
        return RouteCard(answer, named)
    raise ProblemError(say("card", "unknown"))


def _stop(name: str, stops: pd.DataFrame) -> str:
    """The stops of one name: how far the nearest is, and which ways buses go from them."""
    ways = dict.fromkeys(TEXTS.of("towards", one) for one in stops["bearing"])
    towards = listed([one for one in ways if one], len(ways))
    stop = say("card", "stop_each", name=name, metres=_metres(stops["metres"].min()))
    return say("card", "stop_towards", stop=stop, towards=towards) if towards else stop


def _said(one: dict[str, Any]) -> str:
    kind = say("kinds", f"{one['kind']}_one")
    away = say("card", "away", metres=_metres(one["metres"]))
    place = [one["address"], unbroken(one["postcode"]), unbroken(one["telephone"]), unbroken(away)]
    return ", ".join(filter(None, [kind, *place]))


def _metres(metres: float) -> str:
    """To ten metres: points of lists are no nearer than that."""
    return number_text.count(round(metres, -1))


def _km(metres: float) -> str:
    return number_text.fixed(metres / 1_000, 1)
