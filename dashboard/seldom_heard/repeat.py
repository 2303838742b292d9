"""How the number of areas that a definition finds, or that a team takes of them, is repeated."""

from dashboard.parts.repeat.recipe import Given, Recipe
from dashboard.parts.targets.handover import describe, work_out
from dashboard.parts.targets.target_definition import definition_of, read_targets
from dashboard.wording.number_text import count
from layers.atlas import Atlas
from layers.targeting.area_search import Criterion, DefinitionError
from layers.targeting.criterion_values import VALUE_RULES

# Column of the values that a rule goes by, where it is not the value itself.
_COLUMNS = {
    "national_top": "national_percentile",
    "local_top": "place_here",
    "decile": "national_decile",
}


def repeat(atlas: Atlas, query: str) -> Recipe | None:
    """The areas found, or those of them that are taken; None without criteria, and for what the
    tables of the atlas do not hold."""
    targets, _ = read_targets(query, atlas)
    if not targets.criteria or targets.heard:
        return None
    try:
        made = work_out(atlas, targets)
    except DefinitionError:
        return None
    definition = definition_of(atlas, targets)
    if definition.people or any(not _has_tables(atlas, one) for one in targets.criteria):
        return None
    # Which zones a team takes follows from nothing in the tables: their areas are named.
    within = made.within if made.takes_all else frozenset(made.areas_taken)
    given: dict[str, Given] = {
        "indicators": [one.indicator for one in targets.criteria],
        "columns": [_column(atlas, one) for one in targets.criteria],
        "most": [int(_at_most(atlas, one)) for one in targets.criteria],
        "amounts": [_amount(atlas, one) for one in targets.criteria],
        "required": [int(one.required) for one in targets.criteria],
        "at_least": definition.at_least,
        "within": [] if within is None else sorted(within),
    }
    what = "; ".join(describe(atlas, one) for one in targets.criteria)
    return Recipe("found", what, count(len(made.taken.found)), given)


def _has_tables(atlas: Atlas, criterion: Criterion) -> bool:
    """A place of a tenth goes by a finer figure, which has tables of its own."""
    published = atlas.indicators[criterion.indicator].kind == "decile"
    return not published or criterion.rule in ("decile", *VALUE_RULES)


def _column(atlas: Atlas, criterion: Criterion) -> str:
    if atlas.indicators[criterion.indicator].kind == "decile":
        return "value"
    return _COLUMNS.get(criterion.rule, "value")


def _at_most(atlas: Atlas, criterion: Criterion) -> bool:
    """Whether enough need is a low number."""
    if criterion.rule in VALUE_RULES:
        return criterion.rule == "at_most"
    return criterion.rule == "decile" or atlas.indicators[criterion.indicator].polarity == "low"


def _amount(atlas: Atlas, criterion: Criterion) -> float:
    if criterion.rule in ("national_top", "local_top") and not _at_most(atlas, criterion):
        return 100 - criterion.amount
    return float(criterion.amount)
