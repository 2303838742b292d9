"""What is on the ground in a zone, on its card: folded, the short answer first, the rest below."""

from dash import html
from dash.development.base_component import Component

from dashboard.seldom_heard import ground_words
from dashboard.seldom_heard.on_the_ground import KINDS, OnTheGround
from dashboard.seldom_heard.texts import one_or_many, say
from dashboard.wording import number_text

MOST_LOCALITIES = 8
MOST_STREETS = 12
MOST_OF_KIND = 8
MOST_GROUPS = 12


def localities(found: OnTheGround) -> list[Component]:
    """What people call the parts of the zone, the largest first."""
    names = found.localities["name"].head(MOST_LOCALITIES).tolist()
    said = say("ground", "localities_here", names=", ".join(names))
    return [html.P(said, className="note", id="zone-localities")] if names else []


def sections(found: OnTheGround) -> list[Component]:
    """Streets, postcodes, ways there, places to meet, communities: what anything is known of."""
    made = (
        _section("streets", _streets(found)),
        _section("postcodes", _postcodes(found)),
        _section("approach", [html.P(line) for line in ground_words.approach(found)]),
        _section("venues", _venues(found)),
        _section("communities", _communities(found)),
    )
    return [section for section in made if section is not None]


def _section(name: str, content: list[Component]) -> Component | None:
    """None where there is nothing to say."""
    if not content:
        return None
    inside = html.Div(content, className="small")
    return html.Details(
        [html.Summary(say("ground", name)), inside], className="section", id=f"zone-{name}"
    )


def _streets(found: OnTheGround) -> list[Component]:
    number = len(found.street_names)
    if not number:
        return []
    shown = found.street_names.head(MOST_STREETS)
    names = [
        ground_words.street(name, stops)
        for name, stops in zip(shown["name"], shown["stops"], strict=True)
    ]
    count = one_or_many("ground", "streets_number", number, number=number_text.count(number))
    lines: list[Component] = [html.P([html.Strong(f"{count}. "), ", ".join(names)])]
    if number > MOST_STREETS:
        by_place = [
            html.P(
                [
                    html.Strong(f"{place}: "),
                    ", ".join(ground_words.street(*one) for one in streets),
                ]
            )
            for place, streets in found.streets_by_locality()
        ]
        every = say("ground", "streets_all", number=number_text.count(number))
        lines.append(html.Details([html.Summary(every), *by_place]))
    return [*lines, html.P(say("ground", "streets_means"), className="note")]


def _postcodes(found: OnTheGround) -> list[Component]:
    lines = ground_words.sectors(found)
    if not lines:
        return []
    number = number_text.count(len(found.postcodes))
    return [
        *(html.P(line) for line in lines),
        html.P(say("ground", "postcodes_all", number=number), className="note"),
    ]


def _venues(found: OnTheGround) -> list[Component]:
    if found.venues.empty:
        return []
    parts: list[Component] = []
    for kind in KINDS:
        rows = found.places(kind)
        if rows.empty:
            continue
        shown = rows if len(rows) <= MOST_OF_KIND + 1 else rows.head(MOST_OF_KIND)
        items = []
        for _, row in shown.iterrows():
            far = ground_words.how_far(row)
            said = ground_words.address(row, phone=True) + (f" ({far})" if far else "")
            items.append(html.Li([html.Strong(row["name"]), f", {said}" if said else ""]))
        check = html.Small(ground_words.check(rows["as_of"].iloc[0]), className="note fw-normal")
        parts += [html.H3([say("ground", kind), " ", check]), html.Ul(items)]
        if len(shown) < len(rows):
            parts.append(
                html.P(
                    say(
                        "handout",
                        "shown",
                        shown=len(shown),
                        number=len(rows),
                        kind=say("ground", kind).removeprefix("GP ").lower(),
                    ),
                    className="note",
                )
            )
    return parts


def _communities(found: OnTheGround) -> list[Component]:
    if not found.communities:
        return []
    parts: list[Component] = []
    for ward in found.wards():
        name, part = ground_words.ward_heading(ward)
        said = ground_words.groups(ward, MOST_GROUPS)
        parts.append(html.P([html.Strong(name), f" ({part}): {said}."]))
    parts.append(html.P(say("ground", "ward_numbers"), className="note"))
    return parts
