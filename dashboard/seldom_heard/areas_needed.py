"""How many areas do I need? The controls, the answer, the curve, and what to do with the areas.

The curve is that of :func:`layers.targeting.reach.curve`. The browser puts the drawing into the
page (``assets/modules/pages/seldom-heard-needed.js``) and marks areas on the map.
"""

from dataclasses import dataclass, replace
from typing import Any

import dash_bootstrap_components as dbc
import msgspec
import pandas as pd
from dash import Dash, Input, Output, State, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.parts import fields, links
from dashboard.parts.address import DECIMAL, MOST_SELECTED, query_of
from dashboard.parts.attributes import aria, data
from dashboard.parts.curve_picture import END, LEFT
from dashboard.parts.found_map import places
from dashboard.parts.targets.handover import Handover
from dashboard.parts.targets.target_definition import read_targets
from dashboard.seldom_heard.criterion_rules import LEAST
from dashboard.seldom_heard.curve_picture import picture
from dashboard.seldom_heard.form import PATH
from dashboard.seldom_heard.texts import TEXTS, one_or_many, say
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.targeting.reach import areas_needed, curve

AMONG, BY, SHARE = "needed-among", "needed-by", "needed-share"
# Stores: what the curve is of, what the browser draws of it, and the places marked on the map.
OF, CURVE, MARKED = "needed-of", "needed-curve", "needed-marked"
MARK, KEEP = "needed-mark", "needed-keep"
USUAL_SHARE = 50  # percent of the people to reach
EXPLORE = "/"  # where areas are opened


def controls(atlas: Atlas, made: Handover) -> Component:
    """Which areas are taken, in which order, and how many people they are to hold.

    What a person chose here stays when the definition changes (``persistence``): it is theirs, not
    the address's.
    """
    found = len(made.finding.found)
    every = len(atlas.areas) if made.within is None else len(made.within)
    number, wrong = fields.typed_number(
        SHARE,
        USUAL_SHARE,
        low=LEAST,
        high=100,
        pattern=DECIMAL,
        wrong=say("needed", "wrong"),
        pause=False,  # the curve follows each key
    )
    parts = [
        fields.radios(
            AMONG,
            say("needed", "among"),
            [
                ("found", one_or_many("needed", "found", found, number=number_text.count(found))),
                (
                    "all",
                    say(
                        "needed",
                        "all",
                        number=number_text.count(every),
                        where=made.where or atlas.name,
                    ),
                ),
            ],
            "found",
            hide_label=True,
            className="d-print-none",
        ),
        fields.select(
            BY,
            say("needed", "by"),
            [("count", say("needed", "count")), ("rate", say("needed", "rate"))],
            "count",
            beside=True,
        ),
        html.Div(
            [
                dbc.Label(f"{say('needed', 'share')} ", html_for=SHARE),
                number,
                say("needed", "of_them"),
                html.Span(id="needed-answer", role="status", className="fw-semibold"),
                wrong,
            ],
            className="to-reach my-2",
        ),
        html.Div(id="curve"),
        html.P(id="needed-at", className="note"),
        html.Div(
            id="needed-take",
            className="small d-print-none d-flex flex-wrap gap-2 align-items-center",
            **data(inside=""),
        ),
    ]
    for one in (AMONG, BY, SHARE):
        _found(parts, one).persistence = True
        _found(parts, one).persistence_type = "memory"
    return html.Div(parts, id="needed")


def _found(parts: list[Component], control: str) -> Any:
    """A control by its id."""
    return next(
        one
        for part in parts
        for one in part._traverse()
        if isinstance(one, Component) and getattr(one, "id", "") == control
    )


def of_whom(atlas: Atlas, made: Handover) -> dict[str, Any]:
    """What the curve is of, for the page to hold: the group, and the places of areas to take."""
    place = places(atlas, "lsoa")
    within = made.within
    return {
        "search": made.targets.query(),
        "group": made.targets.group,
        "found": [place[code] for code in made.finding.found],
        "within": None if within is None else [at for c, at in place.items() if c in within],
    }


class Taking(msgspec.Struct, frozen=True):
    """What :func:`of_whom` says, as the page sends it back."""

    search: str
    group: str
    found: list[int]
    within: list[int] | None


@dataclass(frozen=True)
class Needed:
    """How many areas it takes.

    Attributes
    ----------
    curves
        Of ``found`` and ``all``: see :func:`layers.targeting.reach.curve`.
    among
        Which of them is asked about.
    number
        Areas that are needed; None where all of them are too few.
    """

    taking: Taking
    curves: dict[str, pd.DataFrame]
    among: str
    by: str
    number: int | None

    @property
    def taken(self) -> list[str]:
        """Codes of the areas that are needed, in the order taken."""
        codes: list[str] = self.curves[self.among]["lsoa"].tolist()
        return codes[: self.number or 0]


def needed(atlas: Atlas, of: Any, among: Any, by: Any, share: Any) -> Needed | None:
    """How many areas it takes to reach a share (percent) of the people; None for what is no
    question, such as a share of 0 or an answer that has not come."""
    try:
        taking = msgspec.convert(of, Taking)
    except msgspec.ValidationError:
        return None
    definition, codes = atlas.indicators.get(taking.group), atlas.areas.index
    within = range(len(codes)) if taking.within is None else taking.within
    known = all(0 <= at < len(codes) for at in (*taking.found, *within))
    if not (taking.found and known and definition and definition.counts_people):
        return None
    if among not in ("found", "all") or by not in ("count", "rate"):
        return None
    if not isinstance(share, int | float) or not 0 < share <= 100:
        return None
    every = None if taking.within is None else codes[taking.within]
    curves = {
        "found": curve(atlas, taking.group, codes=codes[taking.found], by=by, among=every),
        "all": curve(atlas, taking.group, codes=every, by=by, among=every),
    }
    return Needed(taking, curves, among, by, areas_needed(curves[among], share / 100))


def said(made: Needed) -> str:
    """The answer, to follow "To reach 50% of them"."""
    if made.number is not None:
        return _counted("answer", made.number)
    reached = made.curves[made.among]["reached"]
    held = number_text.percent(100 * float(reached.iloc[-1]))
    return _counted("too_many", len(reached), share=held)


def drawing(made: Needed) -> dict[str, Any]:
    """What the browser draws, and says where the pointer is (``seldom-heard-needed.js``)."""
    shares = {name: steps["reached"].round(6).tolist() for name, steps in made.curves.items()}
    texts_ = ("at", "at_one", "at_both", "at_both_one")
    return {
        "picture": picture(shares, made.among, made.number, there=made.taking.within is not None),
        "shares": shares,
        "most": len(shares[made.among]),
        "number": made.number or len(shares[made.among]),
        "left": LEFT,
        "right": END,
        "texts": {name: TEXTS.sections["curve"][name] for name in texts_},
    }


def ways_on(atlas: Atlas, made: Needed) -> list[Component]:
    """Mark the areas that are needed, keep only them, or open them on Explore."""
    number = made.number
    if number is None:
        return []
    kind = "btn btn-plain"
    parts: list[Component] = [
        html.Button(
            _counted("mark", number),
            id=MARK,
            type="button",
            className=kind,
            **aria(pressed="false"),
        )
    ]
    people = made.curves[made.among]["people"]
    least = int(people.iloc[number - 1])
    kept = int((people >= least).sum())
    # Those of the areas found with most people: a definition can ask for the fewest people.
    if made.among == "found" and made.by == "count" and least >= 1 and kept < len(people):
        text = say("curve", "keep", number=number_text.count(kept), people=number_text.count(least))
        asked, _ = read_targets(made.taking.search, atlas)
        query = replace(asked, people=least).query()
        parts.append(
            html.A(text, href=links.to(f"{PATH}{query}"), id=KEEP, className=f"{kind} inside")
        )
    if number <= MOST_SELECTED:
        query = query_of({"i": made.taking.group, "s": ".".join(made.taken)})
        href = links.to(f"{EXPLORE}{query}")
        parts.append(html.A(_counted("open", number), href=href, id="needed-open"))
    return parts


def register(app: Dash, atlas: Atlas) -> None:
    """Have the curve follow its controls, and areas marked on the map."""

    @app.callback(
        Output(CURVE, "data"),
        Output("needed-answer", "children"),
        Output("needed-take", "children"),
        Output(MARKED, "data"),
        Input(AMONG, "value"),
        Input(BY, "value"),
        Input(SHARE, "value"),
        State(OF, "data"),
    )
    def draw(
        among: str | None, by: str | None, share: float | int | None, of: dict[str, Any] | None
    ) -> tuple[Any, ...]:
        made = needed(atlas, of, among, by, share)
        if made is None:
            raise PreventUpdate
        return drawing(made), said(made), ways_on(atlas, made), []

    @app.callback(
        Output(MARKED, "data", allow_duplicate=True),
        Output(MARK, "aria-pressed"),
        Output(MARK, "children"),
        Input(MARK, "n_clicks"),
        State(AMONG, "value"),
        State(BY, "value"),
        State(SHARE, "value"),
        State(OF, "data"),
        prevent_initial_call=True,
    )
    def mark(
        clicks: int | None,
        among: str | None,
        by: str | None,
        share: float | int | None,
        of: dict[str, Any] | None,
    ) -> tuple[Any, ...]:
        """The button marks the areas and, clicked again, takes the marks off."""
        made = needed(atlas, of, among, by, share)
        if not clicks or made is None or made.number is None:
            raise PreventUpdate
        if clicks % 2 == 0:
            return [], "false", _counted("mark", made.number)
        place = places(atlas, "lsoa")
        return [place[code] for code in made.taken], "true", say("curve", "unmark")


def _counted(name: str, number: int, **parts: object) -> str:
    return one_or_many("curve", name, number, number=number_text.count(number), **parts)
