"""The controls of the Practices page, and what they show for an address."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.parts import fields, links, map_ground, menus, terms, unit_links
from dashboard.parts.address import query_of
from dashboard.parts.address_form import AddressForm, Control, Kept, Meaning, Props
from dashboard.parts.attributes import aria, data
from dashboard.parts.chips import CHIPS, chips
from dashboard.parts.combobox import chosen, combobox, in_file
from dashboard.parts.control_labels import labels
from dashboard.practices import list_found, list_shown
from dashboard.practices.choices import FILE
from dashboard.practices.list_filter import places
from dashboard.practices.list_found import ALL, VERDICT
from dashboard.practices.texts import control, say
from dashboard.practices.view import (
    LONGEST_NAME,
    MOST_COMPARED,
    PracticesView,
    columns_offered,
    read_view,
)
from layers.atlas import Atlas
from layers.practices import recorded_registers, units
from layers.practices.units import Unit

PAGE, PATH = "practices", "/practices"
# Finding a unit, one to compare with, and a member for a group: searchable lists.
FIND, ADD, MEMBER = "find-unit", "add-unit", "group-add"
GROUP_NAME, MEMBERS = "group-name", "group-members"
# Parts of the head that stand with the list, or with units.
OF_LIST = ("list-title", fields.field_id("list-kind"), "list-tools")
# Bootstrap's: one beside the other, where there is no room below.
ROW = "d-flex flex-wrap align-items-center gap-2"
# Milliseconds without a letter, until the list and the address follow what is typed.
TYPING = 250


def address_form() -> AddressForm:
    """Which control stands for which part of the address, in the address's order."""
    usual = PracticesView()
    parts = (
        Kept("v"),
        Control("k", "list-kind", otherwise=usual.listed),
        Control("d", "list-place", otherwise=ALL, texts={ALL: ""}, resets=("c",)),
        Control("c", "list-network", otherwise=ALL, texts={ALL: ""}),
        Control("q", "list-named"),
        Control("r", "list-register", otherwise=usual.register),
        Control("s", "list-columns", otherwise=usual.columns, resets=("f",)),
        Control("f", VERDICT, otherwise=ALL, texts={ALL: ""}),
        Control("m", "map-shown", otherwise=usual.shown),
        map_ground.control(PAGE),
    )
    return AddressForm(PAGE, PATH, parts)


def head(atlas: Atlas) -> Component:
    """All controls but the map's; which of them an address has, :func:`meaning` says."""
    kinds = [
        (kind, text.format(number=len(units.of_kind(atlas, kind))))
        for kind, text in labels()["practices"]["kinds"]
    ]
    top = [
        html.H1(control("title"), id="list-title", className="fs-4"),
        fields.buttons(
            "list-kind", control("kinds"), kinds, "practice", hide_label=True, className="m-0"
        ),
        html.Div(
            [
                _link("practices-back", "back", hidden=False),
                html.A(
                    control("areas"),
                    id="practices-areas",
                    href=links.to(PATH),
                    className="btn btn-plain",
                    hidden=True,
                ),
            ],
            className=ROW,
        ),
    ]
    tools = [
        _box(FIND, "find"),
        _box(ADD, "add", search_only=True),
        menus.handover(className="ms-auto"),
    ]
    return html.Div(
        [
            html.Div(top, className=f"{ROW} justify-content-between"),
            html.Div(tools, className=f"practices-tools {ROW} mt-2"),
            # Of heads of the list and of the map's legend, where nothing can be opened.
            terms.row("PCN", "Core20", "IMD", "decile"),
            _group_editor(),
            _list_tools(atlas),
        ],
        id="practices-head",
        **data(form=PAGE, unread=""),
    )


def map_choice() -> Component:
    """What the map can show of one unit's footprint."""
    shown = labels()["practices"]["shown"]
    inner = fields.buttons(
        "map-shown", control("shown"), shown, "core", hide_label=True, hidden=True, className="m-0"
    )
    return html.Div(inner, id="map-choice", className="d-print-none")


def meaning(atlas: Atlas, search: str) -> Meaning:
    """What the controls show for an address."""
    view, notes = read_view(search, atlas)
    listed = not view.units
    alone = view.units[0] if len(view.units) == 1 else None
    full = len(view.units) >= MOST_COMPARED
    props = [
        Props("practices", {"data-shows": "list" if listed else "unit"}),
        *(Props(part, {"hidden": not listed}) for part in OF_LIST),
        Props("practices-list", {"hidden": not listed}),
        Props("practices-list-repeat", {"hidden": not listed}),
        Props("practices-back", {"hidden": listed, "href": _address(replace(view, units=()))}),
        *_to_explore(view),
        Props(chosen(FIND), {"data": alone.key if alone else ""}),
        Props(fields.field_id(ADD), {"hidden": listed or full}),
        Props("list-kind", {"value": view.listed}),
        Props("list-place", {"value": view.place or ALL}),
        Props(
            "list-network",
            {"options": _networks(atlas, view.place), "value": view.network or ALL},
        ),
        Props("list-named", {"value": view.named}),
        map_ground.props(PAGE, view.marks),
        Props("list-register", {"value": view.register}),
        Props("list-columns", {"value": view.columns}),
        *_listed(atlas, view),
        Props("list-all", {"hidden": not view.narrowed(), "href": _address(_whole(view))}),
        Props("map-shown", {"value": view.shown}),
        Props(fields.field_id("map-shown"), {"hidden": alone is None or not alone.practices}),
        Props(menus.LINKS, {"children": _export(atlas, view)}),
        *_group(atlas, alone),
    ]
    return Meaning(view.parts(), props, notes)


def _to_explore(view: PracticesView) -> list[Props]:
    """The way to the areas of what is looked at: a link, and what the navigation carries there."""
    address = unit_links.areas_of(view.units)
    return [
        Props("practices-areas", {"hidden": not address, "href": links.to(address or PATH)}),
        Props(unit_links.CARRIED, {"data": unit_links.carried(view.units)}),
    ]


def _listed(atlas: Atlas, view: PracticesView) -> list[Props]:
    """How many rows are left, and the list; nothing while units are looked at."""
    if view.units:
        return []
    return [
        Props("listed", {"children": list_shown.left(atlas, view)}),
        *list_found.props(atlas, view),
        Props("practices-listed", {"data": list_shown.shown(atlas, view)}),
        # Apart, so that another register need not touch the map.
        Props("practices-columns", {"data": list_shown.figures(atlas, view)}),
    ]


def _address(view: PracticesView) -> str:
    return f"{PATH}{view.query()}"


def _whole(view: PracticesView) -> PracticesView:
    return replace(view, place="", network="", named="", verdict="")


def _box(name: str, text: str, **more: Any) -> Component:
    """A searchable list of all that can be looked at."""
    return combobox(
        name,
        control(text),
        in_file(FILE, "units"),
        placeholder=control(f"{text}_hint"),
        hide_label=True,
        className="m-0 col-12 col-lg-4",
        within="msoa",
        **more,
    )


def _list_tools(atlas: Atlas) -> Component:
    every = [(ALL, control("all"))]
    registers = list(recorded_registers.registers(atlas).items())
    usual, narrow = PracticesView(), "col-6 mt-2 mb-0"
    narrowing = [
        fields.select(
            "list-place",
            control("place"),
            [*every, *places(atlas).items()],
            ALL,
            className=f"{narrow} col-lg-3",
        ),
        fields.select(
            "list-network", control("network"), every, ALL, className=f"{narrow} col-lg-3"
        ),
        fields.text(
            "list-named",
            control("named"),
            longest=LONGEST_NAME,
            placeholder=control("named_hint"),
            typing=TYPING,
            className=f"{narrow} col-lg-2",
        ),
        fields.select(
            "list-register",
            control("register"),
            registers,
            usual.register,
            className=f"{narrow} col-lg-4",
        ),
    ]
    columns = fields.buttons(
        "list-columns",
        control("columns"),
        [one for one in labels()["practices"]["columns"] if one[0] in columns_offered(atlas)],
        usual.columns,
        hide_label=True,
        className="m-0",
    )
    return html.Div(
        [
            html.Div(
                narrowing,
                className="list-narrowing row gx-2",
                role="search",
                **aria(label=control("narrow")),
            ),
            html.Div([columns, list_found.verdicts()], className=f"{ROW} column-gap-4 mt-2"),
            list_found.found(),
            html.Div(
                [
                    html.Span(id="listed", role="status"),
                    _link("list-all", "show_all"),
                    html.Span(
                        say("list", "tick"),
                        id="ticked",
                        className="note d-print-none",
                        role="status",
                    ),
                    _button("ticked-compare", "compare"),
                    _button("ticked-group", "make_group"),
                ],
                className=f"list-said {ROW} column-gap-3 mt-2",
            ),
        ],
        id="list-tools",
    )


def _link(name: str, text: str, *, hidden: bool = True) -> Component:
    kind = "inside btn btn-plain"
    return html.A(control(text), id=name, href=links.to(PATH), className=kind, hidden=hidden)


def _button(name: str, text: str) -> Component:
    return html.Button(
        control(text), id=name, type="button", className="btn btn-plain", hidden=True
    )


def _networks(atlas: Atlas, place: str) -> list[dict[str, Any]]:
    """Networks with practices in a place, or all, as the choices of a select."""
    mine = {code: name for code, name, at in _members(atlas) if not place or at == place}
    return fields.options([(ALL, control("all")), *mine.items()])


@lru_cache(maxsize=4)
def _members(atlas: Atlas) -> tuple[tuple[str, str, str], ...]:
    """Code and name of each network, by name, and a place in which it has practices."""
    practices = atlas.practices[atlas.practices["pcn_code"] != ""]
    every = practices[["pcn_code", "pcn", "sub_icb_code"]].drop_duplicates()
    return tuple(every.sort_values(["pcn", "pcn_code"]).itertuples(index=False, name=None))


def _export(atlas: Atlas, view: PracticesView) -> list[Component]:
    """The files, and what may be done with own figures, which a profile has all of."""
    own = atlas.own_layers if view.units else ()
    return [*menus.file_links(_files(view)), *menus.own_licences(atlas, own)]


def _files(view: PracticesView) -> list[menus.File]:
    """What can be taken away of the list as it is narrowed, or of the units and their register."""
    had: Mapping[str, bool] = {
        "any": True,
        "some": bool(view.units),
        "one": len(view.units) == 1,
        "practices": not view.units or any(unit.practices for unit in view.units),
    }
    of = PracticesView(view.units, register=view.register)
    query = (of if view.units else replace(view, shown="core")).query()
    files = [
        (f"{PATH}/export/{file['kind']}{query}", file["label"], file["what"])
        for file in labels()["practices"]["files"]
        if had[file["of"]]
    ]
    if len(view.units) == 1:
        files += menus.evidence_packs(query_of({"unit": view.units[0].key}))
    return files


# ---- a group of one's own ----


def _group_editor() -> Component:
    """Name a group, see its members, add some and take some off."""
    parts = [
        fields.text(GROUP_NAME, control("group_name"), longest=LONGEST_NAME, className="m-0"),
        _box(MEMBER, "group_add", search_only=True),
        html.Div(id=MEMBERS, className=f"{CHIPS} w-100"),
    ]
    inner = html.Div(parts, className="inset d-flex flex-wrap align-items-end gap-2 mt-3 px-3 py-2")
    return html.Div(inner, id="group-editor", className="d-print-none", hidden=True)


def _group(atlas: Atlas, unit: Unit | None) -> list[Props]:
    if unit is None or unit.kind != "group":
        return [Props("group-editor", {"hidden": True})]
    members = [(code, units.unit(atlas, code).name) for code in unit.members]
    return [
        Props("group-editor", {"hidden": False}),
        Props(GROUP_NAME, {"value": unit.key.split("~")[0]}),
        Props(
            MEMBERS,
            {"children": chips(PAGE, "member", members, fewest=1)},
            shape=".".join(unit.members),
        ),
    ]
