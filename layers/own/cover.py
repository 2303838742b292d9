"""Which areas somebody's own figures cover, and why there is none elsewhere."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.atlas import Atlas
from layers.geography import levels
from layers.own.own_layer import OwnLayer, read_layer
from layers.own.texts import one_or_many, say

Marks = npt.NDArray[np.bool_]


def why_none(atlas: Atlas, indicator: str) -> Mapping[str, Marks]:
    """Why an own indicator has no figure where it has none.

    A layer keeps the areas that had a row whose figure cannot be shown, or cannot be used; of any
    other nobody brought anything.

    Parameters
    ----------
    indicator
        Its id.

    Returns
    -------
    Mapping
        By the reason in words, the areas that it holds for, in the order of ``atlas.areas``; only
        reasons that hold for some.

    Raises
    ------
    KeyError
        For an indicator that is nobody's own.
    """
    layer = read_layer(atlas.own_layers[indicator])
    known = ~np.isnan(atlas.column(indicator, "value"))
    return _reasons(atlas, layer, known)


def said(atlas: Atlas, layer: OwnLayer, values: pd.Series) -> str:
    """Of how many areas there is a figure, and why not of the others; empty where all have one.

    Parameters
    ----------
    values
        Its figures by LSOA, in the order of ``atlas.areas``.
    """
    known = values.notna().to_numpy()
    if known.all():
        return ""
    reasons = _reasons(atlas, layer, known)
    none = "; ".join(
        say("cover", "so_many", n=f"{int(those.sum()):,}", why=why)
        for why, those in reasons.items()
    )
    number = int(known.sum())
    return one_or_many(
        "cover",
        "known",
        number,
        n=f"{number:,}",
        of=f"{len(known):,}",
        place=atlas.name,
        none=none,
    )


def _reasons(atlas: Atlas, layer: OwnLayer, known: Marks) -> Mapping[str, Marks]:
    hidden = "hidden" if layer.hidden else "missing"
    row = _among(atlas, layer, layer.codes)
    pairs = zip(layer.codes, layer.denominators, strict=False)  # only a share has those
    nobody = _among(atlas, layer, [code for code, whole in pairs if whole == 0])
    found = {
        hidden: ~known & row & ~nobody,
        "none_of_none": ~known & nobody,
        "not_covered": ~known & ~row,
    }
    return {say("cover", why): those for why, those in found.items() if those.any()}


def _among(atlas: Atlas, layer: OwnLayer, codes: Sequence[str]) -> Marks:
    """The areas that some codes of the layer are of, as they are or in a larger one."""
    of = atlas.areas.index if layer.level == "lsoa" else levels.place_of(atlas, layer.level)
    return np.asarray(of.isin(codes))
