"""The part below a table or chart that says how to repeat its figure."""

from dash import html
from dash.development.base_component import Component

from dashboard.parts import links
from dashboard.parts.attributes import aria, data
from dashboard.parts.copied import copy_button
from dashboard.parts.repeat.recipe import LANGUAGES
from dashboard.parts.repeat.routes import ROUTE
from dashboard.parts.texts import say


def repeat_panel(figure: str) -> Component:
    """Folded; its programs come when it is opened (assets/modules/repeat.js).

    Parameters
    ----------
    figure
        As the route names it (:func:`dashboard.parts.repeat.routes.add_repeat`).
    """
    return html.Details(
        [
            html.Summary(say("repeat", "title")),
            html.P(say("repeat", "about"), className="note"),
            html.P(say("repeat", "none"), className="note", hidden=True, **data(repeat_none="")),
            *(_program(figure, name) for name in LANGUAGES),
        ],
        className="mt-3 pt-2 border-top d-print-none",
        **data(repeat=links.to(f"{ROUTE}{figure}")),
    )


def _program(figure: str, language: str) -> Component:
    name, id = say("repeat", language), f"repeat-{figure}-{language}"
    button = copy_button(id, said=say("repeat", "copy_label", language=name), look="btn-sm")
    return html.Div(
        [
            html.Div(
                [html.H4(name, className="h6 m-0"), button],
                className="d-flex justify-content-between align-items-center mt-2 mb-1",
            ),
            html.Pre(
                html.Code(id=id, **data(program=language)),
                className="border rounded p-2 small",
                tabIndex=0,
                role="region",
                **aria(label=say("repeat", "program_label", language=name)),
            ),
        ],
        hidden=True,
        **data(language=language),
    )
