"""The Practices page's view and its address.

``v`` holds the units looked at, one for a profile and several to compare, ``k`` what the list
shows, ``d``, ``c`` and ``q`` the place, the network and the typed name that it is narrowed to,
``r`` the register of the list and the charts, ``s`` what the list says of each, ``f`` which of
those it compares with what is expected it keeps, ``m`` what the map shows of a footprint. The
page's controls write the same parts (``form.py``); the browser reads none: the server tells it what
they mean.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from dashboard.parts import map_ground
from dashboard.parts.address import Parts, printable, query_of
from layers.atlas import Atlas
from layers.practices import care, units
from layers.practices.recorded_registers import registers
from layers.practices.units import Unit, UnitError

Listed = Literal["practice", "pcn"]
Shown = Literal["core", "list", "area"]
Columns = Literal["patients", "recorded", "care"]
Verdict = Literal["", "lower", "higher"]
LETTERS = frozenset("vkdcqrsfm") | {map_ground.LETTER}

DEFAULT_REGISTER = "HYP"
MOST_COMPARED = 6
LONGEST_NAME = 60


@dataclass(frozen=True)
class PracticesView:
    """What is looked at.

    Attributes
    ----------
    units
        None for the list, one for its profile, two to six to compare.
    listed
        What the list shows.
    place, network
        Codes of the place (sub-ICB location) and of the network that the list is narrowed to;
        empty for all.
    named
        What was typed of a name; empty for all.
    register
        Code of the register in the list and the charts.
    shown
        What the map shows of one unit: the ``core`` of its list, each area's share of its ``list``,
        or its share of each ``area``.
    marks
        Kinds of marks that the map shows besides.
    columns
        What the list says of each: who its ``patients`` are, how many it has ``recorded`` on the
        register against how many one would expect, or how patients get in and are looked after
        (``care``), where the snapshot knows.
    verdict
        Where the list says what is recorded: only what is below (``lower``) or above (``higher``)
        the usual range; empty for all.
    """

    units: tuple[Unit, ...] = ()
    listed: Listed = "practice"
    place: str = ""
    network: str = ""
    named: str = ""
    register: str = DEFAULT_REGISTER
    shown: Shown = "core"
    marks: tuple[str, ...] = map_ground.usual()
    columns: Columns = "patients"
    verdict: Verdict = ""

    def query(self) -> str:
        """The address's query string, with its ``?``; empty for the plain list."""
        return self.query_with([unit.key for unit in self.units])

    def query_with(self, keys: Sequence[str]) -> str:
        """The same with other units, by their keys, known or not."""
        return query_of(
            {
                "v": ".".join(keys),
                "k": "" if self.listed == "practice" else self.listed,
                "d": self.place,
                "c": self.network,
                "q": self.named,
                "r": "" if self.register == DEFAULT_REGISTER else self.register,
                "s": "" if self.columns == "patients" else self.columns,
                "f": self.verdict,
                "m": "" if self.shown == "core" else self.shown,
                map_ground.LETTER: map_ground.written(self.marks),
            }
        )

    def asked(self) -> dict[str, Any]:
        """What the address means, as the browser is told: by its letters, none left out."""
        return {
            "v": [unit.key for unit in self.units],
            "k": self.listed,
            "d": self.place,
            "c": self.network,
            "q": self.named,
            "r": self.register,
            "s": self.columns,
            "f": self.verdict,
            "m": self.shown,
        }

    def parts(self) -> dict[str, str]:
        """The same as the address writes it, none left out."""
        texts = {k: ".".join(v) if isinstance(v, list) else v for k, v in self.asked().items()}
        return texts | map_ground.said(self.marks)

    def narrowed(self) -> bool:
        """Whether the list is narrowed to a part of itself."""
        return bool(self.place or self.network or self.named or self.verdict)


def columns_offered(atlas: Atlas) -> tuple[str, ...]:
    """What the list can say of each: nothing that the snapshot does not hold."""
    return tuple(one for one in get_args(Columns) if one != "care" or care.measures(atlas))


def read_view(search: str, atlas: Atlas) -> tuple[PracticesView, list[str]]:
    """A query string as a view, and sentences about what in it could not be used. Never fails."""
    parts = Parts(search, LETTERS)
    found: dict[str, Unit] = {}
    for key in filter(None, parts.text("v").split(".")):
        try:
            one = units.unit(atlas, key)
        except UnitError as error:
            parts.say(str(error))
            continue
        found.setdefault(one.key, one)
    if len(found) > MOST_COMPARED:
        parts.say(f"Only the first {MOST_COMPARED} are compared.")
    practices = atlas.practices
    columns: Columns = parts.one_of("s", columns_offered(atlas), "list", "patients")  # type: ignore
    verdict = parts.one_of("f", get_args(Verdict), "verdict")
    view = PracticesView(
        tuple(found.values())[:MOST_COMPARED],
        parts.one_of("k", get_args(Listed), "list", "practice"),  # type: ignore[arg-type]
        parts.one_of("d", set(practices["sub_icb_code"]), "place"),
        parts.one_of("c", set(practices["pcn_code"]), "network"),
        printable(" ".join(parts.text("q").split()))[:LONGEST_NAME].strip(),
        parts.one_of("r", registers(atlas), "register", DEFAULT_REGISTER),
        parts.one_of("m", get_args(Shown), "map", "core"),  # type: ignore[arg-type]
        map_ground.read(parts),
        columns,
        verdict if columns == "recorded" else "",  # type: ignore[arg-type]
    )
    return view, list(parts.notes)
