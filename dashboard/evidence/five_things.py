"""The first page: five things to know, in sentences."""

from collections.abc import Sequence

from dashboard.evidence import cells
from dashboard.evidence.gaps import missing
from dashboard.evidence.population import RowsOf
from dashboard.evidence.texts import say
from dashboard.files.document import Heading, Paragraph, Part
from dashboard.parts.likely_range import HARDLY, likely
from dashboard.wording import number_text, ratio_text
from dashboard.wording.inside import inside
from dashboard.wording.language_names import spoken
from dashboard.wording.lists import listed
from layers.atlas import Atlas
from layers.equality import fares_worst
from layers.equality.people import Row, standing_out
from layers.equality.subject import HERE, REGION, Subject, figures
from layers.practices import expected_registers, recorded_registers
from layers.practices.profile import Figure
from layers.table_rows import row_of
from layers.targeting import partners

MOST_GROUPS, MOST_LANGUAGES, MOST_REGISTERS, MOST_CONDITIONS = 4, 3, 3, 3
HEALTH, LANGUAGE, DEPRIVED = "bad_health", "english_limited", "core20"


def five_things(atlas: Atlas, subject: Subject, rows: RowsOf, heard: Sequence[str]) -> list[Part]:
    """Who, what they need to be understood, deprivation, who fares worst, and what is not known.

    Parameters
    ----------
    rows
        As :func:`dashboard.evidence.population.rows_of` gives them.
    heard
        What is known of whom a plan heard, in sentences; none where there is no plan.
    """
    things = (
        ("who_title", who(atlas, subject, rows)),
        ("language_title", language(atlas, subject)),
        ("deprivation_title", deprivation(atlas, subject)),
        ("worst_title", worst(atlas, subject)),
        ("gaps_title", not_known(atlas, subject, heard)),
    )
    parts: list[Part] = [Heading(say("headings", "five"))]
    for title, sentences in things:
        parts += [Heading(say("five", title), 2), Paragraph(" ".join(filter(None, sentences)))]
    return parts


def residents(atlas: Atlas, subject: Subject) -> int:
    """People who live in the areas that the subject takes whole."""
    return int(atlas.areas.loc[list(subject.unit.areas), "residents"].sum())


def patients(atlas: Atlas, subject: Subject) -> int:
    """Patients on the lists of its practices."""
    return int(atlas.practices.loc[list(subject.unit.practices), "list_size"].sum())


def who(atlas: Atlas, subject: Subject, rows: RowsOf) -> list[str]:
    """How many they are, and which groups are more common than in England."""
    of = patients if subject.of_patients else residents
    kind = cells.kind_of(subject)
    # Language is the next thing to know.
    found = standing_out({k: v for k, v in rows.items() if k != "language"}, MOST_GROUPS)
    out = say("five", "out_nothing")
    if found:
        out = say("five", "out", groups=listed([_out(row) for row in found], MOST_GROUPS))
    return [say("five", f"who_{kind}", **{kind: number_text.count(of(atlas, subject))}), out]


def _out(row: Row) -> str:
    here = number_text.value(row.here.value, row.definition)
    england = number_text.value(row.england, row.definition)
    return say(
        "five", "out_one", label=row.group.alone or row.group.label, here=here, england=england
    )


def language(atlas: Atlas, subject: Subject) -> list[str]:
    """Who cannot speak English well, and which languages are most common around."""
    if LANGUAGE not in atlas.indicators:
        return []
    definition = atlas.indicators[LANGUAGE]
    here = figures(atlas, subject, [LANGUAGE])[LANGUAGE][HERE]
    said = say(
        "five",
        "language",
        people=cells.people(here),
        share=number_text.value(here.value, definition),
        range=_range(atlas, LANGUAGE, here),
        england=number_text.value(atlas.england(LANGUAGE).value, definition),
    )
    return [said, *_languages(atlas, subject)]


def _languages(atlas: Atlas, subject: Subject) -> list[str]:
    """For residents only: patients may live in any district."""
    if subject.of_patients:
        return []
    table = partners.languages(atlas, subject.unit.areas, MOST_LANGUAGES)
    return [
        say("five", "languages", place=place, languages=listed(spoken(names["language"])))
        for place, names in table.groupby("district", sort=False)
    ]


def deprivation(atlas: Atlas, subject: Subject) -> list[str]:
    """The share who live in the most deprived fifth of England's areas."""
    definition, found = atlas.indicators[DEPRIVED], figures(atlas, subject, [DEPRIVED])[DEPRIVED]
    return [
        say(
            "five",
            "deprivation",
            here=number_text.value(found[HERE].value, definition),
            region=atlas.name,
            there=number_text.value(found[REGION].value, definition),
            england=number_text.value(atlas.england(DEPRIVED).value, definition),
        )
    ]


def worst(atlas: Atlas, subject: Subject) -> list[str]:
    """Bad health here, against the rest around it, by deprivation; and what is recorded seldom."""
    [measure] = fares_worst.measures(atlas, subject, [HEALTH])
    definition, gap = measure.definition, measure.difference
    said = [
        say(
            "five",
            "health",
            here=number_text.value(measure.here.value, definition),
            range=_range(atlas, HEALTH, measure.here),
            england=number_text.value(measure.england, definition),
        )
    ]
    if gap is not None:
        limits = sorted([abs(gap.absolute_lower), abs(gap.absolute_upper)])
        said.append(
            say(
                "five",
                f"health_{measure.against_rest}",
                points=number_text.fixed(abs(gap.absolute), 1),
                lower=number_text.fixed(limits[0], 1),
                upper=number_text.fixed(limits[1], 1),
                rest_of=cells.rest_words(subject),
                rest=cells.value(definition, measure.rest),
            )
        )
    by = fares_worst.by_deprivation(atlas, subject, HEALTH)
    fifths = by and by.gradient.gap_of_fifths
    if by and fifths and fifths.relative is not None:
        times = number_text.fixed(fifths.relative, 1)
        name = "gradient_inside" if by.inside else "gradient"
        said.append(say("five", name, place=by.place, times=times))
    return [*said, (_registers if subject.of_patients else _conditions)(atlas, subject)]


def _conditions(atlas: Atlas, subject: Subject) -> str:
    """The modelled conditions furthest above England; empty where none is."""
    found = fares_worst.conditions(atlas, subject)[:MOST_CONDITIONS]
    names = [
        say(
            "five",
            "condition",
            label=inside(one.definition.label),
            here=cells.value(one.definition, one.here),
            england=number_text.value(one.england, one.definition),
        )
        for one in found
    ]
    return say("five", "conditions", names=listed(names, MOST_CONDITIONS)) if names else ""


def _registers(atlas: Atlas, subject: Subject) -> str:
    """The registers below the usual range; empty where none can be compared."""
    judged = expected_registers.by_distance(
        expected_registers.of_group(atlas, subject.unit.practices)
    )
    labels, names = recorded_registers.registers(atlas), []
    for code in judged.index[judged["verdict"] == "lower"]:
        row = row_of(judged, code)
        ratio = ratio_text.written(row["ratio"], row["limit_lower"], row["limit_upper"])[0]
        names.append(say("five", "register", label=inside(labels[str(code)]), ratio=ratio))
    if judged.empty:
        return ""
    if not names:
        return say("five", "registers_none")
    return say("five", "registers", names=listed(names, MOST_REGISTERS))


def not_known(atlas: Atlas, subject: Subject, heard: Sequence[str]) -> list[str]:
    """What there are no figures of, and whom one heard."""
    names = [inside(one.label) for one in missing(atlas, subject)]
    gaps = say("five", "gaps", names=listed(names, len(names)))
    return [gaps, say("five", "gaps_own"), *(heard or [say("five", "gaps_heard")])]


def _range(atlas: Atlas, name: str, figure: Figure) -> str:
    """`` (15.9–17.1)``, or that it is hardly known; empty without a range."""
    text = likely(atlas.indicators[name], figure)
    unit = "" if text in ("", HARDLY) else "%"
    return f" ({text}{unit})" if text else ""
