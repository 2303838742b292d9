"""The controls of the Change page, and what they show for an address."""

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from dashboard.change.area_table import kept
from dashboard.change.place import place_of
from dashboard.change.view import PAGE, PATH, ChangeView, read_view
from dashboard.parts import fields, map_ground, menus
from dashboard.parts.accordions import folded_on_phones
from dashboard.parts.address import MOST_SELECTED, query_of
from dashboard.parts.address_form import AddressForm, Control, Meaning, Props
from dashboard.parts.attributes import data
from dashboard.parts.combobox import chosen, combobox, groups
from dashboard.parts.control_labels import labels
from dashboard.parts.places_offered import places_offered
from layers.atlas import Atlas
from layers.change import decile_change
from layers.change.decile_change import MOVED, OVERALL
from layers.practices import units
from layers.practices.recorded_registers import registers

PART, WITHIN, KEPT, REGISTER = "change-part", "change-within", "change-kept", "change-register"
INDEX = "change-index"
# Explore's letters for a place, by what it is: its picture is the page's map.
_ON_EXPLORE = {"district": "d", "grouping": "b", "pcn": "c", "practice": "p", "ward": "w",
               "msoa": "m"}  # fmt: skip


def address_form() -> AddressForm:
    """Which control stands for which part of the address, in the address's order."""
    usual = ChangeView()
    parts = (
        Control("t", PART, otherwise=usual.part),
        Control("i", INDEX, otherwise=usual.index),
        Control("w", chosen(WITHIN), "data"),
        Control("f", KEPT, otherwise=usual.kept),
        Control("r", REGISTER, otherwise=usual.register),
        map_ground.control(PAGE),
    )
    return AddressForm(PAGE, PATH, parts)


def form(atlas: Atlas) -> Component:
    """Every control; which of them a part of the page has, :func:`meaning` says."""
    words, said, usual = labels()["change"], _said(), ChangeView()
    controls = [
        combobox(WITHIN, said["within"], groups(places_offered(atlas)), placeholder=said["places"]),
        fields.select(INDEX, said["index"], words["indices"], usual.index),
        fields.select(KEPT, said["kept"], words["kept"], usual.kept),
        fields.select(
            REGISTER, said["register"], list(registers(atlas).items()), usual.register, hidden=True
        ),
        menus.handover(className="mt-2"),
    ]
    return html.Div(
        [
            fields.buttons(PART, said["part"], words["parts"], usual.part, hide_label=True),
            folded_on_phones(said["fold"], html.Div(controls, className="change-fields")),
        ],
        id="change-ask",
        **data(form=PAGE, unread=""),
    )


def meaning(atlas: Atlas, search: str) -> Meaning:
    """What the controls show for an address."""
    view, notes = read_view(search, atlas)
    of_areas = view.part == "areas"
    props = [
        Props("change", {"data-shows": view.part}),
        Props(PART, {"value": view.part}),
        Props(chosen(WITHIN), {"data": view.within}),
        Props(INDEX, {"value": view.index}),
        Props(KEPT, {"value": view.kept}),
        Props(REGISTER, {"value": view.register}),
        Props(fields.field_id(INDEX), {"hidden": not of_areas}),
        Props(fields.field_id(KEPT), {"hidden": not of_areas}),
        Props(fields.field_id(REGISTER), {"hidden": of_areas}),
        map_ground.props(PAGE, view.marks),
        Props(menus.LINKS, {"children": menus.file_links(_files(atlas, view))}),
    ]
    return Meaning(view.texts(), props, notes)


def _said() -> Mapping[str, str]:
    return labels()["change"]["said"]


def _files(atlas: Atlas, view: ChangeView) -> list[menus.File]:
    """Tables, and of the overall index the picture that Explore makes of the same map: it has no
    change by domain."""
    found = [
        (f"{PATH}/export/{kind}{view.query()}", label, what)
        for kind, label, what in labels()["change"]["files"]
    ]
    if (view.part, view.index) == ("areas", OVERALL) and decile_change.is_known(atlas):
        found.append(_picture(atlas, view))
    return found


def _picture(atlas: Atlas, view: ChangeView) -> menus.File:
    """Explore's picture of the map: of the areas asked for, the others faint as they are here; of
    all, and called so, where nobody is asked for or more are than an address can name."""
    words = labels()["change"]
    if view.kept != "all":
        found = decile_change.areas(atlas, place_of(atlas, view.within).areas)
        listed = kept(found, view.kept).index
        if not 0 < len(listed) <= MOST_SELECTED:
            return (f"/export/png{_on_explore(atlas, view)}", *words["picture_of_all"])
        marks = map_ground.written(view.marks)
        # A district gives the file its name; of others Explore would draw less than is shown here.
        unit = units.unit(atlas, view.within) if view.within else None
        where = {"d": view.within} if unit and unit.kind == "district" else {}
        chosen = query_of({"i": MOVED, **where, "s": ".".join(listed), map_ground.LETTER: marks})
        return (f"/export/png{chosen}&only=selected", *words["picture"])
    return (f"/export/png{_on_explore(atlas, view)}", *words["picture"])


def _on_explore(atlas: Atlas, view: ChangeView) -> str:
    """The same areas and the same map as Explore has them."""
    where = {}
    if view.within:
        unit = units.unit(atlas, view.within)
        where = {_ON_EXPLORE[unit.kind]: view.within} if unit.kind in _ON_EXPLORE else {}
        if not where:
            where = {"s": ".".join(unit.areas)}
    return query_of({"i": MOVED, **where, map_ground.LETTER: map_ground.written(view.marks)})
