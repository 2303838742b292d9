"""What can be asked of an indicator: the rules that suit it, their bounds and usual amounts."""

from functools import lru_cache
from typing import NamedTuple

from dashboard.parts.address import DECIMAL, WHOLE, plain
from dashboard.parts.control_labels import labels
from dashboard.parts.targets.target_definition import RULES
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.exercise.heard_criterion import HEARD
from layers.targeting.area_search import Criterion, Definition, DefinitionError, check

# The amount that each rule starts with; none for values in an indicator's own unit.
USUAL = {"nt": 20, "lt": 20, "d": 2}
# The same of a change: fallen by so many steps, which is more need, and risen by so many.
USUAL_STEPS = {"le": -2, "ge": 2}
# A rule's least and highest amount; what is over 0 need not be whole.
BOUNDS = {"nt": (0, 100), "lt": (0, 100), "d": (1, 10)}
# Of an own exercise, whose ratios are at most 1 (layers/targeting/area_search.py).
EXERCISE = (0, 1)
# In the order in which they are offered: an indicator starts with the first that suits it.
ORDER = ("nt", "lt", "d", "ge", "le")
NO_CRITERION = ("category", "rank")
# The least amount over 0 that an address can say (dashboard/parts/address.py: four decimals).
LEAST = 0.0001


class Amount(NamedTuple):
    """What the amount of a criterion may be: the field's limits, and what is said of any other."""

    low: float | None
    high: float | None
    pattern: str
    wrong: str


def amount(indicator: str, rule: str) -> Amount:
    """What an amount may be, for an indicator and a rule's letters."""
    wrong = labels()["seldom_heard"]["wrong"]
    if indicator == HEARD:
        low, high = EXERCISE
        return Amount(LEAST, high, DECIMAL, wrong["exercise"].format(high=high))
    if rule not in BOUNDS:
        return Amount(None, None, DECIMAL, wrong["decimals"])
    low, high = BOUNDS[rule]
    if rule == "d":
        return Amount(low, high, WHOLE, wrong["whole"].format(low=low, high=high))
    return Amount(LEAST, high, DECIMAL, wrong["percent"].format(high=high))


def rules_of(atlas: Atlas, indicator: str) -> tuple[str, ...]:
    """Letters of the rules that suit an indicator, in the order in which they are offered."""
    return ("le",) if indicator == HEARD else suiting(atlas).get(indicator, ())


def suiting(atlas: Atlas) -> dict[str, tuple[str, ...]]:
    """By indicator that can be a criterion: letters of the rules that suit it."""
    return _suiting(atlas, tuple(atlas.indicators))


# By the indicators, too: an atlas with figures that somebody brought equals the one without.
@lru_cache(maxsize=4)
def _suiting(atlas: Atlas, names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    found = {name: _rules(atlas, name) for name in names}
    return {name: rules for name, rules in found.items() if rules}


def starts(atlas: Atlas) -> dict[str, str]:
    """By indicator: what a new criterion has after it in the address, ``nt!20!r``."""
    return {
        name: f"{rules[0]}!{plain(_usual(atlas.indicators[name], rules[0]))}!r"
        for name, rules in suiting(atlas).items()
    }


def rule_labels(rules: tuple[str, ...], definition: Indicator) -> list[tuple[str, str]]:
    """Rules with their labels, which are others where low values mean need."""
    words = labels()["seldom_heard"]
    if definition.kind == "change":
        return [(rule, words["steps"][rule]) for rule in rules]
    said = words["rules"]
    return [(rule, said[rule][1 if definition.polarity == "low" else 0]) for rule in rules]


def _usual(definition: Indicator, rule: str) -> float:
    """The amount that a rule starts with."""
    return (USUAL_STEPS if definition.kind == "change" else USUAL).get(rule, 1)


def _rules(atlas: Atlas, name: str) -> tuple[str, ...]:
    if atlas.indicators[name].kind in NO_CRITERION:
        return ()
    definition, found = atlas.indicators[name], []
    for letter in tuple(USUAL_STEPS) if definition.kind == "change" else ORDER:
        amount = _usual(definition, letter)
        criterion = Criterion(name, RULES[letter], amount)  # type: ignore[arg-type]
        try:
            check(atlas, Definition((criterion,)))
        except DefinitionError:
            continue
        found.append(letter)
    return tuple(found)
