"""What is said of an answer in sentences: on the page, on paper, and where a link is shared."""

from dashboard.parts.sessions.answer import Answer
from dashboard.parts.sessions.texts import one_or_many, say
from dashboard.parts.targets import handover
from dashboard.wording import number_text

# A gap smaller than is shown: the best there is.
_NOTHING = 0.0005


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
        who=handover.who(answer.atlas.indicators[request.group]),
        where=answer.where,
        reach=number_text.count(request.reach),
        share=number_text.percent(100 * reach.share),
    )


def proof(answer: Answer) -> str:
    """How much better another choice of as many venues could be."""
    asked, gap = answer.asked, answer.choice.gap
    parts = {
        "number": number_text.count(asked.limits.number),
        "venues": number_text.count(len(asked.venues)),
        "gap": number_text.percent(100 * gap),
    }
    if gap < _NOTHING:
        return one_or_many("said", "best", asked.limits.number, **parts)
    if answer.choice.method == "exact":
        return one_or_many("said", "nearly", asked.limits.number, **parts)
    return one_or_many("said", "first", asked.limits.number, **parts)


def people(answer: Answer, number: float) -> str:
    """People within reach as a number: "about" where an area's people are spread over postcodes,
    or where the figure is itself an estimate."""
    text = number_text.count(number)
    modelled = answer.atlas.indicators[answer.request.group].modelled
    whole = answer.request.at == "areas" and not modelled
    return text if whole or text == "0" else say("said", "about", number=text)
