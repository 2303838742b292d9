"""The card of a place that was searched for or clicked, while no area is selected."""

import json
from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from dashboard.explore.card_head import card_head
from dashboard.explore.found_place import found_place
from dashboard.explore.phrases import Phrase, phrases
from dashboard.explore.view import ViewState
from dashboard.explore.view_texts import note, say, sentence, texts
from dashboard.parts import links, unit_links
from dashboard.parts.attributes import data
from dashboard.wording import ratio_text
from dashboard.wording.map_texts import map_texts
from dashboard.wording.number_text import count
from layers.atlas import Atlas
from layers.ground.search_place import Place
from layers.practices.recorded_registers import registers
from layers.practices.register_extremes import Extreme, Extremes, extremes
from layers.table_rows import row_of

# Shuts the card: the view is led to no place any more.
_SHUT = '{"found":""}'
PLAIN, MAIN = "btn btn-plain", "btn btn-primary"


def found_card(atlas: Atlas, view: ViewState, place: Place) -> list[Component]:
    """What is known of the place, and where to go from it."""
    inner = _practice(atlas, view, place) if place.kind == "practice" else _other(atlas, place)
    return [card_head(place.name, _SHUT), *inner]


def found_said(atlas: Atlas, place: Place) -> str:
    """The same in a line, once, for people who do not see the map."""
    return say("found_said", name=place.name, what=_what(atlas, place))


def found_headline(atlas: Atlas, view: ViewState) -> list[Phrase]:
    """What stands over the map while a practice has the card: its finding; empty for another."""
    place = None if view.selected else found_place(atlas, view)
    if place is None or place.kind != "practice":
        return []
    found = extremes(atlas, [place.key])
    outside = found.below + found.above
    parts = {"outside": count(outside), "n": count(found.compared), "are": _are(outside)}
    return phrases(f"{_marked(found)}_headline", name=place.name, **parts)


def _marked(found: Extremes) -> str:
    """Which sentence tells of a practice's registers."""
    if not found.compared:
        return "practice_uncompared"
    return "practice_marked" if found.below + found.above else "practice_unmarked"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _what(atlas: Atlas, place: Place) -> str:
    if place.kind == "practice":
        row = row_of(atlas.practices, place.key)
        network = str(row["pcn"]) or map_texts()["no_network"]
        return say("practice_what", code=place.key, network=network, place=row["place"])
    kind = texts().get(f"kind_{place.kind}", "")
    return say("place_what", kind=kind, where=place.where) if kind and place.where else place.where


def _practice(atlas: Atlas, view: ViewState, place: Place) -> list[Component]:
    row = row_of(atlas.practices, place.key)
    # Its own name stands above already.
    address = str(row["address"]).removeprefix(f"{row['name']}, ")
    listed = {"n": count(row["list_size"]), "when": atlas.period_of("practice_map")}
    actions: list[Component] = [
        html.A(say("practice_page"), href=links.to(unit_links.page_of([place.key])), className=MAIN)
    ]
    if view.practices != (place.key,) or view.pcns:
        change = {"practices": [place.key], "pcns": [], "found": ""}
        actions.append(_button(say("practice_areas"), change))
    return [
        note(_what(atlas, place)),
        note(f"{address}, {row['postcode']}"),
        sentence("practice_list", **listed),
        *_finding(atlas, place.key),
        html.Div(actions, className="d-flex flex-wrap gap-2 mt-3 d-print-none"),
    ]


def _finding(atlas: Atlas, practice: str) -> list[Component]:
    """How many registers are out of the ordinary, and the farthest out each way."""
    found = extremes(atlas, [practice])
    if not found.compared:
        return [sentence(_marked(found))]
    outside = found.below + found.above
    anyway = count(max(round(found.anyway), 1))
    parts = {"outside": count(outside), "n": count(found.compared), "are": _are(outside)}
    head = sentence(_marked(found), **parts, anyway=anyway)
    sides = (("practice_below", found.lowest), ("practice_above", found.highest))
    return [head, *(note(_extreme(atlas, side, one)) for side, one in sides if one is not None)]


def _extreme(atlas: Atlas, name: str, one: Extreme) -> str:
    ratio, low, high = ratio_text.written(one.ratio, one.limit_lower, one.limit_upper)
    register = registers(atlas)[one.register]
    register = register if register[:2].isupper() else f"{register[:1].lower()}{register[1:]}"
    return say(name, register=register, ratio=ratio, low=low, high=high)


def _other(atlas: Atlas, place: Place) -> list[Component]:
    """A library, a station and the like: what it is, where, and the area that it is in."""
    what = [note(_what(atlas, place))] if _what(atlas, place) else []
    if len(place.areas) != 1:
        return what
    row = row_of(atlas.areas, place.areas[0])
    where = say("place_in", neighbourhood=row["neighbourhood"], area=row["name"])
    key = f"{place.kind}.{place.key}"
    change = {"level": "lsoa", "selected": list(place.areas), "found": key}
    return [*what, html.P(where, className="sentence"), _button(say("place_area"), change)]


def _button(text: str, change: Mapping[str, object]) -> Component:
    view = json.dumps(change, separators=(",", ":"))
    return html.Button(text, type="button", className=PLAIN, **data(view=view))
