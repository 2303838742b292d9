"""The criteria of the form: a row for each, and how those that count play together."""

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.parts import fields
from dashboard.parts.address import WHOLE, plain
from dashboard.parts.address_form import Control, Props, Rows, row_id
from dashboard.parts.attributes import aria
from dashboard.parts.combobox import combobox, indicators, offered
from dashboard.parts.control_labels import labels
from dashboard.parts.targets.target_definition import RULES, Targets, fewest
from dashboard.parts.terms import headed, row
from dashboard.seldom_heard import criterion_rules
from dashboard.seldom_heard.criterion_rules import USUAL, rules_of
from dashboard.seldom_heard.texts import one_or_many, say
from dashboard.wording.label_mark import label_mark
from dashboard.wording.moved_words import asked_for, asked_of
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.exercise.heard_criterion import HEARD
from layers.targeting.area_search import MOST_CRITERIA, Criterion

PAGE = "seldom-heard"
ADD, STARTS = "add-criterion", "criteria-starts"
AT_LEAST = "at-least-counted"
# How many counted criteria must be met, where nobody says.
USUALLY_COUNTED = 1
# What a row's controls stand for, in the order in which the address has them.
PARTS = ("indicator", "rule", "amount", "kind")
_SHORT = {rule: letters for letters, rule in RULES.items()}


def address_parts() -> tuple[Rows, Control]:
    """The criteria, and how many of those that count must be met."""
    return (
        Rows(
            "c",
            PAGE,
            PARTS,
            properties={"indicator": "data"},
            sets=(("rule", "amount", USUAL),),
        ),
        Control("k", AT_LEAST, otherwise=USUALLY_COUNTED),
    )


def controls(atlas: Atlas) -> list[Component]:
    """The heading, the rows, what counts, and the field that adds a criterion."""
    number, wrong = fields.typed_number(
        AT_LEAST, USUALLY_COUNTED, pattern=WHOLE, wrong=html.Span(id="counted-wrong")
    )
    return [
        html.H3(headed(say("criteria", "heading"), "seldom-heard-definitions-and-rules")),
        row("Core20", "decile"),
        html.Ol(id="criteria", className="list-unstyled my-2"),
        html.Div(
            [
                html.Div(
                    [
                        html.Label(
                            id="counted-label", htmlFor=AT_LEAST, className="visually-hidden"
                        ),
                        html.Span(id="counted-before"),
                        number,
                        html.Span(id="counted-after"),
                        wrong,
                    ],
                    className="counted",
                ),
                html.P(
                    say("counting", "nothing"),
                    id="counts-nothing",
                    className="flag",
                    role="status",
                    hidden=True,
                ),
            ],
            id="counted",
            hidden=True,
        ),
        combobox(
            ADD,
            say("criteria", "add"),
            indicators(list(criterion_rules.suiting(atlas))),
            placeholder=say("criteria", "search"),
            search_only=True,
        ),
        dcc.Store(id=STARTS, data=criterion_rules.starts(atlas)),
    ]


def row_text(criterion: Criterion) -> str:
    """A criterion as the address has it."""
    kind = "r" if criterion.required else "c"
    amount = plain(criterion.amount)
    return f"{criterion.indicator}!{_SHORT[criterion.rule]}!{amount}!{kind}"


def props(atlas: Atlas, targets: Targets) -> list[Props]:
    """What the rows show for a definition; ``atlas`` with its own exercise, if it has one."""
    criteria = targets.criteria
    shape = "~".join(f"{one.indicator} {_definition(atlas, one).label}" for one in criteria)
    found = [
        # First, since what follows is given to what is in the rows. They are made anew only when
        # they are other indicators: nothing is lost of what somebody types.
        Props("criteria", {"children": [_row(atlas, *one) for one in enumerate(criteria)]}, shape),
    ]
    for at, criterion in enumerate(criteria):
        found += _row_props(atlas, at, criterion)
    return [
        *found,
        Props(fields.field_id(ADD), {"hidden": len(criteria) >= MOST_CRITERIA}),
        *_counted(targets),
        *_offered_anew(atlas),
    ]


def _offered_anew(atlas: Atlas) -> list[Props]:
    """What can be added, where somebody's own figures may have come since the page was made: with
    a definition that was opened."""
    if not atlas.own_layers:
        return []
    names = list(criterion_rules.suiting(atlas))
    shape = ".".join(atlas.own_layers)
    return [
        Props(offered(ADD), {"data": indicators(names)}, shape),
        Props(STARTS, {"data": criterion_rules.starts(atlas)}, shape),
    ]


def _counted(targets: Targets) -> list[Props]:
    number, least = targets.counted, fewest(targets.criteria)
    some = "some_required" if number < len(targets.criteria) else "none_required"
    most = max(number, USUALLY_COUNTED)
    at_least = targets.at_least if number else USUALLY_COUNTED
    wrong = labels()["seldom_heard"]["wrong"]["whole"].format(low=least, high=most)
    return [
        Props("counted", {"hidden": not number}),
        Props("counted-label", {"children": say("counting", "label", number=number)}),
        Props("counted-before", {"children": say("counting", some)}),
        Props("counted-after", {"children": one_or_many("counting", "of", number, number=number)}),
        Props("counted-wrong", {"children": wrong}),
        Props(AT_LEAST, {"min": least, "max": most, "value": at_least}),
        Props("counts-nothing", {"hidden": not number or at_least > 0}),
    ]


def _definition(atlas: Atlas, criterion: Criterion) -> Indicator:
    return atlas.indicators[criterion.indicator]


def _to_mind(said: str) -> list[Component]:
    """What to mind of a criterion, folded: the form is narrow, and it is long. None of nothing."""
    if not said:
        return []
    return [html.Details([html.Summary(say("criteria", "mind")), said], className="note")]


def _row(atlas: Atlas, at: int, criterion: Criterion) -> Component:
    definition = _definition(atlas, criterion)
    label, rule = definition.label, _SHORT[criterion.rule]
    may_be = criterion_rules.amount(criterion.indicator, rule)
    tags = list(filter(None, [_exercise(criterion), label_mark(definition)]))
    typed = fields.typed_number(
        row_id(PAGE, "amount", at),
        criterion.amount,
        low=may_be.low,
        high=may_be.high,
        pattern=may_be.pattern,
        wrong=html.Span(may_be.wrong, id=row_id(PAGE, "wrong", at)),
    )
    return html.Li(
        [
            dcc.Store(id=row_id(PAGE, "indicator", at), data=criterion.indicator),
            html.Div(
                [
                    html.Strong(label),
                    html.Button(
                        id=row_id(PAGE, "take-off", at),
                        type="button",
                        className="btn-close",
                        **aria(label=say("criteria", "take_off", label=label)),
                    ),
                ],
                className="criterion-head d-flex justify-content-between gap-2",
            ),
            *(html.Span(text, className="tag") for text in tags),
            html.Div(
                [
                    _unseen_label(row_id(PAGE, "rule", at), say("criteria", "rule", label=label)),
                    dbc.Select(
                        id=row_id(PAGE, "rule", at),
                        options=fields.options(
                            criterion_rules.rule_labels(
                                rules_of(atlas, criterion.indicator), definition
                            )
                        ),
                        value=rule,
                        class_name="w-100",
                    ),
                    _unseen_label(
                        row_id(PAGE, "amount", at), say("criteria", "amount", label=label)
                    ),
                    typed[0],
                    html.Span(_unit(criterion, definition), id=row_id(PAGE, "unit", at)),
                    html.Span(id=row_id(PAGE, "cut", at), className="note cut"),
                    *typed[1:],
                ],
                className="criterion-rule d-flex flex-wrap gap-2 align-items-center my-2",
            ),
            *_to_mind(asked_of(atlas, definition)),
            _unseen_label(row_id(PAGE, "kind", at), say("criteria", "kind", label=label)),
            dbc.Select(
                id=row_id(PAGE, "kind", at),
                options=fields.options(
                    [("r", say("criteria", "required")), ("c", say("criteria", "counted"))]
                ),
                value="r" if criterion.required else "c",
                class_name="w-auto",
            ),
        ],
        className="criterion small border rounded px-3 py-2 mb-2",
    )


def _row_props(atlas: Atlas, at: int, criterion: Criterion) -> list[Props]:
    """What can change in a row that stays: its rule, and what comes with that."""
    definition, rule = _definition(atlas, criterion), _SHORT[criterion.rule]
    may_be = criterion_rules.amount(criterion.indicator, rule)
    amount = {
        "min": may_be.low,
        "max": may_be.high,
        "pattern": may_be.pattern,
        "value": criterion.amount,
    }
    return [
        Props(row_id(PAGE, "indicator", at), {"data": criterion.indicator}),
        Props(row_id(PAGE, "rule", at), {"value": rule}),
        Props(row_id(PAGE, "amount", at), amount),
        Props(row_id(PAGE, "wrong", at), {"children": may_be.wrong}),
        Props(row_id(PAGE, "unit", at), {"children": _unit(criterion, definition)}),
        Props(row_id(PAGE, "kind", at), {"value": "r" if criterion.required else "c"}),
    ]


def _exercise(criterion: Criterion) -> str:
    """What marks a criterion of a team's own exercise; empty for others."""
    return say("criteria", "own") if criterion.indicator == HEARD else ""


def _unit(criterion: Criterion, definition: Indicator) -> str:
    """What stands behind a criterion's amount."""
    if criterion.indicator == HEARD:
        return say("criteria", "ratio")
    if definition.kind == "change":
        return f"({steps})" if (steps := asked_for(criterion)) else ""
    shares = criterion.rule in ("national_top", "local_top")
    values = criterion.rule in ("at_least", "at_most") and definition.unit == "%"
    return say("criteria", "share") if shares or values else ""


def _unseen_label(control: fields.Id, text: str) -> Component:
    return dbc.Label(text, html_for=fields.html_id(control), class_name="visually-hidden")
