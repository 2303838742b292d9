"""The head of a card that is about one thing: its title, and how to shut it."""

from dash import html
from dash.development.base_component import Component

from dashboard.explore.view_texts import say
from dashboard.parts.attributes import aria, data


def card_head(title: str, closes: str) -> Component:
    """The title; "More", since on a phone the card is a sheet that peeks from below; "Close".

    Parameters
    ----------
    closes
        The change of the view that shuts the card, as the browser reads it.
    """
    more = html.Button(
        say("more"),
        type="button",
        className="btn btn-primary d-lg-none",
        **aria(expanded="false", controls="card"),
        **data(other=say("less")),
    )
    close = html.Button(
        say("close"),
        type="button",
        className="btn btn-plain",
        **aria(label=say("close_card")),
        **data(view=closes),
    )
    return html.Div(
        [html.H2(title), html.Div([more, close], className="d-flex gap-2")],
        className="card-head d-flex justify-content-between align-items-start gap-2",
    )
