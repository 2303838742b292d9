"""The Inequality page's view and its address.

``t`` is the part of the page, ``i`` the indicator, ``o`` what places are ordered by, ``w`` the
place looked at, ``g`` whether its groups are England's tenths, ``f`` the form of the fitted line;
``v`` the places whose gaps are compared;
``c`` the indicators set against each other, ``l`` over areas or practices, ``p`` the two of them in
the scatter plot. The browser writes the same parts (``address_form`` of ``form.py``), and reads
none: the server tells it what they mean.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, get_args

from dashboard.inequality.comparable import comparable
from dashboard.inequality.texts import say
from dashboard.parts.address import Parts, query_of
from dashboard.parts.places_offered import read_place
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.inequality import orderings, segregation
from layers.inequality.correlation import Level
from layers.inequality.gradient import By
from layers.practices import care
from layers.statistics.slope import Transform

Part = Literal["gap", "mix", "together"]

# Where the page opens: health, by an order that health has no part in.
START = {"i": "bad_health", "o": "imd_without_health"}
ORDERING = "imd"
TOGETHER = ("imd_score", "bad_health", "english_limited", "minority_ethnic", "no_car")
FEWEST, MOST = 2, 8
MOST_COMPARED = 4
LETTERS = frozenset("tiowgfvclp")


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
        Key of a unit (:mod:`layers.practices.units`); "" for all of the atlas.
    by
        Groups: the place's own (``local``), or England's tenths (``national``).
    fit
        Form of the fitted line.
    compared
        Keys of up to four places whose gaps are compared (:mod:`dashboard.inequality.comparable`).
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
    compared: tuple[str, ...] = ()
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
            "v": ".".join(now["compared"]),
            "c": "" if now["chosen"] == TOGETHER else ".".join(now["chosen"]),
            "l": "" if now["level"] == "area" else now["level"],
            "p": ".".join(now["pair"]),
        }
        return query_of(parts)

    def asked(self) -> dict[str, Any]:
        """What the address means, as the browser is told: by its letters, none left out."""
        return {
            "t": self.part,
            "i": self.indicator,
            "o": self.ordering,
            "w": self.within,
            "g": self.by,
            "f": self.fit,
            "v": list(self.compared),
            "c": list(self.chosen),
            "l": self.level,
            "p": list(self.pair),
        }


@lru_cache(maxsize=2)
def orderings_offered(atlas: Atlas) -> Mapping[str, Mapping[str, str]]:
    """Labels of what places can be ordered by, by id, under two headings."""
    named = {
        # Without which index's year in brackets: a select cuts off what is long.
        name: one.short[0].upper() + one.short[1:].partition(" (")[0]
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
    of_areas = not (definition.grain or definition.larger)
    return of_areas and definition.aggregate in ("ratio", "weighted_mean")


def read_view(search: str, atlas: Atlas) -> tuple[InequalityView, list[str]]:
    """A query string as a view, and sentences about what in it could not be used. Never fails."""
    parts = Parts(search, LETTERS)
    offered = {name for group in orderings_offered(atlas).values() for name in group}
    usual = START["i"] if START["i"] in atlas.indicators else next(iter(atlas.indicators))
    # A link that names an indicator, and no order, means the index as it is published.
    own_order = not parts.text("i") and START["o"] in offered
    part = parts.one_of("t", get_args(Part), "part of this page", "gap")
    indicator = parts.one_of("i", atlas.indicators, "indicator", usual)
    chosen = _chosen(parts, atlas)
    if part == "together" and not parts.text("c") and atlas.indicators[indicator].is_own:
        # It comes along from the other parts of the page. One of the usual goes, so that an address
        # from which it was taken off differs from one that says nothing.
        chosen = (indicator, *chosen[:-1])
    level = parts.one_of("l", get_args(Level), "level", "area")
    if not set(care.measures(atlas)).isdisjoint(chosen):
        if level == "area":
            parts.say(say("together", "over_practices"))
        level = "practice"
    view = InequalityView(
        part=part,  # type: ignore[arg-type]
        indicator=indicator,
        ordering=parts.one_of("o", offered, "way to order", START["o"] if own_order else ORDERING),
        within=read_place(parts, "w", atlas),
        by=parts.one_of("g", get_args(By), "kind of group", "local"),  # type: ignore[arg-type]
        fit=parts.one_of("f", get_args(Transform), "fit", "none"),  # type: ignore[arg-type]
        compared=parts.first(
            parts.many("v", comparable(atlas), "place to compare"), MOST_COMPARED, "places"
        ),
        chosen=chosen,
        level=level,  # type: ignore[arg-type]
        pair=parts.read("p", _pair_among(chosen), "pair of these indicators", ()),
    )
    return view, list(parts.notes)


def _pair_among(chosen: tuple[str, ...]) -> Callable[[str], tuple[str, ...]]:
    def read(text: str) -> tuple[str, ...]:
        pair = tuple(text.split("."))
        if len(pair) != 2 or len({*pair} & {*chosen}) != 2:
            raise ValueError(text)
        return pair

    return read


def _chosen(parts: Parts, atlas: Atlas) -> tuple[str, ...]:
    kept = parts.many("c", [*atlas.indicators, *care.measures(atlas)], "indicator")
    usual = tuple(name for name in TOGETHER if name in atlas.indicators)
    if len(kept) > MOST:
        parts.say(f"Only the first {MOST} indicators are set against each other.")
    if parts.text("c").strip(".") and len(kept) < FEWEST:
        parts.say("It takes two indicators to set against each other; these are the usual.")
    return kept[:MOST] if len(kept) >= FEWEST else usual
