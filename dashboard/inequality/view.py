"""The Inequality page's view and its address.

``t`` is the part of the page, ``i`` the indicator, ``o`` what places are ordered by, ``w`` the
place looked at, ``g`` whether its groups are England's tenths, ``f`` the form of the fitted line;
``c`` the indicators set against each other, ``l`` over areas or practices, ``p`` the two of them in
the scatter plot. The browser reads and writes the same parts (``assets/later/inequality.js``).
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import parse_qsl, urlencode

from layers import orderings, segregation, units
from layers.atlas import Atlas
from layers.correlation import Level
from layers.definitions import Indicator
from layers.gradient import By
from layers.slope import Transform
from layers.units import UnitError

Part = Literal["gap", "mix", "together"]

# Where the page opens: health, by an order that health has no part in.
START = {"i": "bad_health", "o": "imd_without_health"}
ORDERING = "imd"
TOGETHER = ("imd_score", "bad_health", "english_limited", "minority_ethnic", "no_car")
FEWEST, MOST = 2, 8
LONGEST = 4000


@dataclass(frozen=True)
class InequalityView:
    """What is looked at.

    Attributes
    ----------
    part
        ``gap``, ``mix`` (segregation) or ``together`` (correlation).
    indicator, ordering
        Their ids.
    within
        Key of a unit (:mod:`layers.units`); "" for all of the atlas.
    by
        Groups: the place's own (``local``), or England's tenths (``national``).
    fit
        Form of the fitted line.
    chosen
        Ids of two to eight indicators.
    level
        Correlation over areas or practices.
    pair
        The two of them in the scatter plot; empty for none.
    """

    part: Part = "gap"
    indicator: str = START["i"]
    ordering: str = START["o"]
    within: str = ""
    by: By = "local"
    fit: Transform = "none"
    chosen: tuple[str, ...] = TOGETHER
    level: Level = "area"
    pair: tuple[str, ...] = ()

    def query(self, **change: object) -> str:
        """The address's query string, with its ``?``, of this view with some parts changed."""
        now = self.__dict__ | change
        parts = {
            "t": "" if now["part"] == "gap" else now["part"],
            "i": now["indicator"],
            "o": now["ordering"],
            "w": now["within"],
            "g": "" if now["by"] == "local" else now["by"],
            "f": "" if now["fit"] == "none" else now["fit"],
            "c": "" if now["chosen"] == TOGETHER else ".".join(now["chosen"]),
            "l": "" if now["level"] == "area" else now["level"],
            "p": ".".join(now["pair"]),
        }
        return f"?{urlencode({key: value for key, value in parts.items() if value}, safe='~.')}"


def orderings_offered(atlas: Atlas) -> Mapping[str, Mapping[str, str]]:
    """Labels of what places can be ordered by, by id, under two headings."""
    named = {
        name: one.short[0].upper() + one.short[1:]
        for name, one in orderings.orderings_of(atlas).items()
    }
    groups = {one.id: one.label for one in segregation.groups_of(atlas)}
    shares = {name: label for name, label in named.items() if name in groups}
    return {
        "Deprivation": {name: label for name, label in named.items() if name not in groups},
        "Ethnicity and language": shares
        | {name: label for name, label in groups.items() if name not in shares},
    }


def can_be_shown(definition: Indicator) -> bool:
    """Whether an indicator has a mean over places at all, so that it is offered."""
    return definition.aggregate in ("ratio", "weighted_mean")


def read_view(search: str, atlas: Atlas) -> tuple[InequalityView, list[str]]:
    """A query string as a view, and sentences about what in it could not be used. Never fails."""
    parts = dict(parse_qsl(search.lstrip("?")[:LONGEST]))
    if "i" not in parts:
        parts = START | parts
    ignored: list[str] = []

    def one(key: str, known: Callable[[str], bool], what: str, otherwise: str) -> str:
        given = parts.get(key, "")
        if not given or known(given):
            return given or otherwise
        ignored.append(f"There is no {what} “{_short(given)}”.")
        return otherwise

    def among(options: Collection[str]) -> Callable[[str], bool]:
        return lambda given: given in options

    offered = {name for group in orderings_offered(atlas).values() for name in group}
    fallback = START["i"] if START["i"] in atlas.indicators else next(iter(atlas.indicators))
    indicator = one("i", among(atlas.indicators), "indicator", fallback)
    chosen = _chosen(parts.get("c", ""), atlas, ignored)
    pair = tuple(part for part in parts.get("p", "").split(".") if part in chosen)
    return InequalityView(
        part=one("t", among(get_args(Part)), "part of this page called", "gap"),  # type: ignore[arg-type]
        indicator=indicator,
        ordering=one("o", among(offered), "way to order called", ORDERING),
        within=_within(parts.get("w", ""), atlas, ignored),
        by=one("g", among(get_args(By)), "kind of group called", "local"),  # type: ignore[arg-type]
        fit=one("f", among(get_args(Transform)), "fit called", "none"),  # type: ignore[arg-type]
        chosen=chosen,
        level=one("l", among(get_args(Level)), "level called", "area"),  # type: ignore[arg-type]
        pair=pair if len(set(pair)) == 2 and len(pair) == 2 else (),
    ), ignored


def _within(key: str, atlas: Atlas, ignored: list[str]) -> str:
    if not key:
        return ""
    try:
        return units.unit(atlas, key).key
    except UnitError as error:
        ignored.append(f"{error} All of {atlas.name} is shown.")
        return ""


def _chosen(text: str, atlas: Atlas, ignored: list[str]) -> tuple[str, ...]:
    given = list(dict.fromkeys(filter(None, text.split("."))))
    usual = tuple(name for name in TOGETHER if name in atlas.indicators)
    lost = [name for name in given if name not in atlas.indicators]
    if lost:
        ignored.append(f"There is no indicator “{_short(lost[0])}”.")
    kept = tuple(name for name in given if name in atlas.indicators)
    if len(kept) > MOST:
        ignored.append(f"Only the first {MOST} indicators are set against each other.")
    if given and len(kept) < FEWEST:
        ignored.append("It takes two indicators to set against each other; these are the usual.")
    return kept[:MOST] if len(kept) >= FEWEST else usual


def _short(text: str) -> str:
    tidy = "".join(c for c in text if c.isprintable())
    return tidy if len(tidy) <= 40 else f"{tidy[:39]}…"
