"""What the form of the Seldom-heard page is told: what can be asked, and what an address means."""

from functools import lru_cache
from typing import Any

from dashboard.parts.control_labels import labels
from dashboard.parts.targets.target_definition import (
    CHANGED,
    HELD,
    LARGEST,
    LONGEST_NAME,
    MOST_PEOPLE,
    RULES,
    Targets,
    asked_of,
    fewest,
    ready_made,
)
from layers.atlas import Atlas
from layers.targeting.area_search import (
    MOST_CRITERIA,
    Criterion,
    Definition,
    DefinitionError,
    check,
)

# The amount that each rule starts with; none for values in an indicator's own unit.
USUAL = {"nt": 20, "lt": 20, "d": 2}
# A rule's least and highest amount; what is over 0 need not be whole.
BOUNDS = {"nt": (0, 100), "lt": (0, 100), "d": (1, 10)}
# Of an own exercise, whose ratios are at most 1 (layers/targeting/area_search.py).
EXERCISE = (0, 1)
# In the order in which they are offered: an indicator starts with the first that suits it.
ORDER = ("nt", "lt", "d", "ge", "le")
NO_CRITERION = ("category", "rank")
LARGEST_FILE = 64  # kB of a saved definition


@lru_cache(maxsize=2)
def options(atlas: Atlas) -> dict[str, Any]:
    """What can be asked.

    Returns
    -------
    dict
        ``first``: what an address without a query means; ``rules``: by their letters in the order
        in which they are offered, with ``usual`` amount, ``low`` and ``high`` where it has bounds;
        ``exercise``: the rule and bounds of an own exercise's ratio; ``criteria``: by indicator,
        the letters of the rules that suit it; ``most``: limits; ``labels`` of
        ``control_labels.toml``; ``changed``: what stands before the name of a ready-made
        definition that was changed; ``held``: percent of a practice's list that its areas hold.
    """
    judged = {letter: {"usual": USUAL.get(letter)} for letter in ORDER}
    for letter, (low, high) in BOUNDS.items():
        judged[letter] |= {"low": low, "high": high}
    return {
        "first": asked_of(Targets()),
        "rules": judged,
        "exercise": {"rule": "le", "low": EXERCISE[0], "high": EXERCISE[1]},
        "criteria": {
            name: suiting for name in atlas.indicators if (suiting := _rules(atlas, name))
        },
        "most": {
            "criteria": MOST_CRITERIA,
            "people": MOST_PEOPLE,
            "largest": LARGEST,
            "name": LONGEST_NAME,
            "file": LARGEST_FILE,
        },
        "labels": labels()["seldom_heard"],
        "changed": CHANGED,
        "held": HELD,
    }


def _rules(atlas: Atlas, name: str) -> str:
    """Letters of the rules that suit an indicator, with spaces between."""
    if atlas.indicators[name].kind in NO_CRITERION:
        return ""
    suiting = []
    for letter in ORDER:
        criterion = Criterion(name, RULES[letter], USUAL.get(letter, 1))  # type: ignore[arg-type]
        try:
            check(atlas, Definition((criterion,)))
        except DefinitionError:
            continue
        suiting.append(letter)
    return " ".join(suiting)


def understood(atlas: Atlas, search: str, targets: Targets) -> dict[str, Any]:
    """What an address means, for the form.

    Returns
    -------
    dict
        ``search``: the address; ``asked``:
        :func:`dashboard.parts.targets.target_definition.asked_of`; ``counting``: how many criteria
        count, the fewest of them that can be asked for, and how many are; ``preset``: ids of the
        ready-made definition that this ``is``, and of the one that it ``was``.
    """
    now, was = ready_made(atlas, targets)
    return {
        "search": search,
        "asked": asked_of(targets),
        "counting": {
            "counted": targets.counted,
            "fewest": fewest(targets.criteria),
            "atLeast": targets.at_least,
        },
        "preset": {"is": now, "was": was},
    }
