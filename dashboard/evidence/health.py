"""Who fares worst: health beside the rest around it and England, by deprivation, by condition."""

import pandas as pd

from dashboard.evidence import cells
from dashboard.evidence.publications import source_line
from dashboard.evidence.texts import say
from dashboard.files.document import Heading, Note, Paragraph, Part, TableOf
from dashboard.parts import age_notes
from dashboard.wording import number_text, ratio_text
from dashboard.wording.inside import inside
from layers.atlas import Atlas
from layers.equality import fares_worst
from layers.equality.characteristics import equality_for
from layers.equality.fares_worst import Measure
from layers.equality.subject import Subject
from layers.practices import expected_registers, recorded_registers, units
from layers.practices.profile import Figure
from layers.statistics.gaps import Gap
from layers.table_rows import row_of

MOST_CONDITIONS = 8


def health(atlas: Atlas, subject: Subject) -> list[Part]:
    """The part on who fares worst."""
    known = equality_for(atlas).health
    intro = "intro" if subject.rest else "intro_alone"
    parts: list[Part] = [
        Heading(say("headings", "worst")),
        Paragraph(say("worst", intro, rest_of=cells.rest_words(subject), region=atlas.name)),
        *_shares(atlas, subject, fares_worst.measures(atlas, subject, known.shares)),
        *gradients(atlas, subject),
        *_scores(atlas, subject, fares_worst.measures(atlas, subject, known.scores)),
    ]
    if subject.of_patients:
        return parts + registers(atlas, subject)
    return parts + conditions(atlas, subject)


def _shares(atlas: Atlas, subject: Subject, found: list[Measure]) -> list[Part]:
    head = [say("worst", "measure"), say("who", "here"), say("who", "range")]
    # No column has room for the region beside a difference: it is in the other tables.
    beside = [cells.rest_name(subject), say("worst", "difference")]
    head += [*(beside if subject.rest else [atlas.name]), say("who", "england")]
    rows = [
        [
            *(m.definition.label, cells.value(m.definition, m.here)),
            cells.between(m.definition, m.here),
            *_against(subject, m),
            number_text.value(m.england, m.definition),
        ]
        for m in found
    ]
    ages = age_notes.together(
        atlas, [m.definition.id for m in found], units.weights(atlas, subject.unit)
    )
    return [
        TableOf(head, rows, say("worst", "shares"), figures=range(1, len(head))),
        *(Paragraph(line) for line in ages),
        source_line(atlas, (m.definition for m in found)),
    ]


def _against(subject: Subject, m: Measure) -> list[str]:
    if not subject.rest:
        return [cells.value(m.definition, m.region)]
    return [cells.value(m.definition, m.rest), cells.points(m.difference)]


def gradients(atlas: Atlas, subject: Subject) -> list[Part]:
    """What is more common in the most deprived areas, a sentence each."""
    said = []
    for name in equality_for(atlas).health.gradient:
        found = fares_worst.by_deprivation(atlas, subject, name)
        gap = found and found.gradient.gap_of_fifths
        if not found or not gap or gap.relative is None:
            continue
        label = inside(atlas.indicators[name].label)
        name = "gradient_inside" if found.inside else "gradient"
        text = say("worst", name, place=found.place, label=label, **_times(gap))
        adjusted = found.gradient.adjusted and found.gradient.adjusted.gap_of_fifths
        if adjusted and adjusted.relative is not None:
            text += f" {say('worst', 'gradient_adjusted', **_times(adjusted))}"
        said.append(text)
    return [Paragraph(text) for text in said] or [Paragraph(say("worst", "gradient_none"))]


def _times(gap: Gap) -> dict[str, str]:
    numbers = (gap.relative, gap.relative_lower, gap.relative_upper)
    names = ("times", "lower", "upper")
    return {
        name: cells.NONE if number is None else number_text.fixed(number, 1)
        for name, number in zip(names, numbers, strict=True)
    }


def _scores(atlas: Atlas, subject: Subject, found: list[Measure]) -> list[Part]:
    head = [say("worst", "measure"), say("who", "here")]
    head += [cells.rest_name(subject)] if subject.rest else []
    head += [atlas.name, say("who", "england"), say("worst", "tenth")]
    rows = [
        [
            *(m.definition.label, _plain(m, m.here)),
            *([_plain(m, m.rest)] if subject.rest else []),
            *(_plain(m, m.region), _plain(m, Figure(m.england)), cells.tenth(m.here)),
        ]
        for m in found
    ]
    return [
        TableOf(head, rows, say("worst", "scores"), figures=range(1, len(head))),
        Paragraph(say("worst", "scores_note")),
        source_line(atlas, (m.definition for m in found)),
    ]


def _plain(m: Measure, figure: Figure | None) -> str:
    """A score without its unit, which the label has."""
    if figure is None or figure.value is None:
        return cells.NONE
    return number_text.fixed(figure.value, m.definition.decimals)


def conditions(atlas: Atlas, subject: Subject) -> list[Part]:
    """The modelled conditions that are furthest above England, for residents."""
    found = fares_worst.conditions(atlas, subject)[:MOST_CONDITIONS]
    if not found:
        return [Paragraph(say("worst", "conditions_none"))]
    alone = subject.around is None
    head = [say("worst", "condition"), say("who", "here"), say("who", "range")]
    head += [] if alone else [cells.around_name(subject)]
    head += [atlas.name, say("who", "england")]
    rows = [
        [
            *(m.definition.label, cells.value(m.definition, m.here)),
            cells.between(m.definition, m.here),
            *([] if alone else [cells.value(m.definition, m.around)]),
            *(cells.value(m.definition, m.region), number_text.value(m.england, m.definition)),
        ]
        for m in found
    ]
    weights = units.weights(atlas, subject.unit)
    ages = age_notes.together(atlas, [m.definition.id for m in found], weights)
    return [
        TableOf(head, rows, say("worst", "conditions"), figures=range(1, len(head))),
        Note(say("worst", "conditions_note")),
        *(Paragraph(line) for line in ages),
        source_line(atlas, (m.definition for m in found)),
    ]


def registers(atlas: Atlas, subject: Subject) -> list[Part]:
    """What practices have recorded against what one would expect, the least usual first."""
    judged = expected_registers.of_group(atlas, subject.unit.practices)
    shown = expected_registers.by_distance(judged).index[:MOST_CONDITIONS]
    rows = [_register(atlas, judged, str(code)) for code in shown]
    if not rows:
        return [Paragraph(say("worst", "registers_none"))]
    names = ("condition", "recorded", "expected", "ratio", "usual", "verdict")
    head = [say("worst", name) for name in names]
    level = expected_registers.level_of(int(judged["practices"].max()))
    definitions = [d for d in atlas.indicators.values() if d.register in judged.index]
    like = say("worst", f"like_{level}")
    note = say("worst", "registers_note", year=recorded_registers.years(atlas)[-1], like=like)
    return [
        TableOf(head, rows, say("worst", "registers"), figures=range(1, 5)),
        Note(note),
        source_line(atlas, definitions),
    ]


def _register(atlas: Atlas, judged: pd.DataFrame, code: str) -> list[str]:
    row = row_of(judged, code)
    ratio, lower, upper = ratio_text.written(row["ratio"], row["limit_lower"], row["limit_upper"])
    return [
        recorded_registers.registers(atlas)[code],
        *(number_text.count(row[name]) for name in ("observed", "expected")),
        *(ratio, f"{lower}–{upper}"),
        say("worst", f"verdict_{row['verdict']}"),
    ]
