"""What the brief says, page by page, as plain values for the template: every number in words.

Numbers are those of :mod:`dashboard.parts.targets.handover`, written as the Seldom-heard page
writes them.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from dashboard.files import street_map
from dashboard.files.about import day, thanks_together
from dashboard.files.outlines import Outline
from dashboard.files.paper_map import Ground, Pin, ground
from dashboard.files.paper_streets import credit_of
from dashboard.files.paper_words import about, lower, mark, some, tag
from dashboard.parts.own_notes import own_notes
from dashboard.parts.sessions.answer import Answer
from dashboard.parts.sessions.papers.sessions_sheet import sessions_sheet
from dashboard.parts.targets import handover as handovers
from dashboard.parts.targets.handover import CAVEAT, Handover
from dashboard.seldom_heard import (
    counted_words,
    export_about,
    export_outlines,
    export_tables,
    why_found,
)
from dashboard.seldom_heard.brief import maps
from dashboard.seldom_heard.brief.handout import Handout
from dashboard.seldom_heard.brief.zone_page import ZonePage
from dashboard.seldom_heard.texts import say
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.table_rows import row_of
from layers.targeting.zones import Zone

MOST_ZONES = 20
MOST_HANDOUTS = 10
MOST_NEAR = 12
_RUNNING = 160  # letters: two lines at the foot of a page
# Up to so many zones, their table stands below the first map; more have a page of their own.
_FEW = 8
# Millimetres of the first map, with the table below it and without.
_LOW, _TALL = 76.0, 104.0

BRIEF, ANNEX = "Engagement brief", "Engagement brief: annex for whoever plans"
FURTHER = "What was asked, how to read this, and the link that finds it again: on the last pages."
NONE_KEPT = (
    "There is no zone to write about. Put one back on the Seldom-heard page, and make the brief "
    "again."
)
NO_PLACE = (
    "There is no zone to write about. Make a threshold less strict, take a criterion off, or look "
    "in more districts, and make the brief again."
)


def content(
    atlas: Atlas,
    handover: Handover,
    *,
    made: date,
    link: str,
    sessions: tuple[Answer, str] | None = None,
) -> dict[str, Any]:
    """Everything the template prints; ``sessions``: where to meet, and the address of that."""
    pages = Pages(atlas, handover)
    numbers = range(1, len(handover.zones[:MOST_ZONES]) + 1)
    found = bool(handover.zones)
    return {
        **_first(handover, made),
        "asked": [
            [name if name.endswith("if") else f"{name}:", text.removesuffix(".")]
            for name, text in export_about.asked_lines(atlas, handover)
        ],
        "notes": [note.strip() for note in handover.advice]
        + export_about.modelled_notes(handover)
        + own_notes(atlas, export_about.asked_indicators(atlas, handover), link)
        + ([] if found else [NONE_KEPT if len(handover.finding.found) else NO_PLACE]),
        "caveat": CAVEAT,
        "further": FURTHER,
        # Many criteria leave no room for large letters, and trying takes time and memory.
        "first_try": max(0, min(2, len(handover.targets.criteria) // 2 - 1)),
        "map": pages.overview(),
        "needed": handovers.needed(atlas, handover) if found else "",
        "reach": pages.reach() if found else None,
        "zones": pages.zones() if found else None,
        "sessions": sessions_sheet(sessions[0], pages.ground, sessions[1]) if sessions else None,
        "handouts": [pages.handout(n, link) for n in numbers[:MOST_HANDOUTS]],
        "kind": ANNEX if found else BRIEF,
        "pages": [pages.zone(n) for n in numbers],
        "last": _last(atlas, handover, link),
    }


def of_zone(
    atlas: Atlas, handover: Handover, number: int, *, made: date, link: str
) -> dict[str, Any]:
    """What a hand-out of one zone alone prints."""
    one = Pages(atlas, handover).handout(number, link)
    return _first(handover, made) | {"notes": [], "handouts": [one]}


def _first(handover: Handover, made: date) -> dict[str, Any]:
    """What is on every page: the title, the day."""
    return {
        "title": handover.title,
        "running_title": _shortened(handover.title),
        "made": {"year": made.year, "month": made.month, "day": made.day},
        "day": day(made),
        "sentence": handover.sentence,
    }


@dataclass(frozen=True)
class Pages:
    """Makes the parts of a brief."""

    atlas: Atlas
    handover: Handover

    @cached_property
    def ground(self) -> Ground:
        """What the maps are drawn from."""
        return ground(self.atlas)

    @cached_property
    def known(self) -> street_map.Tables:
        """What the hand-outs' maps show of the ground."""
        return street_map.tables(self.atlas)

    @property
    def apart(self) -> bool:
        """Whether the table of zones has a page of its own."""
        return len(self.handover.zones) > _FEW

    @cached_property
    def outlines(self) -> dict[str, Outline]:
        """The edges of the zones by number."""
        return export_outlines.zone_outlines(self.handover, self.ground.areas)

    @cached_property
    def group(self) -> Indicator:
        """The people to reach."""
        return self.atlas.indicators[self.handover.targets.group]

    @cached_property
    def of_zones(self) -> list[dict[str, Any]]:
        """Each zone's row of the table that the spreadsheet has."""
        table = export_tables.zones(self.atlas, self.handover)
        return [
            {column.id: column.values[at] for column in table.columns}
            for at in range(len(table.codes))
        ]

    @cached_property
    def everywhere(self) -> pd.DataFrame:
        """The main figures of the whole atlas and of England, by indicator."""
        table = export_tables.whole(self.atlas)
        return pd.DataFrame({c.id: c.values for c in table.columns}).set_index("id")

    def overview(self) -> dict[str, str]:
        """The map of all zones."""
        made, finding = self.handover.zones, self.handover.taken
        pins = [
            Pin(str(n), *self._middle(zone)) for n, zone in enumerate(made[:MOST_ZONES], start=1)
        ]
        drawn = maps.overview(
            self.ground,
            list(finding.found),
            set(finding.firm),
            self.outlines.values(),
            pins,
            _TALL if self.apart else _LOW,
        )
        where = sorted({district for zone in made for district in zone.districts})
        if not made:
            found = len(self.handover.finding.found)
            none = self.handover.nothing if found else "No area was found."
            return {
                "svg": drawn,
                "alt": f"Map of the districts of {self.atlas.name}. {none}",
                "caption": f"{self.atlas.name}: {lower(none)}",
            }
        rest = " Those without a number are in the spreadsheet." if len(made) > MOST_ZONES else ""
        what = "found" if self.handover.takes_all else "taken"
        alt = (
            f"Map of the {some(len(finding.found), 'area')} {what}, in {some(len(made), 'zone')} "
            f"in {', '.join(where)}. The numbers are those of the zones in the table below, which "
            "says the same in words."
        )
        caption = (
            "The zones by number. Grey areas are firm, striped ones borderline: they are found "
            f"only just.{rest}"
            if finding.graded
            else f"The zones by number. {say('sure', 'not_known')}{rest}"
        )
        return {"svg": drawn, "alt": alt, "caption": caption}

    def reach(self) -> dict[str, Any]:
        """How much of each group the areas hold, as the page has it."""
        made, there = self.handover, self.handover.reaches_within
        rows = []
        for at, one in enumerate(made.reaches):
            definition = self.atlas.indicators[one.group]
            shares = [number_text.percent(100 * r.of_group) for r in (*there[at : at + 1], one)]
            nearest = (*there[at : at + 1], one)[0]
            often = number_text.percent(100 * one.rate) if one.rate == one.rate else "–"
            label = [definition.label, mark(definition)]
            rows.append(
                [
                    label,
                    about(definition, one.people),
                    *shares,
                    often,
                    number_text.times(nearest.times),
                ]
            )
        heads = ["How many", *(["Share there"] if there else []), "Share of all"]
        here = made.areas_called("the found areas")
        note = f"Share there: of all in {made.where}. " if there else ""
        return {
            "head": [
                counted_words.many_in(self.atlas, made.reaches, here),
                *heads,
                "How common",
                "Times",
            ],
            "rows": rows,
            "note": (
                f"{note}Share of all: of {self.atlas.name}. How common: of those the group is "
                f"counted among, in {here}. Times: how many times as common as in "
                f"{made.where or self.atlas.name}."
            ),
        }

    def zones(self) -> dict[str, Any]:
        """The table of zones, as many as have a page."""
        rows = [
            [
                str(row["zone_number"]),
                row["zone"],
                row["districts"].replace("; ", ", "),
                number_text.count(row["areas"]),
                number_text.count(row["firm"]) if self.handover.finding.graded else "–",
                number_text.count(row["all_residents"]),
                about(self.group, row["group_people"]),
                number_text.percent(row["group_share"]),
            ]
            for row in self.of_zones[:MOST_ZONES]
        ]
        head = ["No.", "Zone", "District", "Areas", "Firm", "Residents", "To reach", "Share"]
        rest = self.handover.zones[MOST_ZONES:]
        more = ""
        if rest:
            areas = sum(len(zone.areas) for zone in rest)
            residents = number_text.count(sum(zone.residents for zone in rest))
            more = (
                f"{some(len(rest), 'more zone')} with {some(areas, 'area')} and {residents} "
                f"residents {'is' if len(rest) == 1 else 'are'} in the spreadsheet and the map "
                f"files: a brief has a page for at most {MOST_ZONES} zones, those with most "
                "people to reach first. To have fewer zones, make a threshold stricter or allow "
                "more areas in a zone."
            )
        if len(self.handover.zones) > MOST_HANDOUTS:
            more = f"{say('handout', 'first', most=MOST_HANDOUTS)} {more}".strip()
        note = (
            f"To reach: {lower(self.group.label)}{tag(self.group)}. Share: of all of them in "
            f"{self.atlas.name}. Firm: {export_about.FIRM[0].lower()}{export_about.FIRM[1:]}"
        )
        return {"head": head, "rows": rows, "more": more, "note": note, "apart": self.apart}

    def zone(self, number: int) -> dict[str, Any]:
        """One zone's page, counted from 1."""
        return ZonePage(
            self.atlas,
            self.handover,
            number,
            self.of_zones[number - 1],
            self.ground,
            self.outlines[str(number)],
            self.everywhere,
        ).content()

    def handout(self, number: int, link: str) -> dict[str, Any]:
        """One zone's two pages for whoever goes there, counted from 1."""
        return Handout(
            self.atlas,
            self.handover,
            number,
            self.of_zones[number - 1],
            self.ground,
            self.outlines[str(number)],
            self.known,
            f"{link}#zone-{number}" if link else "",
        ).content()

    def _middle(self, zone: Zone) -> tuple[float, float]:
        """Inside the area of a zone that is nearest to the middle of all."""
        places = self.atlas.areas.loc[list(zone.areas), ["longitude", "latitude"]]
        away = ((places - places.mean()) ** 2 * [0.36, 1.0]).sum(axis=1)
        longitude, latitude = row_of(places, away.idxmin())
        return float(longitude), float(latitude)


def _last(atlas: Atlas, handover: Handover, link: str) -> dict[str, Any]:
    """The last pages: what was asked, how to find it again, near misses, methods, sources."""
    definitions = export_about.used_indicators(atlas, handover)
    sources = export_about.used_sources(atlas, handover, definitions)
    said = dict(export_about.caveat_lines(atlas, handover))
    methods = [[name, said[name]] for name in ("Firm or borderline", "Zones", "Reach", "Partners")]
    methods.append(["Languages", export_about.LANGUAGES])
    methods.append(["Different years", export_about.PERIODS])
    if any(d.modelled for d in definitions):
        methods.append(["Modelled figures", export_about.NOT_OFFICIAL])
    methods.append(["Disclosure", export_about.disclosed(atlas, handover, export_about.PUBLISHED)])
    flags = [flag for flag in atlas.flags.values() if not flag.everywhere]
    methods += [[f.label, f.text] for f in flags if f"Flag: {f.label}" in said]
    return {
        "definition": [list(line) for line in export_about.definition_lines(atlas, handover)],
        "link": link,
        "near": _near(atlas, handover),
        "methods": methods,
        "asked": export_about.asked_caveats(atlas, handover),
        "sources": [
            [source["title"], source["publisher"], source["period"]] for source, _ in sources
        ],
        "thanks": thanks_together(
            [*(source["attribution"] for source, _ in sources), *credit_of(atlas.basemap)]
        ),
    }


def _near(atlas: Atlas, handover: Handover) -> dict[str, Any]:
    """Areas that were nearly found, and what each misses, as the page has them."""
    near = handover.finding.near
    by_area = list(near.groupby("lsoa", sort=True))
    rows = []
    for code, missed in by_area[:MOST_NEAR]:
        area = atlas.areas.loc[code]
        by = "; ".join(why_found.missed(atlas, row) for _, row in missed.iterrows())
        rows.append([f"{area['neighbourhood']} · {area['name']}", by])
    more = (
        f"The first {MOST_NEAR} of {number_text.count(len(by_area))}; all are in the spreadsheet."
    )
    return {
        "head": ["Area that was not found", "What it misses"],
        "rows": rows,
        "more": more if len(by_area) > MOST_NEAR else "",
    }


def _shortened(text: str) -> str:
    return text if len(text) <= _RUNNING else f"{text[:_RUNNING].rstrip()}…"
