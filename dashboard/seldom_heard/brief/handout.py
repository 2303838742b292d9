"""The hand-out of a zone: two pages for somebody who goes there, readable in black and white.

Page one says where: a map with names, streets, postcodes, ways there. Page two says whom to reach,
whom to ask and where to meet, which communities to expect, and has room to write.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from dashboard.files.paper_map import Pin
from dashboard.files.paper_words import about, some, tag, unbroken
from dashboard.files.scan_code import scan_code
from dashboard.files.street_map import Tables, street_map, view_of
from dashboard.parts.areas_known import region_known
from dashboard.parts.targets import handover as handovers
from dashboard.parts.targets.own_used import own_used
from dashboard.seldom_heard import export_about, ground_words
from dashboard.seldom_heard.brief import page_room
from dashboard.seldom_heard.brief.of_zone import OfZone
from dashboard.seldom_heard.on_the_ground import KINDS, OnTheGround, on_the_ground
from dashboard.seldom_heard.texts import say
from dashboard.wording import number_text
from dashboard.wording.language_names import spoken
from layers.ground import venues
from layers.name_lists import listed
from layers.targeting import partners

MOST_ASKED = 4  # surgeries
# Places that are listed with a number where the page has no room for all in letters of a size, in
# points; of the others, so many are named.
MOST_OF, ALL_FROM, MOST_NAMED = {"library": 4, "school": 10, "surgery": 6, "pharmacy": 6}, 7.5, 24
MOST_WARDS, MOST_GROUPS = 4, 12
MOST_LANGUAGES = 8
_ADDRESS = 46  # letters that a line of the table of surgeries holds
# Letters of street names that a page has room for; with more, streets of one stop are left out.
MOST_LETTERS = 3600
Groups = list[tuple[str, list[tuple[str, int]]]]  # of streets with their stops, by locality


@dataclass(frozen=True)
class Handout(OfZone):
    """Makes the two pages of a zone.

    Attributes
    ----------
    known
        What its map shows of the ground.
    link
        The address that opens the zone; empty where it is not known.
    """

    known: Tables
    link: str

    @cached_property
    def found(self) -> OnTheGround:
        """What is in it."""
        return on_the_ground(self.atlas, self.zone)

    def content(self) -> dict[str, Any]:
        """Everything that the template prints of it."""
        zone = self.zone
        sectors, approach = ground_words.sectors(self.found), ground_words.approach(self.found)
        streets = self._streets(sectors, approach)
        ask, places = self._ask(), self._places()
        communities, interpreters = self._communities(), self._interpreters()
        because, licences = self._because(), self._licences()
        size, tall = page_room.where_page(_joined(streets["lines"]), sectors, approach)
        return {
            "sizes": list(page_room.SIZES),
            "first_tries": [
                size,
                page_room.who_page(
                    [because, *licences, *_joined(communities["lines"]), *interpreters["lines"]],
                    sum(1 + (len(row[2]) > _ADDRESS) for row in ask["rows"]),
                    [_said(column) for column in places["columns"]],
                ),
            ],
            "kinds": [say("handout", "kind", number=self.number, page=page) for page in (1, 2)],
            "name": zone.leading,
            "also": self.also,
            "facts": (
                f"{', '.join(zone.districts)} · {some(len(zone.areas), 'area')} (LSOA) · "
                f"{number_text.count(zone.residents)} residents"
            ),
            "where": say("handout", "where"),
            "who": say("handout", "who"),
            "map": self._map(tall),
            "streets": streets,
            "postcodes": {
                "title": say("handout", "postcodes"),
                "lines": sectors,
            },
            "approach": {
                "title": say("handout", "approach"),
                "lines": approach,
            },
            "scan": self._scan(),
            "reach": {
                "title": say("handout", "reach"),
                "lines": [self._reached(), because, *licences],
            },
            "ask": ask,
            "places": places,
            "communities": communities,
            "interpreters": interpreters,
            "write": [
                say("handout", name)
                for name in ("write", "date", "venue", "people", "contact", "notes")
            ],
            "care": say("handout", "care"),
        }

    # ---- where ----

    def _map(self, tall: float) -> dict[str, str | float]:
        view = view_of(self.outline, tall)
        pins = [
            Pin(text, longitude, latitude)
            for text, longitude, latitude in self._marks
            if view.inside(*view.at(longitude, latitude), 1)
        ]
        libraries = self.found.places("library").head(self._most["library"])
        named = libraries[["name", "longitude", "latitude"]].itertuples(index=False)
        drawn = street_map(self.ground, self.known, view, self.outline, self.found, pins,
                           [(f"{name}", x, y) for name, x, y in named])  # fmt: skip
        return {
            "svg": drawn,
            "alt": say("handout", "map", number=self.number),
            "caption": say("handout", "key"),
            "tall": tall,
        }

    def _streets(self, *below: list[str]) -> dict[str, Any]:
        """Streets by locality: those with more stops alone where the page, with what stands
        ``below`` them, has no room for all."""
        groups = self.found.streets_by_locality()
        named, note = self.found.street_names, say("handout", "streets_means")
        stops, least = dict(zip(named["name"], named["stops"], strict=True)), 1
        while groups and not self._fit(groups, below):
            least += 1
            groups = [(p, [one for one in names if stops[one[0]] >= least]) for p, names in groups]
            groups = [(place, names) for place, names in groups if names]
        if least > 1:
            every = number_text.count(len(named))
            note += " " + say("handout", "streets_few", least=least, number=every)
        lines = _lines_of(groups)
        return {
            "title": say("handout", "streets"),
            "lines": lines,
            "note": note if lines else say("handout", "streets_none"),
        }

    def _fit(self, groups: Groups, below: Iterable[list[str]]) -> bool:
        few = _letters(groups) <= MOST_LETTERS
        return few and page_room.room_for_map(_joined(_lines_of(groups)), *below)

    def _scan(self) -> dict[str, str] | None:
        svg = scan_code(self.link)
        said = say("handout", "scan")
        return (
            {"svg": svg, "alt": say("handout", "code", number=self.number), "caption": said}
            if svg
            else None
        )

    # ---- who ----

    def _reached(self) -> str:
        group, row = self.atlas.indicators[self.handover.targets.group], self.row
        return (
            f"{group.label}{tag(group)}: {about(group, row['group_people'])} "
            f"{handovers.noun(group)}, "
            f"{number_text.percent(row['group_rate'])} of {handovers.base(group)} here, "
            f"{number_text.times(row['group_times'])} times as common as in "
            f"{region_known(self.atlas, group)}."
        )

    def _because(self) -> str:
        """What an area must be like to be found, in the words of the brief and the workbook."""
        (_, rule), *lines = export_about.asked_lines(self.atlas, self.handover)
        asked = [f"{name}: {text}" for name, text in lines[: len(self.handover.targets.criteria)]]
        return say("handout", "because", rule=rule, criteria=". ".join(asked))

    def _licences(self) -> list[str]:
        """Of figures that somebody brought: whose they are, and what may be done with them."""
        said = {one["id"]: one["attribution"] for one in self.atlas.manifest["sources"]}
        return [said[name] for name in own_used(self.atlas, self.handover.targets)]

    @cached_property
    def _asked(self) -> pd.DataFrame:
        """Open surgeries where the largest numbers of the zone are registered, as venues are."""
        rows = partners.practices(self.atlas, list(self.zone.areas))
        rows = rows[rows["open"]].head(MOST_ASKED)
        columns = ["address", "postcode", "telephone", "longitude", "latitude"]
        rows = rows.join(self.atlas.directory[columns])
        names = zip(rows["address"], rows["name"], strict=True)
        rows["address"] = [venues.without_name(address or "", name) for address, name in names]
        return venues.how_far(self.atlas, self.zone.areas, rows)

    @cached_property
    def _listed(self) -> dict[str, pd.DataFrame]:
        """Places by kind, without the surgeries that are asked first."""
        asked = set(zip(self._asked["name"], self._asked["postcode"], strict=True))
        found = {}
        for kind in KINDS:
            rows = self.found.places(kind)
            keys = zip(rows["name"], rows["postcode"], strict=True)
            found[kind] = rows.loc[np.array([key not in asked for key in keys], dtype=bool)]
        return found

    @cached_property
    def _marks(self) -> list[tuple[str, float, float]]:
        """A number with its place for each surgery to ask and each place that is listed."""
        tables = [self._asked]
        tables += [rows.head(self._most[kind]) for kind, rows in self._listed.items()]
        places = pd.concat([table[["longitude", "latitude"]].astype(float) for table in tables])
        every = places.itertuples(index=False)
        return [(str(number), x, y) for number, (x, y) in enumerate(every, start=1)]

    def _ask(self) -> dict[str, Any]:
        rows = [
            [
                str(number),
                row["name"],
                ", ".join(filter(None, [_address(row), unbroken(ground_words.how_far(row))])),
                unbroken(row["telephone"] or "–"),
                number_text.percent(100 * row["share"], 0),
            ]
            for number, (_, row) in enumerate(self._asked.iterrows(), start=1)
        ]
        head = ["Map", "GP surgery", "Address", "Telephone", "Of patients here"]
        return {
            "title": say("handout", "ask"),
            "head": head,
            "rows": rows,
            "note": say("handout", "ask_means"),
        }

    def _places(self) -> dict[str, Any]:
        """Places by kind, in two columns of about the same length."""
        blocks = self._blocks(self._most)
        return {
            "title": say("handout", "meet"),
            "columns": page_room.halves(blocks),
            "note": "" if blocks else say("ground", "no_venue"),
        }

    @cached_property
    def _most(self) -> dict[str, int]:
        """How many places of each kind have a number: all, where the page has room."""
        every = {kind: len(rows) for kind, rows in self._listed.items()}
        said = [*_joined(self._communities()["lines"]), *self._interpreters()["lines"]]
        columns = page_room.halves(self._blocks(every))
        size = page_room.who_page(said, 2 * len(self._asked), [_said(one) for one in columns])
        return every if page_room.SIZES[size] >= ALL_FROM else MOST_OF

    def _blocks(self, most: Mapping[str, int]) -> list[dict[str, Any]]:
        """Places by kind: so many with all that is known of them, the others by name."""
        number, blocks = len(self._asked), []
        for kind, rows in self._listed.items():
            shown, others = rows.head(most[kind]), rows.iloc[most[kind] :]
            listed = []
            for _, row in shown.iterrows():
                number += 1
                phone = [unbroken(row["telephone"])] if row["telephone"] else []
                said = [self._near(row), _address(row), *phone, ground_words.how_far(row)]
                listed.append([str(number), row["name"], ", ".join(filter(None, said))])
            note = ""
            if len(others):
                pairs = others[["name", "postcode"]].head(MOST_NAMED).itertuples(index=False)
                names = ", ".join(f"{name} ({unbroken(postcode)})" for name, postcode in pairs)
                note = say("handout", "others", names=names)
            if len(others) > MOST_NAMED:
                plural, named = say("ground", kind).removeprefix("GP ").lower(), MOST_NAMED
                named += len(shown)
                note += " " + say("handout", "shown", shown=named, number=len(rows), kind=plural)
            if listed:
                check = ground_words.check(rows["as_of"].iloc[0])
                title = say("ground", kind)
                blocks.append({"title": title, "check": check, "rows": listed, "note": note})
        return blocks

    def _near(self, row: pd.Series) -> str:
        """The neighbourhood of a place of which no address is known but its postcode."""
        code = row["lsoa"]
        known = row["address"] or code not in self.atlas.areas.index
        return "" if known else str(self.atlas.areas.at[code, "neighbourhood"])

    def _communities(self) -> dict[str, Any]:
        lines = []
        wards = list(self.found.wards(least=0.05))
        for ward in wards[:MOST_WARDS]:
            name, part = ground_words.ward_heading(ward)
            lines.append([name, f"({part}): {ground_words.groups(ward, MOST_GROUPS)}."])
        note, names = say("ground", "ward_numbers"), [ward.ward for ward in wards[MOST_WARDS:]]
        if names:
            note += " " + say("handout", "more_wards", wards=listed(names))
        return {"title": say("handout", "communities"), "lines": lines, "note": note}

    def _interpreters(self) -> dict[str, Any]:
        lines = [say("handout", "interpreters_say")]
        for district, rows in self.found.languages.groupby("district"):
            said = listed(spoken(rows["language"].head(MOST_LANGUAGES)))
            lines.append(say("handout", "interpreters_in", district=district, languages=said))
        return {"title": say("handout", "interpreters"), "lines": lines}


def _joined(lines: list[list[str]]) -> list[str]:
    return [" ".join(line) for line in lines]


def _said(blocks: list[dict[str, Any]]) -> list[str]:
    """What a column of places says, line by line."""
    return [
        line
        for block in blocks
        for line in [block["title"], *(" ".join(row) for row in block["rows"]), block["note"]]
        if line
    ]


def _address(row: pd.Series) -> str:
    parts = (row["address"], unbroken(str(row["postcode"] or "")))
    return ", ".join(str(part) for part in parts if isinstance(part, str) and part)


def _lines_of(groups: Groups) -> list[list[str]]:
    return [
        [f"{place}:", ", ".join(unbroken(ground_words.street(*one)) for one in names)]
        for place, names in groups
    ]


def _letters(groups: Groups) -> int:
    return sum(len(name) + 5 for _, names in groups for name, _ in names)
