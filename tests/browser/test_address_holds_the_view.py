"""Back, forward, reload and a pasted link show the same view again."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.explore import Explore

pytestmark = pytest.mark.browser

EVERYTHING = (
    "?i=english_limited&k=j6&d=E08000018.E08000019&t=1.2.3&n=1200"
    "&s=E01007749.E01007824&f=no_car.asian"
)


def shown(explore: Explore) -> dict[str, Any]:
    """What a person sees of the view, besides the address itself."""
    return {
        "state": explore.state(),
        "legend": explore.page.text_content("#legend"),
        "in view": explore.in_view(),
        "chips": explore.text("#chips"),
        "districts": explore.page.evaluate(
            "() => [...document.querySelectorAll('#district :checked')].map((b) => b.value)"
        ),
        "level": explore.page.input_value("#level"),
        "kind": explore.page.input_value("#classes-kind"),
        "columns": explore.text("#table-chips"),
        "card": explore.text("#card-now"),
        "fills": explore.fills(),
    }


def test_back_and_forward_go_through_the_views(explore: Explore) -> None:
    views = [shown(explore)]
    with explore.redrawn():
        explore.page.click('#theme input[value="language"] + label')
    views.append(shown(explore))
    with explore.redrawn():
        explore.page.check('#district input[value="E08000016"]')
    views.append(shown(explore))
    with explore.redrawn():
        explore.page.select_option("#level", "ward")
    views.append(shown(explore))
    with explore.redrawn():
        explore.page.locator("#legend [data-class]:not([disabled])").first.click()
    views.append(shown(explore))
    assert len({str(view) for view in views}) == 5

    # The page itself stays: no server is asked for it, and its table need not be opened again.
    explore.arrived()
    explore.open_table()
    explore.page.evaluate("() => { document.getElementById('map').dataset.mine = 'yes'; }")
    asked: list[str] = []
    explore.page.context.on("request", lambda request: asked.append(request.post_data or ""))
    for view in reversed(views[:-1]):
        with explore.redrawn():
            explore.page.evaluate("() => history.back()")
        assert shown(explore) == view
    for view in views[1:]:
        with explore.redrawn():
            explore.page.evaluate("() => history.forward()")
        assert shown(explore) == view
    assert explore.page.locator("#map[data-mine=yes]").count() == 1
    assert explore.page.is_visible("#table .ag-row")
    assert not [body for body in asked if "_pages_content" in body]


def test_a_reload_and_a_pasted_link_restore_everything(
    explore: Explore, new_page: Callable[..., Explore]
) -> None:
    explore.visit(EVERYTHING)
    assert explore.text("#notice") == ""
    before = shown(explore)
    assert before["state"] == EVERYTHING
    assert before["chips"].count("×") == 5
    assert before["columns"].count("×") == 2

    explore.page.reload()
    explore.loaded()
    assert shown(explore) == before
    assert explore.search() == EVERYTHING

    pasted = new_page().open("/" + EVERYTHING)
    assert shown(pasted) == before
    # The profile, which the server works out, is of the link's own selection.
    pasted.until("() => document.getElementById('card-profile').innerText.length > 200")


def test_the_other_page_and_back_again(explore: Explore) -> None:
    explore.visit("?i=roma&d=E08000018")
    before = shown(explore)
    explore.page.click(".nav-link[href='/methods']")
    explore.until("() => document.querySelector('h1')?.textContent === 'Methods and data'")
    assert explore.page.locator("#map").count() == 0
    explore.page.evaluate("() => { delete document.body.dataset.drawn; history.back(); }")
    explore.until("() => document.body.dataset.drawn", what="the map again")
    assert shown(explore) == before
