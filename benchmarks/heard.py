"""How long it takes to place and analyse 100,000 responses, beside a plain script.

``python -m benchmarks.heard``

The responses are made up. The plain script does the first part only: it reads the file, joins
postcodes to areas, and counts by district; it checks nothing, and says nothing of rows it loses.
"""

import argparse
import io
import json
from collections.abc import Callable
from typing import Any

import pandas as pd
import xlsxwriter

from benchmarks.server import table
from benchmarks.targeting import milliseconds
from dashboard.heard import results_markup
from dashboard.heard.answers import to_json
from dashboard.heard.decisions import Asking
from dashboard.heard.exercise_tables import work_out
from dashboard.heard.read_step import taken_for, understood
from dashboard.heard.results import results
from dashboard.heard.upload import example
from dashboard.heard.wire_format import read_request
from layers import Atlas, load_atlas
from layers.exercise.respondents import load_respondents
from layers.statistics.suppression import Rule

RESPONSES = 100_000
KNOWN = load_respondents()
BASE = "16"


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.heard", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="times each is repeated (default 5)")
    runs = parser.parse_args(argv).runs
    rows = [(what, milliseconds(work, runs), target) for what, target, work in tasks(load_atlas())]
    print(table(("Milliseconds", "Median (least to most)", "Target"), rows))


def tasks(atlas: Atlas) -> list[tuple[str, str, Callable[[], object]]]:
    """What is measured, what it may take, and the work."""
    text = example.example_csv(atlas, KNOWN, KNOWN.bases[BASE], responses=RESPONSES)
    book = _workbook(text)

    def taken(content: bytes) -> dict[str, Any]:
        return taken_for(*understood(content, atlas, KNOWN, Asking(base=BASE)), Rule())

    read = taken(text)
    body = json.dumps({"exercise": read["exercise"], "base": BASE}).encode()
    postcodes = atlas.extra("postcodes")
    district = atlas.areas["district"]

    def plain(frame: pd.DataFrame) -> object:
        placed = frame.merge(postcodes, left_on="Postcode", right_on="postcode")
        return placed["lsoa"].map(district).value_counts()

    def whole(content: bytes) -> object:
        found = taken(content)
        return analyse(json.dumps({"exercise": found["exercise"], "base": BASE}).encode())

    def analyse(sent: bytes) -> object:
        asked = read_request(sent, atlas, KNOWN)
        figures = results(atlas, KNOWN, work_out(atlas, KNOWN, asked, Rule()))
        return to_json(results_markup.shown(atlas, figures))

    return [
        ("CSV: read, place, compare, suppress, all results", "3,000", lambda: whole(text)),
        ("… of this, compare, suppress and all results", "", lambda: analyse(body)),
        (
            "CSV, plain script: pandas.read_csv, merge, count",
            "",
            lambda: plain(pd.read_csv(io.BytesIO(text))),
        ),
        ("XLSX: read, place, compare, suppress, all results", "", lambda: whole(book)),
        (
            "XLSX, plain script: pandas.read_excel (openpyxl), merge, count",
            "",
            lambda: plain(pd.read_excel(io.BytesIO(book), engine="openpyxl")),
        ),
    ]


def _workbook(text: bytes) -> bytes:
    frame = pd.read_csv(io.BytesIO(text), dtype=str, keep_default_na=False)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, frame.columns)
        for line, row in enumerate(frame.itertuples(index=False), start=1):
            sheet.write_row(line, 0, row)
    return buffer.getvalue()


if __name__ == "__main__":
    main()
