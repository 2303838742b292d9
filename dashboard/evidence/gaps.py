"""What the pack has no figures of, and where one could look."""

from dashboard.evidence.population import has_figures
from dashboard.evidence.texts import gaps_more, say
from dashboard.files.document import Heading, Paragraph, Part, TableOf
from layers.atlas import Atlas
from layers.equality.characteristics import Characteristic, equality_for
from layers.equality.subject import Subject


def missing(atlas: Atlas, subject: Subject) -> list[Characteristic]:
    """The characteristics that the pack has no figures of."""
    every = equality_for(atlas).characteristic
    return [one for one in every if not has_figures(atlas, subject, one)]


def gaps(atlas: Atlas, subject: Subject) -> list[Part]:
    """The part that lists them, and what is missing of everybody."""
    rows = [(one.label, one.gap, one.look) for one in missing(atlas, subject)]
    rows += [(one["what"], one["why"], one["look"]) for one in gaps_more()]
    head = [say("gaps", name) for name in ("what", "why", "look")]
    return [
        Heading(say("headings", "gaps")),
        Paragraph(say("gaps", "intro")),
        TableOf(head, rows, say("gaps", "caption")),
    ]
