"""Changing a plan in a browser: by keyboard alone, two people at once, undone, and for axe."""

from collections.abc import Callable

import pytest

from tests.browser.conftest import Plans
from tests.browser.explore import Explore
from tests.browser.test_accessibility import AXE, RULES
from workspace.plans import plans as all_plans
from workspace.records import Finding

pytestmark = pytest.mark.browser
STATEMENT = "#edit-body textarea"
SAVE = "#edit-body [data-press*='\"save\"']"


def opened(explore: Explore, plans: Plans) -> Explore:
    with plans.workspace.reading() as session:
        [plan] = all_plans(session)
    explore.page.goto(f"{plans.origin}/plans?p={plan.id}")
    explore.until("() => document.body.dataset.drawn?.startsWith('plan-')", what="the plan")
    return explore


def tab_to(explore: Explore, selector: str) -> None:
    """Press Tab until something has the keyboard."""
    for _ in range(40):
        explore.page.keyboard.press("Tab")
        if explore.page.evaluate("(one) => document.activeElement.matches(one)", selector):
            return
    pytest.fail(f"the keyboard does not come to {selector}")


def edit(explore: Explore, id: str) -> None:
    """Open a finding's form by keyboard; the panel's heading has the keyboard then."""
    explore.page.focus(f"[data-press*='{id}'][data-press*='form']")
    explore.page.keyboard.press("Enter")
    explore.until("() => document.activeElement.id === 'edit-title'", what="the panel")


def saved(explore: Explore, words: str) -> None:
    """The panel is closed, and what was done is said where the keyboard is."""
    explore.until(
        "(words) => document.activeElement.id === 'edit-told-text'"
        " && document.activeElement.innerText.includes(words)",
        words,
        what=words,
    )


def first(plans: Plans) -> Finding:
    with plans.workspace.reading() as session:
        [plan] = all_plans(session)
        return min(plan.findings, key=lambda one: one.id)


def reported(explore: Explore) -> list[str]:
    """What axe says of the open panel."""
    found = AXE.run(explore.page, context=".offcanvas", options=RULES).response
    return [one["id"] for one in found["violations"]]


def test_two_people_change_a_finding_by_keyboard_and_a_deletion_is_undone(
    plans_page: Callable[..., Explore], plans: Plans
) -> None:
    ours = opened(plans_page(), plans)
    theirs = opened(plans_page(dark=True, width=390, height=844), plans)
    for explore in (ours, theirs):
        edit(explore, first(plans).id)
        assert reported(explore) == []
        tab_to(explore, STATEMENT)
        explore.page.keyboard.press("Control+A")
    assert theirs.page.locator(".offcanvas").bounding_box()["width"] == 390
    theirs.page.keyboard.type("Theirs")
    ours.page.keyboard.type("Ours")
    # What is written is not thrown away unasked.
    ours.page.keyboard.press("Escape")
    ours.until("() => document.activeElement.dataset.edit === 'keep'", what="the question")
    ours.page.keyboard.press("Enter")
    assert ours.page.input_value(STATEMENT) == "Ours"
    tab_to(theirs, SAVE)
    theirs.page.keyboard.press("Enter")
    saved(theirs, "Saved.")
    # Both are shown; what was written is still there.
    tab_to(ours, SAVE)
    ours.page.keyboard.press("Enter")
    ours.until("() => document.activeElement.innerText.includes('here are both')", what="both")
    assert reported(ours) == []
    assert ours.page.input_value(STATEMENT) == "Ours"
    assert first(plans).statement == "Theirs"
    tab_to(ours, "#edit-body input[type=radio]")
    assert ours.page.get_by_label("Theirs: Theirs").is_visible()
    tab_to(ours, SAVE)
    ours.page.keyboard.press("Enter")
    saved(ours, "Saved.")
    assert first(plans).statement == "Ours"
    # Deleted, and undone where that is said.
    id = first(plans).id
    ours.until("() => document.querySelector('.theme').innerText.includes('Ours')")
    edit(ours, id)
    tab_to(ours, "#edit-body [data-press*='\"remove\"']")
    ours.page.keyboard.press("Enter")
    ours.page.wait_for_selector("#edit-body [data-press*='\"delete\"']")
    tab_to(ours, "#edit-body [data-press*='\"delete\"']")
    ours.page.keyboard.press("Enter")
    saved(ours, "Deleted: Getting checked: Ours")
    with plans.workspace.reading() as session:
        assert session.get(Finding, id).deleted_at is not None
    tab_to(ours, "#edit-told [data-press*='restore']")
    ours.page.keyboard.press("Enter")
    saved(ours, "Brought back")
    assert first(plans).statement == "Ours"


def test_a_mistake_is_shown_where_it_is_and_a_click_beside_the_panel_loses_nothing(
    plans_page: Callable[..., Explore], plans: Plans
) -> None:
    explore = opened(plans_page(), plans)
    page = explore.page
    page.get_by_role("button", name="Add a finding").click()
    page.wait_for_selector("#edit-body [data-form]")
    page.fill(STATEMENT, "The bus does not come.")
    page.mouse.click(200, 450)
    page.click(SAVE)
    page.wait_for_selector("#edit-body [aria-invalid=true]")
    explore.until("() => document.activeElement.innerText.includes('mend what is marked')")
    wrong = page.locator("#edit-body [aria-invalid=true]")
    assert wrong.count() == 1
    told = wrong.get_attribute("aria-describedby") or ""
    assert "Theme: this has to be filled in." in " ".join(
        page.inner_text(f"#{one}") for one in told.split()
    )
    assert page.input_value(STATEMENT) == "The bus does not come."
