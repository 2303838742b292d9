"""What is said of an answer in sentences: on the page, on paper, and where a link is shared."""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dashboard.parts.areas_known import places_known, where_known
from dashboard.parts.sessions.answer import Answer
from dashboard.parts.sessions.texts import one_or_many, say
from dashboard.parts.targets import handover
from dashboard.wording import number_text
from layers.ground.candidates import STOP

LEAST = 0.5  # people: fewer are written as 0
_LEAST_SHOWN = 0.1  # percent


def with_figure(answer: Answer) -> list[str]:
    """Codes of the areas whose people are to be reached and that have a figure of them: what
    somebody brought may be of some areas only."""
    group = answer.atlas.indicators[answer.request.group]
    every = answer.reach.areas.index
    known = places_known(answer.atlas, [group], answer.atlas.areas.index.get_indexer(every))
    return list(answer.atlas.areas.index[known])


def sentence(answer: Answer) -> str:
    """How many of the people have a session within reach."""
    reach, request = answer.reach, answer.request
    known = len(with_figure(answer))
    where = answer.where if known == len(reach.areas) else where_known(answer.where, known)
    return one_or_many(
        "said",
        "sentence",
        len(answer.choice.venues),
        number=len(answer.choice.venues),
        people=people(answer, reach.people),
        everybody=number_text.count(reach.everybody),
        who=who(answer),
        where=where,
        reach=number_text.count(request.reach),
        share=number_text.percent(100 * reach.share),
    )


def proof(answer: Answer) -> str:
    """How much better another choice of as many venues as may be could be."""
    asked, choice = answer.asked, answer.choice
    number, venues = asked.allowed, len(asked.venues)
    parts = {
        "number": number_text.count(number),
        "venues": number_text.count(venues),
        "limits": _limits(answer),
    }
    if is_best(answer) and number == venues:
        return one_or_many("said", "best_every", venues, **parts)
    if is_best(answer):
        return one_or_many("said", "best", number, **parts)
    if not math.isfinite(choice.gap):  # these venues reach nobody
        return say("said", "nobody", **parts)
    # Rounded up, so that what is said of every other choice is true.
    parts["gap"] = number_text.percent(math.ceil(choice.gap * 100 / _LEAST_SHOWN) * _LEAST_SHOWN)
    if choice.method == "exact":
        return one_or_many("said", "nearly", number, **parts)
    return one_or_many("said", "first", number, **parts)


def fewer(answer: Answer) -> str:
    """Why there are fewer sessions than were asked for; empty where there are as many, or where
    others could be added."""
    asked, number = answer.asked, len(answer.choice.venues)
    parts = {
        "asked": number_text.count(asked.limits.number),
        "number": number_text.count(number),
        "most": number_text.count(asked.limits.most_in_district),
        "limits": _limits(answer),
    }
    if number >= asked.limits.number or answer.reach.one_more():
        return ""
    return one_or_many("said", f"fewer_{_full(answer) or 'nobody'}", number, **parts)


def no_more(answer: Answer) -> str:
    """Why one session more, where there is none that adds anybody, would not."""
    full = _full(answer)
    most = number_text.count(answer.asked.limits.most_in_district)
    return say("said", f"no_more_{full}" if full else "no_more", most=most, limits=_limits(answer))


def _full(answer: Answer) -> str:
    """What leaves no room for one more, whatever number is asked for: that there is no other venue,
    or the limit in a district; empty for neither."""
    asked, number = answer.asked, len(answer.choice.venues)
    if number == len(asked.venues):
        return "venues"
    wider = replace(asked, limits=replace(asked.limits, number=number + 1))
    return "district" if wider.allowed <= number else ""


def _limits(answer: Answer) -> str:
    """That there are limits besides the number, to end a sentence."""
    limits, request = answer.asked.limits, answer.request
    some = limits.most_in_district or limits.must or limits.must_not or request.each_zone
    return say("said", "limits") if some else ""


def is_best(answer: Answer) -> bool:
    """Whether it is proven that no choice reaches even one person more."""
    return answer.choice.bound - answer.choice.weight < LEAST


def who(answer: Answer) -> str:
    """The people to reach, as they stand in a sentence."""
    return handover.who(answer.atlas.indicators[answer.request.group])


def noun(answer: Answer) -> str:
    """What a number of them counts."""
    return handover.noun(answer.atlas.indicators[answer.request.group])


def venue_name(kind: str, name: str) -> str:
    """What a venue is called on paper; a stop only says near what a room is to be found."""
    return say("card", "stop", name=name) if kind == STOP else name


def venue_kind(kind: str) -> str:
    """What kind of venue one is; empty for a stop, whose name says so."""
    return "" if kind == STOP else say("kinds", f"{kind}_one")


def where(venue: Mapping[Any, Any]) -> str:
    """Where a venue is: its address with its postcode."""
    return ", ".join(part for part in (venue["address"], venue["postcode"]) if part)


def people(answer: Answer, number: float) -> str:
    """People within reach as a number: "about" where an area's people are spread over postcodes,
    or where the figure is itself an estimate."""
    text = number_text.count(number)
    modelled = answer.atlas.indicators[answer.request.group].modelled
    whole = answer.request.at == "areas" and not modelled
    return text if whole or text == "0" else say("said", "about", number=text)
