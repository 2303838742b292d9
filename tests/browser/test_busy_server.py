"""A server that is busy for the moment, or refuses: what a person sees, what happens by itself."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Route

from tests.browser.explore import Explore

pytestmark = pytest.mark.browser

WAITS = "The atlas is busy at the moment; trying again in a second…"
SENTENCE = "Many people ask for this. Wait for ten seconds."
FILE = {"headers": {"Content-Disposition": 'attachment; filename="made.csv"'}, "body": "a,b\n"}


def refusal(status: int, seconds: int) -> dict[str, Any]:
    """As the server refuses: a sentence, a reference, and when to come back."""
    return {
        "status": status,
        "headers": {"Content-Type": "text/plain; charset=utf-8", "Retry-After": str(seconds)},
        "body": f"{SENTENCE}\n\nReference: 0123abcd\n",
    }


class Refusing:
    """Refuses the first requests for an address, or with a word in what they send; counts all."""

    def __init__(self, answer: dict[str, Any], times: int, word: str = "") -> None:
        self.answer, self.left, self.asked, self.word = answer, times, 0, word

    def __call__(self, route: Route) -> None:
        if self.word not in (route.request.post_data or ""):
            route.fallback()
            return
        self.asked += 1
        self.left -= 1
        if self.left >= 0:
            route.fulfill(**self.answer)
        else:
            route.fallback()


class Holding:
    """Answers no request while it holds, and never those that it held.

    (To take such a route away would let the browser send what it holds: it is let go of instead.)
    """

    def __init__(self) -> None:
        self.holds = True

    def __call__(self, route: Route) -> None:
        if not self.holds:
            route.fallback()


def export(explore: Explore, text: str) -> None:
    explore.page.click("#export button")
    explore.page.click(f"#export a:has-text('{text}')")


# Keeps all that a line says from now on: what it says for a second, a slow machine may miss.
LISTEN = """(line) => {
  window.lines = [];
  const said = document.querySelector(line);
  const keep = () => window.lines.push(said.innerText);
  new MutationObserver(keep).observe(said, { childList: true, subtree: true });
}"""


def says(explore: Explore, text: str, line: str = "#handover-status") -> None:
    explore.until(
        "([line, text]) => document.querySelector(line).innerText.includes(text)", [line, text]
    )


def test_a_busy_moment_asks_nothing_of_anybody(explore: Explore) -> None:
    held: list[Route] = []
    explore.page.route("**/export/csv*", lambda route: held.append(route))
    explore.page.evaluate(LISTEN, "#handover-status")
    export(explore, "CSV, data only")
    export(explore, "CSV, data only")  # is being made already
    says(explore, "Making the CSV…")
    explore.page.evaluate("() => fetch('/healthz').then((answer) => answer.status)")
    [asked] = held
    explore.page.route("**/export/csv*", lambda route: route.fulfill(**FILE))
    with explore.page.expect_download() as handed:
        asked.fulfill(**refusal(503, 1))
    assert handed.value.suggested_filename == "made.csv"
    says(explore, "The CSV is among your downloads.")
    assert explore.page.evaluate("() => window.lines.slice(0, -1)") == [
        "Making the CSV…",
        WAITS,
        "Making the CSV…",
    ]
    # With a key held down the link is the browser's own, as anywhere.
    kept = explore.page.locator("#export-links a").first.evaluate(
        "(link) => { let kept; link.addEventListener('click', (event) => {"
        " kept = event.defaultPrevented; event.preventDefault(); });"
        " link.dispatchEvent(new MouseEvent('click', { ctrlKey: true, cancelable: true }));"
        " return kept; }"
    )
    assert kept is False


def test_what_stays_refused_is_said_with_its_reference(explore: Explore) -> None:
    busy = Refusing(refusal(503, 1), 3)
    often = Refusing(refusal(429, 60), 1)
    explore.page.route("**/export/csv*", busy)
    explore.page.route("**/export/xlsx*", often)
    export(explore, "CSV, data only")
    says(explore, SENTENCE)
    assert busy.asked == 3
    assert explore.text("#handover-status .flag") == f"{SENTENCE} Reference: 0123abcd Try again"
    assert explore.text("#handover-status .reference") == "Reference: 0123abcd"
    export(explore, "Excel")  # nobody is left waiting for a minute
    explore.until("() => document.querySelectorAll('#handover-status .flag').length === 1")
    assert often.asked == 1


@pytest.mark.parametrize(
    ("address", "file", "text", "what"),
    [
        ("/practices?v=C88627", "**/practices/export/pdf*", "One page", "The page to print"),
        ("/inequality", "**/inequality/export/csv*", "CSV of this part, data only", "The CSV"),
    ],
)
def test_other_pages_hand_over_likewise(
    new_page: Callable[..., Explore], address: str, file: str, text: str, what: str
) -> None:
    explore = new_page()
    explore.page.route(file, lambda route: route.fulfill(**FILE))
    explore.open(address)
    with explore.page.expect_download():
        export(explore, text)
    says(explore, f"{what} is among your downloads.")


def test_who_goes_to_another_page_waits_for_no_file(explore: Explore) -> None:
    explore.page.route("**/export/png*", lambda _: None)  # takes for ever
    gone: list[str] = []
    explore.page.on("requestfailed", lambda request: gone.append(request.url))
    export(explore, "PNG")
    says(explore, "Making the map…")
    explore.visit("?i=no_car")  # another view of the same page: it is still wanted
    assert not gone
    with explore.page.expect_event("requestfailed", lambda request: "/png" in request.url):
        explore.page.click(".nav-link[href^='/methods']")


def test_a_page_is_never_frozen_without_a_word(explore: Explore) -> None:
    card = "() => document.getElementById('card-profile').innerText.length > 200"
    busy = Refusing(refusal(503, 1), 1, "card-profile")
    explore.page.route("**/_dash-update-component*", busy)
    explore.page.evaluate(LISTEN, "#trouble")
    explore.visit("?i=imd_decile&s=E01007557")
    explore.until(card)
    assert WAITS in explore.page.evaluate("() => window.lines")
    assert explore.text("#trouble") == ""
    busy.left, busy.asked = 2, 0
    explore.visit("?i=imd_decile&s=E01007558")
    says(explore, SENTENCE, "#trouble")
    assert busy.asked == 2
    assert explore.text("#trouble button") == "Try again"
    assert explore.page.locator("#card-profile[data-faded]").count() == 1  # it is of another area
    explore.visit("?i=imd_decile&s=E01007559")  # the next one is answered
    explore.until("() => document.getElementById('trouble').innerText === ''")


def test_a_map_waits_for_its_files(new_page: Callable[..., Explore]) -> None:
    explore = new_page()
    refused: set[str] = set()

    def once(route: Route) -> None:
        first = route.request.url not in refused
        refused.add(route.request.url)
        route.fulfill(**refusal(503, 1)) if first else route.fallback()

    explore.page.route("**/files/*.json", once)
    explore.open("/")
    assert len(refused) >= 4
    assert explore.page.locator("#legend li").count() > 2


CALLBACKS = "**/_dash-update-component*"
DEFINITION = "?c=imd_decile!d!2!r~english_limited!nt!20!r"


def test_results_of_an_earlier_question_are_not_handed_over(
    new_page: Callable[..., Explore],
) -> None:
    """A server that holds its answers: what stands on the page is of the question before."""
    explore = new_page()
    page = explore.page
    page.clock.install()
    explore.open("/seldom-heard?c=imd_decile!d!1!r")
    explore.until("() => !document.querySelector('#export').inert")
    before = explore.text("#targets-sentence")
    silence = Holding()
    page.route(CALLBACKS, silence)
    page.evaluate("(search) => dash_clientside.set_props('url', { search })", DEFINITION)
    explore.until("() => document.querySelector('#export').inert")
    assert explore.text("#in-view") == "Looking…"
    found = ("targets-head", "at-most-said", "at-most-picture", "targets-rest", "legend")
    assert page.locator(", ".join(f"#{one}[data-faded]" for one in found)).count() == len(found)
    assert explore.text("#trouble") == ""
    page.clock.fast_forward(8_000)
    says(explore, "Still waiting for", "#trouble")
    says(explore, "the areas that are looked for", "#trouble")
    assert "What is faded is of the question before." in explore.text("#trouble")
    silence.holds = False
    page.click("#trouble button")
    explore.until("() => !document.querySelector('#export').inert")
    assert explore.text("#targets-sentence") != before
    assert explore.text("#trouble") == ""
    assert page.locator("[data-faded]").count() == 0


@pytest.mark.parametrize(
    ("address", "next_", "parts"),
    [
        ("/practices?v=C88051", "?v=C88082", ("what the controls show", "the practice or network")),
        (
            "/inequality",
            "?i=no_car",
            ("what the controls show", "the figures of this question"),
        ),
    ],
)
def test_a_failed_server_says_so_at_once_on_every_page(
    new_page: Callable[..., Explore], address: str, next_: str, parts: tuple[str, ...]
) -> None:
    explore = new_page().open(address)
    page = explore.page
    explore.until("() => document.querySelector('#export')?.inert === false")
    page.route(CALLBACKS, lambda route: route.abort())
    page.evaluate("(search) => dash_clientside.set_props('url', { search })", next_)
    for part in parts:
        says(explore, part, "#trouble")
    found = re.match(
        r"This did not come: (.+?)\. The server could not be reached\.", explore.text("#trouble")
    )
    assert found, explore.text("#trouble")
    # In the order in which they fail; as it opens, the page may still be asking what was chosen.
    named = set(re.split(", | and ", found[1]))
    assert set(parts) <= named <= {*parts, "what you chose"}
    assert page.evaluate("() => document.querySelector('#export').inert")
    page.unroute(CALLBACKS)
    page.click("#trouble button")
    explore.until("() => document.querySelector('#export')?.inert === false")
    assert page.locator("[data-faded]").count() == 0


def test_what_is_fetched_ahead_for_a_page_is_waited_for_there_alone(
    new_page: Callable[..., Explore],
) -> None:
    explore = new_page()
    page = explore.page
    page.route("**/files/cards*", Holding())
    page.clock.install()
    with page.expect_request("**/files/cards*"):
        explore.open("/")
    page.clock.fast_forward(9_000)
    says(explore, "Still waiting for the cards of all indicators", "#trouble")
    page.evaluate("() => dash_clientside.set_props('url', { pathname: '/methods' })")
    explore.until("() => document.getElementById('trouble').innerText === ''")
    page.evaluate("() => dash_clientside.set_props('url', { pathname: '/' })")
    says(explore, "Still waiting for the cards of all indicators", "#trouble")


def test_a_first_map_that_does_not_come_is_said(new_page: Callable[..., Explore]) -> None:
    explore = new_page()
    explore.page.route("**/files/atlas*", lambda route: route.abort())
    explore.page.goto(explore.origin)
    says(explore, "This did not come: the names of areas and indicators.", "#trouble")
    assert explore.page.is_hidden("#map-wait")
    explore.page.unroute("**/files/atlas*")
    explore.page.click("#trouble button")
    explore.loaded()
