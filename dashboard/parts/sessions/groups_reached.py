"""How many people of each community, and by how well people speak English, are within reach.

Publications count them by area. Within an area they are taken to be spread as all its people are:
the same share of each group is within reach.
"""

import pandas as pd

from dashboard.parts.sessions.answer import Answer
from layers.atlas import Atlas
from layers.targeting.session_reach import within_reach

ENGLISH = (
    "main_language_english", "english_very_well", "english_well", "english_not_well",
    "english_not_at_all",
)  # fmt: skip


def communities(atlas: Atlas) -> tuple[str, ...]:
    """Ids of the Census's ethnic groups, of which every resident is in one."""
    return atlas.indicators["ethnic_diversity"].components


def groups_reached(answer: Answer, venue: str = "") -> pd.DataFrame:
    """People within reach of all sessions, or of one alone.

    Parameters
    ----------
    venue
        Id of a session's venue; empty for all sessions.

    Returns
    -------
    pandas.DataFrame
        Indexed by indicator, the communities first, most people reached first, then by English:
        ``part`` ("communities" or "english"), ``people`` where people are to be reached, and
        ``reached`` of them.
    """
    atlas, areas = answer.atlas, answer.reach.areas
    covered = answer.reach.areas_of(venue)["covered"] if venue else areas["covered"]
    names = (*communities(atlas), *ENGLISH)
    counts = {name: atlas.table(name)["numerator"].astype(float) for name in names}
    reached = within_reach(covered, counts)
    everybody = within_reach(pd.Series(1.0, areas.index), counts)
    found = pd.DataFrame({"people": everybody, "reached": reached}, index=pd.Index(names))
    english = found.index.isin(ENGLISH)
    first = found[~english].sort_values(["reached", "people"], ascending=False, kind="stable")
    return pd.concat([first.assign(part="communities"), found[english].assign(part="english")])
