"""What can be chosen on the page, besides the indicators, which the browser knows already."""

from functools import lru_cache
from typing import Any

from dashboard.inequality.view import (
    FEWEST,
    MOST,
    TOGETHER,
    InequalityView,
    can_be_shown,
    orderings_offered,
)
from dashboard.parts.control_labels import labels
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator


@lru_cache(maxsize=1)
def options(atlas: Atlas) -> dict[str, Any]:
    """Choices for the controls.

    Returns
    -------
    dict
        ``orderings``: by heading, pairs of id and label; ``indicators``: ids of those with a mean;
        ``registers``: ids of those that are worked out over practices;
        ``places``: by heading, key, name and note; ``whole``: name of the atlas;
        ``together``: ids of the indicators set against each other at first; ``fewest`` and
        ``most`` indicators that are set against each other; ``first``: what an address that says
        nothing means; ``fits``: by indicator, the forms of line that suit it, where there are
        several; ``labels`` of ``dashboard/parts/control_labels.toml``.
    """
    practices = atlas.practices.sort_values("name")
    networks = (
        practices[practices["pcn_code"] != ""].sort_values("pcn").groupby("pcn_code", sort=False)
    )
    places = {
        "Districts": [[code, atlas.districts[code], ""] for code in sorted(atlas.districts)],
        "Networks (PCN)": [
            [code, mine["pcn"].iloc[0], ", ".join(mine["place"].unique())]
            for code, mine in networks
        ],
        "Practices": [
            [code, name, f"{place} · {code}"]
            for code, name, place in practices[["name", "place"]].itertuples()
        ],
    }
    shown = [one for one in atlas.indicators.values() if can_be_shown(one)]
    return {
        "orderings": {
            heading: list(map(list, group.items()))
            for heading, group in orderings_offered(atlas).items()
        },
        "indicators": [one.id for one in shown],
        "registers": [one.id for one in shown if one.register],
        "places": places,
        "whole": atlas.name,
        "together": [name for name in TOGETHER if name in atlas.indicators],
        "fewest": FEWEST,
        "most": MOST,
        "first": InequalityView().asked(),
        "fits": {one.id: fits for one in shown if len(fits := fits_of(one)) > 1},
        "labels": labels()["inequality"],
    }


def fits_of(definition: Indicator) -> list[str]:
    """Forms of the fitted line that an indicator's values can take."""
    if definition.kind == "share":
        return ["none", "log", "logit"]
    return ["none", "log"] if definition.kind == "rate" or definition.unit == "ratio" else ["none"]
