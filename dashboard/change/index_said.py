"""What is compared, in words: the overall index, or one of its domains."""

from dashboard.change.texts import one_or_many, say
from dashboard.parts.control_labels import labels
from dashboard.wording.inside import inside
from dashboard.wording.number_text import count
from layers.change.decile_change import OVERALL
from layers.change.domain_indicators import made_of


def label(index: str) -> str:
    """Its name, as the form has it: ``Crime``."""
    return dict(labels()["change"]["indices"])[index]


def in_sentence(name: str, index: str) -> str:
    """One of the texts of [index] of ``texts.toml``: as it stands for the overall index, with the
    domain's name for a domain."""
    if index == OVERALL:
        return say("index", name)
    return say("index", f"{name}_domain", domain=inside(label(index)))


def titled(title: str, index: str) -> str:
    """A heading, with the domain that what stands below it is about: ``Then and now: crime``."""
    return title if index == OVERALL else f"{title}: {inside(label(index))}"


def with_domain(header: str, index: str) -> str:
    """The header of a column in a file, with the domain before it."""
    return header if index == OVERALL else f"{label(index)}: {inside(header)}"


def caution(index: str) -> str:
    """How far the two editions can be compared; of a domain, with how much of what it is made of
    is not as it was."""
    if index == OVERALL:
        return say("areas", "caution")
    return say("areas", "caution_domain", made=_made(index))


def _made(index: str) -> str:
    made = made_of(index)
    parts = {"all": count(made.all), "new": count(made.new), "changed": count(made.changed)}
    if made.other == made.all:
        return say("made", "all", **parts)
    return one_or_many("made", "some" if made.changed else "new", made.new, **parts)
