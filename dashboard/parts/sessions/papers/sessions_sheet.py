"""The page of all sessions: its map, whom they reach, how good the answer is, who stays out of
reach. A page of its own, and one of the engagement brief.
"""

from typing import Any

from dashboard.files.paper_map import Ground
from dashboard.files.paper_words import capital, lower, unbroken
from dashboard.parts.sessions import said
from dashboard.parts.sessions.answer import Answer
from dashboard.parts.sessions.area_classes import area_classes
from dashboard.parts.sessions.papers.sessions_map import NO_FIGURE, SHADES, sessions_map
from dashboard.parts.sessions.route_card import RouteCard
from dashboard.parts.sessions.texts import one_or_many, say
from dashboard.wording import number_text
from dashboard.wording.lists import listed

# Height of the map, mm: with few sessions all is one page, and each takes a row of its table, as do
# further lines of a long address and the longer sentences about zones.
_TALL, _ROW, _FEW, _MANY = 82.0, 5.2, 6, 9
_LINE, _LETTERS, _ZONES = 3.2, 110, 9.0
MOST_PLACES = 6


def title_of(answer: Answer) -> str:
    """Its own name, or how many sessions for whom."""
    if answer.request.name:
        return answer.request.name
    who = answer.atlas.indicators[answer.request.group].label
    number = len(answer.choice.venues)
    return one_or_many("sheet", "title", number, number=number, who=lower(who))


def sessions_sheet(answer: Answer, ground: Ground, link: str, more: str = "") -> dict[str, Any]:
    """Everything that the page prints, for the template ``sessions_page.typ``.

    Parameters
    ----------
    link
        The page's address that finds the same again, as any reader opens it; empty where it is not
        known.
    more
        What is said besides below the table of sessions.
    """
    number = len(answer.choice.venues)
    return {
        "kind": say("sheet", "kind"),
        "heading": title_of(answer),
        "sentence": said.sentence(answer),
        "proof": said.proof(answer),
        "asked": _asked(answer),
        "map": {
            "svg": sessions_map(answer, ground, _tall(answer, link)),
            "alt": one_or_many("sheet", "map", number, number=number, where=answer.where),
            "caption": say("sheet", "key", metres=number_text.count(answer.request.straight)),
            "legend": _legend(answer),
            "legend_title": say("sheet", "legend"),
        },
        "sessions": _sessions(answer),
        "means": " ".join(filter(None, [say("sheet", "means"), more])),
        "left": {"title": say("sheet", "left_title"), "lines": _left(answer)},
        "change": {"title": say("sheet", "change"), "lines": _change(answer)},
        "check": _check(answer),
        "care": say("card", "care"),
        "again": say("sheet", "again"),
        "link": link,
    }


def _tall(answer: Answer, link: str) -> float:
    """The height of the map, mm: what the rest leaves of the page, where all can be on one."""
    number = len(answer.choice.venues)
    if number > _MANY:
        return _TALL
    lines = max(len(link) // _LETTERS - 1, 0)
    rest = _ROW * max(number - _FEW, 0) + _LINE * lines + (_ZONES if answer.zones else 0.0)
    return _TALL - rest


def _asked(answer: Answer) -> list[list[str]]:
    """What was asked, each with its name."""
    request, limits = answer.request, answer.asked.limits
    among = len(answer.asked.venues)
    kinds = [say("kinds", kind) for kind in answer.asked.venues["kind"].unique()]
    lines = [
        ["whom", answer.atlas.indicators[request.group].label],
        ["where", answer.where],
        ["among", one_or_many("sheet", "among", among, number=number_text.count(among),
                              kinds=listed([lower(one) for one in kinds], 9))],
        ["walk", say("sheet", "walk_is", reach=number_text.count(request.reach),
                     metres=number_text.count(request.straight), detour=f"{request.detour:g}")],
    ]  # fmt: skip
    if limits.most_in_district:
        lines.append(["most", number_text.count(limits.most_in_district)])
    if request.each_zone:
        lines.append(["each_zone", say("sheet", "yes")])
    for name, ids in (("must", limits.must), ("must_not", limits.must_not)):
        if ids:
            lines.append([name, one_or_many("sheet", "venues", len(ids), number=len(ids))])
    return [[say("sheet", f"asked_{name}"), text] for name, text in lines]


def _sessions(answer: Answer) -> dict[str, Any]:
    """A row for each session."""
    zones = bool(answer.zones)
    rows = []
    for number, (venue, row) in enumerate(answer.sessions.iterrows(), start=1):
        name, kind = said.venue_name(row["kind"], row["name"]), said.venue_kind(row["kind"])
        where = row["address"] or RouteCard(answer, str(venue)).place
        place = [kind, where, unbroken(row["postcode"]), unbroken(row["telephone"])]
        figures = [
            number_text.count(row["people"]),
            number_text.count(row["added"]),
            number_text.percent(100 * row["so_far"]),
        ]
        zone = [str(row["zone"] or "–")] if zones else []
        rows.append([str(number), [name, " · ".join(filter(None, place))], *zone, *figures])
    head = ["number", "venue", *(["zone"] if zones else []), "people", "added", "so_far"]
    return {
        "title": say("sheet", "sessions"),
        "head": [say("sheet", f"head_{name}") for name in head],
        "rows": rows,
    }


def _left(answer: Answer) -> list[str]:
    """Who stays out of reach, where most of them live, and whom no venue would reach."""
    reach = answer.reach
    missed = reach.everybody - reach.people
    if missed < said.LEAST:
        return [say("sheet", "left_none")]
    found = reach.out_of_reach(answer.atlas)
    share = number_text.percent(100 * missed / reach.everybody)
    lines = [
        say(
            "sheet",
            "left",
            people=capital(said.people(answer, missed)),
            share=share,
            who=said.who(answer),
        )
    ]
    most = found[found["left"] >= said.LEAST].head(MOST_PLACES)
    places = [
        say(
            "sheet", "left_place", place=row["neighbourhood"], people=number_text.count(row["left"])
        )
        for _, row in most.iterrows()
    ]
    if places:
        lines.append(one_or_many("sheet", "left_where", len(places), places=", ".join(places)))
    beyond = float(found["beyond"].sum())
    if beyond >= said.LEAST:
        among = len(answer.asked.venues)
        people = capital(said.people(answer, beyond))
        lines.append(
            one_or_many("sheet", "beyond", among, people=people, venues=number_text.count(among))
        )
    return lines


def _change(answer: Answer) -> list[str]:
    """What one session more or fewer would change, and whom an exercise has heard too little of."""
    lines, names = [], answer.asked.venues["name"]
    for name, found in (("more", answer.reach.one_more()), ("fewer", answer.reach.one_fewer())):
        if found:
            told = {"people": said.people(answer, found[1]), "noun": said.noun(answer)}
            lines.append(say("sheet", name, venue=names[found[0]], **told))
    if answer.request.silence:
        share = number_text.percent(100 * answer.reach.unheard)
        lines.append(say("sheet", "unheard", share=share))
    return lines


def _check(answer: Answer) -> str:
    """That lists of venues age, with the date of each that a session is from."""
    found = answer.sessions[["kind", "as_of"]].drop_duplicates("kind")
    lists = [
        say("sheet", "list_of", kind=say("kinds", kind), as_of=as_of)
        for kind, as_of in found.itertuples(index=False)
        if as_of
    ]
    dated = f" {'; '.join(lists)}." if lists else ""
    return f"{say('sheet', 'check')}{dated} {say('sheet', 'assumed')}"


def _legend(answer: Answer) -> list[dict[str, str]]:
    """The classes of areas: each with its shade."""
    bounds = area_classes(answer).bounds[:-1]
    ends = [number_text.count(one) for one in bounds]
    texts = [say("sheet", "class_first", high=ends[0])] if ends else [say("sheet", "class_any")]
    texts += [
        say("sheet", "class", low=low, high=number_text.count(high - 1))
        for low, high in zip(ends, bounds[1:], strict=False)
    ]
    texts += [say("sheet", "class_last", low=ends[-1])] if ends else []
    rows = [{"shade": shade, "text": text} for shade, text in zip(SHADES, texts, strict=False)]
    if len(said.with_figure(answer)) < len(answer.reach.areas):
        rows.append({"shade": NO_FIGURE, "text": say("sheet", "class_none")})
    return rows
