"""What the Seldom-heard form offers for a criterion is what the method takes, and nothing else."""

import re

import pytest

from dashboard.parts.targets.target_definition import RULES, read_targets
from dashboard.seldom_heard import criterion_rules
from dashboard.seldom_heard.criterion_rules import BOUNDS, USUAL, amount, rules_of, suiting
from layers import Atlas
from layers.exercise.heard_criterion import HEARD
from layers.own.own_indicator import with_own
from layers.targeting.area_search import Criterion, Definition, DefinitionError, check
from tests.carrying import every_kind


def can_be_asked(atlas: Atlas, indicator: str, letter: str, amount: float) -> bool:
    criterion = Criterion(indicator, RULES[letter], amount)  # type: ignore[arg-type]
    try:
        check(atlas, Definition((criterion,)))
    except DefinitionError:
        return False
    return True


def test_each_indicator_has_the_rules_that_suit_it(atlas: Atlas) -> None:
    assert rules_of(atlas, "imd_decile") == ("d", "ge", "le")
    assert rules_of(atlas, "english_limited") == ("nt", "lt", "d", "ge", "le")
    assert rules_of(atlas, HEARD) == ("le",)
    for name, definition in atlas.indicators.items():
        offered = rules_of(atlas, name)
        if definition.kind in ("category", "rank"):
            assert offered == ()
            continue
        for letter in RULES:
            assert (letter in offered) == can_be_asked(atlas, name, letter, USUAL.get(letter, 1))


def test_of_what_somebody_brought_nothing_is_asked_that_needs_england(atlas: Atlas) -> None:
    own = tuple(every_kind(atlas).values())
    mine = with_own(atlas, own)
    assert {rules_of(mine, one.id) for one in own} == {("lt", "ge", "le")}
    assert set(suiting(mine)) - set(suiting(atlas)) == {one.id for one in own}
    assert suiting(atlas) == suiting(with_own(atlas, own[:1]).published)


@pytest.mark.parametrize("letter", BOUNDS)
def test_bounds_are_those_of_the_method(atlas: Atlas, letter: str) -> None:
    low, high = BOUNDS[letter]
    step = 1 if letter == "d" else 0.1
    inside = [low if letter == "d" else low + step, USUAL[letter], high]
    assert all(can_be_asked(atlas, "english_limited", letter, amount) for amount in inside)
    outside = [low - step if letter == "d" else low, high + step]
    assert not any(can_be_asked(atlas, "english_limited", letter, amount) for amount in outside)


# Amounts as somebody types them, and whether the field takes them on.
TYPED = [
    ("english_limited", "nt", ("0.0001", "100", "2.5"), ("0", "100.1", "", "1.23456", "1e1")),
    ("english_limited", "ge", ("-5", "1234567", "0.1"), ("12345678", "Infinity", "1.23456", "")),
    ("imd_decile", "d", ("1", "10"), ("0", "11", "2.5", "")),
    (HEARD, "le", ("1", "0.5"), ("0", "1.1", "")),
]


@pytest.mark.parametrize(("indicator", "rule", "fit", "unfit"), TYPED)
def test_a_field_takes_what_an_address_can_say(
    atlas: Atlas, indicator: str, rule: str, fit: tuple[str, ...], unfit: tuple[str, ...]
) -> None:
    may_be = amount(indicator, rule)

    def taken(text: str) -> bool:
        """As a browser judges it."""
        if not re.fullmatch(may_be.pattern, text):
            return False
        low, high = may_be.low, may_be.high
        return (low is None or float(text) >= low) and (high is None or float(text) <= high)

    assert [text for text in (*fit, *unfit) if taken(text)] == list(fit)
    assert may_be.wrong.startswith("Give a ")
    assert "{" not in may_be.wrong
    if indicator != HEARD:  # which only an exercise has values of
        for text in fit:
            assert not read_targets(f"?c={indicator}!{rule}!{text}!r", atlas)[1]


def test_a_new_criterion_starts_with_what_can_be_asked(atlas: Atlas) -> None:
    starts = criterion_rules.starts(atlas)
    assert set(starts) == set(suiting(atlas))
    assert starts["english_limited"] == "nt!20!r"
    query = "~".join(f"{name}!{start}" for name, start in list(starts.items())[:8])
    assert not read_targets(f"?c={query}", atlas)[1]
