"""The evidence pack: what is known of a practice, network, place or set of areas, as a document.

Figures are those of the pages (:mod:`layers.equality`); what a team has to judge is left empty.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.evidence import judgement
from dashboard.evidence.drivers import drivers
from dashboard.evidence.five_things import five_things, patients, residents
from dashboard.evidence.gaps import gaps
from dashboard.evidence.health import health
from dashboard.evidence.population import ORIENTATION_SOURCE, population, rows_of
from dashboard.evidence.publications import PATIENTS, publications
from dashboard.evidence.texts import say, texts
from dashboard.files.about import day
from dashboard.files.document import (
    Bullets,
    Document,
    Heading,
    Link,
    Note,
    Paragraph,
    Part,
)
from dashboard.wording import number_text
from dashboard.wording.lists import listed
from layers.atlas import Atlas
from layers.equality.characteristics import equality_for
from layers.equality.subject import Subject


@dataclass(frozen=True)
class Heard:
    """What a plan says of itself and of whom it heard.

    Attributes
    ----------
    plan
        What the plan says of its purpose and its decision; stands before the empty boxes.
    said
        Sentences for the first page.
    parts
        Its part of the document.
    findings
        What people said; stands before the empty box for what else they did.
    """

    plan: Sequence[Part]
    said: Sequence[str]
    parts: Sequence[Part]
    findings: Sequence[Part] = ()


def pack(
    atlas: Atlas,
    subject: Subject,
    *,
    made: date,
    link: str,
    heard: Heard | None = None,
    chosen_by: Sequence[str] = (),
) -> Document:
    """The document.

    Parameters
    ----------
    made
        The day to print; nothing here looks at a clock.
    link
        The address of the page that shows the same; empty for none.
    heard
        Of a plan; None for what is no plan.
    chosen_by
        Ids of the figures that somebody brought, where the areas were chosen by any.
    """
    rows = rows_of(atlas, subject)
    parts: list[Part] = [
        *five_things(atlas, subject, rows, heard.said if heard else ()),
        Note(say("pack", "how_to_use")),
        Heading(say("headings", "prepare")),
        *(heard.plan if heard else ()),
        *judgement.aims(),
        *population(atlas, subject, rows),
        *health(atlas, subject),
        *drivers(atlas, subject),
        Heading(say("headings", "heard")),
        *(heard.parts if heard else [Paragraph(say("heard", "no_plan"))]),
        *judgement.people_heard(heard.findings if heard else ()),
        *gaps(atlas, subject),
        *judgement.impact(atlas),
        *judgement.review(),
        *publications(atlas, [*sources(atlas, subject), *chosen_by]),
        Heading(say("sources", "trust"), 2),
        Bullets(_trust(subject)),
    ]
    return Document(
        title=say("pack", "title"),
        subtitle=subject.unit.name,
        about=[*_about(atlas, subject, made), *_chosen_by(atlas, chosen_by)],
        parts=parts,
        made=made,
        link=Link(say("pack", "link"), link, say("pack", "link_long")) if link else None,
    )


def sources(atlas: Atlas, subject: Subject) -> list[str]:
    """Ids of the publications that the pack's figures are from."""
    used = [atlas.indicators[name].source for name in equality_for(atlas).indicators()]
    used += [d.source for d in atlas.indicators.values() if d.register]
    used += PATIENTS if subject.of_patients else (ORIENTATION_SOURCE, *PATIENTS)
    return list(dict.fromkeys(used))


def _about(atlas: Atlas, subject: Subject, made: date) -> list[str]:
    """Of how many people it is, where, and on which day it was made."""
    unit, number = subject.unit, number_text.count
    filled = {"patients": number(patients(atlas, subject))} if unit.practices else {}
    if unit.areas:
        filled |= {"residents": number(residents(atlas, subject)), "areas": number(len(unit.areas))}
    if unit.practices:
        filled["listed"] = atlas.period_of("practice_map")
        filled["counted"] = atlas.period_of("patients_by_lsoa")
        kind = "both" if unit.areas else "patients"
    else:
        districts = sorted(set(atlas.areas.loc[list(unit.areas), "district"]))
        filled["districts"] = listed(districts, len(districts))
        kind = "residents" if len(unit.areas) > 1 else "residents_one"
    of = say("pack", f"about_{kind}", **filled)
    return [of, say("pack", "about_made", day=day(made), region=atlas.name)]


def _chosen_by(atlas: Atlas, ids: Sequence[str]) -> list[str]:
    """Whose figures the areas were chosen by, of when, and what may be done with them."""
    said = {one["id"]: one["attribution"] for one in atlas.manifest["sources"]}
    lines = [say("pack", "chosen_by", figure=said[name]) for name in ids]
    return [*lines, *([say("pack", "lacks_own")] if lines else [])]


def _trust(subject: Subject) -> list[str]:
    every = [name for name in texts()["trust"] if name != "range_patients" or subject.of_patients]
    return [say("trust", name) for name in every]
