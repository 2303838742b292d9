"""What goes with every export: what it shows, where the figures come from, how far to trust them.

Made once, and written by each format in its own way: a second file beside a CSV, sheets of a
workbook, a member of a GeoJSON, a table of a GeoPackage, the foot of a picture.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.files import cells
from dashboard.files.table import Table, name_of
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator

PLACES_NOT_PEOPLE = "These figures describe places, not people."
ECOLOGICAL = (
    f"{PLACES_NOT_PEOPLE} They help to choose where to work and through "
    "which channels; they cannot say who in an area is deprived, ill or in need of an interpreter "
    "(the ecological fallacy)."
)
DISCLOSURE = (
    "All figures are published, or computed from published ones, and are shown as published: "
    "nothing is suppressed, and nothing is rounded but to six decimals. The publishers have "
    "already protected people's answers."
)
# Before the same where some of the figures are none of ours.
OWN_BESIDE = (
    "Figures marked “own” were brought by somebody who uses this atlas, and how they were "
    "protected is said with each. Of all others: "
)
NOT_OFFICIAL = (
    "Modelled figures are this atlas's own estimates, not counts and not official statistics. The "
    "publishers do not endorse the atlas."
)
PERIODS = "Sources are of different years; compare places within one indicator."
INTERVALS = (
    "Lower and upper are the 95% Wilson limits: how far chance alone could move a figure resting "
    "on this many people."
)
DECILES = (
    "National percentile: the share of England's areas (LSOA) below the value, ties by halves. "
    "National decile: 1 is the tenth of England's areas with the greatest need, 10 the tenth with "
    "the least. Neither is given for larger areas."
)
LARGER = (
    "Shares of larger areas are made anew from numerators and denominators, scores averaged by "
    "residents (of mid-2022 for the Indices of Deprivation, of Census 2021 otherwise), counts "
    "added up. Ranks, deciles and kinds cannot be put together and are empty."
)
WHOLE = (
    "A larger area is here if any of its small areas (LSOA) passes the filters; its figures are "
    "for the whole of it."
)
BEST_FIT = (
    "A ward's figures are those of the small areas that fit it best, not of its exact residents."
)
GROUPS = "{many} are groups of areas drawn by {source}; they are no areas of the Census."
NOTHING = "No area passes these filters, so there are no figures here. Take a filter off."
NO_SELECTION = "No area was selected, so every area in view is here."
# What stands before the licence in the sentence that one asks for.
_UNDER = ", licensed under "

# What is said of something, a line each: what it is about, and what is said.
Lines = list[tuple[str, str]]

LICENCE_ADDRESSES = {
    "OGL-UK-3.0": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    "OPL-3.0": "https://www.parliament.uk/site-information/copyright-parliament/"
    "open-parliament-licence/",
}
LICENCE_TITLES = {
    "OGL-UK-3.0": "Open Government Licence v3.0",
    "OPL-3.0": "Open Parliament Licence v3.0",
}
LICENCES = {
    **{name: f"{title} ({LICENCE_ADDRESSES[name]})" for name, title in LICENCE_TITLES.items()},
    "OS-OpenData": "OS OpenData",
    "as published": "No open licence is recorded: read the publisher's own terms before passing on "
    "more than a figure",
}
# Publications behind an attributed register, besides the register's own.
IOD_POPULATIONS = "iod2025_populations"
ATTRIBUTION = ("patients_by_lsoa", "practice_ages", "census_ts007a", "census_ts038")


@dataclass(frozen=True)
class Section:
    """A small table of text: ``about`` is made of these."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def safe_rows(self) -> list[list[cells.Cell]]:
        """Its rows as safe cells."""
        return [cells.row(row) for row in self.rows]


@dataclass(frozen=True)
class About:
    """What goes with an export.

    Attributes
    ----------
    title, sentence
        What is shown, and which areas.
    made, link
        The day, and the address of the view.
    places
        How many areas at the view's level are here.
    filters, columns, indicators, publications, caveats
        In full, as sections.
    attributions
        The sentences that licences ask for, each once.
    sources
        The publications as the snapshot's manifest has them.
    """

    title: str
    sentence: str
    made: date
    link: str
    places: int
    filters: Section
    columns: Section
    indicators: Section
    publications: Section
    caveats: Section
    attributions: tuple[str, ...]
    sources: tuple[Mapping[str, Any], ...] = ()

    def sections(self) -> tuple[Section, ...]:
        """All of it, in the order to be read."""
        return (self.filters, self.indicators, self.publications, self.caveats)


# What the file of these statements is called, and what each statement of :func:`lines` is made of.
ABOUT_TITLE = "What the figures are and rest on"
ABOUT_COLUMNS = ("section", "item", "field", "content")


def lines(made: About) -> Iterator[tuple[cells.Cell, ...]]:
    """All of it, one statement to a line: its section, what it is about, which field of that, and
    what is said. Fields without content are left out."""
    for section in (made.filters, made.columns, *made.sections()[1:]):
        for item, *contents in section.safe_rows():
            for name, content in zip(section.head[1:], contents, strict=True):
                if content:
                    yield section.title, item, name, content


def document(made: About) -> dict[str, Any]:
    """The same as plain values, for JSON."""
    return {
        "title": cells.text(made.title),
        "shows": cells.text(f"{made.sentence}."),
        "made": made.made.isoformat(),
        "link": cells.text(made.link),
        **{
            section.title.lower(): [
                dict(zip((h.lower() for h in section.head), row, strict=True))
                for row in section.safe_rows()
            ]
            for section in (made.filters, made.columns, *made.sections()[1:])
        },
    }


def day(made: date) -> str:
    """``22 November 2026``, whatever the language of the machine."""
    months = "January February March April May June July August September October November December"
    return f"{made.day} {months.split()[made.month - 1]} {made.year}"


def thanks(lines: Iterable[str]) -> str:
    """The sentences that licences ask for, without those that another says in full."""
    return " ".join(_unsaid(lines))


def thanks_together(lines: Iterable[str]) -> str:
    """The same for paper, where room is short: what is under one licence, in one sentence."""
    under: dict[str, list[str]] = {}
    for line in _unsaid(lines):
        whom, _, licence = line.rpartition(_UNDER)
        under.setdefault(f"{_UNDER}{licence}" if whom else "", []).append(whom or line)
    alone = under.pop("", [])
    return " ".join([*(f"{'; '.join(whom)}{licence}" for licence, whom in under.items()), *alone])


def _unsaid(lines: Iterable[str]) -> list[str]:
    every = list(dict.fromkeys(lines))
    return [a for a in every if not any(a != other and a in other for other in every)]


def source_titles(atlas: Atlas) -> dict[str, str]:
    """What each publication is called, by its id."""
    return {source["id"]: source["title"] for source in atlas.manifest["sources"]}


def indicators_section(atlas: Atlas, definitions: Sequence[Indicator]) -> Section:
    """What each indicator is, of when, and from where."""
    titles = source_titles(atlas)
    rows = []
    for d in definitions:
        england = atlas.england(d.id).value
        rows.append(
            (
                name_of(d),
                d.description,
                d.numerator.text if d.numerator else "",
                d.denominator.text if d.denominator else "",
                d.unit,
                {"high": "high values", "low": "low values", "none": "neither"}[d.polarity],
                d.period,
                number_text.value(england, d),
                titles.get(d.source, d.source),
                d.disclosure,
            )
        )
    head = (
        *("Indicator", "What it is", "How many (numerator)", "Out of (denominator)", "Unit"),
        *("More need", "Period", "England", "Publication", "Disclosure"),
    )
    return Section("Indicators", head, tuple(rows))


def known_sources(
    atlas: Atlas, uses: Mapping[str, Sequence[str]]
) -> list[tuple[dict[str, Any], str]]:
    """Those of some publications that the atlas rests on, each with what it is used for.

    Parameters
    ----------
    uses
        By id of the source: what for.
    """
    known = {source["id"]: source for source in atlas.manifest["sources"]}
    return [
        (known[source], "; ".join(dict.fromkeys(what)))
        for source, what in uses.items()
        if source in known
    ]


def disclosure(definitions: Iterable[Indicator], otherwise: str = DISCLOSURE) -> str:
    """How figures were protected: the sentence for published ones, of those alone where somebody
    brought others."""
    if not any(one.is_own for one in definitions):
        return otherwise
    return f"{OWN_BESIDE}{otherwise[:1].lower()}{otherwise[1:]}"


def own_caveats(
    atlas: Atlas, definitions: Sequence[Indicator], without: Sequence[str] = ()
) -> Lines:
    """What the indicators' own caveats say, each once with the labels that it is about.

    Parameters
    ----------
    without
        Names of caveats to leave out.
    """
    found: dict[str, list[str]] = {}
    for d in definitions:
        for name in d.caveats:
            if name not in without:
                found.setdefault(atlas.catalogue.caveats[name], []).append(d.label)
    return [("; ".join(labels), text) for text, labels in found.items()]


def publications_section(sources: Sequence[tuple[dict[str, Any], str]]) -> Section:
    """Publications, each with what it is used for."""
    head = (
        *("Used for", "Publisher", "Publication", "Period", "Areas", "Licence"),
        *("Attribution", "Address"),
    )
    rows = tuple(
        (
            what,
            source["publisher"],
            source["title"],
            source["period"],
            source["vintage"],
            LICENCES.get(source["licence"], source["licence"]),
            source["attribution"],
            source["landing"],
        )
        for source, what in sources
    )
    return Section("Publications", head, rows)


_NO_INDICATORS = Section("Indicators", ("Indicator", "What it is"), ())


def of_tables(
    title: str,
    said: str,
    made: date,
    link: str,
    tables: Sequence[Table],
    lines: Lines,
    caveats: Lines,
    sources: Sequence[tuple[dict[str, Any], str]],
    *,
    asked: str = "",
    indicators: Section = _NO_INDICATORS,
) -> About:
    """What goes with tables.

    Parameters
    ----------
    said
        What they show, as a sentence.
    lines, caveats
        What they are, and what to take care of; a line each.
    sources
        The publications that they rest on, each with what it is used for.
    asked
        What ``lines`` are called where they say what was chosen: of a view, a definition.
    """
    heads = (asked, ("What", "Choice")) if asked else ("About these figures", ("What", "Said"))
    columns = dict.fromkeys((c.id, c.header) for table in tables for c in table.columns)
    return About(
        title=title,
        sentence=said.rstrip("."),
        made=made,
        link=link,
        places=len(tables[0].codes) if tables else 0,
        filters=Section(*heads, tuple(lines)),
        columns=Section("Columns", ("Column", "Meaning"), tuple(columns)),
        indicators=indicators,
        publications=publications_section(sources),
        caveats=Section(
            "Caveats", ("About", "Take care"), tuple((what, text) for what, text in caveats if text)
        ),
        attributions=tuple(dict.fromkeys(source["attribution"] for source, _ in sources)),
        sources=tuple(source for source, _ in sources),
    )
