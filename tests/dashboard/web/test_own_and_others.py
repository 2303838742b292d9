"""Pages and files that were asked for with a layer leave nothing for whoever asks without it.

What is remembered by atlas is remembered for all atlases that equal it, and one with layers of
somebody's own equals the one without. So each page and file is asked for with a layer, without,
and with another, and each time says what a server says that has just been started.
"""

import importlib
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from dash import Dash

from dashboard.application import PAGES
from layers import Atlas
from layers.own.own_layer import OwnLayer
from tests.carrying import Page, every_kind
from tests.test_caches import FOUND

CRITERIA = "c=imd_decile!d!2!r~roma!ge!1!r"
# Of each page what it opens with, and with something asked; and its files.
QUERIES = {
    "/seldom-heard": f"?{CRITERIA}",
    "/practices": "?v=C88048",
    "/inequality": "?i=bad_health",
}
FILES = (
    "/find/said?i=roma&p=C88048",
    "/find/said?s=E01007317",
    "/export/zip?i=roma&f=imd_score",
    f"/targets/zip?{CRITERIA}",
    "/practices/export/zip?v=C88048",
    "/inequality/export/zip?i=bad_health",
    "/data/own/shown",
)


def addresses() -> Iterator[str]:
    for page in PAGES:
        path = page.NAV[0]
        yield path
        if path in QUERIES:
            yield path + QUERIES[path]
    yield from FILES


def remembering() -> Iterator[Callable[[], None]]:
    """Ways to forget, of every function of a module that remembers by the atlas."""
    for name in FOUND:
        module, _, function = name.rpartition(".")
        try:
            found: Any = getattr(importlib.import_module(module), function, None)
        except ImportError:  # of an object or inside a function
            continue
        if hasattr(found, "cache_clear"):
            yield found.cache_clear


def asked(app: Dash, layers: Sequence[OwnLayer]) -> dict[str, bytes]:
    page, said = Page(app.server, layers), {}
    for address in addresses():
        answer = page.get(address)
        assert answer.status_code == 200, address
        # Dash gives each page a name of its own.
        said[address] = re.sub(rb'"end_id":"[^"]*"', b"", answer.data)
    return said


def test_every_answer_is_that_of_a_server_just_started(open_app: Dash, atlas: Atlas) -> None:
    mine, other = every_kind(atlas)["share"], every_kind(atlas)["rate"]
    forget = list(remembering())
    assert len(forget) > 60
    for one in forget:
        one()
    first, bare, then = (asked(open_app, layers) for layers in ([mine], [], [other]))
    for secret in (mine.id, other.id):
        assert [a for a, said in bare.items() if secret.encode() in said] == []
    assert any(mine.id.encode() in said for said in first.values())
    assert [a for a, said in then.items() if mine.id.encode() in said] == []
    for layers, said in (([], bare), ([other], then)):
        for one in forget:
            one()
        fresh = asked(open_app, layers)
        assert [address for address, text in fresh.items() if text != said[address]] == []
