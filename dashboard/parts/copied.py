"""Texts of a page that are there to be copied: sentences, references, programs."""

from dash import html
from dash.development.base_component import Component

from dashboard.parts.attributes import aria, data
from dashboard.parts.texts import say


def copy_button(of: str, label: str = "", *, said: str = "", look: str = "") -> Component:
    """A button that copies a text of the page (``assets/modules/fields.js``).

    Parameters
    ----------
    of
        The id of what holds the text.
    label
        What the button says, where there are several of one kind on a page.
    said
        What it is called to those who listen, where its label does not say which text it copies.
    look
        Further classes.
    """
    return html.Button(
        label or say("copied", "copy"),
        type="button",
        className=f"btn btn-plain d-print-none {look}".strip(),
        **data(copies=of, copied=say("copied", "copied"), failed=say("copied", "failed")),
        **(aria(label=said) if said else {}),
    )
