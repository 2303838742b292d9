"""The controls of the Inequality page, and what they show for an address."""

from collections.abc import Mapping

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.inequality.compare_form import COMPARED, compare_props
from dashboard.inequality.correlates import correlate
from dashboard.inequality.view import (
    FEWEST,
    MOST,
    InequalityView,
    can_be_shown,
    orderings_offered,
    read_view,
)
from dashboard.parts import fields, menus
from dashboard.parts.accordions import folded_on_phones
from dashboard.parts.address_form import AddressForm, Control, Kept, Meaning, Props
from dashboard.parts.attributes import data
from dashboard.parts.chips import CHIPS, chips
from dashboard.parts.combobox import chosen, combobox, groups, indicators, offered
from dashboard.parts.control_labels import labels
from dashboard.parts.places_offered import places_offered
from dashboard.wording.label_mark import short_name
from dashboard.wording.source_words import source_words
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.name_lists import listed
from layers.practices import care

PAGE, PATH = "inequality", "/inequality"
INDICATOR, WITHIN, ADD = "ask-indicator", "ask-within", "ask-add"
MOST_NAMED = 3  # of one's own figures that no list has
# What holds the indicators that are set against each other.
CHOSEN = "inequality-chosen"
# Which fields each part of the page asks.
ASKED = {
    "gap": ("ask-indicator", "ask-order", "ask-within", "ask-groups", "ask-fit"),
    "mix": ("ask-district",),
    "together": ("inequality-chips", "ask-add", "ask-level", "ask-within"),
}
FIELDS = tuple(dict.fromkeys(name for names in ASKED.values() for name in names))


def address_form() -> AddressForm:
    """Which control stands for which part of the address, in the address's order."""
    usual = InequalityView()
    parts = (
        Control("t", "ask-part", otherwise=usual.part),
        # Which indicator and order is always said: a link without them opens with the page's own.
        Control(
            "i", chosen(INDICATOR), "data", otherwise=usual.indicator, always=True, resets=("f",)
        ),
        Control("o", "ask-order", otherwise=usual.ordering, always=True),
        Control("w", chosen(WITHIN), "data"),
        Control("w", "ask-district"),
        Control("g", "ask-groups", otherwise=usual.by),
        Control("f", "ask-fit", otherwise=usual.fit),
        Control("v", COMPARED, otherwise=usual.compared, join="."),
        Control("c", CHOSEN, "data", otherwise=usual.chosen, join=".", resets=("p",)),
        Control("l", "ask-level", otherwise=usual.level),
        Kept("p"),
    )
    return AddressForm(PAGE, PATH, parts)


def form(atlas: Atlas) -> Component:
    """Every control; which of them a part of the page has, :func:`meaning` says."""
    words, said = labels()["inequality"], _said()
    usual = InequalityView()
    orders = {head: list(group.items()) for head, group in orderings_offered(atlas).items()}
    controls = [
        combobox(
            INDICATOR,
            said["indicator"],
            indicators(_offered(atlas)),
            usual.indicator,
            placeholder=said["search"],
        ),
        html.P(id="ask-indicator-note", className="note"),
        html.Div(
            [
                html.H2(said["indicators"], className="fs-6 mb-2"),
                html.Div(id="inequality-chips", className=CHIPS),
            ],
            id="inequality-chips-field",
            className="field-block",
            hidden=True,
        ),
        dcc.Store(id=CHOSEN, data=list(usual.chosen)),
        combobox(
            ADD,
            said["add"].format(most=MOST),
            indicators(_offered(atlas), (), _published(atlas)),
            placeholder=said["search"],
            search_only=True,
            hidden=True,
        ),
        html.P(id="ask-not-listed", className="note", hidden=True),
        fields.select("ask-order", said["order"], orders, usual.ordering),
        fields.select("ask-level", said["level"], words["levels"], usual.level, hidden=True),
        combobox(WITHIN, said["within"], groups(places_offered(atlas)), placeholder=said["places"]),
        fields.select("ask-district", said["place"], _districts(atlas), hidden=True),
        fields.select("ask-groups", said["groups"], words["groups"], usual.by),
        fields.select("ask-fit", said["fit"], words["fits"], usual.fit),
        menus.handover(),
    ]
    return html.Div(
        [
            fields.buttons(
                "ask-part", said["part"], words["parts"], "gap", stacked=True, hide_label=True
            ),
            folded_on_phones(said["change"], *controls),
        ],
        id="inequality-ask",
        **data(form=PAGE, unread=""),
    )


def meaning(atlas: Atlas, search: str) -> Meaning:
    """What the controls show for an address."""
    view, notes = read_view(search, atlas)
    definition = atlas.indicators[view.indicator]
    district = view.within if view.within in atlas.districts else ""
    not_listed = "" if view.part == "mix" else _not_listed(atlas)
    props = [
        Props("ask-part", {"value": view.part}),
        Props(chosen(INDICATOR), {"data": view.indicator}),
        Props("ask-indicator-note", {"children": _note(atlas, definition)}),
        Props("ask-order", {"value": view.ordering}),
        Props(chosen(WITHIN), {"data": view.within}),
        Props("ask-district", {"value": district}),
        Props("ask-groups", {"value": view.by}),
        Props("ask-fit", {"options": fields.options(_fits(definition)), "value": view.fit}),
        Props("ask-level", {"value": view.level}),
        *compare_props(atlas, view),
        Props(CHOSEN, {"data": list(view.chosen)}),
        Props(
            "inequality-chips",
            {"children": chips(PAGE, "chip", _named(atlas, view.chosen), fewest=FEWEST)},
            shape=".".join(view.chosen),
        ),
        Props(
            offered(ADD),
            {"data": indicators(_offered(atlas), view.chosen, _published(atlas, view.chosen))},
        ),
        Props("ask-not-listed", {"children": not_listed, "hidden": not not_listed}),
        Props(menus.LINKS, {"children": _export(atlas, view)}),
        *(_shown(name, view, definition) for name in (*FIELDS, "ask-indicator-note")),
    ]
    return Meaning(_texts(view), props, notes)


def fits_of(definition: Indicator) -> list[str]:
    """Forms of the fitted line that an indicator's values can take."""
    if definition.kind == "share":
        return ["none", "log", "logit"]
    return ["none", "log"] if definition.kind == "rate" or definition.unit == "ratio" else ["none"]


def _said() -> Mapping[str, str]:
    return labels()["inequality"]["said"]


def _texts(view: InequalityView) -> dict[str, str]:
    """Every part of the address as it is written, none left out."""
    return {
        key: ".".join(value) if isinstance(value, list) else value
        for key, value in view.asked().items()
    }


def _shown(name: str, view: InequalityView, definition: Indicator) -> Props:
    """Whether a field is there, for a part of the page and what was chosen in it."""
    if name == "ask-indicator-note":
        return Props(name, {"hidden": view.part != "gap"})
    there = name in ASKED[view.part]
    if name == "ask-groups":
        there = there and not definition.register  # over practices, groups are always their own
    elif name == "ask-fit":
        there = there and len(fits_of(definition)) > 1
    elif name == "ask-add":
        there = there and len(view.chosen) < MOST
    return Props(fields.field_id(name), {"hidden": not there})


def _note(atlas: Atlas, definition: Indicator) -> str:
    return f"{short_name(definition)}. {source_words(atlas, definition)}."


def _fits(definition: Indicator) -> list[fields.Choice]:
    mine = fits_of(definition)
    return [(fit, label) for fit, label in labels()["inequality"]["fits"] if fit in mine]


def _named(atlas: Atlas, ids: tuple[str, ...]) -> list[fields.Choice]:
    return [(one, correlate(atlas, one).label) for one in ids]


def _published(atlas: Atlas, without: tuple[str, ...] = ()) -> dict[str, list[dict[str, str]]]:
    """What is published of practices, to set against others: a group of its own."""
    options = [
        {"value": key, "label": one.label, "note": one.period}
        for key, one in care.measures(atlas).items()
        if key not in without
    ]
    return {_said()["of_practices"]: options} if options else {}


def _export(atlas: Atlas, view: InequalityView) -> list[Component]:
    """The files, and what may be done with figures of somebody's own in them."""
    asked = view.chosen if view.part == "together" else (view.indicator,)
    return [*menus.file_links(_files(view)), *menus.own_licences(atlas, asked)]


def _files(view: InequalityView) -> list[menus.File]:
    return [
        (f"{PATH}/export/{kind}{view.query()}", label, what)
        for kind, label, what in labels()["inequality"]["files"]
        if kind != "districts" or view.part == "gap"
    ]


def _offered(atlas: Atlas) -> tuple[str, ...]:
    return tuple(one.id for one in atlas.indicators.values() if can_be_shown(one))


def _not_listed(atlas: Atlas) -> str:
    """Why some of somebody's own figures are in no list here; "" where all are."""
    own = [one for one in atlas.indicators.values() if one.is_own and not can_be_shown(one)]
    labels_of = listed([f"“{one.label}”" for one in own], MOST_NAMED) if own else ""
    return _said()["not_listed"].format(labels=labels_of) if own else ""


def _districts(atlas: Atlas) -> list[fields.Choice]:
    every = [(code, atlas.districts[code]) for code in sorted(atlas.districts)]
    return [("", _said()["all_districts"]), *every]
