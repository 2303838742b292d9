"""The figures of somebody's own that a definition asks for: what keeps it has to have them too."""

from dashboard.parts.targets.target_definition import Targets
from dashboard.parts.targets.texts import say
from dashboard.web.atlas_of_request import only_carried
from dashboard.wording.lists import listed
from layers.atlas import Atlas


def own_used(atlas: Atlas, targets: Targets | None, *groups: str) -> tuple[str, ...]:
    """Ids of the own figures that a definition asks for, in criteria or as the people to reach.

    Parameters
    ----------
    groups
        Further people to reach, whom the definition need not name.
    """
    asked = [*(one.indicator for one in targets.criteria), targets.group] if targets else []
    return tuple(name for name in dict.fromkeys([*asked, *groups]) if name in atlas.own_layers)


def not_to_be_kept(atlas: Atlas, targets: Targets | None, *groups: str) -> str:
    """Why a plan cannot keep what was found, and what to do; empty where it can.

    A plan keeps a definition's address, which names figures and does not hold them: they have to be
    kept here too.
    """
    lost = [name for name in own_used(atlas, targets, *groups) if name in only_carried()]
    if not lost:
        return ""
    names = listed([f"“{atlas.indicators[name].label}”" for name in lost])
    return say("own", "only_held", figures=names)
