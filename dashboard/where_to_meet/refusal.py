"""What the page says where there is no answer: why, and links that lead on."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dash import html

from dashboard.files.paper_words import lower
from dashboard.parts import links
from dashboard.parts.attributes import data
from dashboard.parts.plain_markup import Still, still
from dashboard.parts.sessions.session_request import (
    MOST_SESSIONS,
    PATH,
    REACHES,
    USUAL_KINDS,
    SessionRequest,
)
from dashboard.parts.sessions.texts import say as shared
from dashboard.where_to_meet.limits_form import zones_of
from dashboard.where_to_meet.names import SELDOM_HEARD
from dashboard.where_to_meet.texts import say
from dashboard.wording import number_text
from dashboard.wording.lists import listed
from layers.atlas import Atlas
from layers.ground.candidates import KINDS, OwnVenue, of_ids
from layers.targeting.covering_problem import ProblemError

# Kinds of which there are some everywhere.
_OFFERED = ("library", "school")

Way = tuple[str, SessionRequest]


def refused(
    atlas: Atlas, request: SessionRequest, error: Exception, own: Sequence[OwnVenue] = ()
) -> list[Still]:
    """The sentence, and each way on as a link.

    Parameters
    ----------
    error
        Why: a :class:`layers.targeting.covering_problem.ProblemError` or one of a definition.
    own
        The team's own venues, to be called by name.
    """
    asked = request.asked()
    if isinstance(error, ProblemError):
        found = [*_kept(atlas, asked, error, own), *_limited(asked, error)]
        found += _wider(atlas, asked, error.widen)
        found += _fewer(asked) if error.too_many else ()
        of_definition = asked.definition is not None and "places" in error.widen
    else:
        found, of_definition = list(_wider(atlas, asked, ("places",))), True
    ways = [(text, f"{PATH}{other.query()}", "inside") for text, other in dict(found).items()]
    if asked.definition and of_definition:
        ways.append((say("ways", "definition"), f"{SELDOM_HEARD}{asked.definition.query()}", ""))
    items = [
        html.Li(html.A(text, href=links.to(address), className=f"btn btn-plain {inside}".strip()))
        for text, address, inside in ways
    ]
    list_of = [html.Ul(items, className="list-unstyled d-grid gap-2", **data(inside=""))]
    parts = [html.H3(say("ways", "title")), *list_of] if items else []
    return still([html.H2(say("page", "none")), html.P(str(error), className="refused"), *parts])


def _kept(
    atlas: Atlas, asked: SessionRequest, error: ProblemError, own: Sequence[OwnVenue]
) -> Iterator[Way]:
    """Without a venue that has to be kept; or among venues that it is one of."""
    venues = error.lost or (asked.must if error.limits else ())
    known = of_ids(atlas, venues, own)
    for one in venues:
        name = known["name"].get(one, say("form", "venue_unknown"))
        must = tuple(other for other in asked.must if other != one)
        yield say("ways", "take_off", venue=name), replace(asked, must=must)
    if error.lost:
        for kind in KINDS:
            if kind in set(known["kind"]) - set(asked.kinds):
                yield _among(asked, (kind,))
        if not set(known["district_code"]) <= {*asked.districts, ""}:
            yield from _everywhere(atlas, asked)


def _limited(asked: SessionRequest, error: ProblemError) -> Iterator[Way]:
    """With wider limits."""
    limits = error.limits
    if limits and asked.number < limits.number <= MOST_SESSIONS:
        number = number_text.count(limits.number)
        yield say("ways", "number", number=number), replace(asked, number=limits.number)
    if limits and limits.most_in_district > asked.most_in_district:
        most = limits.most_in_district
        number = number_text.count(most)
        yield say("ways", "most", number=number), replace(asked, most_in_district=most)
    if asked.each_zone and not error.lost:
        yield say("ways", "each"), replace(asked, each_zone=False)


def _wider(atlas: Atlas, asked: SessionRequest, widen: Sequence[str]) -> Iterator[Way]:
    """Among more venues, or in more places."""
    if "kinds" in widen:
        more = tuple(kind for kind in _OFFERED if kind not in asked.kinds)
        if more:
            yield _among(asked, more)
        if asked.must_not:
            yield say("ways", "must_not"), replace(asked, must_not=())
    if "places" in widen:
        yield from _everywhere(atlas, asked)
        if asked.has_zones:
            free = replace(asked, definition=None, plan="", each_zone=False, silence=False)
            yield say("ways", "zones", where=zones_of(asked)), free


def _fewer(asked: SessionRequest) -> Iterator[Way]:
    """With a shorter walk, or among fewer kinds of venues."""
    longest = max(REACHES)
    if asked.reach > longest:
        metres = number_text.count(longest)
        yield say("ways", "reach", metres=metres), replace(asked, reach=longest)
    few = tuple(kind for kind in asked.kinds if kind in USUAL_KINDS)
    if few and few != asked.kinds:
        kinds = listed([lower(shared("kinds", kind)) for kind in few])
        yield say("ways", "only_kinds", kinds=kinds), replace(asked, kinds=few)


def _everywhere(atlas: Atlas, asked: SessionRequest) -> Iterator[Way]:
    if asked.districts:
        yield say("ways", "districts", name=atlas.name), replace(asked, districts=())


def _among(asked: SessionRequest, more: Sequence[str]) -> Way:
    kinds = listed([lower(shared("kinds", kind)) for kind in more])
    every = tuple(kind for kind in KINDS if kind in {*asked.kinds, *more})
    return say("ways", "kinds", kinds=kinds), replace(asked, kinds=every)
