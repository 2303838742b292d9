"""A made-up country of nine areas with every publication that a build reads.

Barnsley has areas 1 to 3, Sheffield 4 to 6, Leeds 7 and 8, and Wales area 9. Each is a square
kilometre; area *n* has 20 × *n* residents. In 2011, areas 1 and 2 were one (``OLD``), and area 4
was two. Four practices: C86001 in Barnsley, C88001 in Sheffield, C86606 that has closed, and
B86001 in Leeds with patients in Sheffield.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import geopandas as gpd
import shapely

from data.readers.census import top_level
from layers.catalogue.definitions import load_catalogue
from tests.data import samples, shapes

CODES = [f"E0100000{n}" for n in range(1, 9)]
WELSH = "W01000009"
OLD = "E01090001"
BARNSLEY, SHEFFIELD, LEEDS = "E08000016", "E08000019", "E08000035"
DISTRICTS = {BARNSLEY: "Barnsley", SHEFFIELD: "Sheffield", LEEDS: "Leeds", "W06000001": "Môn"}
SUB_ICBS = {BARNSLEY: "02P", SHEFFIELD: "03N", LEEDS: "15F"}
LISTS = {"C86001": 100, "C88001": 400, "B86001": 200}
# Practice, area of 2011, patients.
PATIENTS = [
    ("C86001", OLD, 60), ("C86001", CODES[2], 37), ("C86001", "NO2011", 3),
    ("C86606", CODES[2], 50),
    ("C88001", CODES[2], 10), ("C88001", "E01090002", 90), ("C88001", "E01090003", 100),
    ("C88001", CODES[4], 100), ("C88001", CODES[5], 100),
    ("B86001", CODES[5], 20), ("B86001", CODES[6], 100), ("B86001", CODES[7], 80),
]  # fmt: skip
# Columns that the reader's check of parts needs, beside those that the catalogue names.
_FURTHER = {"census_ts001": ["Lives in a household"]}
_METHODS = {
    "census_ts007a": ["Total", "Aged 4 years and under", "Aged 85 years and over"]
    + [f"Aged {a} to {a + 4} years" for a in range(5, 85, 5)],
}


def number(code: str) -> int:
    return int(code[-1])


def district(code: str) -> str:
    return "W06000001" if code == WELSH else [BARNSLEY, SHEFFIELD, LEEDS][(number(code) - 1) // 3]


def corner(code: str) -> tuple[int, int]:
    """Its lower left corner on the British National Grid."""
    return 430_000 + 1000 * ((number(code) - 1) % 3), 385_000 + 1000 * ((number(code) - 1) // 3)


def areas() -> gpd.GeoSeries:
    corners = {code: corner(code) for code in CODES}
    return shapes.degrees(
        {code: shapely.box(x, y, x + 1000, y + 1000) for code, (x, y) in corners.items()}
    )


def files() -> dict[str, bytes]:
    """Every publication by the name of its file."""
    places = [*CODES, WELSH]
    names = {code: f"{DISTRICTS[district(code)]} 00{number(code)}A" for code in places}
    wards = [
        (code, names[code], f"E0500000{number(code)}", f"Ward {number(code)}", district(code),
         DISTRICTS[district(code)])
        for code in places
    ]  # fmt: skip
    changes = [(code, code, "U") for code in [*CODES[2:3], *CODES[4:], WELSH]]
    changes += [(OLD, CODES[0], "S"), (OLD, CODES[1], "S")]
    changes += [("E01090002", CODES[3], "M"), ("E01090003", CODES[3], "M")]
    register = samples.qof({p: (n / 10, n) for p, n in LISTS.items()} | {"C86606": (5, 50)})
    found = dict(_census()) | {
        "LSOA21_WD24_LAD24_lookup_EW.csv": samples.wards(wards),
        "LSOA_2011_to_LSOA_2021_Lookup_EW.csv": samples.lsoa_changes(changes),
        "LSOA21_SICBL24_ICB24_lookup_England.csv": samples.sub_icbs(
            [(code, SUB_ICBS[district(code)]) for code in CODES]
        ),
        "LSOA21_RUC21_EW.csv": samples.rural_urban(
            [(code, "Urban: Nearer to a major town or city") for code in places]
        ),
        "MSOA21_names_England.csv": samples.msoa_names(
            [(f"E0200000{number(code)}", names[code][:-1], f"Place {code[-1]}") for code in CODES]
        ),
        "File_7_IoD2025_Ranks_Scores_Deciles.csv": samples.iod(_deprivation()),
        "gp-reg-pat-prac-lsoa-all_2023-07.csv": samples.patients(PATIENTS),
        "gp-reg-pat-prac-map.csv": samples.practice_map(
            [
                ("C86001", "BARNSLEY SURGERY", "S70 1AA", "U00001", "NORTH PCN", "02P"),
                ("C88001", "SHEFFIELD SURGERY", "S1 1AA", "U", "UNALLOCATED", "03N"),
                ("B86001", "LEEDS SURGERY", "LS1 1AA", "U00009", "LEEDS PCN", "15F"),
            ]
        ),
        "gp-reg-pat-prac-quin-age.csv": samples.practice_ages(LISTS),
        "epraccur_2025-04.csv": samples.organisations(
            [
                {1: code, 2: "OLD SURGERY", 4: "QF7", 5: "1 HIGH STREET", 10: "S70 1AA",
                 13: "A" if code in LISTS else "C", 15: "02P", 26: "4"}
                for code in [*LISTS, "C86606"]
            ]
        ),
        "edispensary_2025-04.csv": samples.organisations(
            [{1: "FA001", 2: "PHARMACY", 5: "2 HIGH STREET", 10: "S1 1AA", 13: "A"}]
        ),
        "codepo_s.csv": samples.postcodes(
            [
                ("S70 1AA", 10, *(c + 500 for c in corner(CODES[0])), "E08000038"),
                ("S1  1AA", 10, *(c + 500 for c in corner(CODES[3])), "E08000039"),
                ("S1  9ZZ", 90, 0, 0, "E08000039"),
            ]
        ),
        "lsoa21_somewhere_detailed.geojson": samples.boundaries(areas()),
        "sy_asylum_local_authority_support.csv": samples.table(
            ["Date", "LAD Code", "Local Authority", "Support Type", "People"],
            [["2024-09-30", BARNSLEY, "Barnsley", "Section 95", 12],
             ["2024-09-30", LEEDS, "Leeds", "Section 95", 99]],
        ),
        "PREVALENCE_2122.csv": register,
        "PREVALENCE_2223.csv": register,
        "PREVALENCE_2425.csv": register,
    }  # fmt: skip
    return found


def write(folder: Path, how: str = "plain") -> Path:
    """Put every publication into a folder, packed one way."""
    for name, content in files().items():
        samples.pack(folder, name, content, "plain" if name.endswith("json") else how)
    return folder


def spoil(folder: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """Replace one publication by a version of it."""
    path = folder / name
    content = change(path.read_bytes())
    assert content != path.read_bytes()
    path.write_bytes(content)


def _deprivation() -> tuple[str, ...]:
    catalogue = load_catalogue().indicators.values()
    return tuple(i.column for i in catalogue if i.source == "iod2025" and not i.optional)


def _census() -> Iterator[tuple[str, bytes]]:
    """Each table with the columns that the catalogue names; parts add up to their total."""
    wanted: dict[str, dict[str, None]] = {}
    for indicator in load_catalogue().indicators.values():
        # Tables of wards are not among them: a build without them still works.
        if indicator.source.startswith("census_") and not indicator.grain:
            columns = wanted.setdefault(indicator.source, {})
            for measure in (indicator.denominator, indicator.numerator):
                columns |= dict.fromkeys(measure.columns if measure else ())
            columns |= dict.fromkeys([indicator.column] if indicator.column else ())
    for source, further in (_FURTHER | _METHODS).items():
        wanted.setdefault(source, {}).update(dict.fromkeys(further))
    for source, columns in wanted.items():
        name = source.removeprefix("census_")
        topic = "Provision of unpaid care" if name == "ts039" else "Topic"
        yield f"census2021-{name}-lsoa.csv", _table(topic, list(columns), [*CODES, WELSH])
    groups = ["Total: All", "One", "Two", "Two: First", "Two: Second"]
    for name in ("ts022", "ts024"):
        yield (
            f"census2021-{name}-ltla.csv",
            samples.census("Topic", groups, {code: [30, 10, 20, 15, 5] for code in DISTRICTS}),
        )


def _table(topic: str, columns: list[str], codes: list[str]) -> bytes:
    total, parts = top_level(columns, topic)
    counts = {}
    for code in codes:
        of_part = 10 * number(code)
        cell = dict.fromkeys(columns, 1) | dict.fromkeys(parts, of_part)
        cell |= {total: of_part * len(parts)} if total else {}
        counts[code] = [cell[column] for column in columns]
    return samples.census(topic, columns, counts)
