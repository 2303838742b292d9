"""What the browser needs of figures that somebody brought, as it has it of published ones.

Published figures come in files that are the same for everybody (:mod:`dashboard.browser_data`);
these come when they are asked for, for whoever has them at hand.
"""

from typing import Any

import numpy as np
from flask import Flask, Response, jsonify, request

from dashboard import browser_data, browser_words
from dashboard.parts.address import sentences
from dashboard.web.errors import say
from dashboard.web.request_kinds import kind_of
from dashboard.web.request_watch import log_error
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.inequality import guards
from layers.own.cover import why_none
from layers.own.own_layer import ID, MOST_LAYERS
from layers.own.texts import say as say_of_layers

PATH = "/data/own/shown"


def add_own_figures(server: Flask, atlas: Atlas) -> None:
    """Answer :data:`PATH`, and say of files that ask for figures which are not at hand that they
    are not: a file without them would say something else than was asked for."""

    @server.before_request
    def at_hand() -> Response | None:
        if kind_of(request.path) != "export":
            return None
        named = set(ID.findall(request.query_string.decode("latin-1")))
        if not named or named <= set(atlas.indicators):
            return None
        return say(sentences()["own"], 404)

    @server.get(PATH)
    def shown() -> Response:
        answer = jsonify(own_figures(atlas))
        answer.headers["Cache-Control"] = "no-store"
        return answer


def own_ids(atlas: Atlas) -> list[str]:
    """Ids of the indicators that somebody brought, in the atlas's order."""
    return [name for name, definition in atlas.indicators.items() if definition.is_own]


def own_for_page(atlas: Atlas) -> dict[str, Any]:
    """What stands in a page of figures that somebody brought (``assets/modules/own-held.js``): ids
    of those at hand when it is loaded, the most that it can hold, and what is said of more."""
    full = say_of_layers("layer", "full", most=MOST_LAYERS)
    return {"kept": own_ids(atlas), "most": MOST_LAYERS, "full": full}


def own_figures(atlas: Atlas) -> dict[str, Any]:
    """Of every indicator that somebody brought what :func:`dashboard.browser_data.catalogue` and
    :func:`dashboard.browser_data.one` give of published ones.

    Returns
    -------
    dict
        ``themes`` and ``groups``: those of the whole picker; ``caveats``; ``indicators``: words by
        id, with ``unclustered``, why nothing is said of where their values gather, and ``none``,
        pairs of why areas have no figure and their places; ``figures``:
        numbers and cards, one document each. One that cannot be told is in none of them.
    """
    told = {name: one for name in own_ids(atlas) if (one := _told(atlas, name))}
    groups = browser_words.groups(atlas)
    untold = set(own_ids(atlas)) - set(told)
    return {
        "themes": browser_words.themes(atlas),
        "groups": [(head, [one for one in names if one not in untold]) for head, names in groups],
        "caveats": {
            caveat: atlas.catalogue.caveats[caveat]
            for name in told
            for caveat in atlas.indicators[name].caveats
        },
        "indicators": {name: words for name, (words, _) in told.items()},
        "figures": [figures for _, figures in told.values()],
    }


def _told(atlas: Atlas, name: str) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """Words and figures of one. Every map waits for all of them: one that cannot be told is left
    out and logged, and the others are there."""
    try:
        words = browser_words.words(atlas, [name])[name]
        more = {"unclustered": _unclustered(atlas.indicators[name]), "none": _none(atlas, name)}
        return words | more, browser_data.one(atlas, name)
    except Exception as error:
        log_error(request.environ, error)
        return None


def _none(atlas: Atlas, name: str) -> list[tuple[str, list[int]]]:
    return [(why, np.flatnonzero(those).tolist()) for why, those in why_none(atlas, name).items()]


def _unclustered(definition: Indicator) -> dict[str, str]:
    guard = guards.cluster_guard(definition) or guards.load_guards()["no_clusters"]
    return {"label": guard.label, "text": guard.text}
