"""Small made-up files in the publishers' layouts, for the tests to read and to spoil."""

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import shapely

# The registers of QOF 2024-25 with the lists that they are shares of.
REGISTERS = {
    "AF": "TOTAL", "AST": "06OV", "CAN": "TOTAL", "CHD": "TOTAL", "CKD": "18OV", "COPD": "TOTAL",
    "DEM": "TOTAL", "DEP": "18OV", "DM": "17OV", "EP": "18OV", "HF": "TOTAL", "HYP": "TOTAL",
    "LD": "TOTAL", "MH": "TOTAL", "NDH": "18OV", "OB": "18OV", "OST": "50OV", "PAD": "TOTAL",
    "PC": "TOTAL", "RA": "16OV", "STIA": "TOTAL",
}  # fmt: skip
BANDS = [*(f"{age}_{age + 4}" for age in range(0, 95, 5)), "95+"]
ENGLAND = 33_755

Row = Sequence[object]


def table(header: Row | None, rows: Iterable[Row], *, quoted: bool = False) -> bytes:
    """A CSV; ``quoted`` as some publishers quote every text."""
    out = io.StringIO()
    quoting = csv.QUOTE_NONNUMERIC if quoted else csv.QUOTE_MINIMAL
    writer = csv.writer(out, lineterminator="\n", quoting=quoting)
    writer.writerows([*([header] if header else []), *rows])
    return out.getvalue().encode()


def census(
    topic: str, columns: Sequence[str], counts: Mapping[str, Row], *, measures: bool = False
) -> bytes:
    """A topic summary of Nomis: ``counts`` by area code; some tables say what they measure."""
    behind = "; measures: Value" if measures else ""
    header = ["date", "geography", "geography code", *(f"{topic}: {c}{behind}" for c in columns)]
    rows = [["2021", f"Place {code[-2:]}", code, *numbers] for code, numbers in counts.items()]
    return table(header, rows, quoted=measures)


def patients(rows: Iterable[tuple[str, str, float]]) -> bytes:
    """Practice, area and patients, with the code of the unplaced among the areas."""
    header = "PUBLICATION EXTRACT_DATE PRACTICE_CODE PRACTICE_NAME LSOA_CODE SEX NUMBER_OF_PATIENTS"
    made = [["GP_PRAC_PAT_LIST", "01Jul2023", p, "A SURGERY", a, "ALL", n] for p, a, n in rows]
    return table(header.split(), made)


def practice_map(rows: Iterable[tuple[str, str, str, str, str, str]]) -> bytes:
    """Code, name, postcode, PCN code, PCN name and sub-ICB code of each practice."""
    header = (
        "PUBLICATION EXTRACT_DATE PRACTICE_CODE PRACTICE_NAME PRACTICE_POSTCODE PCN_CODE PCN_NAME "
        "ONS_SUB_ICB_LOCATION_CODE SUB_ICB_LOCATION_CODE SUB_ICB_LOCATION_NAME ONS_ICB_CODE "
        "ICB_CODE ICB_NAME ONS_COMM_REGION_CODE COMM_REGION_CODE COMM_REGION_NAME SUPPLIER_NAME"
    )
    made = [
        [
            *("GP_PRAC_PAT_LIST", "01Jul2026", code, name, postcode, pcn, pcn_name, "E38000001"),
            *(sub, f"NHS South Yorkshire ICB - {sub}", "E54000061", "QF7", "NHS South Yorkshire"),
            *("E40000012", "Y63", "North East and Yorkshire", "TPP"),
        ]
        for code, name, postcode, pcn, pcn_name, sub in rows
    ]
    return table(header.split(), made)


def practice_ages(patients: Mapping[str, int]) -> bytes:
    """As many girls as boys in the first band, the rest women of 40 to 44; by practice."""
    header = (
        "PUBLICATION EXTRACT_DATE ORG_TYPE ORG_CODE ONS_CODE POSTCODE SEX AGE_GROUP_5 "
        "NUMBER_OF_PATIENTS"
    )
    rows: list[Row] = [["GP_PRAC_PAT_LIST", "2026-07-01", "ICB", "QF7", "", "", "ALL", "ALL", 9]]
    for code, n in patients.items():
        children = n // 4
        counts = {(sex, band): 0 for sex in ("FEMALE", "MALE") for band in BANDS}
        counts["FEMALE", "0_4"] = counts["MALE", "0_4"] = children
        counts["FEMALE", "40_44"] = n - 2 * children
        all_rows = {("ALL", "ALL"): n} | counts
        for (sex, band), count in all_rows.items():
            rows.append(["GP_PRAC_PAT_LIST", "2026-07-01", "GP", code, "", "", sex, band, count])
    return table(header.split(), rows)


def qof(practices: Mapping[str, tuple[float, float]]) -> bytes:
    """All registers: people on each, and patients of its age, for each practice."""
    header = ["PRACTICE_CODE", "GROUP_CODE", "REGISTER", "PATIENT_LIST_TYPE", "PRACTICE_LIST_SIZE"]
    rows = [
        [code, register, float(sick), kind, size]
        for code, (sick, size) in practices.items()
        for register, kind in REGISTERS.items()
    ]
    return table(header, rows)


def organisations(rows: Iterable[Mapping[int, str]]) -> bytes:
    """Cells by their column number (1 to 27); no header row."""
    return table(None, [[row.get(i, "") for i in range(1, 28)] for row in rows], quoted=True)


def postcodes(rows: Iterable[tuple[str, int, int, int, str]]) -> bytes:
    """Postcode, quality, easting, northing and district; no header row."""
    behind = ["E19000001", "E18000003", ""]
    made = [
        [code, quality, x, y, "E92000001", *behind, district, "E05000001"]
        for code, quality, x, y, district in rows
    ]
    return table(None, made, quoted=True)


def lsoa_changes(rows: Iterable[tuple[str, str, str]]) -> bytes:
    """LSOA 2011, LSOA 2021 and kind of change."""
    header = "LSOA11CD LSOA11NM LSOA21CD LSOA21NM CHGIND LAD22CD LAD22NM LAD22NMW ObjectId"
    made = [
        [old, "Old", new, "New", kind, "E08000016", "Barnsley", "", at]
        for at, (old, new, kind) in enumerate(rows, start=1)
    ]
    return table(header.split(), made)


def wards(rows: Iterable[tuple[str, str, str, str, str, str]], *, capitals: bool = False) -> bytes:
    """LSOA, ward and district, code and name each, in ONS's capitals or with tidied names."""
    if capitals:
        header = "LSOA21CD LSOA21NM WD24CD WD24NM LAD24CD LAD24NM"
        return table(header.split(), rows)
    header = "lsoa21_name lsoa21_code ward24_name ward24_code ltla24_name ltla24_code"
    return table(header.split(), [[b, a, d, c, f, e] for a, b, c, d, e, f in rows])


def sub_icbs(rows: Iterable[tuple[str, str]], *, capitals: bool = False) -> bytes:
    """LSOA and sub-ICB location by NHS code."""
    if capitals:
        header = "LSOA21CD LSOA21NM SICBL24CD SICBL24CDH SICBL24NM ICB24CD ICB24CDH ICB24NM"
        made = [[a, "L", "E38", s, f"ICB - {s}", "E54", "QF7", "ICB"] for a, s in rows]
        return table(header.split(), made)
    header = (
        "lsoa21_name lsoa21_code sicbl24_name sicbl24_code sicbl24_code_nhs icb24_name icb24_code "
        "icb24_code_nhs"
    )
    made = [["L", a, f"ICB - {s}", "E38", s, "ICB", "E54", "QF7"] for a, s in rows]
    return table(header.split(), made)


def rural_urban(rows: Iterable[tuple[str, str]], *, capitals: bool = False) -> bytes:
    """LSOA and its class in words."""
    if capitals:
        return table(["LSOA21CD", "LSOA21NM", "RUC21CD", "RUC21NM"],
                     [[a, "L", "UN1", words] for a, words in rows])  # fmt: skip
    header = ["lsoa21_code", "ruc21_code", "classification", "ruc"]
    return table(header, [[a, "UN1", words, "Urban"] for a, words in rows])


def msoa_names(rows: Iterable[tuple[str, str, str]], *, capitals: bool = True) -> bytes:
    """MSOA code, ONS name and the Library's name."""
    if capitals:
        header = "MSOA21CD MSOANM MSOAHCLNM LADCD_ACTIVE LADNM_ACTIVE RGNNM"
        return table(header.split(), [[*row, "E08", "D", "Yorkshire"] for row in rows])
    header = "msoa21cd msoa21nm msoa21nmw msoa21hclnm msoa21hclnmw type localauthorityname"
    return table(header.split(), [[a, b, "", c, "", "", "D"] for a, b, c in rows])


def english_code(at: int) -> str:
    return f"E01{at:06d}"


@cache
def iod(columns: tuple[str, ...] = ()) -> bytes:
    """File 7 over all of England: the index, other columns wanted, a population denominator.

    Area *n* has rank *n* in everything, the decile that goes with it, and a score that falls.
    """
    index = "Index of Multiple Deprivation (IMD)"
    own = (
        f"{index} Score",
        f"{index} Rank (where 1 is most deprived)",
        f"{index} Decile (where 1 is most deprived 10% of LSOAs)",
    )
    measured = list(dict.fromkeys([*own, *columns]))
    places = [
        "LSOA code (2021)", "LSOA name (2021)", "Local Authority District code (2024)",
        "Local Authority District name (2024)",
    ]  # fmt: skip
    header = table([*places, *measured, "Total population: mid 2022"], [])
    kinds = [1 if "Rank (" in c else 2 if "Decile (" in c else 0 for c in measured]
    lines = []
    for at in range(1, ENGLAND + 1):
        cells = f"{(ENGLAND - at) / 500:g}", str(at), str(-(-at * 10 // ENGLAND))
        numbers = ",".join([cells[kind] for kind in kinds])
        lines.append(f"{english_code(at)},L,E08000016,D,{numbers},1500\n")
    return header + "".join(lines).encode()


def boundaries(
    shapes: Mapping[str, shapely.Geometry | None], properties: Mapping[str, Mapping[str, Any]] = {}
) -> bytes:
    """GeoJSON by LSOA 2021 code; further properties by code, which can replace the code's."""
    features = [
        {
            "type": "Feature",
            "properties": {"LSOA21CD": code, "LSOA21NM": "L"} | dict(properties.get(code, {})),
            "geometry": json.loads(shapely.to_geojson(shape)) if shape is not None else None,
        }
        for code, shape in shapes.items()
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def stops(rows: Iterable[Mapping[str, object]]) -> bytes:
    """NaPTAN: cells by the publisher's column, of the 42 that there are."""
    header = (
        "ATCOCode NaptanCode PlateCode CleardownCode CommonName CommonNameLang ShortCommonName "
        "ShortCommonNameLang Landmark LandmarkLang Street StreetLang Crossing CrossingLang "
        "Indicator IndicatorLang Bearing NptgLocalityCode LocalityName ParentLocalityName "
        "GrandParentLocalityName Town TownLang Suburb SuburbLang LocalityCentre GridType Easting "
        "Northing Longitude Latitude StopType BusStopType TimingStatus DefaultWaitTime Notes "
        "NotesLang AdministrativeAreaCode CreationDateTime ModificationDateTime RevisionNumber "
        "Modification Status"
    )
    columns = header.split()
    usual = {"StopType": "BCT", "Status": "active", "ModificationDateTime": "2026-05-29T08:54:09"}
    return table(columns, [[(usual | dict(row)).get(c, "") for c in columns] for row in rows])


def settlements(rows: Iterable[Row], *, headed: bool = True) -> bytes:
    """OS Open Names: name, kind, middle (x, y), district and county; a kilometre each way."""
    made = []
    for at, (name, kind, x, y, district, county) in enumerate(rows):
        extent = [f"{float(str(v)) + by:g}" for by in (-500, 500) for v in (x, y)]
        behind = ["", "", "", "", "", district, "", "", county, *[""] * 9]
        row = [f"osgb{at}", "http://x", name, "", "", "", "t", kind, x, y, 5000, 25000]
        made.append([*row, *extent, *behind])
    names = (
        "ID NAMES_URI NAME1 NAME1_LANG NAME2 NAME2_LANG TYPE LOCAL_TYPE X Y MOST_DETAIL_VIEW_RES "
        "LEAST_DETAIL_VIEW_RES MBRXMIN MBRYMIN MBRXMAX MBRYMAX POSTCODE_DISTRICT "
        "POSTCODE_DISTRICT_URI POPULATED_PLACE POPULATED_PLACE_URI POPULATED_PLACE_TYPE "
        "DISTRICT_BOROUGH DISTRICT_BOROUGH_URI DISTRICT_BOROUGH_TYPE COUNTY_UNITARY "
        "COUNTY_UNITARY_URI COUNTY_UNITARY_TYPE REGION REGION_URI COUNTRY COUNTRY_URI "
        "RELATED_SPATIAL_OBJECT SAME_AS_DBPEDIA SAME_AS_GEONAMES"
    )
    if not headed:
        return table(None, made)
    return table(["fid", *names.split()], [[1, *row] for row in made])


def libraries(rows: Iterable[Row]) -> bytes:
    """Name, authority, three lines of address, postcode, type, who runs it, year of closing."""
    header = (
        "name authority address1 address2 address3 postcode type operation_22 operation_23 closed"
    )
    made = [[*row[:7], "LA", *row[7:]] for row in rows]
    return table(header.split(), made)


def schools(rows: Iterable[Row], *, register: bool = False) -> bytes:
    """URN, name, town, postcode and date of closing: the department's cut, or the register."""
    if not register:
        header = "urn name town postcode lead_school open_date close_date"
        return table(header.split(), [[*row[:4], "false", "", row[4]] for row in rows])
    columns = ["URN", "LA (name)", "EstablishmentName", "EstablishmentStatus (name)", "Street",
               "Locality", "Address3", "Town", "Postcode"]  # fmt: skip
    status = {True: "Closed", False: "Open, but proposed to close"}
    made = [
        [urn, "Sheffield", name, status[bool(end)], "1 High Street", "", "", town, postcode]
        for urn, name, town, postcode, end in rows
    ]
    return table(columns, made, quoted=True)


def school_links(rows: Iterable[Row]) -> bytes:
    """URN, the other's URN and name, kind of link."""
    header = ["URN", "LinkURN", "LinkName", "LinkType", "LinkEstablishedDate"]
    return table(header, [[*row, "01-01-2023"] for row in rows], quoted=True)


def pack(folder: Path, name: str, content: bytes, how: str = "plain") -> Path:
    """Write a file as publishers do: plain, with a byte-order mark, gzipped, or in a zip."""
    folder.mkdir(parents=True, exist_ok=True)
    if how == "gz":
        path = folder / f"{name}.gz"
        path.write_bytes(gzip.compress(content, 1))
    elif how == "zip":
        path = folder / f"release-of-{Path(name).stem}.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("READ ME.txt", "Notes of the publisher")
            archive.writestr(f"Raw data/{name}", content)
    else:
        path = folder / name
        mark = "\ufeff".encode() if how == "mark" else b""
        path.write_bytes(mark + content)
    return path
