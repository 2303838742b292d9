"""Which publications the pack's figures are from: below each table, and all of them at the end."""

from collections.abc import Iterable

from dashboard.evidence.texts import say
from dashboard.files.about import known_sources, source_titles, thanks_together
from dashboard.files.document import Bullets, Heading, Paragraph, Part
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator

# What patients' estimates rest on, and the practices' own counts of ages and sex.
PATIENTS = ("patients_by_lsoa", "practice_map", "practice_ages")


def source_line(atlas: Atlas, definitions: Iterable[Indicator]) -> Paragraph:
    """ "Source: Census 2021, TS021: Ethnic group, 21 March 2021." """
    return Paragraph(say("who", "source", sources=named(atlas, definitions)))


def named(atlas: Atlas, definitions: Iterable[Indicator], *, on_lists: bool = False) -> str:
    """The publications of some indicators with their periods, each once.

    Parameters
    ----------
    on_lists
        Whether some of the figures are counted on practice lists.
    """
    titles = source_titles(atlas)
    by_period: dict[str, dict[str, None]] = {}
    for d in definitions:
        by_period.setdefault(d.period, {})[titles.get(d.source, d.source)] = None
    said = [
        say("who", "together", titles="; ".join(_short(list(names))), period=period)
        for period, names in by_period.items()
    ]
    lists = [say("who", "source_lists", period=atlas.period_of("practice_ages"))]
    return "; ".join([*said, *(lists * on_lists)])


def _short(titles: list[str]) -> list[str]:
    """Titles without the words in front that the one before has too: ``Census 2021, TS008: Sex``
    and then ``TS021: Ethnic group``."""
    found, before = [], ""
    for title in titles:
        front, comma, rest = title.partition(", ")
        found.append(rest if comma and front == before else title)
        before = front
    return found


def publications(atlas: Atlas, ids: Iterable[str]) -> list[Part]:
    """The part that names every publication, with the sentences that their licences ask for."""
    used = [source for source, _ in known_sources(atlas, dict.fromkeys(ids, ()))]
    together: dict[tuple[str, str], list[str]] = {}
    for one in used:
        together.setdefault((one["publisher"], one["period"]), []).append(one["title"])
    said = [
        say("sources", "one", publisher=who, period=period, titles="; ".join(_short(titles)))
        for (who, period), titles in together.items()
    ]
    return [
        Heading(say("headings", "sources")),
        Bullets(said),
        Paragraph(thanks_together(one["attribution"] for one in used)),
    ]
