"""Where the people live whom sessions are to reach: an area's people at its postcodes.

The publications count people by area. Here they stand evenly at the area's postcodes of homes,
which is an assumption: a postcode holds some fifteen homes, and which of them are the group's
nobody publishes.
"""

from collections.abc import Collection, Mapping

import pandas as pd

from layers.atlas import Atlas
from layers.ground.home_points import At, home_points


def demand(
    atlas: Atlas,
    group: str,
    *,
    codes: Collection[str] | None = None,
    at: At = "postcodes",
    silence: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """The people of a group, by the points where they are taken to live.

    Parameters
    ----------
    group
        Id of a share whose numerator is the group.
    codes
        Areas whose people are to be reached; all when not given.
    at
        ``postcodes``: an area's people evenly at its postcodes of homes, or at its middle where
        the snapshot has none of them; ``areas``: all at its middle.
    silence
        How little an exercise has heard from each area (0–1); areas that are not in it count 0.
        Every person counts 1 where it is not given.

    Returns
    -------
    pandas.DataFrame
        ``lsoa``, ``postcode`` (empty at the middle of an area), ``longitude``, ``latitude``,
        ``share`` (0–1, of the area's people who stand there), ``people`` of the group, and
        ``weight``: people × silence. By area and postcode; areas without any of the group too.

    Raises
    ------
    KeyError
        For an indicator that the atlas does not hold.
    ValueError
        When it is not one that counts people of an area.
    """
    definition = atlas.indicators[group]
    if not (definition.is_share and definition.counts_people):
        raise ValueError(f"{group!r} counts no people of an area")
    points = home_points(atlas, at)
    if codes is not None:
        points = points[points["lsoa"].isin(list(codes))]
    people = atlas.table(group)["numerator"].astype(float).fillna(0.0)
    here = points["lsoa"].map(people).fillna(0.0) * points["share"]
    heard = 1.0 if silence is None else points["lsoa"].map(dict(silence)).fillna(0.0)
    return points.assign(people=here, weight=here * heard).reset_index(drop=True)
