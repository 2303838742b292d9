"""Who the people are: a table for each characteristic, beside what is around it and England."""

from collections.abc import Mapping, Sequence

from dashboard.evidence import cells
from dashboard.evidence.publications import named
from dashboard.evidence.texts import say
from dashboard.files.about import source_titles
from dashboard.files.document import Heading, Note, Paragraph, Part, TableOf
from dashboard.parts import patients_outside
from dashboard.wording import number_text
from dashboard.wording.inside import inside
from dashboard.wording.lists import listed
from layers.atlas import Atlas
from layers.equality.characteristics import Characteristic, equality_for
from layers.equality.orientation import Orientation, orientation
from layers.equality.people import Row, people
from layers.equality.subject import Subject

# Where the snapshot keeps sexual orientation from.
ORIENTATION_SOURCE = "census_ts077"
RowsOf = Mapping[str, Sequence[Row]]


def rows_of(atlas: Atlas, subject: Subject) -> dict[str, list[Row]]:
    """By id of the characteristic, those that have groups."""
    every = equality_for(atlas).characteristic
    return {one.id: people(atlas, subject, one) for one in every if one.group}


def has_figures(atlas: Atlas, subject: Subject, one: Characteristic) -> bool:
    """Whether the pack has figures of a characteristic."""
    if one.neighbourhoods:
        return not subject.of_patients and orientation(atlas, subject.unit.areas) is not None
    return bool(one.group)


def population(atlas: Atlas, subject: Subject, rows: RowsOf) -> list[Part]:
    """The part, with a line for each characteristic that there are no figures of."""
    parts: list[Part] = [Heading(say("headings", "who"))]
    kind = cells.kind_of(subject)
    parts.append(Note(say("who", f"intro_{kind}")))
    if subject.around is not None and (subject.of_patients or subject.places > 1):
        said = {"around": cells.around_name(subject), "name": subject.around.name}
        parts.append(Paragraph(say("who", f"intro_around_{kind}", **said)))
    every = equality_for(atlas).characteristic
    for one in every:
        if not has_figures(atlas, subject, one):
            continue
        parts.append(Heading(_heading(one), 2))
        if one.neighbourhoods:
            parts += _neighbourhoods(atlas, subject, one)
        else:
            parts += _table(atlas, subject, one, rows[one.id])
    without = [inside(one.label) for one in every if not has_figures(atlas, subject, one)]
    if without:
        names = listed(without, len(without))
        parts.append(Heading(say("who", "others"), 2))
        parts.append(Paragraph(say("who", "no_figures", names=names)))
    return parts


def _heading(one: Characteristic) -> str:
    return say("who", "heading", label=one.label) if one.protected else one.label


def _table(atlas: Atlas, subject: Subject, one: Characteristic, rows: Sequence[Row]) -> list[Part]:
    around, alone = cells.around_name(subject), subject.around is None
    head = [say("who", name) for name in ("group", "people", "here", "range")]
    head += [] if alone else [around]
    head += [atlas.name, say("who", "england")]
    written = []
    for row in rows:
        d = row.definition
        here, of_part = patients_outside.as_known(atlas, subject.unit, d.id, row.here)
        label = say("who", "part", label=row.group.label) if row.group.part else row.group.label
        beside = [] if alone else [cells.value(d, row.around)]
        england = number_text.value(row.england, d)
        between = say("who", "on_lists") if row.counted else cells.between(d, here)
        line = [f"{label} ({of_part})" if of_part else label, cells.people(here)]
        line += [cells.value(d, here), between, *beside, cells.value(d, row.region), england]
        written.append(line)
    counted = any(row.counted for row in rows)
    sources = named(atlas, (row.definition for row in rows), on_lists=counted)
    caption = say("who", "caption", label=one.label, sources=sources)
    return [
        TableOf(head, written, caption, figures=range(1, len(head))),
        *([Paragraph(one.note)] if one.note else []),
    ]


def _neighbourhoods(atlas: Atlas, subject: Subject, one: Characteristic) -> list[Part]:
    """Figures of whole neighbourhoods: more people than were asked about, which is said."""
    found = orientation(atlas, subject.unit.areas)
    region = orientation(atlas, atlas.areas.index)
    if found is None or region is None:
        return []
    around = subject.around and orientation(atlas, subject.around.areas)
    head = [say("who", name) for name in ("group", "people", "orientation_head")]
    head += [cells.around_name(subject)] if around else []
    head.append(atlas.name)
    written = [
        [
            str(category),
            number_text.count(number),
            *(_share(one, str(category)) for one in (found, around, region) if one),
        ]
        for category, number in found.people.items()
    ]
    total, many = number_text.count(found.total), found.neighbourhoods
    kind = "whole" if found.whole else "one" if many == 1 else "part"
    basis = say("who", f"orientation_{kind}", total=total, n=number_text.count(many))
    title = source_titles(atlas)[ORIENTATION_SOURCE]
    sources = say("who", "together", titles=title, period=atlas.period_of(ORIENTATION_SOURCE))
    caption = say("who", "caption", label=one.label, sources=sources)
    return [
        TableOf(head, written, caption, figures=range(1, len(head))),
        Paragraph(f"{basis} {one.note}"),
    ]


def _share(found: Orientation, category: str) -> str:
    return number_text.percent(found.share(category))
