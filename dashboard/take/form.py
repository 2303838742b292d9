"""The one control of the page: what to take, which stands in the address as ``p``."""

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.parts import fields
from dashboard.parts.address import Parts
from dashboard.parts.address_form import AddressForm, Control, Meaning, Props
from dashboard.parts.attributes import data
from dashboard.take.packages import USUAL, Package, packages
from dashboard.take.texts import say
from layers.atlas import Atlas

PAGE, PATH = "take", "/data"
CHOICE = "take-choice"


def address_form() -> AddressForm:
    """Which control stands for which part of the address."""
    return AddressForm(PAGE, PATH, (Control("p", CHOICE, otherwise=USUAL),))


def form(atlas: Atlas) -> Component:
    """The choices, in a row."""
    inner = fields.buttons(CHOICE, say("page", "choose"), _choices(atlas), USUAL)
    return html.Div(inner, id="take-form", className="d-print-none", **data(form=PAGE, unread=""))


def stores() -> list[Component]:
    """What the form and its answers keep."""
    names = ("answer", "more-asked", "more-came")
    return [*address_form().stores(), *(dcc.Store(id=f"{PAGE}-{name}") for name in names)]


def chosen(atlas: Atlas, search: str) -> tuple[Package, list[str]]:
    """The package that an address names, and sentences about what in it could not be used."""
    parts = Parts(search, {"p"})
    every = packages(atlas)
    name = parts.one_of("p", every, say("page", "one"), USUAL)
    return every[name], list(parts.notes)


def meaning(atlas: Atlas, search: str) -> Meaning:
    """What the control shows for an address."""
    package, notes = chosen(atlas, search)
    named = "" if package.name == USUAL else package.name
    choices = [{"value": value, "label": label} for value, label in _choices(atlas)]
    # One's own figures are among them for as long as the page holds any.
    return Meaning(
        {"p": named}, [Props(CHOICE, {"options": choices, "value": package.name})], notes
    )


def _choices(atlas: Atlas) -> list[tuple[str, str]]:
    return [(name, one.label) for name, one in packages(atlas).items()]
