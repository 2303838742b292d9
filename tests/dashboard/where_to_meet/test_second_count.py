"""People within reach, counted a second time in plain loops, are those of every file.

The second count shares nothing with the first but the snapshot's figures and places: no arrays, and
distances as chords through the earth. (The cosine rule on the sphere loses a decimetre over a few
hundred metres, which is a postcode now and then.)
"""

import csv
import io
import math
import random
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.parts.context import Context
from dashboard.parts.sessions.answer import Answer, work_out
from dashboard.parts.sessions.session_request import SessionRequest
from dashboard.settings.config import Config
from dashboard.web.browser_files import BrowserFiles
from dashboard.where_to_meet.export_routes import add_session_exports
from layers.atlas import Atlas
from layers.ground.candidates import candidate_venues
from layers.ground.postcodes import home_postcodes

ROTHERHAM, SHEFFIELD, DONCASTER = "E08000018", "E08000019", "E08000017"
EARTH = 6_371_008.8
# Group, districts, where people stand, metres of walking, detour factor, kinds, sessions.
ASKED = (
    ("english_limited", (ROTHERHAM, SHEFFIELD), "postcodes", 800, 1.3, ("library", "school"), 6),
    ("age_65_plus", (DONCASTER,), "postcodes", 1_200, 1.25, ("surgery", "pharmacy"), 9),
    ("qof_dm", (ROTHERHAM,), "areas", 1_700, 1.0, ("stop", "library"), 12),
    ("roma", (), "postcodes", 400, 1.45, ("school",), 3),
)


class SecondCount:
    """People within reach of some venues, point by point."""

    def __init__(self, atlas: Atlas, asked: SessionRequest) -> None:
        district = atlas.areas["district_code"].to_dict()
        codes = [
            code for code in district if not asked.districts or district[code] in asked.districts
        ]
        people = atlas.table(asked.group)["numerator"].fillna(0.0).to_dict()
        homes = defaultdict(list)
        if asked.at == "postcodes":
            table = home_postcodes(atlas)
            for row in table[["lsoa", "longitude", "latitude"]].itertuples(index=False):
                homes[row.lsoa].append((row.longitude, row.latitude))
        middles = atlas.areas[["longitude", "latitude"]].to_dict("index")
        venues = candidate_venues(atlas, asked.kinds).loc[list(asked.chosen)]
        spots = list(zip(venues["longitude"], venues["latitude"], strict=True))
        self.all = sum(people[code] for code in codes)
        self.sessions = [[0.0, 0.0, 0.0] for _ in spots]  # reached, added, only
        self.areas: dict[str, float] = {}
        self.covered: dict[str, float] = {}
        for code in codes:
            points = homes[code] or [tuple(middles[code].values())]
            held = 0
            for point in points:
                near = [
                    at
                    for at, spot in enumerate(spots)
                    if metres(point, spot) * asked.detour <= asked.reach
                ]
                held += bool(near)
                for at in near:
                    one = people[code] / len(points)
                    self.sessions[at][0] += one
                    self.sessions[at][1] += one if at == near[0] else 0.0
                    self.sessions[at][2] += one if len(near) == 1 else 0.0
            self.covered[code] = held / len(points)
            self.areas[code] = people[code] * held / len(points)
        self.people = sum(self.areas.values())


def metres(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Along the ground, from the straight line through the earth between two points."""
    (x, y, z), (u, v, w) = (
        (
            math.cos(math.radians(north)) * math.cos(math.radians(east)),
            math.cos(math.radians(north)) * math.sin(math.radians(east)),
            math.sin(math.radians(north)),
        )
        for east, north in (here, there)
    )
    return 2 * EARTH * math.asin(math.dist((x, y, z), (u, v, w)) / 2)


@pytest.fixture(scope="module")
def client(atlas: Atlas) -> FlaskClient:
    server = Flask("sessions")
    context = Context(Config(), atlas, BrowserFiles())
    add_session_exports(server, context, today=lambda: date(2026, 11, 29))
    return server.test_client()


@pytest.fixture(params=ASKED, ids=[one[0] for one in ASKED], scope="module")
def counted(request: pytest.FixtureRequest, atlas: Atlas) -> tuple[Answer, SecondCount, str]:
    """The answer for venues drawn at random, the second count of it, and its address."""
    group, districts, at, reach, detour, kinds, number = request.param
    venues = candidate_venues(atlas, kinds)
    if districts:
        venues = venues[venues["district_code"].isin(districts)]
    drawn = random.Random(group).sample(sorted(venues.index), number)
    asked = SessionRequest(
        group=group, districts=districts, number=number, reach=reach, detour=detour, kinds=kinds,
        at=at, chosen=tuple(drawn),
    )  # fmt: skip
    answer = work_out(atlas, asked)
    assert set(answer.choice.venues) == set(drawn)
    in_order = SessionRequest(**{**vars(asked), "chosen": answer.choice.venues})
    return answer, SecondCount(atlas, in_order), asked.query()


def about(number: float) -> Any:
    return pytest.approx(number, rel=1e-6, abs=1e-6)


def test_the_answer_is_the_second_count(counted: tuple[Answer, SecondCount, str]) -> None:
    answer, second, _ = counted
    assert answer.reach.everybody == about(second.all)
    assert answer.reach.people == about(second.people)
    assert 0 < second.people < second.all
    assert answer.reach.areas["reached"].to_dict() == about(second.areas)
    assert answer.reach.areas["covered"].to_dict() == about(second.covered)
    rows = answer.sessions[["people", "added", "only"]].to_numpy().tolist()
    assert rows == [about(row) for row in second.sessions]
    left = answer.reach.out_of_reach(answer.atlas)["left"].sum()
    assert left == about(second.all - second.people)


def test_every_file_has_the_second_counts_numbers(
    client: FlaskClient, counted: tuple[Answer, SecondCount, str], tmp_path: Path
) -> None:
    answer, second, query = counted
    address = f"/where-to-meet/export/{{}}{query}"
    table = list(
        csv.DictReader(io.StringIO(client.get(address.format("csv")).data.decode("utf-8-sig")))
    )
    for part, at in (("people", 0), ("added", 1), ("only", 2)):
        assert [float(row[part]) for row in table] == about([one[at] for one in second.sessions])
    so_far = 0.0
    for row in table:
        so_far += float(row["added"])
        assert float(row["so_far"]) == about(100 * so_far / second.all)

    book = openpyxl.load_workbook(io.BytesIO(client.get(address.format("xlsx")).data))
    sheet = rows_of(book["Sessions"])
    assert [row[6] for row in sheet] == about([one[0] for one in second.sessions])
    areas = {str(row[0]): row for row in rows_of(book["Reached by area"])}
    assert {code: row[6] for code, row in areas.items()} == about(second.areas)
    assert sum(row[3] for row in rows_of(book["Out of reach"])) == about(second.all - second.people)
    groups = {row[1]: row for row in rows_of(book["Who is reached"])}
    roma = answer.atlas.table("roma")["numerator"].to_dict()
    reached = sum(roma[code] * share for code, share in second.covered.items())
    assert groups["Roma"][3] == about(reached)
    said = " ".join(str(cell) for row in book["About"].iter_rows(values_only=True) for cell in row)
    assert f" of the {second.all:,.0f} " in said
    assert f": about {second.people:,.0f} of them " in said

    file = tmp_path / "sessions.gpkg"
    file.write_bytes(client.get(address.format("gpkg")).data)
    with closing(sqlite3.connect(file)) as base:
        assert base.execute("SELECT sum(reached) FROM areas").fetchone()[0] == about(second.people)
        people = [row[0] for row in base.execute("SELECT people FROM reach ORDER BY number")]
    assert people == about([one[0] for one in second.sessions])

    calendar = client.get(address.format("ics")).text.replace("\r\n ", "").replace("\\,", ",")
    numbers = re.findall(r"About ([\d,]+) of the", calendar)
    assert numbers == [f"{one[0]:,.0f}" for one in second.sessions]


@pytest.mark.parametrize("counted", [ASKED[0]], indirect=True)
def test_the_paper_has_the_second_counts_numbers(
    client: FlaskClient, counted: tuple[Answer, SecondCount, str]
) -> None:
    _, second, query = counted
    content = client.get(f"/where-to-meet/export/pdf{query}").data
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]
    first, text = " ".join(pages[0].split()), " ".join(" ".join(pages).split())
    assert f" of the {second.all:,.0f} " in first
    assert f": about {second.people:,.0f} of them " in first
    for people, added, _ in second.sessions:
        assert f"{people:,.0f}" in first
        assert f"{added:,.0f}" in first
        assert f"{people:,.0f} usual residents aged 3 and over" in text


def rows_of(sheet: Any) -> list[tuple[Any, ...]]:
    rows: Iterator[tuple[Any, ...]] = sheet.iter_rows(min_row=2, values_only=True)
    return list(rows)
