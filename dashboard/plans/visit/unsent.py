"""What waits in the browser to be sent, on every page from which it can be."""

from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from dashboard.parts.attributes import aria
from dashboard.plans.visit.given import for_sending
from dashboard.plans.visit.texts import say
from dashboard.web.people import Person

MODULE = "visit-unsent"
GIVEN, DONE = f"{MODULE}-given", f"{MODULE}-done"


def register(app: Dash) -> None:
    """Have the browser send what waits, on a page with :func:`unsent`."""
    app.clientside_callback(
        ClientsideFunction(MODULE, "watch"), Output(DONE, "data"), Input(GIVEN, "data")
    )


def unsent(asks: Person) -> list[Component]:
    """Places for visits that are not sent yet, which the browser fills; without any none shows."""
    return [
        dcc.Store(id=GIVEN, data=for_sending(asks)),
        dcc.Store(id=DONE),
        html.P(id=MODULE, role="status", className="flag d-print-none", hidden=True),
        on_device(),
    ]


def on_device() -> Component:
    """What is kept in this browser, and a button that sends it."""
    return html.Section(
        [
            html.H2(say("page", "on_phone"), className="fs-6 mt-0"),
            html.Ul(id="visit-kept", className="list-unstyled mb-2"),
            html.Button(
                say("page", "send_now"),
                id="visit-send",
                type="button",
                className="btn btn-plain align-self-start",
            ),
        ],
        id="visit-phone",
        className="panel card p-3 mb-3 d-print-none",
        hidden=True,
        **aria(label=say("page", "on_phone")),
    )
