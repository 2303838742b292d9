"""The layers of somebody's own that a saved definition holds, so that it can be used elsewhere.

In the file they are its last member, each on a line as it travels (:mod:`layers.own.own_layer`).
"""

from collections.abc import Sequence

import msgspec

from dashboard.parts.own_held import held
from dashboard.parts.targets.own_used import own_used
from dashboard.parts.targets.target_definition import Targets
from dashboard.seldom_heard.texts import say
from layers.atlas import Atlas
from layers.own.errors import OwnLayerError
from layers.own.own_layer import MOST_BYTES, MOST_LAYERS, OwnLayer, read_layer
from layers.targeting.area_search import DefinitionError

MEMBER = "own_layers"
# Of all of a file's layers together: most have a few thousand.
LARGEST_LAYERS = MOST_LAYERS * MOST_BYTES


def with_layers(text: str, atlas: Atlas, targets: Targets) -> str:
    """A definition's file with the layers that it asks for; as it was where it asks for none."""
    used = [atlas.own_layers[name].decode() for name in own_used(atlas, targets)]
    if not used:
        return text
    lines = ",\n  ".join(used)
    return f'{text.rstrip().removesuffix("}").rstrip()},\n "{MEMBER}": [\n  {lines}\n ]\n}}'


def read_layers(pieces: Sequence[msgspec.Raw]) -> tuple[OwnLayer, ...]:
    """The layers of a file.

    Raises
    ------
    DefinitionError
        When there are too many, or one cannot be used.
    """
    if len(pieces) > MOST_LAYERS:
        raise DefinitionError(say("name", "many_layers", most=MOST_LAYERS))
    try:
        return tuple(read_layer(bytes(piece)) for piece in pieces)
    except OwnLayerError as error:
        raise DefinitionError(say("name", "layer_unusable", why=error)) from None


def travelling(layers: Sequence[OwnLayer]) -> list[dict[str, str]]:
    """Layers as the browser holds them."""
    return [held(one) for one in layers]
