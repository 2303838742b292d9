"""What is said of an answer in sentences: on the page, on paper, and where a link is shared."""

import math

from dashboard.parts.sessions.answer import Answer
from dashboard.parts.sessions.texts import one_or_many, say
from dashboard.parts.targets import handover
from dashboard.wording import number_text
from layers.ground.candidates import STOP

LEAST = 0.5  # people: fewer are written as 0
_LEAST_SHOWN = 0.1  # percent


def sentence(answer: Answer) -> str:
    """How many of the people have a session within reach."""
    reach, request = answer.reach, answer.request
    return one_or_many(
        "said",
        "sentence",
        len(answer.choice.venues),
        number=len(answer.choice.venues),
        people=people(answer, reach.people),
        everybody=number_text.count(reach.everybody),
        who=who(answer),
        where=answer.where,
        reach=number_text.count(request.reach),
        share=number_text.percent(100 * reach.share),
    )


def proof(answer: Answer) -> str:
    """How much better another choice of as many venues could be."""
    asked, choice = answer.asked, answer.choice
    parts = {
        "number": number_text.count(asked.limits.number),
        "venues": number_text.count(len(asked.venues)),
    }
    if is_best(answer):
        return one_or_many("said", "best", asked.limits.number, **parts)
    if not math.isfinite(choice.gap):  # these venues reach nobody
        return say("said", "nobody", **parts)
    # Rounded up, so that what is said of every other choice is true.
    parts["gap"] = number_text.percent(math.ceil(choice.gap * 100 / _LEAST_SHOWN) * _LEAST_SHOWN)
    if choice.method == "exact":
        return one_or_many("said", "nearly", asked.limits.number, **parts)
    return one_or_many("said", "first", asked.limits.number, **parts)


def is_best(answer: Answer) -> bool:
    """Whether it is proven that no choice reaches even one person more."""
    return answer.choice.bound - answer.choice.weight < LEAST


def who(answer: Answer) -> str:
    """The people to reach, as they stand in a sentence."""
    return handover.who(answer.atlas.indicators[answer.request.group])


def venue_name(kind: str, name: str) -> str:
    """What a venue is called on paper; a stop only says near what a room is to be found."""
    return say("card", "stop", name=name) if kind == STOP else name


def venue_kind(kind: str) -> str:
    """What kind of venue one is; empty for a stop, whose name says so."""
    return "" if kind == STOP else say("kinds", f"{kind}_one")


def people(answer: Answer, number: float) -> str:
    """People within reach as a number: "about" where an area's people are spread over postcodes,
    or where the figure is itself an estimate."""
    text = number_text.count(number)
    modelled = answer.atlas.indicators[answer.request.group].modelled
    whole = answer.request.at == "areas" and not modelled
    return text if whole or text == "0" else say("said", "about", number=text)
