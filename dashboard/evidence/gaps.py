"""What the pack has no figures of, and where one could look."""

from dashboard.evidence.population import has_figures
from dashboard.evidence.texts import gaps_more, say
from dashboard.files.document import Bullets, Heading, Paragraph, Part
from layers.atlas import Atlas
from layers.equality.characteristics import Characteristic, equality_for
from layers.equality.subject import Subject


def missing(atlas: Atlas, subject: Subject) -> list[Characteristic]:
    """The characteristics that the pack has no figures of."""
    every = equality_for(atlas).characteristic
    return [one for one in every if not has_figures(atlas, subject, one)]


def gaps(atlas: Atlas, subject: Subject) -> list[Part]:
    """The part that lists them, and what is missing of everybody."""
    known = [
        {"what": one.label, "why": one.gap, "look": one.look} for one in missing(atlas, subject)
    ]
    return [
        Heading(say("headings", "gaps")),
        Paragraph(say("gaps", "intro")),
        Bullets([say("gaps", "one", **one) for one in [*known, *gaps_more()]]),
    ]
