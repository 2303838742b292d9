"""The control above the finding: which places' gaps are compared."""

from typing import Any

from dash import Dash, html
from dash.development.base_component import Component

from dashboard.inequality.comparable import comparable, other_places
from dashboard.inequality.view import MOST_COMPARED, InequalityView
from dashboard.parts import chips, fields
from dashboard.parts.address_form import Props
from dashboard.parts.combobox import combobox, groups
from dashboard.parts.control_labels import labels
from layers.atlas import GROUPING, Atlas

COMPARED, COMPARE_ADD, COMPARE = "ask-compared", "ask-compare", "inequality-compare"


def compare_form(atlas: Atlas) -> Component:
    """The districts to tap on, and a list of other places to add from."""
    said = labels()["inequality"]["said"]
    tools = html.Div(
        [
            fields.toggles(COMPARED, said["compare"], _choices(atlas, InequalityView())),
            combobox(
                COMPARE_ADD,
                said["compare_add"],
                _others(atlas),
                placeholder=said["compare_add"],
                search_only=True,
                hide_label=True,
            ),
        ],
        className="d-flex flex-wrap align-items-end gap-3",
    )
    # Apart: what is flexed is not hidden.
    return html.Div(tools, id=COMPARE, className="d-print-none")


def compare_props(atlas: Atlas, view: InequalityView) -> list[Props]:
    """What the control shows for a view: other places that are chosen stand by the districts."""
    return [
        Props(COMPARE, {"hidden": view.part != "gap"}),
        Props(
            COMPARED,
            {
                "options": fields.options(_choices(atlas, view)),
                "value": list(view.compared),
            },
        ),
        Props(fields.field_id(COMPARE_ADD), {"hidden": len(view.compared) >= MOST_COMPARED}),
    ]


def register(app: Dash) -> None:
    """Have what is chosen in the list added to the places that are compared."""
    chips.register_adding(app, COMPARED, "value", COMPARE_ADD)


def _choices(atlas: Atlas, view: InequalityView) -> list[fields.Choice]:
    names = comparable(atlas)
    keys = dict.fromkeys((*sorted(atlas.districts), *view.compared))
    return [(key, names[key]) for key in keys]


def _others(atlas: Atlas) -> list[dict[str, Any]]:
    said = labels()["inequality"]["said"]
    own = {GROUPING: atlas.grouping.words.many} if atlas.grouping else {}
    heads = {"places": said["compare_places"], "networks": labels()["places"]["networks"]} | own
    return groups(
        {
            heads[kind]: [
                {"value": key, "label": name, "search": key} for key, name in places.items()
            ]
            for kind, places in other_places(atlas).items()
        }
    )
