"""Which publications the pack's figures are from: below each table, and all of them at the end."""

from collections.abc import Iterable

from dashboard.evidence.texts import say
from dashboard.files.about import known_sources, thanks_together
from dashboard.files.document import Heading, Paragraph, Part, TableOf
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator

# What patients' estimates rest on, and the practices' own counts of ages and sex.
PATIENTS = ("patients_by_lsoa", "practice_map", "practice_ages")


def source_line(
    atlas: Atlas, definitions: Iterable[Indicator], *, on_lists: bool = False
) -> Paragraph:
    """ "Source: Census 2021, TS021: Ethnic group, 21 March 2021."

    Parameters
    ----------
    on_lists
        Whether some of the figures are counted on practice lists.
    """
    named = {source["id"]: source["title"] for source in atlas.manifest["sources"]}
    said = dict.fromkeys(f"{named.get(d.source, d.source)}, {d.period}" for d in definitions)
    lists = [say("who", "source_lists", period=atlas.period_of("practice_ages"))]
    return Paragraph(say("who", "source", sources="; ".join([*said, *(lists * on_lists)])))


def publications(atlas: Atlas, ids: Iterable[str]) -> list[Part]:
    """The part that names every publication, with the sentences that their licences ask for."""
    used = [source for source, _ in known_sources(atlas, dict.fromkeys(ids, ()))]
    rows = [(one["title"], one["publisher"], one["period"]) for one in used]
    head = [say("sources", name) for name in ("used", "publisher", "period")]
    return [
        Heading(say("headings", "sources")),
        TableOf(head, rows, say("sources", "caption")),
        Paragraph(thanks_together(one["attribution"] for one in used)),
    ]
