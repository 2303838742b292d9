"""The controls of the Seldom-heard page, and what they show for an address."""

from dash import html
from dash.development.base_component import Component

from dashboard.parts import fields, map_ground, menus
from dashboard.parts.address import Parts
from dashboard.parts.address_form import AddressForm, Control, Kept, Meaning, Props, Rows
from dashboard.parts.attributes import data
from dashboard.parts.control_labels import labels
from dashboard.parts.sessions.links import of_definition
from dashboard.parts.targets import chosen_address, exercise_address
from dashboard.parts.targets.own_used import own_used
from dashboard.parts.targets.plan_address import to_new_plan
from dashboard.parts.targets.target_definition import (
    LETTERS,
    LONGEST_NAME,
    Targets,
    read_targets,
    ready_made,
)
from dashboard.seldom_heard import at_most, criteria_form, places_form
from dashboard.seldom_heard import ready_made as definitions
from dashboard.seldom_heard.saved_definition import LARGEST_WITH_LAYERS
from dashboard.seldom_heard.texts import say
from layers.atlas import Atlas
from layers.exercise.heard_criterion import HEARD, with_heard

PAGE, PATH = "seldom-heard", "/seldom-heard"
NAME, LOAD = "team-name", "load-definition"
# The link to a new plan with what was found.
PLAN = "save-plan"
# The link to where to meet the people of the zones found.
MEET = "where-to-meet"
# The page itself, which says whether anything is asked.
ROOT = "targets"


def address_form() -> AddressForm:
    """Which control stands for which part of the address, in the address's order."""
    # An own exercise stays as long as a criterion asks for it.
    own = [Kept(letter, beside=("c", HEARD)) for letter in "xhao"]
    # How many are taken, and a team's changes of zones, are what it does with what was found.
    chosen = (Kept("m"), at_most.unit_control(), Kept("f"))
    parts: tuple[Control | Rows | Kept, ...] = (
        Control("t", NAME, otherwise=""),
        *criteria_form.address_parts(),
        *places_form.where_parts(),
        *places_form.whom_parts(),
        Kept("l"),
        *own,
        *chosen,
        map_ground.control(PAGE),
    )
    return AddressForm(PAGE, PATH, parts)


def form(atlas: Atlas) -> Component:
    """Every control, in the order in which a team asks."""
    return html.Div(
        [
            *definitions.choice(atlas),
            *criteria_form.controls(atlas),
            *places_form.whom(atlas),
            *places_form.where(atlas),
            fields.text(
                NAME,
                say("name", "label"),
                longest=LONGEST_NAME,
                placeholder=say("name", "example"),
            ),
            html.Button(
                say("name", "load"),
                id=LOAD,
                type="button",
                className="btn btn-plain",
                **data(largest=str(1024 * LARGEST_WITH_LAYERS)),
            ),
        ],
        id="ask",
        **data(form=PAGE, unread=""),
    )


def meaning(atlas: Atlas, search: str) -> Meaning:
    """What the controls show for an address."""
    targets, notes = read_targets(search, atlas)
    known = with_heard(atlas, targets.heard)
    asks = "something" if targets.criteria else "nothing"
    props = [
        Props(ROOT, {"data-asks": asks}),
        *definitions.props(atlas, targets),
        *criteria_form.props(known, targets),
        *places_form.props(atlas, targets),
        Props(NAME, {"value": own_name(atlas, targets)}),
        Props(at_most.UNIT, {"value": at_most.unit_of(targets)}),
        Props(PLAN, {"href": to_new_plan(targets.query())}),
        Props(MEET, {"href": of_definition(targets)}),
        Props(menus.LINKS, {"children": _export(atlas, targets)}),
    ]
    marks = map_ground.read(Parts(search, LETTERS))
    props.append(map_ground.props(PAGE, marks))
    return Meaning(texts_of(targets) | map_ground.said(marks), props, notes)


def own_name(atlas: Atlas, targets: Targets) -> str:
    """The name that the team gave; none where a ready-made definition gives it."""
    _, was = ready_made(atlas, targets)
    return "" if was else targets.name


def texts_of(targets: Targets) -> dict[str, str]:
    """Every part of the address as it is written, none left out."""
    at_least = targets.said_at_least
    return {
        "t": targets.name,
        "c": "~".join(criteria_form.row_text(one) for one in targets.criteria),
        "k": str(criteria_form.USUALLY_COUNTED if at_least is None else at_least),
        "d": ".".join(targets.districts),
        "b": ".".join(targets.own_groups),
        "w": ".".join(targets.wards),
        "n": ".".join(targets.pcns),
        "p": ".".join(targets.practices),
        "g": targets.group,
        "q": str(targets.people),
        "z": str(targets.largest),
        "l": str(targets.lacking or ""),
        **dict.fromkeys("xhao", ""),
        **exercise_address.written(targets.heard),
        **chosen_address.written(targets.most, targets.by_areas, targets.zone_edits),
    }


def _export(atlas: Atlas, targets: Targets) -> list[Component]:
    """The files, and what may be done with figures of somebody's own in them."""
    own = own_used(atlas, targets)
    files = menus.file_links(_files(targets, holds_own=bool(own)))
    return [*files, *menus.own_licences(atlas, own)]


def _files(targets: Targets, *, holds_own: bool) -> list[menus.File]:
    query, said = targets.query(), labels()["seldom_heard"]
    named = {"definition.json": said["definition_with_own"]} if holds_own else {}
    files = [
        (f"/targets/{kind}{query}", named.get(kind, label), what)
        for kind, label, what in said["files"]
    ]
    return [*files, *menus.evidence_packs(query)]
