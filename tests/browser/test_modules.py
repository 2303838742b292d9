"""Dash's callbacks call functions of modules, which come when they are first called."""

from collections.abc import Callable

import pytest

from tests.browser.explore import Explore
from tests.browser.test_busy_server import Refusing, refusal

pytestmark = pytest.mark.browser
CALL = "(share) => window.dash_clientside.numbers.percent(share)"


def test_a_module_comes_when_one_of_its_functions_is_called(explore: Explore) -> None:
    assert explore.page.evaluate(CALL, 12) == "12.0%"
    # Then it is called at once, as Dash's own functions are.
    called = explore.page.evaluate("() => window.dash_clientside.numbers.percent(13) === '13.0%'")
    assert called


def test_one_that_the_server_refuses_is_said_and_asked_for_again(
    new_page: Callable[..., Explore],
) -> None:
    explore = new_page()
    refusing = Refusing(refusal(500, 1), 1)
    explore.page.route("**/modules/*/numbers.js", refusing)
    explore.open()
    explore.page.evaluate("() => { window.said = window.dash_clientside.numbers.percent(12); }")
    explore.page.click("#trouble .again")
    assert explore.page.evaluate("() => window.said") == "12.0%"
    assert refusing.asked >= 2
    assert explore.text("#trouble") == ""
