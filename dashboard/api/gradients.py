"""Measures of inequality of an indicator: the gap, the slope, the concentration."""

from typing import get_args

from dashboard.api import fields
from dashboard.api.endpoint import Asked, Endpoint, Found, listed
from dashboard.api.indicators import indicator_of
from dashboard.api.problems import Problem, known, wrong
from dashboard.api.profiles import unit_of
from dashboard.parts import place_gradient
from layers.atlas import Atlas
from layers.inequality import orderings, segregation
from layers.inequality.gradient import By
from layers.inequality.gradient_figures import figures
from layers.inequality.guards import Guard
from layers.statistics.slope import Transform
from layers.table_rows import records

ORDERING = "imd"
MEASURE = fields.row("Measure", measure="text", value="number?", lower="number?", upper="number?")
GROUP = fields.row(
    "Group", group="whole", value="number?", lower="number?", upper="number?",
    population="number?", numerator="number?", denominator="number?",
)  # fmt: skip
NEED = fields.row("Need", code="text", need="number?")


def endpoints(atlas: Atlas) -> list[Endpoint]:
    """``inequality``, and the need that areas are put in order by."""
    asked = {
        "indicator": fields.id_of("one_indicator", required=True),
        "ordering": fields.id_of("ordering", load_default=ORDERING),
        "within": fields.code_of("within"),
        "groups": fields.choice_of("groups", get_args(By), load_default="local"),
        "fit": fields.choice_of("fit", get_args(Transform), load_default="none"),
    }
    more = {
        "over": fields.text_part("over"),
        "groups": fields.part("groups", GROUP, many=True),
        "cautions": fields.texts_part("cautions"),
    }
    return [
        Endpoint("inequality", "/inequality", MEASURE, find, asked, more),
        Endpoint("ordering", "/orderings/<id>", NEED, find_need),
    ]


def orderings_offered(atlas: Atlas) -> set[str]:
    """Ids of what places can be put in order by: indices, domains, and shares of groups."""
    groups = (one.id for one in segregation.groups_of(atlas))
    return {*orderings.orderings_of(atlas), *groups}


def find(atlas: Atlas, asked: Asked) -> Found:
    """A row for each measure, as the page Inequality works them out."""
    indicator = indicator_of(atlas, asked["indicator"])
    ordering, within = asked["ordering"], asked.get("within", "")
    known([ordering], orderings_offered(atlas), "ordering")
    if within:
        within = unit_of(atlas, within).key
    made = place_gradient.found(
        atlas, indicator.id, ordering, within, asked["fit"], asked["groups"]
    )
    if isinstance(made, Guard):
        raise Problem(422, f"{made.label}. {made.text}")
    # The page shows the straight line, or groups of its own, instead; a program would not see it.
    if made.slope.transform != asked["fit"]:
        raise wrong("fit", fit=asked["fit"], label=indicator.label)
    if made.by != asked["groups"]:
        raise wrong("groups", label=indicator.label)
    rows = [one._asdict() | {"measure": one.id} for one in figures(indicator, made)]
    groups = made.groups.rename_axis("group").reset_index()
    return listed(
        rows,
        over=made.over,
        groups=groups[list(GROUP._declared_fields)].to_dict("records"),
        cautions=[f"{guard.label}. {guard.text}" for guard in made.guards],
    )


def find_need(atlas: Atlas, asked: Asked) -> Found:
    """What areas are put in order by: a row for each, by code."""
    known([asked["id"]], orderings_offered(atlas), "ordering")
    need = orderings.need(atlas, asked["id"])
    return listed(records(need.rename("need").rename_axis("code").reset_index()))
