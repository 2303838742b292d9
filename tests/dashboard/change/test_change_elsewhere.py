"""The change of decile on other pages: a criterion of Seldom-heard, and Explore's headline."""

import pytest

from dashboard.explore.view import ViewState
from dashboard.explore.view_finding import finding
from dashboard.parts.targets.handover import describe
from dashboard.parts.targets.target_definition import read_targets
from dashboard.seldom_heard import why_found
from dashboard.seldom_heard.criterion_rules import rules_of, starts
from layers import Atlas
from layers.change import decile_change
from layers.change.decile_change import MOVED, THEN
from layers.targeting.area_search import Criterion, Definition, DefinitionError, evaluate


def test_it_starts_with_more_deprived_by_two_deciles_or_more(atlas: Atlas) -> None:
    assert rules_of(atlas, MOVED) == ("le", "ge")
    assert starts(atlas)[MOVED] == "le!-2!r"
    targets, notes = read_targets(f"?c={MOVED}!le!-2!r", atlas)
    assert not notes
    [criterion] = targets.criteria
    label = "Deprivation decile, change 2019 to 2025"
    assert describe(atlas, criterion) == f"{label}: more deprived by 2 deciles or more"
    assert describe(atlas, Criterion(MOVED, "at_least", 1)) == (
        f"{label}: less deprived by 1 decile or more"
    )
    for rule in ("local_top", "national_top", "decile"):
        with pytest.raises(DefinitionError, match="whole steps"):
            evaluate(atlas, Definition((Criterion(MOVED, rule, 5),)))  # type: ignore[arg-type]


def test_it_finds_whole_steps_and_never_a_divided_area(atlas: Atlas) -> None:
    """Firm is one step farther, a near miss one step short: there is no tenth of a step."""
    moved = decile_change.areas(atlas)["moved"]
    found = evaluate(atlas, Definition((Criterion(MOVED, "at_most", -2),)))
    assert set(found.found) == set(moved.index[moved <= -2])
    assert set(found.firm) == set(moved.index[moved <= -3])
    assert set(found.near["lsoa"]) == set(moved.index[moved == -1])
    targets, _ = read_targets(f"?c={MOVED}!le!-2!r", atlas)
    code = moved.index[moved == -2][0]
    [doubt] = why_found.doubts(atlas, targets, found.why[found.why["lsoa"] == code])
    assert doubt.endswith("if the threshold were one step stricter (−3 instead of −2).")
    known = moved.notna()
    every = evaluate(atlas, Definition((Criterion(MOVED, "at_least", -9),)))
    assert set(every.found) == set(moved.index[known])


def test_the_decile_of_2019_has_nothing_finer_to_doubt_it(atlas: Atlas) -> None:
    then = atlas.table(THEN)["value"]
    found = evaluate(atlas, Definition((Criterion(THEN, "decile", 2),)))
    assert set(found.found) == set(found.firm) == set(then.index[then <= 2])
    assert found.near.empty


def test_explore_says_how_many_can_be_compared(atlas: Atlas) -> None:
    said = finding(atlas, ViewState(indicator=MOVED))
    assert said == (
        "127 of the 838 areas in South Yorkshire that can be compared are in a more deprived tenth "
        "of England than in 2019, where 202,981 people live"
    )
