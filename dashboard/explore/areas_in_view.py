"""Which areas a view shows: the filters of the address, worked out on the server.

The browser works out the same for the map (``assets/modules/view.js``); a test compares the two.
"""

import pandas as pd

from dashboard.explore.view import ViewState
from layers.atlas import GROUPING, Atlas
from layers.geography import levels
from layers.geography.cluster_kinds import marked
from layers.practices import footprints


def areas_in_view(atlas: Atlas, view: ViewState) -> pd.Index:
    """LSOA codes that pass every filter of the view, in code order."""
    areas = atlas.areas
    keep = pd.Series(True, index=areas.index)
    for codes, column in (
        (view.districts, "district_code"),
        (view.groups, levels.COLUMNS[GROUPING][0]),
        (view.wards, "ward_code"),
        (view.neighbourhoods, "msoa_code"),
    ):
        if codes:
            keep &= areas[column].isin(codes)
    if view.rural_urban:
        wanted = [atlas.indicators["rural_urban"].categories[n] for n in view.rural_urban]
        keep &= areas["rural_urban"].isin(wanted)
    if view.deciles:
        keep &= atlas.table("imd_decile")["value"].isin(view.deciles)
    if view.residents:
        keep &= areas["residents"] >= view.residents
    practices = practices_of(atlas, view)
    if practices:
        if view.at_least:
            lived = footprints.at_least(atlas, practices, view.at_least / 100)
        else:
            lived = footprints.core(atlas, practices, view.held / 100)
        keep &= areas.index.isin(lived)
    return areas.index[keep]


def practices_of(atlas: Atlas, view: ViewState) -> list[str]:
    """The practices that the view is limited to: those named, and all of the named networks."""
    of_networks = atlas.practices.index[atlas.practices["pcn_code"].isin(view.pcns)]
    return sorted({*view.practices, *of_networks})


def codes_in_view(atlas: Atlas, view: ViewState) -> pd.Index:
    """The same at the view's level: larger areas with at least one LSOA in view."""
    found = areas_in_view(atlas, view)
    if view.level == "lsoa":
        return found
    return pd.Index(sorted(set(levels.place_of(atlas, view.level)[found]) - {""}))


def highlighted(atlas: Atlas, view: ViewState) -> dict[str, int]:
    """Marks of the clusters that the view highlights, by LSOA code.

    :mod:`layers.geography.cluster_kinds` says what they mean.
    """
    return marked(atlas, view.indicator) if view.clusters and view.level == "lsoa" else {}
