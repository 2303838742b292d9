"""One zone's page: who lives there, why it was found, and whom to approach."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.files.paper_map import Pin
from dashboard.files.paper_words import about, mark, some, tag, unbroken
from dashboard.parts import age_notes
from dashboard.parts.areas_known import region_known
from dashboard.parts.targets import handover as handovers
from dashboard.seldom_heard import counted_words, export_about, export_tables
from dashboard.seldom_heard.brief import maps
from dashboard.seldom_heard.brief.of_zone import OfZone
from dashboard.seldom_heard.texts import say
from dashboard.wording import number_text
from layers.catalogue.definitions import Indicator
from layers.practices import profile
from layers.table_rows import cell, row_of
from layers.targeting.area_search import Criterion

MOST_PRACTICES = 6
MOST_NETWORKS = 4
_LETTERS = "ABCDEFGH"
_LEAST = 0.005  # of patients: what would print as 0%

PRACTICES_NOTE = (
    "Of patients here: of everyone who lives in the zone and is registered with a GP. Of its own "
    "list: how much of that lives in the zone."
)
LANGUAGES_NOTE = (
    "Main languages other than English, with people, in the whole district: they are published "
    "for districts only, so the mix in this zone can differ."
)


@dataclass(frozen=True)
class ZonePage(OfZone):
    """Makes the page of a zone.

    Attributes
    ----------
    everywhere
        The main figures of the whole atlas and of England (``region`` and ``england``).
    """

    everywhere: pd.DataFrame

    @property
    def group(self) -> Indicator:
        """The people to reach."""
        return self.atlas.indicators[self.handover.targets.group]

    def content(self) -> dict[str, Any]:
        """Everything that the template prints of it."""
        zone, row = self.zone, self.row
        found = handovers.zone_partners(self.atlas, zone)
        practices = found["practices"][found["practices"]["open"]].head(MOST_PRACTICES)
        pins = self._pins(practices)
        facts = (
            f"{', '.join(zone.districts)} · {some(len(zone.areas), 'area')}, "
            f"{self._how_sure(row)} · {number_text.count(zone.residents)} "
            "residents"
        )
        region = region_known(self.atlas, self.group)
        reached = (
            f"{self.group.label}{tag(self.group)}: {about(self.group, row['group_people'])} "
            f"{handovers.noun(self.group)}, {number_text.percent(row['group_share'])} of all in "
            f"{region}; "
            f"{number_text.percent(row['group_rate'])} of {handovers.base(self.group)} here, "
            f"{number_text.times(row['group_times'])} times as common as in {region}."
        )
        return {
            "number": str(self.number),
            "name": zone.leading,
            "also": self.also,
            "facts": facts,
            "reached": reached,
            "areas": self._areas(),
            "map": self._close_up([pin for pin in pins if pin]),
            "who": self._who(),
            "why": self._why(),
            "practices": self._practices(practices, pins),
            "networks": _networks(found["networks"]),
            "practices_note": PRACTICES_NOTE,
            "pharmacies": self._pharmacies(found["pharmacies"]),
            "languages": _languages(found["languages"]),
            "languages_note": LANGUAGES_NOTE,
            "communities": _communities(found["communities"]),
            "flags": self._flags(),
        }

    def _close_up(self, pins: list[Pin]) -> dict[str, str]:
        finding = self.handover.taken
        drawn = maps.close_up(
            self.ground,
            self.zone.areas,
            set(finding.firm),
            self.outline,
            set(finding.found),
            pins,
            set(self.atlas.areas.loc[list(self.zone.areas), "neighbourhood"]),
        )
        alt = (
            f"Map of zone {self.number} with its {some(len(self.zone.areas), 'area')}, the names "
            "of the neighbourhoods around it, and letters for the practices named below."
        )
        return {"svg": drawn, "alt": alt, "caption": self._key(bool(pins))}

    def _key(self, lettered: bool) -> str:
        letters = " Letters: GP practices, as listed." if lettered else ""
        found = "Grey: firm. Striped: borderline." if self._graded else "Grey: found."
        return f"{found} Pale: other zones.{letters}"

    @property
    def _graded(self) -> bool:
        return self.handover.finding.graded

    def _how_sure(self, row: Any) -> str:
        if not self._graded:
            return say("sure", "not_known_short")
        return _how_sure(row["firm"], row["borderline"])

    def _areas(self) -> list[list[str]]:
        """Area names by neighbourhood, those with most areas first, then the borderline ones."""
        areas = self.atlas.areas.loc[list(self.zone.areas)]
        groups = sorted(
            areas.groupby("neighbourhood")["name"], key=lambda group: (-len(group[1]), group[0])
        )
        lines = [[f"{place}:", _in_short(names)] for place, names in groups]
        unsure = areas.loc[~areas.index.isin(list(self.handover.taken.firm)), "name"]
        return lines + ([["Borderline:", _in_short(unsure)]] if len(unsure) else [])

    def _who(self) -> dict[str, Any]:
        rows = []
        for definition in export_tables.main_indicators(self.atlas):
            beside = row_of(self.everywhere, definition.id)
            figures = (self.row[definition.id], beside["region"], beside["england"])
            shown = [number_text.value(figure, definition) for figure in figures]
            rows.append([[definition.label, mark(definition)], *shown])
        head = ["Main figures", "Here", self.atlas.name, "England"]
        return {"head": head, "rows": rows, "ages": self._ages()}

    def _ages(self) -> list[str]:
        """What ages alone do to the figures of health above and to what was asked for."""
        shown = [definition.id for definition in export_tables.main_indicators(self.atlas)]
        asked = [criterion.indicator for criterion in self.handover.targets.criteria]
        weights = profile.of_areas(self.atlas, self.zone.areas)
        return age_notes.together(self.atlas, dict.fromkeys([*shown, *asked]), weights)

    def _why(self) -> dict[str, Any]:
        rows = []
        criteria = self.handover.targets.criteria
        for criterion, why in zip(criteria, export_tables.by_criterion(self.handover), strict=True):
            rows.append(self._reason(criterion, why, why.loc[list(self.zone.areas)]))
        many = counted_words.many(self.atlas.indicators[one.indicator] for one in criteria)
        head = ["What was asked", "Threshold", "Values here", "Met by", many]
        return {"head": head, "rows": rows}

    def _reason(self, criterion: Criterion, every: pd.DataFrame, mine: pd.DataFrame) -> list[Any]:
        definition = self.atlas.indicators[criterion.indicator]
        amount = export_tables.threshold(self.atlas, criterion, every)
        low, high = (
            number_text.value(v, definition) for v in (mine["value"].min(), mine["value"].max())
        )
        people = mine["people"].sum() if definition.counts_people else None
        asked = handovers.describe(self.atlas, criterion)
        return [
            [asked, " · ".join(filter(None, [mark(definition), _counted(criterion)]))],
            export_about.threshold_text(self.atlas, criterion, amount),
            low if low == high else f"{low} to {high}",
            f"{int(mine['met'].sum())} of {len(mine)}",
            "–" if people is None else about(definition, people),
        ]

    def _pins(self, practices: pd.DataFrame) -> list[Pin | None]:
        """The practices' letters at their places; none for one that the map does not show."""
        view, letters = maps.close_view(self.outline), iter(_LETTERS)
        places = self.atlas.directory.loc[practices.index, ["longitude", "latitude"]]
        return [
            Pin(next(letters), longitude, latitude)
            if view.inside(*view.at(longitude, latitude))  # never so for NaN
            else None
            for longitude, latitude in places.astype(float).itertuples(index=False)
        ]

    def _practices(self, practices: pd.DataFrame, pins: Iterable[Pin | None]) -> dict[str, Any]:
        directory = self.atlas.directory
        rows = [
            [
                pin.text if pin else "–",
                row["name"],
                row["pcn"] or "No network",
                unbroken(cell(directory, code, "telephone")),
                number_text.percent(100 * row["share"], 0),
                "–" if pd.isna(row["of_list"]) else number_text.percent(100 * row["of_list"], 0),
            ]
            for pin, (code, row) in zip(pins, practices.iterrows(), strict=True)
        ]
        head = ["Map", "GP practice", "Network", "Telephone", "Of patients here", "Of its own list"]
        return {"head": head, "rows": rows}

    def _pharmacies(self, table: pd.DataFrame) -> list[list[str]]:
        return [
            [
                row["name"] + ("" if row["inside"] else " (nearby)"),
                ", ".join(
                    filter(
                        None,
                        (row["address"], unbroken(row["postcode"]), unbroken(row["telephone"])),
                    )
                ),
            ]
            for _, row in table.fillna("").iterrows()
        ]

    def _flags(self) -> list[str]:
        """What to be careful about in this zone, with how many of its areas it holds for."""
        own = self.atlas.areas.loc[list(self.zone.areas), "flags"]
        lines = []
        for name, flag in self.atlas.flags.items():
            number = sum(name in flags for flags in own)
            if number:
                lines.append(f"{flag.label} ({number} of {some(len(own), 'area')}).")
        return lines


def _how_sure(firm: int, borderline: int) -> str:
    if firm and borderline:
        return f"{firm} firm and {borderline} borderline"
    sure = "firm" if firm else "borderline"
    return sure if firm + borderline == 1 else f"all {sure}"


def _in_short(names: Iterable[str]) -> str:
    """``Sheffield 019A, 019B``: a district's name once for the areas that follow each other."""
    said, last = [], ""
    for name in sorted(names):
        district, _, letters = name.rpartition(" ")
        said.append(letters if district == last else unbroken(name))
        last = district
    return ", ".join(said)


def _networks(table: pd.DataFrame) -> str:
    rows = table[(table["pcn"] != "") & (table["share"] >= _LEAST)].head(MOST_NETWORKS)
    said = [
        f"{unbroken(row['pcn'])} {number_text.percent(100 * row['share'], 0)}"
        for _, row in rows.iterrows()
    ]
    return f"Networks, of patients here: {', '.join(said)}." if said else ""


def _languages(table: pd.DataFrame) -> list[list[str]]:
    return [
        [
            f"{district}:",
            ", ".join(
                f"{language} {number_text.count(people)}"
                for language, people in zip(rows["language"], rows["people"], strict=True)
            ),
        ]
        for district, rows in table.groupby("district")
    ]


def _communities(table: pd.DataFrame) -> dict[str, Any]:
    rows = [
        [row["group"], number_text.count(row["people"]), number_text.percent(row["share"])]
        for _, row in table[table["people"] > 0].iterrows()
    ]
    return {"head": ["Ethnic group", "People", "Share"], "rows": rows}


def _counted(criterion: Criterion) -> str:
    return "" if criterion.required else "Counted, not required"
