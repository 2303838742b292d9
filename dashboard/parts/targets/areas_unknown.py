"""That a search knows nothing of some areas: they have no figure of what is asked for."""

from dashboard.parts.targets.target_definition import Targets
from dashboard.parts.targets.texts import one_or_many, say
from dashboard.wording.label_mark import own_marked
from dashboard.wording.number_text import count
from layers.atlas import Atlas
from layers.targeting.area_search import Finding


def unknown_lines(
    atlas: Atlas, targets: Targets, finding: Finding, within: frozenset[str] | None
) -> list[str]:
    """How many of the areas looked in have no figure of which criterion, and how many of them may
    be missing from what was found for that alone; nothing where every area has every figure.

    Parameters
    ----------
    within
        Codes of the areas looked in; None for all.
    """
    looked_in = atlas.areas.index if within is None else sorted(within)
    lines = []
    for name in dict.fromkeys(one.indicator for one in targets.criteria):
        lacking = int(atlas.table(name)["value"].loc[looked_in].isna().sum())
        if lacking:
            label = own_marked(atlas.indicators[name])
            lines.append(
                say("unknown", "lacks", label=label, n=count(lacking), of=count(len(looked_in)))
            )
    if number := len(finding.unknown):
        # Of the only thing asked for, nothing is known.
        which = "areas" if len(targets.criteria) > 1 else "areas_alone"
        lines.append(one_or_many("unknown", which, number, n=count(number)))
    return [" ".join(lines)] if lines else []
