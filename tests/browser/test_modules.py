"""Dash's callbacks call functions of modules, which come when they are first called."""

from collections.abc import Callable

import pytest

from tests.browser.explore import Explore
from tests.browser.test_busy_server import Refusing, refusal

pytestmark = pytest.mark.browser
# What there is to say of a cluster where none is asked for: nothing.
CALL = "() => window.dash_clientside.clusters.said(0)"


def test_a_module_comes_when_one_of_its_functions_is_called(explore: Explore) -> None:
    assert explore.page.evaluate(CALL) == ""
    # Then it is called at once, as Dash's own functions are.
    assert explore.page.evaluate("() => window.dash_clientside.clusters.said(0) === ''")


def test_one_that_the_server_refuses_is_said_and_asked_for_again(
    new_page: Callable[..., Explore],
) -> None:
    explore = new_page()
    refusing = Refusing(refusal(500, 1), 1)
    explore.page.route("**/modules/*/clusters.js", refusing)
    explore.open()
    explore.page.evaluate(f"() => {{ window.said = ({CALL})(); }}")
    explore.page.click("#trouble .again")
    assert explore.page.evaluate("() => window.said") == ""
    assert refusing.asked >= 2
    assert explore.text("#trouble") == ""


def test_without_what_every_page_needs_the_page_says_so(new_page: Callable[..., Explore]) -> None:
    explore = new_page()
    explore.page.route("**/modules/*/numbers.js", lambda route: route.abort())
    explore.page.goto(explore.origin)
    explore.page.wait_for_selector("#trouble .again")
    assert explore.text("#trouble .again") == "Reload the page"
