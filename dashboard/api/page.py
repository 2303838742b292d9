"""For programs: what can be asked for, and how, made of the OpenAPI document."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import dash
from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from dashboard.api import examples
from dashboard.api.argument_words import may_be
from dashboard.api.endpoint import Endpoint
from dashboard.api.fields import MOST_ROWS
from dashboard.api.programs import programs
from dashboard.api.service import DOCUMENT, PREFIX, Service, address, service_of
from dashboard.api.texts import TEXTS, say
from dashboard.parts import links
from dashboard.parts.attributes import aria
from dashboard.parts.context import Context
from dashboard.parts.copied import copy_button
from dashboard.parts.data_tabs import data_tabs
from dashboard.parts.plain_markup import still
from dashboard.parts.tables import FIGURES, wide
from dashboard.web.limits import API_FOR_EXPORT
from dashboard.wording import number_text
from layers.atlas import Atlas

PATH = "/data/api"
_WAYS = (("", "get"), ("_posted", "post"))


def register(app: Dash, context: Context) -> None:
    """Make the page known to the app, with what its program does."""
    dash.register_page(
        __name__,
        path=PATH,
        title="Seldom Heard: for programs",
        description="How programs ask for the atlas's figures",
        layout=lambda **_: layout(context, service_of(app.server)),
        modules=("api", "paper"),
    )
    app.clientside_callback(
        ClientsideFunction("api", "show"), Output("api-shown", "data"), Input("api-markup", "data")
    )


def layout(context: Context, service: Service) -> Component:
    """Where it answers, how, from which program, and each address with its example."""
    parts = [
        _place(),
        _heading("programs"),
        *_programs(context.atlas),
        _heading("how"),
        html.Ul([html.Li(text) for text in _how(context)]),
        _heading("addresses"),
        *(part for one in service.endpoints for part in _endpoint(context.atlas, service, one)),
    ]
    return html.Div(
        [
            data_tabs("api"),
            html.H1(say("page", "title")),
            html.P(say("page", "about"), className="fs-5 fw-normal"),
            # Built by assets/modules/pages/api.js.
            html.Div(id="api-text"),
            dcc.Store(id="api-markup", data=still(parts)),
            dcc.Store(id="api-shown"),
        ],
        className="document",
    )


def _place() -> Component:
    return html.Div(
        [
            html.P(say("page", "base"), className="mb-1"),
            _code("api-address", address(), say("page", "base")),
            html.P(
                html.A(
                    say("page", "document"), href=links.to(f"{PREFIX}{DOCUMENT}"), target="_blank"
                )
            ),
        ]
    )


def _heading(name: str) -> Component:
    return html.H2(say("page", name), id=f"api-{name}")


def _how(context: Context) -> Iterator[str]:
    pages = API_FOR_EXPORT * context.config.exports_per_minute
    filled = {"most": number_text.count(MOST_ROWS), "pages": number_text.count(pages)}
    for name in TEXTS.sections["how"]:
        if name != "f_limits" or pages:
            yield say("how", name, **filled)


def _programs(atlas: Atlas) -> Iterator[Component]:
    shown = programs(address(), examples.arguments(atlas)["values"])
    for name, one in shown.items():
        title = say("program", name)
        yield html.Details(
            [
                html.Summary(title, className="py-2 fw-semibold"),
                html.Ol([html.Li(step) for step in one.steps])
                if len(one.steps) > 1
                else html.P(one.steps[0]),
                _code(f"api-program-{name}", one.code, title),
            ],
            id=f"api-in-{name}",
            open=name == next(iter(shown)),
            className="border-bottom",
        )


def _endpoint(atlas: Atlas, service: Service, endpoint: Endpoint) -> Iterator[Component]:
    """An address: what it gives, an example, its arguments, and what its rows have."""
    described = service.document(answers=False)
    where = endpoint.template
    path = described["paths"][f"{PREFIX}{where}"]
    given = dict(examples.arguments(atlas)[endpoint.name])
    for ending, method in _WAYS:
        if method not in path:
            continue
        operation, name = path[method], f"{endpoint.name}{ending}"
        if method == "get":
            yield html.H3(operation["summary"], id=f"api-of-{name}", className="fs-5 mt-4")
            yield html.P(
                [
                    html.Code(f"GET {where}", className="text-reset fw-semibold"),
                    f": {operation['description']}" if operation["description"] else "",
                ]
            )
            own = given.pop(endpoint.parameter, "")
            asked = where.replace(f"{{{endpoint.parameter}}}", own)
            query = f"?{urlencode(given, safe='!~:,')}" if given else ""
            label = say("page", "example")
            yield _code(f"api-example-{name}", f"{address()}{asked}{query}", label, named=label)
            arguments = [*path.get("parameters", []), *operation["parameters"]]
            yield _folded("arguments", [_argument(one) for one in arguments])
            row = _row(described, operation)
            yield _folded("fields_one" if endpoint.one else "fields", row)
        else:
            body = operation["requestBody"]["content"]["application/json"]["example"]
            label = say("page", "posted")
            yield _code(f"api-example-{name}", json.dumps(body, indent=1), label, named=label)


def _argument(one: dict[str, Any]) -> tuple[str, str, str]:
    return one["name"], one["description"], may_be(one)


def _row(described: dict[str, Any], operation: dict[str, Any]) -> list[tuple[str, str]]:
    schemas = described["components"]["schemas"]

    def of(reference: str) -> dict[str, Any]:
        found: dict[str, Any] = schemas[reference.rpartition("/")[2]]
        return found

    content = operation["responses"]["200"]["content"]["application/json"]["schema"]
    held = of(content["$ref"])["properties"]["data"]
    inner = of(held.get("items", held)["$ref"])
    return [(name, one["description"]) for name, one in inner["properties"].items()]


def _folded(name: str, rows: list[Any]) -> Component:
    """A table that unfolds: the first column names, the others say."""
    heads = ("head_name", "head_meaning", "head_values")[: len(rows[0])]
    table = html.Table(
        [
            html.Thead(html.Tr([html.Th(say("page", head), scope="col") for head in heads])),
            html.Tbody(
                [
                    html.Tr(
                        [
                            html.Th(html.Code(first, className="text-reset"), scope="row"),
                            *map(html.Td, others),
                        ]
                    )
                    for first, *others in rows
                ]
            ),
        ],
        className=FIGURES,
    )
    title = say("page", name)
    return html.Details([html.Summary(title, className="py-1"), wide(table, title)])


def _code(id: str, text: str, what: str, *, named: str = "") -> Component:
    """A text to copy, with its button."""
    said = say("page", "copy_what", what=what.rstrip(":"))
    button = copy_button(id, said=said, look="btn-sm flex-shrink-0")
    pre = html.Pre(
        html.Code(text, id=id, className="text-reset"),
        className="panel border p-2 mb-0 flex-grow-1 overflow-auto",
        tabIndex=0,
        role="group",
        **aria(label=what.rstrip(":")),
    )
    label = [html.P(named, className="note mb-1")] if named else []
    row = html.Div([pre, button], className="d-flex gap-2 align-items-start mb-2")
    return html.Div([*label, row], className="my-2")
