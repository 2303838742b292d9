"""The atlas as whoever asks sees it: with the layers of their own that are at hand.

Pages and routes are given one atlas when the app starts. What it refers to depends on the request,
as Flask's own ``request`` does, and by the same means.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import cast

from flask import g, has_request_context, request
from werkzeug.local import LocalProxy

from dashboard.web.carried_layers import carried
from layers.atlas import Atlas
from layers.own.own_indicator import with_own
from layers.own.own_layer import OwnLayer

Kept = Callable[[], Sequence[OwnLayer]]


def atlas_of_request(base: Atlas, kept: Kept = tuple) -> Atlas:
    """What stands for the atlas: without a request, and with one that has no layers, the base.

    Parameters
    ----------
    kept
        The layers that are kept here and that whoever makes the request at hand may see.
    """

    def current() -> Atlas:
        if not has_request_context():
            return base
        if "atlas" not in g:
            kept_here, brought = tuple(kept()), carried(request.environ)
            at_hand = {layer.id: layer for layer in (*kept_here, *brought)}
            g.only_carried = frozenset(at_hand) - {layer.id for layer in kept_here}
            g.atlas = _made(base, tuple(at_hand[name] for name in sorted(at_hand)))
        return cast(Atlas, g.atlas)

    return cast(Atlas, LocalProxy(current))


def only_carried() -> frozenset[str]:
    """Ids of the layers that the request at hand carries and that nothing keeps here; none before
    its atlas was asked for, and without a request."""
    return g.get("only_carried", frozenset()) if has_request_context() else frozenset()


# As many as there are people at once, each of whom may see others.
@lru_cache(maxsize=16)
def _made(base: Atlas, layers: tuple[OwnLayer, ...]) -> Atlas:
    return with_own(base, layers)
