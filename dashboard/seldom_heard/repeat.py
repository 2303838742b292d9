"""How the number of areas that a definition finds, or that a team takes of them, is repeated; and
who is reached, the curve, and the zones."""

from dataclasses import replace

from dashboard.parts.repeat.recipe import Find, Given, NotRepeated, Recipe, nowhere, of_rows
from dashboard.parts.targets.handover import Handover, describe, work_out
from dashboard.parts.targets.target_definition import Targets, definition_of, read_targets
from dashboard.seldom_heard.texts import say
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


def repeat(atlas: Atlas, query: str) -> Recipe | NotRepeated | None:
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
    if within is not None and not within:
        return nowhere()
    given: dict[str, Given] = {
        "indicators": [one.indicator for one in targets.criteria],
        "columns": [_column(atlas, one) for one in targets.criteria],
        "most": [int(_at_most(atlas, one)) for one in targets.criteria],
        "amounts": [_amount(atlas, one) for one in targets.criteria],
        "required": [int(one.required) for one in targets.criteria],
        "at_least": definition.at_least,
        "within": [] if within is None else sorted(within),
    }
    what = _asked(atlas, targets)
    return Recipe("found", what, count(len(made.taken.found)), given)


def repeat_reach(atlas: Atlas, query: str) -> Recipe | NotRepeated | None:
    """How many of each group live in the areas taken."""
    made = _worked_out(atlas, query)
    if not isinstance(made, Handover):
        return made
    given: dict[str, Given] = {
        "asked": _argument(made.targets),
        "groups": [one.group for one in made.reaches],
        "within": sorted(made.within or ()),
    }
    what = say("repeat", "reach", asked=_asked(atlas, made.targets))
    return of_rows("reached", what, len(made.reaches), given)


def repeat_curve(atlas: Atlas, query: str) -> Recipe | NotRepeated | None:
    """The share of the people that is reached with one area, with two, and so on."""
    made = _worked_out(atlas, query)
    if not isinstance(made, Handover):
        return made
    found = replace(made.targets, most=0, by_areas=False, zone_edits=())
    given: dict[str, Given] = {
        "asked": _argument(found),
        "group": made.targets.group,
        "within": sorted(made.within or ()),
    }
    what = say("repeat", "curve", label=atlas.indicators[made.targets.group].label)
    return of_rows("curve", what, len(made.finding.found), given)


def repeat_zones(atlas: Atlas, query: str) -> Recipe | NotRepeated | None:
    """The zones taken, with their areas, residents and people to reach."""
    made = _worked_out(atlas, query)
    if not isinstance(made, Handover):
        return made
    given: dict[str, Given] = {"asked": _argument(made.targets), "group": made.targets.group}
    what = say("repeat", "zones", asked=_asked(atlas, made.targets))
    return of_rows("zones", what, len(made.zones), given)


def _worked_out(atlas: Atlas, query: str) -> Handover | NotRepeated | None:
    """What is found; why a program could not find it; None where nothing is asked or found."""
    targets, _ = read_targets(query, atlas)
    if targets.heard:
        return NotRepeated(say("repeat", "heard"))
    if not targets.criteria:
        return None
    try:
        made = work_out(atlas, targets)
    except DefinitionError:
        return None
    return made if len(made.taken.found) else None


def _argument(targets: Targets) -> str:
    """A definition as the read API takes it."""
    return replace(targets, name="").query().removeprefix("?")


def _asked(atlas: Atlas, targets: Targets) -> str:
    return "; ".join(describe(atlas, one) for one in targets.criteria)


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


FIGURES: dict[str, Find] = {
    "targets": repeat,
    "targets-reach": repeat_reach,
    "targets-curve": repeat_curve,
    "targets-zones": repeat_zones,
}
