"""The change of decile on other pages: a criterion of Seldom-heard, and Explore's headline."""

import re
from datetime import date

import pytest

from dashboard.explore.places_shown import places_in_view
from dashboard.explore.view import ViewState
from dashboard.explore.view_card import card
from dashboard.explore.view_finding import finding
from dashboard.parts.targets.handover import describe, work_out
from dashboard.parts.targets.target_definition import read_targets
from dashboard.seldom_heard import criteria_form, export_about, findings, map_result, why_found
from dashboard.seldom_heard.brief.pages import content
from dashboard.seldom_heard.criterion_rules import rules_of, starts
from dashboard.seldom_heard.zone_card import zone_card
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
    """As of deciles without a score, nothing says how near an area is to the next step: no area
    is borderline by it, and none a near miss."""
    moved = decile_change.areas(atlas)["moved"]
    found = evaluate(atlas, Definition((Criterion(MOVED, "at_most", -2),)))
    assert set(found.found) == set(found.firm) == set(moved.index[moved <= -2])
    assert found.near.empty
    targets, _ = read_targets(f"?c={MOVED}!le!-2!r", atlas)
    row = found.why[found.why["value"] == -2].iloc[[0]]
    assert why_found.doubts(atlas, targets, row) == []
    label = "Deprivation decile, change 2019 to 2025"
    assert why_found.reason(atlas, row.iloc[0]) == f"{label}: 2 deciles more deprived"
    known = moved.notna()
    every = evaluate(atlas, Definition((Criterion(MOVED, "at_least", -9),)))
    assert set(every.found) == set(moved.index[known])


def test_the_criterion_says_how_far_it_can_be_compared(atlas: Atlas) -> None:
    """Beside its name, on the page and in what the brief and files say first; never "−2"."""
    targets, _ = read_targets(f"?c={MOVED}!le!-2!r", atlas)
    lines = export_about.asked_lines(atlas, work_out(atlas, targets))
    at = next(at for at, (name, _) in enumerate(lines) if name == "Required")
    assert lines[at][1].endswith(": more deprived by 2 deciles or more")
    name, said = lines[at + 1]
    assert name == "Please note"
    assert said.startswith("Less directly comparable: ")
    assert "divided or redrawn in between are not compared" in said
    assert "by it alone no area is borderline" in said
    form = str(criteria_form.props(atlas, targets))
    # The form has it folded, below a few words.
    folded = f"Details(children=[Summary('Less directly comparable: what to mind'), {said!r}]"
    assert folded in form
    assert "(more deprived by 2 deciles or more)" in form
    other, _ = read_targets("?c=imd_decile!d!2!r", atlas)
    assert "Less directly" not in str(export_about.asked_lines(atlas, work_out(atlas, other)))


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


def test_explore_says_of_an_area_its_decile_then_and_now(atlas: Atlas) -> None:
    found = decile_change.areas(atlas)
    code = found.index[found["moved"] == -2][0]
    then, now = (f"{found.at[code, end]:.0f}" for end in ("then", "now"))
    view = ViewState(indicator=MOVED, selected=(code,))
    said = str(card(atlas, view, places_in_view(atlas, view)))
    assert f"Decile {then} in 2019, {now} in 2025: 2 deciles more deprived" in said
    assert "Less directly comparable" in said
    assert finding(atlas, view).endswith(f": from decile {then} to {now}")
    divided = found.index[found["kind"] == "split"][0]
    view = ViewState(indicator=MOVED, selected=(divided,))
    assert "Divided since 2019, not compared" in str(card(atlas, view, places_in_view(atlas, view)))
    several = tuple(found.index[found["moved"] <= -2])
    assert finding(atlas, ViewState(indicator=MOVED, selected=several)) == (
        "15 areas selected: 15 of the 15 that can be compared are in a more deprived tenth of "
        "England than in 2019, where 24,472 people live"
    )


def test_nothing_is_called_firm_where_nothing_says_how_sure_it_is(atlas: Atlas) -> None:
    """Whole steps alone have no stricter threshold and no range; other figures have."""
    made = work_out(atlas, read_targets(f"?c={MOVED}!le!-2!r", atlas)[0])
    page = str([findings.said(atlas, made), map_result.legend(atlas, made)])
    page += str(zone_card(atlas, made, 0))
    assert "Nothing says how sure these areas are" in page
    assert not re.search(r"\bfirm\b|'Firm'", page.replace("firm-means", ""))
    paper = content(atlas, made, made=date(2026, 11, 30), link="")
    assert "Nothing says how sure these areas are" in str(paper)
    assert " area, how sure is not known · " in paper["pages"][0]["facts"]
    assert "Grey: found. " in str(paper["pages"][0])
    other = f"?c={MOVED}!le!-2!r~english_limited!nt!30!r"
    both = work_out(atlas, read_targets(other, atlas)[0])
    assert " are firm; " in str(findings.said(atlas, both))


def test_of_one_thing_asked_for_nothing_is_known_where_it_has_no_figure(atlas: Atlas) -> None:
    made = work_out(atlas, read_targets(f"?c={MOVED}!le!-2!r", atlas)[0])
    [line] = [one for one in made.advice if "may be missing" in one]
    assert "nothing says whether they meet what is asked for" in line
    assert "all that is known of them" not in line
