"""The part below a table or chart that says how to repeat its figure."""

from typing import Literal

from dash import html
from dash.development.base_component import Component

from dashboard.parts import links
from dashboard.parts.attributes import aria, data
from dashboard.parts.copied import copy_button
from dashboard.parts.repeat.recipe import LANGUAGES
from dashboard.parts.repeat.routes import ROUTE
from dashboard.parts.texts import say

# What is repeated, as the line that opens the panel names it, and how the panel looks: that of a
# page's figure is set off, that of a table or chart is a quiet line right under it.
Of = Literal["figure", "table", "tables", "list", "chart", "classes"]
_SET_OFF = "mt-3 pt-2 border-top d-print-none"
_QUIET = "small mt-1 mb-2 d-print-none"


def repeat_panel(figure: str, of: Of = "figure") -> Component:
    """Folded; its programs come when it is opened (assets/modules/repeat.js).

    Parameters
    ----------
    figure
        As the route names it (:func:`dashboard.parts.repeat.routes.add_repeat`).
    of
        What it is.
    """
    return html.Details(
        [
            html.Summary(say("repeat", f"title_{of}")),
            html.P(
                say("repeat", "about" if of == "figure" else "about_rows"),
                className="note",
                **data(repeat_about=""),
            ),
            html.P(className="note", hidden=True, **data(repeat_none="")),
            *(_program(figure, name) for name in LANGUAGES),
        ],
        className=_SET_OFF if of == "figure" else _QUIET,
        **data(repeat=links.to(f"{ROUTE}{figure}")),
    )


def not_repeated(reason: str, of: Of) -> Component:
    """Folded like a panel: why what stands above it has no program, which holds for every view."""
    return html.Details(
        [html.Summary(say("repeat", f"title_{of}")), html.P(reason, className="note")],
        className=_QUIET,
        **data(not_repeated=""),
    )


def _program(figure: str, language: str) -> Component:
    name, id = say("repeat", language), f"repeat-{figure}-{language}"
    button = copy_button(id, said=say("repeat", "copy_label", language=name), look="btn-sm")
    return html.Div(
        [
            html.Div(
                [html.Strong(name), button],
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
