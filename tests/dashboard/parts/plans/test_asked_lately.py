"""Who was asked lately, as other pages show it."""

from datetime import date
from types import SimpleNamespace

from dashboard.parts.plans.asked_lately import lately, shown
from tests.dashboard.plans.words import links, words
from workspace.asked_lately import Asked

ONE = Asked(
    plan="a" * 32,
    title="Blood pressure",
    first=date(2026, 4, 21),
    last=date(2026, 6, 2),
    visits=2,
    kinds=("drop_in", "event"),
    people=90.0,
)


def test_each_plan_with_when_how_and_how_many() -> None:
    said = shown([ONE])
    assert (
        "Blood pressure April 2026 to June 2026 · 2 visits, drop-in or stall, event · "
        "about 90 people heard"
    ) in words(said)
    assert links(said) == [f"/plans?p={ONE.plan}"]


def test_a_small_number_is_told_in_words() -> None:
    one = Asked(ONE.plan, ONE.title, ONE.last, ONE.last, 1, (), float("nan"))
    assert "June 2026 · one visit · a few people heard" in words(shown([one]))


def test_nobody_was_there() -> None:
    assert "No plan kept here" in words(shown([]))


def test_nothing_is_said_where_no_plans_are_kept_or_to_whom_they_are_closed() -> None:
    today = date(2026, 7, 1)
    assert lately(SimpleNamespace(workspace=None), ["E01007768"], today) is None  # type: ignore[arg-type]
    # Outside a request nobody asks.
    assert lately(SimpleNamespace(workspace=object()), ["E01007768"], today) is None  # type: ignore[arg-type]
