"""What the brief says, page by page, as plain values for the template: every number in words.

Numbers are those of :mod:`dashboard.handover`, written as the Seldom-heard page writes them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from dashboard import handover as handovers
from dashboard import words
from dashboard.exports import targets_about, targets_outlines, targets_tables
from dashboard.exports.about import day
from dashboard.exports.brief import maps
from dashboard.exports.geojson_file import Polygons
from dashboard.exports.table import name_of
from dashboard.handover import CAVEAT, Handover
from layers import profile
from layers.atlas import Atlas
from layers.definitions import Indicator
from layers.targeting import Criterion
from layers.zones import Zone

MOST_ZONES = 20
MOST_PRACTICES = 6
MOST_NETWORKS = 4
MOST_PHARMACIES = 5
MOST_GROUPS = 7
MOST_AREAS = 24
_LETTERS = "ABCDEFGH"

PRACTICES_NOTE = (
    "Of patients here: of everyone who lives in the zone and is registered with a GP. Of its own "
    "list: how much of that lives in the zone."
)
LANGUAGES_NOTE = (
    "Main languages other than English, with people, in the whole district: they are published "
    "for districts only, so the mix in this zone can differ."
)
NO_PLACE = (
    "There is no zone to write about. Make a threshold less strict, take a criterion off, or look "
    "in more districts, and make the brief again."
)


def content(atlas: Atlas, handover: Handover, *, made: date, link: str) -> dict[str, Any]:
    """Everything the template prints."""
    pages = Pages(atlas, handover)
    title = targets_about.title_of(atlas, handover)
    return {
        "title": title,
        "running_title": handover.targets.name or "Engagement brief",
        "made": {"year": made.year, "month": made.month, "day": made.day},
        "day": day(made),
        "region": atlas.name,
        "sentence": handover.sentence,
        "criteria": [handovers.describe(atlas, c) for c in handover.targets.criteria],
        "notes": [note.strip() for note in handover.advice]
        + ([targets_about.MODELLED] if handover.modelled else [])
        + ([] if handover.zones else [NO_PLACE]),
        "caveat": CAVEAT,
        "map": pages.overview(),
        "needed": targets_about.needed_sentence(atlas, handover) if handover.zones else "",
        "reach": pages.reach() if handover.zones else None,
        "zones": pages.zones() if handover.zones else None,
        "pages": [pages.zone(n) for n in range(len(handover.zones[:MOST_ZONES]))],
        "last": _last(atlas, handover, link),
    }


@dataclass(frozen=True)
class Pages:
    """Makes the parts of a brief."""

    atlas: Atlas
    handover: Handover

    @cached_property
    def ground(self) -> maps.Ground:
        """What the maps are drawn from."""
        return maps.ground(self.atlas)

    @cached_property
    def outlines(self) -> dict[str, Polygons]:
        """The edges of the zones by number."""
        return targets_outlines.zone_outlines(self.handover, self.ground.areas)

    @cached_property
    def group(self) -> Indicator:
        """The people to reach."""
        return self.atlas.indicators[self.handover.targets.group]

    @cached_property
    def of_zones(self) -> list[dict[str, Any]]:
        """Each zone's row of the table that the spreadsheet has."""
        table = targets_tables.zones(self.atlas, self.handover)
        return [
            {column.id: column.values[at] for column in table.columns}
            for at in range(len(table.codes))
        ]

    def overview(self) -> dict[str, str]:
        """The map of all zones."""
        made, finding = self.handover.zones, self.handover.finding
        pins = [
            maps.Pin(str(n), *self._middle(zone))
            for n, zone in enumerate(made[:MOST_ZONES], start=1)
        ]
        drawn = maps.overview(
            self.ground,
            list(finding.found),
            set(finding.firm),
            self.outlines.values(),
            pins,
            # Lower where many zones stand in the table below it.
            maps.TALL - 2.2 * max(0, len(pins) - 11),
        )
        where = sorted({district for zone in made for district in zone.districts})
        if not made:
            return {
                "svg": drawn,
                "alt": f"Map of the districts of {self.atlas.name}. No area was found.",
                "caption": f"{self.atlas.name}: no area was found.",
            }
        alt = (
            f"Map of the {_some(len(finding.found), 'area')} found, in {_some(len(made), 'zone')} "
            f"in {', '.join(where)}. The numbers are those of the zones in the table below, which "
            "says the same in words."
        )
        caption = (
            "The zones by number. Grey areas are firm, striped ones borderline: they are found "
            "only just."
        )
        return {"svg": drawn, "alt": alt, "caption": caption}

    def reach(self) -> dict[str, Any]:
        """How much of each group the areas hold, as the page has it."""
        groups = [self.atlas.indicators[one.group] for one in self.handover.reaches]
        columns = [
            [
                _about(definition, one.people),
                words.percent(100 * one.of_group),
                f"× {one.ratio:.1f}",
            ]
            for definition, one in zip(groups, self.handover.reaches, strict=True)
        ]
        names = ("In the found areas", f"Of all in {self.atlas.name}", "Compared with chance")
        return {
            "head": ["", *(f"{d.label}{_tag(d)}" for d in groups)],
            "rows": [[name, *row] for name, *row in zip(names, *columns, strict=True)],
        }

    def zones(self) -> dict[str, Any]:
        """The table of zones, as many as have a page."""
        rows = [
            [
                str(row["zone_number"]),
                row["zone"],
                row["districts"].replace("; ", ", "),
                words.count(row["areas"]),
                words.count(row["firm"]),
                words.count(row["all_residents"]),
                _about(self.group, row["group_people"]),
                words.percent(row["group_share"]),
            ]
            for row in self.of_zones[:MOST_ZONES]
        ]
        head = ["No.", "Zone", "District", "Areas", "Firm", "Residents", "To reach", "Share"]
        rest = self.handover.zones[MOST_ZONES:]
        more = ""
        if rest:
            areas = sum(len(zone.areas) for zone in rest)
            residents = words.count(sum(zone.residents for zone in rest))
            more = (
                f"{_some(len(rest), 'more zone')} with {_some(areas, 'area')} and {residents} "
                f"residents {'is' if len(rest) == 1 else 'are'} in the spreadsheet and the map "
                f"files: a brief has a page for at most {MOST_ZONES} zones, those with most "
                "residents first. To have fewer zones, make a threshold stricter or allow more "
                "areas in a zone."
            )
        note = (
            f"To reach: {_lower(self.group.label)}{_tag(self.group)}. Share: of all of them in "
            f"{self.atlas.name}. Firm: {targets_about.FIRM[0].lower()}{targets_about.FIRM[1:]}"
        )
        return {"head": head, "rows": rows, "more": more, "note": note}

    def zone(self, number: int) -> dict[str, Any]:
        """One zone's page, counted from 0."""
        zone, row = self.handover.zones[number], self.of_zones[number]
        found = handovers.zone_partners(self.atlas, zone)
        practices = found["practices"][found["practices"]["open"]].head(self._room(MOST_PRACTICES))
        letters, pins = self._letters(practices)
        facts = (
            f"{', '.join(zone.districts)} · {_some(len(zone.areas), 'area')}, {row['firm']} firm "
            f"and {row['borderline']} borderline · {words.count(zone.residents)} residents"
        )
        reached = (
            f"{self.group.label}{_tag(self.group)}: {_about(self.group, row['group_people'])} "
            f"people, {words.percent(row['group_share'])} of all in {self.atlas.name}."
        )
        return {
            "number": str(number + 1),
            "name": zone.name,
            "facts": facts,
            "reached": reached,
            "areas": self._areas(zone),
            "map": self._close_up(zone, number, pins),
            "who": self._who(zone),
            "why": self._why(zone),
            "practices": self._practices(practices, letters),
            "networks": _networks(found["networks"]),
            "practices_note": PRACTICES_NOTE,
            "pharmacies": self._pharmacies(found["pharmacies"]),
            "languages": _languages(found["languages"]),
            "languages_note": LANGUAGES_NOTE,
            "communities": _communities(found["communities"].head(self._room(MOST_GROUPS))),
            "flags": self._flags(zone),
        }

    def _room(self, most: int) -> int:
        """How many rows a list may have, so that a page with many criteria still is one page."""
        return max(3, most - max(0, len(self.handover.targets.criteria) - 4))

    def _middle(self, zone: Zone) -> tuple[float, float]:
        """Inside the area of a zone that is nearest to the middle of all."""
        places = self.atlas.areas.loc[list(zone.areas), ["longitude", "latitude"]]
        away = ((places - places.mean()) ** 2 * [0.36, 1.0]).sum(axis=1)
        longitude, latitude = places.loc[away.idxmin()]
        return float(longitude), float(latitude)

    def _close_up(self, zone: Zone, number: int, pins: list[maps.Pin]) -> dict[str, str]:
        finding = self.handover.finding
        drawn = maps.close_up(
            self.ground,
            zone.areas,
            set(finding.firm),
            self.outlines[str(number + 1)],
            set(finding.found),
            pins,
            set(self.atlas.areas.loc[list(zone.areas), "neighbourhood"]),
        )
        alt = (
            f"Map of zone {number + 1} with its {_some(len(zone.areas), 'area')}, the names of the "
            "neighbourhoods around it, and letters for the practices named below."
        )
        return {"svg": drawn, "alt": alt, "caption": self._key(bool(pins))}

    def _key(self, lettered: bool) -> str:
        letters = " Letters: GP practices, as listed." if lettered else ""
        return f"Grey: firm. Striped: borderline. Pale: other zones.{letters}"

    def _areas(self, zone: Zone) -> list[list[str]]:
        """Area names by neighbourhood, those with most areas first."""
        areas = self.atlas.areas.loc[list(zone.areas)]
        groups = sorted(
            areas.groupby("neighbourhood")["name"], key=lambda group: (-len(group[1]), group[0])
        )
        lines, left = [], MOST_AREAS
        for place, names in groups:
            if left <= 0:
                break
            lines.append([place, ", ".join(map(_whole, sorted(names)[:left]))])
            left -= len(names)
        rest = len(zone.areas) - MOST_AREAS
        if rest > 0:
            lines.append(["And", f"{_some(rest, 'more area')}, in the spreadsheet"])
        return lines

    def _who(self, zone: Zone) -> dict[str, Any]:
        weights = profile.of_areas(self.atlas, zone.areas)
        everywhere = profile.whole(self.atlas)
        rows = []
        for definition in targets_tables.main_indicators(self.atlas):
            here = profile.figure(self.atlas, definition.id, weights).value
            region = profile.figure(self.atlas, definition.id, everywhere).value
            england = self.atlas.england(definition.id).value
            figures = [words.value(value, definition) for value in (here, region, england)]
            rows.append([_named(definition), *figures])
        return {"head": ["Main figures", "Here", self.atlas.name, "England"], "rows": rows}

    def _why(self, zone: Zone) -> dict[str, Any]:
        rows = []
        criteria = self.handover.targets.criteria
        for criterion, why in zip(
            criteria, targets_tables.by_criterion(self.handover), strict=True
        ):
            rows.append(self._reason(criterion, why, why.loc[list(zone.areas)]))
        head = ["What was asked", "Threshold", "Values here", "Met by", "People"]
        return {"head": head, "rows": rows}

    def _reason(self, criterion: Criterion, every: pd.DataFrame, mine: pd.DataFrame) -> list[Any]:
        definition = self.atlas.indicators[criterion.indicator]
        amount = targets_tables.threshold(self.atlas, criterion, every)
        low, high = (words.value(v, definition) for v in (mine["value"].min(), mine["value"].max()))
        people = mine["people"].sum() if definition.is_share else None
        asked = handovers.describe(self.atlas, criterion)
        return [
            [asked, " · ".join(filter(None, [_mark(definition), _counted(criterion)]))],
            targets_about.threshold_text(self.atlas, criterion, amount),
            low if low == high else f"{low} to {high}",
            f"{int(mine['met'].sum())} of {len(mine)}",
            "–" if people is None else _about(definition, people),
        ]

    def _letters(self, practices: pd.DataFrame) -> tuple[list[str], list[maps.Pin]]:
        """Letters of the practices, and where they stand on the map."""
        places = self.atlas.directory.loc[practices.index, ["longitude", "latitude"]]
        letters = list(_LETTERS[: len(practices)])
        pins = [
            maps.Pin(letter, float(longitude), float(latitude))
            for letter, (longitude, latitude) in zip(
                letters, places.itertuples(index=False), strict=True
            )
            if longitude == longitude and latitude == latitude  # not NaN
        ]
        return letters, pins

    def _practices(self, practices: pd.DataFrame, letters: Iterable[str]) -> dict[str, Any]:
        rows = [
            [
                letter,
                [row["name"], row["pcn"] or "No network"],
                words.percent(100 * row["share"], 0),
                "–" if pd.isna(row["of_list"]) else words.percent(100 * row["of_list"], 0),
            ]
            for letter, (_, row) in zip(letters, practices.iterrows(), strict=True)
        ]
        head = ["", "GP practice and network", "Of patients here", "Of its own list"]
        return {"head": head, "rows": rows}

    def _pharmacies(self, table: pd.DataFrame) -> dict[str, Any]:
        most = self._room(MOST_PHARMACIES)
        items = [
            [
                row["name"] + ("" if row["inside"] else " (nearby)"),
                ", ".join(
                    filter(
                        None,
                        (row["address"], _whole(row["postcode"]), _whole(row["telephone"])),
                    )
                ),
            ]
            for _, row in table.fillna("").head(most).iterrows()
        ]
        rest = len(table) - len(items)
        more = "None within 800 m." if table.empty else ""
        return {"items": items, "more": f"{rest} more in the spreadsheet." if rest > 0 else more}

    def _flags(self, zone: Zone) -> list[str]:
        """What to be careful about in this zone, with how many of its areas it holds for."""
        own = self.atlas.areas.loc[list(zone.areas), "flags"]
        lines = []
        for name, flag in self.atlas.flags.items():
            number = sum(name in flags for flags in own)
            if number:
                lines.append(f"{flag.label} ({number} of {_some(len(own), 'area')}).")
        return lines


def _networks(table: pd.DataFrame) -> str:
    rows = table[table["pcn"] != ""].head(MOST_NETWORKS)
    said = [
        f"{_whole(row['pcn'])} {words.percent(100 * row['share'], 0)}" for _, row in rows.iterrows()
    ]
    return f"Networks, of patients here: {', '.join(said)}." if said else ""


def _languages(table: pd.DataFrame) -> list[list[str]]:
    return [
        [
            str(district),
            ", ".join(
                f"{language} {words.count(people)}"
                for language, people in zip(rows["language"], rows["people"], strict=True)
            ),
        ]
        for district, rows in table.groupby("district")
    ]


def _communities(table: pd.DataFrame) -> dict[str, Any]:
    rows = [
        [row["group"], words.count(row["people"]), words.percent(row["share"])]
        for _, row in table[table["people"] > 0].iterrows()
    ]
    return {"head": ["Ethnic group", "People", "Share"], "rows": rows}


def _last(atlas: Atlas, handover: Handover, link: str) -> dict[str, Any]:
    """The last page: what was asked, how to find it again, methods, sources."""
    definitions = targets_about.used_indicators(atlas, handover)
    sources = targets_about.used_sources(atlas, handover, definitions)
    said = dict(targets_about.caveat_lines(atlas, handover))
    methods = [[name, said[name]] for name in ("Firm or borderline", "Zones", "Reach", "Partners")]
    methods.append(["Languages", targets_about.LANGUAGES])
    methods.append(["Different years", targets_about.PERIODS])
    if any(d.modelled for d in definitions):
        methods.append(["Modelled figures", targets_about.NOT_OFFICIAL])
    methods.append(["Disclosure", targets_about.PUBLISHED])
    return {
        "definition": [list(line) for line in targets_about.definition_lines(atlas, handover)],
        "link": link,
        "methods": methods,
        "sources": [
            [source["title"], source["publisher"], source["period"]] for source, _ in sources
        ],
        "thanks": _thanks(source["attribution"] for source, _ in sources),
    }


def _thanks(lines: Iterable[str]) -> str:
    """The sentences that licences ask for, without those that another says in full."""
    every = list(dict.fromkeys(lines))
    return " ".join(a for a in every if not any(a != other and a in other for other in every))


def _whole(text: str) -> str:
    """A text that no line breaks."""
    return text.replace(" ", "\u00a0")


def _named(definition: Indicator) -> list[str]:
    """A label and what is to be marked at it."""
    return [definition.label, _mark(definition)]


def _mark(definition: Indicator) -> str:
    return "Modelled" if definition.modelled else ""


def _tag(definition: Indicator) -> str:
    return name_of(definition).removeprefix(definition.label)


def _counted(criterion: Criterion) -> str:
    return "" if criterion.required else "Counted, not required"


def _about(definition: Indicator, people: float) -> str:
    return f"{'about ' if definition.modelled else ''}{words.count(people)}"


def _lower(label: str) -> str:
    return label if label[:2].isupper() else f"{label[0].lower()}{label[1:]}"


def _some(number: int, noun: str) -> str:
    return f"{words.count(number)} {noun}{'' if number == 1 else 's'}"
