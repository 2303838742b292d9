"""What goes with poor health here: context, said as context."""

from dashboard.evidence import cells
from dashboard.evidence.publications import source_line
from dashboard.evidence.texts import say
from dashboard.files.document import Heading, Note, Paragraph, Part, TableOf
from dashboard.parts import patients_outside
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.equality.characteristics import equality_for
from layers.equality.fares_worst import Measure, measures
from layers.equality.subject import Subject


def drivers(atlas: Atlas, subject: Subject) -> list[Part]:
    """The part on deprivation, homes, transport and getting online."""
    found = measures(atlas, subject, equality_for(atlas).context.drivers)
    alone = subject.around is None
    head = [say("worst", "measure"), say("who", "here")]
    head += [] if alone else [cells.around_name(subject)]
    head += [atlas.name, say("who", "england"), say("worst", "tenth")]
    rows = [_row(atlas, subject, one, alone) for one in found]
    return [
        Heading(say("headings", "drivers")),
        Note(say("drivers", "intro")),
        TableOf(head, rows, say("drivers", "table"), figures=range(1, len(head))),
        Paragraph(say("drivers", "tenth_note")),
        source_line(atlas, (one.definition for one in found)),
    ]


def _row(atlas: Atlas, subject: Subject, one: Measure, alone: bool) -> list[str]:
    d = one.definition
    here, of_part = patients_outside.as_known(atlas, subject.unit, d.id, one.here)
    return [
        f"{d.label} ({of_part})" if of_part else d.label,
        cells.value(d, here),
        *([] if alone else [cells.value(d, one.around)]),
        *(cells.value(d, one.region), number_text.value(one.england, d), cells.tenth(here)),
    ]
