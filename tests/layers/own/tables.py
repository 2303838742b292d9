"""A made-up council's figures of food banks in five forms, as rows of text. No place has them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from layers.atlas import Atlas
from layers.own.own_columns import Columns, find_columns
from layers.own.own_table import Reading, read_table

HEADERS: Mapping[str, tuple[str, ...]] = {
    "value": ("LSOA code", "LSOA name", "Parcels per 1,000 households"),
    "parts": ("LSOA11CD", "Households with a parcel", "Households"),
    "ward": ("Ward", "Rate"),
    "cases": ("Ref", "Postcode", "Date"),
    "points": ("Food bank", "Postcode", "Opening hours"),
}
# Made up: areas of 2011 that were divided, put together, and redrawn with each other.
DIVIDED, JOINED, REDRAWN = "E01900001", ("E01900002", "E01900003"), ("E01900004", "E01900005")
PART = 0.25  # of the residents of the first part of DIVIDED, and of REDRAWN[0] in its second area


@dataclass(frozen=True)
class Table:
    """Headers, and rows of text below them."""

    headers: Sequence[str]
    rows: Sequence[Sequence[str]]

    @property
    def numbered(self) -> list[tuple[int, Sequence[str]]]:
        """As a spreadsheet numbers them: the headers are row 1."""
        return list(enumerate(self.rows, start=2))

    def columns(self, atlas: Atlas) -> Columns:
        return find_columns(atlas, self.headers, self.rows)

    def read(self, atlas: Atlas) -> Reading:
        return read_table(atlas, self.numbered, self.columns(atlas))


def read(atlas: Atlas, columns: Columns, *rows: Sequence[str]) -> Reading:
    """Rows as they are read, numbered from 2 on."""
    return read_table(atlas, list(enumerate(rows, start=2)), columns)


def reasons(reading: Reading) -> dict[int, str]:
    """Why each row was left out, by its number."""
    found = {one.row: one.reason for one in reading.left_out}
    assert len(found) == len(reading.left_out)
    return found


def table(atlas: Atlas, form: str) -> Table:
    """The figures in one of the forms of :data:`HEADERS`."""
    areas, homes = atlas.areas, atlas.extra("postcodes")["postcode"].tolist()
    codes = areas.index.tolist()
    wards = areas.drop_duplicates("ward_code")["ward"].tolist()
    rows: Mapping[str, list[list[str]]] = {
        "value": [
            [code, areas.at[code, "name"], f"{at % 37 + at % 7 / 10:.1f}"]
            for at, code in enumerate(codes)
        ],
        "parts": [
            [code, f"{at % 61}", f"{1_000 + at:,}"]
            for at, code in enumerate([*codes[:40], DIVIDED, *JOINED])
        ],
        "ward": [[name, f"{at % 29 / 3:.1f}%"] for at, name in enumerate(wards)],
        "cases": [
            [f"A{at}", homes[at * at % 2_500].lower(), f"{at % 28 + 1:02}/04/2025"]
            for at in range(1_500)
        ],
        "points": [[f"Food bank {at}", homes[at * 700], "Tue"] for at in range(20)],
    }
    return Table(HEADERS[form], rows[form])


class LinkedAtlas(Atlas):
    """The atlas, where some areas of today had other boundaries in 2011."""

    def __init__(self, atlas: Atlas) -> None:
        self.__dict__.update(atlas.__dict__)
        self._base = None
        a, b, c, d, e = self._areas.index[-5:]
        (x, y), (p, q) = JOINED, REDRAWN
        self._links = pd.DataFrame(
            [
                (DIVIDED, a, "split", PART), (DIVIDED, b, "split", 1 - PART),
                (x, c, "merged", 1.0), (y, c, "merged", 1.0),
                (p, d, "complex", 1 - PART), (p, e, "complex", PART), (q, e, "complex", 1.0),
            ],
            columns=["lsoa11", "lsoa21", "change", "share"],
        )  # fmt: skip

    def extra(self, name: str) -> pd.DataFrame:
        """See :class:`Atlas`."""
        return self._links if name == "lsoa_links" else super().extra(name)
