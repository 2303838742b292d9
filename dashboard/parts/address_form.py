"""The address and the controls of a page: the address is the page's only state.

A page says once which control stands for which part of its address. One function of the browser,
the same for all pages (``assets/modules/form.js``), then writes the address when controls change.
What an address means is the server's to say: it answers with what the controls are to show, and
the browser puts that into them if the address is still the page's.

A page's results follow the same: a callback of the page's takes ``<page>-asked``, and
:meth:`AddressForm.results` shows what it answers where that is still asked.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, dcc
from dash.development.base_component import Component

from dashboard.parts import links
from dashboard.parts.alerts import notices
from dashboard.parts.combobox import chosen as chosen_in
from dashboard.parts.fields import Id


@dataclass(frozen=True)
class Control:
    """A control that stands for a part of the address.

    Attributes
    ----------
    key
        The part's letter in the address.
    id, property
        Of the component, and which of its properties holds the value.
    otherwise
        The value that the address leaves out.
    always
        Whether the address has it all the same.
    join
        What stands between the entries of a list; "" for a control with one value.
    texts
        How values are written that are not written as they are: ``{"true": "1", "false": ""}``.
    resets
        Letters of parts that go back to what is left out when a person changes this one.
    sorted
        Whether a list is written in the order of its entries, in whatever order they were chosen.
    quiet
        Whether nothing that the server answers depends on it: it is not asked anew.
    """

    key: str
    id: Id
    property: str = "value"
    otherwise: Any = ""
    always: bool = False
    join: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    resets: tuple[str, ...] = ()
    sorted: bool = False
    quiet: bool = False

    def inputs(self) -> list[Input]:
        """What a callback listens to."""
        return [Input(self.id, self.property)]


@dataclass(frozen=True)
class Rows:
    """Rows of which there can be any number, which stand for one part of the address together.

    Attributes
    ----------
    key
        The part's letter in the address.
    page, parts
        Each row has a control for each part, with the id ``{"page", "part", "row"}``.
    properties
        The property that holds a part's value, where it is not ``value``.
    inside, between
        What stands between a row's parts, and between rows.
    texts
        How values are written that are not written as they are, by part.
    resets
        As in :class:`Control`.
    sets
        What another value of one of a row's parts sets in another: its name, the other's, and the
        value of the other for each of its own.
    """

    key: str
    page: str
    parts: tuple[str, ...]
    properties: Mapping[str, str] = field(default_factory=dict)
    inside: str = "!"
    between: str = "~"
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    resets: tuple[str, ...] = ()
    sets: tuple[tuple[str, str, Mapping[str, Any]], ...] = ()

    def inputs(self) -> list[Input]:
        """What a callback listens to."""
        return [
            Input(row_id(self.page, part, ALL), self.properties.get(part, "value"))
            for part in self.parts
        ]


@dataclass(frozen=True)
class Kept:
    """A part of the address that no control stands for, and that stays when controls change.

    Attributes
    ----------
    beside
        Letter of a part of rows, and a row's first word: it stays as long as there is such a row.
    """

    key: str
    beside: tuple[str, str] | None = None


@dataclass(frozen=True)
class Props:
    """What a component is to be given.

    Attributes
    ----------
    id, props
        Of the component.
    shape
        What the properties depend on, where that is less than all of them: they are given only when
        it changes, so that nothing which somebody types into is made anew.
    """

    id: Id
    props: Mapping[str, Any]
    shape: str | None = None

    def to_json(self) -> dict[str, Any]:
        """As the browser is told."""
        said = {"id": self.id, "props": dict(self.props)}
        return said if self.shape is None else said | {"shape": self.shape}


@dataclass(frozen=True)
class Meaning:
    """What an address means to the form.

    Attributes
    ----------
    parts
        Every part as it was understood, by letter, as the address writes it; what is left out is
        what is usual.
    props
        What components show: values, choices, whether they are hidden.
    notes
        Sentences about what could not be used.
    """

    parts: Mapping[str, str]
    props: Sequence[Props]
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class AddressForm:
    """The form of a page.

    Attributes
    ----------
    page
        Begins the ids of what the form keeps: ``<page>-asked`` holds the address, as
        ``{"search": "?…"}``, that the page's other callbacks answer.
    path
        Of the page.
    parts
        Parts of the address, in its order.
    """

    page: str
    path: str
    parts: tuple[Control | Rows | Kept, ...]

    def stores(self) -> list[Component]:
        """What the form keeps; belongs into the page's layout."""
        return [
            dcc.Store(id=f"{self.page}-parts", data=self.declared()),
            dcc.Store(id=f"{self.page}-asked"),
            dcc.Store(id=f"{self.page}-meant"),
            dcc.Store(id=f"{self.page}-set"),
            dcc.Store(id=f"{self.page}-next"),
        ]

    @property
    def next_address(self) -> Output:
        """For callbacks of the server's that change the address.

        Dash calls what writes into the page's Location, which is always there, whenever a page is
        opened: a request each. What writes into the page itself it leaves alone until something
        changes.
        """
        return Output(f"{self.page}-next", "data", allow_duplicate=True)

    def declared(self) -> dict[str, Any]:
        """The parts as the browser is told."""
        return {
            "page": self.page,
            "path": links.to(self.path),
            "parts": [_declared(p) for p in self.parts],
        }

    def register(self, app: Dash, read: Callable[[str], Meaning]) -> None:
        """Have address and controls follow each other.

        Parameters
        ----------
        read
            What an address (its query string) means; never fails.
        """
        page = self.page
        declared = self._parts_declared()
        app.clientside_callback(
            ClientsideFunction("form", "follow"),
            Output(f"{page}-asked", "data"),
            Input("url", "search"),
            Input(f"{page}-parts", "data"),
        )
        app.clientside_callback(
            ClientsideFunction("form", "set"),
            Output(f"{page}-set", "data"),
            Input(f"{page}-meant", "data"),
            declared,
        )
        app.clientside_callback(
            ClientsideFunction("form", "write"),
            Output("url", "search", allow_duplicate=True),
            *self._inputs(),
            declared,
            prevent_initial_call=True,
        )

        app.clientside_callback(
            ClientsideFunction("form", "next"),
            Output("url", "search", allow_duplicate=True),
            Input(f"{page}-next", "data"),
            prevent_initial_call=True,
        )

        @app.callback(
            Output(f"{page}-meant", "data"),
            Output("notice", "children", allow_duplicate=True),
            Input(f"{page}-asked", "data"),
            prevent_initial_call=True,
        )
        def meant(asked: dict[str, str] | None) -> tuple[dict[str, Any], list[Component]]:
            search = str((asked or {}).get("search") or "")
            meaning = read(search)
            told = {
                "of": search,
                "parts": dict(meaning.parts),
                "props": [one.to_json() for one in meaning.props],
            }
            return told, notices(meaning.notes)

    def register_in_browser(self, app: Dash, module: str) -> None:
        """The same for a page whose addresses the browser itself reads, without asking the server.

        Parameters
        ----------
        module
            Of the browser's modules: its ``follow`` takes an address and what is declared here, and
            shows what it means (``put`` of ``form.js``); its ``changed`` takes the controls' values
            and changes the address (``changes`` of ``form.js``).
        """
        declared = self._parts_declared()
        app.clientside_callback(
            ClientsideFunction(module, "follow"),
            Output(f"{self.page}-asked", "data"),
            Input("url", "search"),
            Input(f"{self.page}-parts", "data"),
        )
        app.clientside_callback(
            ClientsideFunction(module, "changed"),
            Output(f"{self.page}-set", "data"),
            *self._inputs(),
            declared,
            prevent_initial_call=True,
        )

    def _parts_declared(self) -> State:
        """What the page has declared. Rows and their buttons that go with the page call callbacks
        that write the address, which stays: then it is gone, and there is nothing to do."""
        return State(f"{self.page}-parts", "data", allow_optional=True)

    def _inputs(self) -> list[Input]:
        return [one for part in self.parts if not isinstance(part, Kept) for one in part.inputs()]

    def rows(self, app: Dash, adds: str, starts: str) -> None:
        """Have a combobox add rows, and each row's button ``take-off`` take it off.

        Parameters
        ----------
        adds
            Name of the combobox.
        starts
            Id of the store that says, for what can be chosen, what its row has after it.
        """
        declared = self._parts_declared()
        app.clientside_callback(
            ClientsideFunction("form", "addRow"),
            Output("url", "search", allow_duplicate=True),
            Output(chosen_in(adds), "data", allow_duplicate=True),
            Input(chosen_in(adds), "data"),
            State(starts, "data"),
            declared,
            prevent_initial_call=True,
        )
        app.clientside_callback(
            ClientsideFunction("form", "takeOffRow"),
            Output("url", "search", allow_duplicate=True),
            Input(row_id(self.page, "take-off", ALL), "n_clicks"),
            declared,
            prevent_initial_call=True,
        )

    def results(self, app: Dash) -> None:
        """Have results marked as the answer to the page's address, or as those to an earlier one.

        A callback of the page's gives its results with the store ``<page>-answer``: the ``search``
        that they answer. What is to come after them is asked for by the store ``<page>-more-asked``
        (again the ``search``), and its callback gives ``<page>-more-came``: that ``search``, and
        the ``children`` of ``<page>-more``.
        """
        page = self.page
        declared = self._parts_declared()
        app.clientside_callback(
            ClientsideFunction("form", "answered"),
            Output(f"{page}-more-asked", "data"),
            Input(f"{page}-answer", "data"),
            declared,
            prevent_initial_call=True,
        )
        app.clientside_callback(
            ClientsideFunction("form", "moreCame"),
            Output(f"{page}-more", "children", allow_duplicate=True),
            Input(f"{page}-more-came", "data"),
            declared,
            prevent_initial_call=True,
        )


def row_id(page: str, part: str, row: Any) -> dict[str, Any]:
    """The id of a control in a row."""
    return {"page": page, "part": part, "row": row}


def _declared(part: Control | Rows | Kept) -> dict[str, Any]:
    if isinstance(part, Kept):
        if part.beside is None:
            return {"key": part.key}
        return {"key": part.key, "beside": dict(zip(("key", "first"), part.beside, strict=True))}
    if isinstance(part, Rows):
        return {
            "key": part.key,
            "rows": list(part.parts),
            "inside": part.inside,
            "between": part.between,
            "texts": {name: dict(texts) for name, texts in part.texts.items()},
            "resets": list(part.resets),
            "sets": [
                {"part": name, "other": other, "values": dict(values)}
                for name, other, values in part.sets
            ],
        }
    otherwise = list(part.otherwise) if part.join else part.otherwise
    return {
        "key": part.key,
        "id": part.id,
        "property": part.property,
        "otherwise": otherwise,
        "always": part.always,
        "join": part.join,
        "sorted": part.sorted,
        "quiet": part.quiet,
        "texts": dict(part.texts),
        "resets": list(part.resets),
    }
