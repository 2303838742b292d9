"""A sentence over the map whose phrases are live.

Pointed at, a phrase leaves only the areas that it is about as they are, and the rest of the map
steps back (``assets/modules/pages/explore-headline.js``).
"""

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from dash import html
from dash.development.base_component import Component

from dashboard.explore.view_texts import texts
from dashboard.parts.attributes import aria, data

# Which areas of the view a phrase is about, as the browser finds them: by their ``codes``; by their
# values being ``among`` some, ``over`` or ``under`` a number; or by the ``square`` of two
# indicators crossed. Nothing for a phrase about all of them.
About = Mapping[str, Any]
NOBODY: About = MappingProxyType({})


class Phrase(NamedTuple):
    """Some words, and which areas they are about."""

    text: str
    about: About = NOBODY


def phrases(name: str, /, *about: About, **parts: object) -> list[Phrase]:
    """One text of ``view_texts.toml``: its n-th part in square brackets is about the n-th of
    ``about``, and the rest about nothing in particular."""
    pieces = texts()[name].replace("]", "[").split("[")
    said = [piece.format(**parts) for piece in pieces]
    of = iter(about)
    found = [Phrase(text, next(of, NOBODY) if at % 2 else NOBODY) for at, text in enumerate(said)]
    return [one for one in found if one.text]


def plain(said: Sequence[Phrase]) -> str:
    """The words alone."""
    return "".join(one.text for one in said)


def shown(said: Sequence[Phrase]) -> list[str | Component]:
    """The sentence on the page, with its full stop."""
    return [*(_live(one) if one.about else one.text for one in said), *(["."] if said else [])]


def _live(phrase: Phrase) -> Component:
    """A button that breaks over lines as the words around it do, which a ``button`` would not."""
    about = json.dumps(phrase.about, separators=(",", ":"))
    return html.Span(
        phrase.text,
        role="button",
        tabIndex=0,
        className="phrase",
        **data(about=about),
        **aria(pressed="false"),
    )
