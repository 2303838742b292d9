"""The bar below a page's map: what was found in one line, and what can be done with it."""

from dash import html
from dash.development.base_component import Component

from dashboard.parts import menus
from dashboard.parts.attributes import aria, data


def found_bar(page: str, line: str, label: str, waits: str, *acts: Component) -> Component:
    """The bar, with the Export menu and Copy link at its end.

    Parameters
    ----------
    page
        Whose map it is below.
    line
        Id of what holds the line, which the page fills.
    label
        What a screen reader calls the bar.
    waits
        What is said while the server looks.
    acts
        Buttons and links before the Export menu.
    """
    return html.Div(
        [
            html.P(
                [
                    # The form says here that the server looks; the map takes it off.
                    html.Span(id=f"{page}-said", **data(waits=waits)),
                    html.Span(id=line),
                ],
                id="in-view",
                role="status",
                className="flex-fill m-0",
            ),
            html.P(id="handover-status", role="status", className="m-0 d-print-none"),
            *acts,
            menus.handover(up=True),
        ],
        id="bar",
        className="panel border-top d-flex flex-wrap align-items-center gap-2 px-4 py-2",
        role="region",
        **aria(label=label),
    )
