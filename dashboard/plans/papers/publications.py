"""The publications that residents are counted by, whom visits are compared with."""

from typing import Any

from dashboard.files.about import known_sources
from dashboard.plans.papers.texts import say
from layers.atlas import Atlas
from layers.exercise.people_asked import sources
from layers.exercise.respondents import load_respondents
from layers.exercise.so_far import SoFar


def publications(atlas: Atlas, found: SoFar) -> list[tuple[dict[str, Any], str]]:
    """Those behind a plan's figures, each with what it is used for."""
    known = load_respondents()
    asked = [known.questions[name] for name in found.compared if name in known.questions]
    counted = [
        indicator
        for question in asked
        for one in question.category
        for indicator in filter(None, (*one.people, *one.without, one.rest_of))
    ]
    ids = [*sources(found.base), *(atlas.indicators[indicator].source for indicator in counted)]
    return known_sources(atlas, {key: [say("tables", "used_for")] for key in ids})
