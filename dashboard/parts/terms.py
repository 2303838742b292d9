"""Terms that tell what they mean: a button in a sentence, and links to how a figure is made.

``dashboard/wording/glossary.toml`` has the terms; ``assets/modules/terms.js`` opens what one means
beside it, and finds terms in what the browser writes by itself.
"""

import re
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.parts import links
from dashboard.parts.attributes import aria, data
from dashboard.parts.texts import say
from dashboard.wording.glossary import glossary, keys, pattern


def term(words: str) -> Component:
    """A term in a sentence, which opens what it means.

    Parameters
    ----------
    words
        As the glossary writes it, in one of its ways.

    Raises
    ------
    KeyError
        For words that the glossary does not have.
    """
    return html.Button(
        words,
        type="button",
        className="term",
        **data(term=keys()[words]),
        **aria(haspopup="dialog"),
    )


def explained(text: str) -> list[Component | str]:
    """A text with its terms as buttons, each where it first stands.

    Parameters
    ----------
    text
        Terms that the glossary spots need no mark; others are marked: ``[[near miss]]``.
    """
    parts: list[Component | str] = []
    before, at, seen = "", 0, set()
    for found in re.finditer(pattern(), text):
        words = found[1] or found[2]
        key = keys()[words]
        before += text[at : found.start()]
        at = found.end()
        if key in seen:
            before += words
            continue
        parts += [before, term(words)]
        before = ""
        seen.add(key)
    return [part for part in (*parts, before + text[at:]) if part]


def row(*words: str) -> Component:
    """A line of terms, for a page whose table or map has them where nothing can be opened."""
    parts = [part for one in words for part in (" · ", term(one))]
    return html.P([say("terms", "title"), " ", *parts[1:]], className="note d-print-none")


def how(anchor: str, what: str) -> Component:
    """A small link to the paragraph that tells how something is worked out.

    Parameters
    ----------
    anchor
        The paragraph on the Methods page.
    what
        Of what, for those who hear links one by one.
    """
    return html.A(
        say("terms", "how"),
        href=links.to(f"/methods#{anchor}"),
        target="_blank",
        className="note fw-normal ms-2 d-print-none",
        **aria(label=say("terms", "how_of", what=what)),
    )


def headed(title: str, anchor: str) -> list[Component | str]:
    """What a heading over worked-out figures holds: its title with its terms, and :func:`how`."""
    return [*explained(title), how(anchor, title)]


def for_browser() -> dict[str, Any]:
    """What the browser knows of terms: how to find one, which it is, what it means."""
    return {
        "pattern": pattern(),
        "keys": keys(),
        "said": {key: [one.said, one.more] for key, one in glossary().items()},
    }
