"""What the map shows of units: each area's class, the colours, and the legend that says both.

Of one unit made of practices there are three looks, which the page's buttons choose between: the
rings of its list, each area's share of the list, its share of each area. Of several units one: the
cores of their lists, with an area in several of them striped in their colours. With the list of
practices deprivation, in Explore's colours; and while it says what is recorded against what one
would expect, each practice's point by its verdict.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.parts.map import KEY, legend_fold
from dashboard.parts.plain_markup import Still, still
from dashboard.practices.texts import say
from dashboard.practices.view import Listed
from dashboard.wording import legend, number_text
from layers.atlas import Atlas

# One colour for each unit that is compared.
COLOURS = ("#2a7fc0", "#c2568f", "#3f9a6b", "#b8822f", "#7a62b8", "#8c5a44")
# Of a practice's point: of those that are looked at, and of the others (assets: map.js, MINE and
# OTHERS).
MINE, OTHERS = "#b0307a", "#5c3566"
# A practice's point by its verdict: a large dot with a dark edge, a ring, or a small grey dot, told
# apart without their colours. Not compared: a small ring.
VERDICTS: Mapping[str, Mapping[str, Any]] = {
    "lower": {"radius": 8, "fillColor": "#f0a30a", "color": "#15202b", "weight": 2},
    "higher": {"radius": 7, "fillColor": "#ffffff", "color": "#5c3566", "weight": 5},
    "as_expected": {"radius": 4, "fillColor": "#4d5b6a", "color": "#ffffff", "weight": 1},
    "": {"radius": 3, "fillColor": "#ffffff", "color": "#4d5b6a", "weight": 1},
}
# Rings of a list that make its core: 80 % of it.
CORE = 2
# Upper bounds of the classes of a share, in percent: of a list, and of an area's patients.
BOUNDS = {"list": (0.5, 1, 2, 5), "area": (5, 10, 25, 50)}
DEPRIVATION = "imd_decile"
_STRIPE = 4  # pixels, in the legend

# A unit as dashboard/practices/footprint.py gives it to the map.
Drawn = dict[str, Any]
# Place of an area → class.
Classes = dict[int, int]


def looks(units: Sequence[Drawn], counted: str) -> dict[str, Any]:
    """The looks of some units, by what the address calls them; of all but one practice ``core``.

    Parameters
    ----------
    units
        As ``units`` of :func:`dashboard.practices.footprint.for_map`; one or more.
    counted
        When patients were counted by area.

    Returns
    -------
    dict
        Of each its ``legend``, as plain markup; and of units ``places`` in code order, ``of``, the
        class of each, and ``colours``, one for each class: a colour, or those of its stripes.
    """
    if len(units) > 1:
        return {"core": _several(units, counted)}
    [unit] = units
    if not unit["counted"]:
        classes = {at: 0 for at, *_ in unit["areas"]}
        return {"core": _look(classes, [COLOURS[0]], [unit["name"]], unit["name"], units, counted)}
    rings = {at: ring for at, _, _, ring in unit["areas"]}
    words = [say("legend", f"ring_{n}") for n in range(4)]
    # The first ring is the darkest.
    found = {"core": _look(rings, _ramp(4)[::-1], words, say("legend", "core"), units, counted)}
    for place, name in enumerate(("list", "area"), start=1):
        bounds = BOUNDS[name]
        classes = {row[0]: sum(row[place] >= bound for bound in bounds) for row in unit["areas"]}
        words = _steps(bounds)
        found[name] = _look(classes, _ramp(5), words, say("legend", name), units, counted)
    return found


def deprivation(atlas: Atlas) -> dict[str, Any]:
    """The look of the list's map, whose legend depends on the list (:func:`list_legend`): national
    deciles, the most deprived first."""
    tenths = atlas.table(DEPRIVATION)["value"]
    classes = {at: int(tenth) - 1 for at, tenth in enumerate(tenths) if tenth == tenth}
    return _drawn(classes, _ramp(10)[::-1])


def core(units: Sequence[Drawn]) -> list[int]:
    """Places of the areas in the cores of some units; each once."""
    return sorted({at for unit in units for at, _, _, ring in unit["areas"] if ring < CORE})


def colour_of(units: Sequence[Drawn]) -> dict[str, str]:
    """Colour of each practice's point; of two units with the same one, the smaller says more."""
    largest = sorted(range(len(units)), key=lambda n: len(units[n]["practices"]), reverse=True)
    return {
        code: COLOURS[n] if len(units) > 1 else MINE
        for n in largest
        for code in units[n]["practices"]
    }


def _look(
    classes: Classes,
    colours: Sequence[str],
    words: Sequence[str],
    title: str,
    units: Sequence[Drawn],
    counted: str,
) -> dict[str, Any]:
    """One unit's look: a key of each class with how many areas it holds."""
    held = list(classes.values())
    key = [
        _row(_swatch(colour), text, held.count(n))
        for n, (colour, text) in enumerate(zip(colours, words, strict=True))
    ]
    return _drawn(classes, colours) | {
        "legend": _legend(title, key, say("legend", "number"), units, counted)
    }


def _several(units: Sequence[Drawn], counted: str) -> dict[str, Any]:
    """The cores of several units: each area in the colours of all whose core it is in."""
    whose: dict[int, tuple[int, ...]] = {}
    for n, unit in enumerate(units):
        for at, _, _, ring in unit["areas"]:
            if ring < CORE:
                whose[at] = (*whose.get(at, ()), n)
    mixes = list(dict.fromkeys(whose.values()))
    classes = {at: mixes.index(mix) for at, mix in whose.items()}
    colours = [[COLOURS[n] for n in mix] for mix in mixes]
    shared = [mix for mix in whose.values() if len(mix) > 1]
    key = [
        _row(_swatch(COLOURS[n]), unit["name"], sum(n in mix for mix in whose.values()))
        for n, unit in enumerate(units)
    ]
    if shared:
        mixed = [COLOURS[n] for n in sorted({n for mix in shared for n in mix})]
        key.append(_row(_swatch(_stripes(mixed)), say("legend", "shared"), len(shared)))
    title = "several" if all(unit["counted"] for unit in units) else "several_places"
    note = say("legend", "number_shared" if shared else "number_apart")
    return _drawn(classes, [one[0] if len(one) == 1 else one for one in colours]) | {
        "legend": _legend(say("legend", title), key, note, units, counted)
    }


def _drawn(classes: Classes, colours: Sequence[str | list[str]]) -> dict[str, Any]:
    places = sorted(classes)
    return {"places": places, "of": [classes[at] for at in places], "colours": list(colours)}


def _ramp(number: int) -> list[str]:
    """Colours of so many classes, from the least to the most."""
    return list(legend.texts().ramp[str(number)])


def _steps(bounds: Sequence[float]) -> list[str]:
    between = [say("legend", "between", low=low, high=high) for low, high in pairwise(bounds)]
    under, over = say("legend", "under", high=bounds[0]), say("legend", "over", low=bounds[-1])
    return [under, *between, over]


# ---- the legend ----


def _legend(
    title: str, key: list[Component], note: str, units: Sequence[Drawn], counted: str
) -> list[Still]:
    """Title, key and notes; what part of a list is shown stands before the key of one unit, which
    fills a small screen's legend, and after that of several, with their names."""
    alone = len(units) == 1
    shown = [
        html.P(
            unit["shown"]
            if alone
            else say("legend", "part_shown", name=unit["name"], shown=unit["shown"]),
            className="note part-shown",
        )
        for unit in units
        if unit["shown"]
    ]
    rows = html.Ul(key, className=KEY)
    inner = [*shown, rows] if alone else [rows, *shown]
    if any(unit["counted"] for unit in units):
        dots = "dots_several" if not alone else "dots" if len(units[0]["practices"]) > 1 else "dot"
        note = f"{note} {say('legend', 'counted', when=counted)} {say('legend', dots)}"
    return still([html.H2(title), *inner, legend_fold(html.P(note, className="note"))])


def verdict_dots(verdicts: Mapping[str, str]) -> dict[str, Mapping[str, Any]]:
    """How practices look as points, by code, as Leaflet has it.

    ``verdicts``: by code, as :func:`layers.practices.expected_registers.funnel` has them; empty for
    what is not compared.
    """
    return {code: VERDICTS[verdict] for code, verdict in verdicts.items()}


def list_legend(
    listed: Listed, practices: int, verdicts: Mapping[str, str], register: str
) -> list[Still]:
    """Beside the list: national deciles, and the dots of so many practices or of their
    ``verdicts`` on a register, if any; the number of those that are ticked the browser fills in."""
    tenths = [
        html.Li([_swatch(colour), html.Span(str(n))], className="me-2" if n == 2 else "")
        for n, colour in enumerate(reversed(_ramp(10)), start=1)
    ]
    said = (legend.texts().tenths["core20"], say("legend", "least"))
    # The last of them stays at the right on a line of its own, too.
    ends = [html.Span(said[0], className="text-nowrap")]
    ends.append(html.Span(said[1], className="text-nowrap ms-auto"))
    dots = [_row(_dot(OTHERS), say("legend", f"dots_{listed}"), practices)]
    if verdicts:
        held = list(verdicts.values())
        said_of = say("legend", f"verdicts_{listed}", register=register)
        dots = [html.Li(said_of, className="d-block whole")]
        dots += [_verdict(one, held.count(one)) for one in VERDICTS if one in held]
    ticked = _row(_dot(MINE, "large"), say("legend", "ticked"), "", id="dots-ticked", hidden=True)
    parts = [
        html.H2(say("legend", "deprivation")),
        html.Ol(tenths, className="classes tenths list-unstyled d-flex lh-sm small m-0 mt-2"),
        html.P(
            ends, className="d-flex flex-wrap justify-content-between column-gap-1 note lh-sm m-0"
        ),
        legend_fold(html.Ul([*dots, ticked], className=KEY, id="dots-key")),
    ]
    return still(parts)


def _row(mark: Component, text: str, number: int | str, **more: Any) -> Component:
    size = number_text.count(number) if isinstance(number, int) else number
    return html.Li(
        [mark, html.Span(text), html.Span(size, className="size text-body-secondary")], **more
    )


def _swatch(background: str) -> Component:
    return html.Span(className="swatch", style={"background": background})


def _dot(colour: str, size: str = "") -> Component:
    return html.Span(className=f"key-dot {size}".strip(), style={"background": colour})


def _verdict(verdict: str, number: int) -> Component:
    """The key of a verdict's points, and how many there are."""
    look = VERDICTS[verdict]
    edge = f"{min(look['weight'], 3)}px solid {look['color']}"
    style = {"background": look["fillColor"], "border": edge}
    size = "" if look["radius"] > VERDICTS["as_expected"]["radius"] else "small"
    dot = html.Span(className=f"key-dot {size}".strip(), style=style)
    return _row(dot, say("verdicts", verdict or "apart"), number)


def _stripes(colours: Sequence[str]) -> str:
    bands = [f"{colour} {n * _STRIPE}px {(n + 1) * _STRIPE}px" for n, colour in enumerate(colours)]
    return f"repeating-linear-gradient(135deg, {', '.join(bands)})"
