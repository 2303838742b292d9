"""Files of sessions: what is there, what is refused, and what no name can do to them."""

import csv
import io
import json
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.files.content_types import TYPES
from dashboard.parts.context import Context
from dashboard.parts.sessions.answer import work_out
from dashboard.parts.sessions.session_request import LETTERS, SessionRequest
from dashboard.settings.config import Config
from dashboard.web.browser_files import BrowserFiles
from dashboard.where_to_meet.export_calendar import first_day
from dashboard.where_to_meet.export_routes import FORMATS, add_session_exports
from layers.atlas import Atlas
from layers.exercise.heard_criterion import Heard, Place
from layers.ground.distances import metres_between
from layers.ground.postcodes import home_postcodes
from layers.targeting.area_search import Criterion
from layers.targeting.covering_problem import ProblemError
from tests.dashboard.conftest import HOSTILE
from tests.dashboard.seldom_heard.test_export_samples import SAMPLES

MADE = date(2026, 11, 29)
ROTHERHAM = SessionRequest(districts=("E08000018",), number=3)
QUERY = ROTHERHAM.query().removeprefix("?")
NO_PLANS = "No plans are kept here."
STARTS = {
    "zip": b"PK",
    "csv": b"\xef\xbb\xbfnumber,venue,kind,",
    "xlsx": b"PK",
    "geojson": b'{"type":"FeatureCollection"',
    "reach.geojson": b'{"type":"FeatureCollection"',
    "gpkg": b"SQLite format 3",
    "ics": b"BEGIN:VCALENDAR\r\n",
}
# What a spreadsheet would run.
FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")
SHEETS = [
    "Sessions", "Reached by area", "Out of reach", "Who is reached", "Near each session",
    "More or fewer", "About", "Sources", "Caveats",
]  # fmt: skip


@pytest.fixture(scope="module")
def client(atlas: Atlas) -> FlaskClient:
    server = Flask("sessions")
    context = Context(Config(), atlas, BrowserFiles(), plans_why_not=NO_PLANS)
    add_session_exports(server, context, today=lambda: MADE)
    return server.test_client()


def about(client: FlaskClient, **body: Any) -> dict[str, str]:
    """What a file says of its question, line by line."""
    answer = client.post(f"/where-to-meet/export/geojson?{QUERY}", json=body)
    document = json.loads(answer.data)["about"]
    return {line["what"]: line["said"] for line in document["about these figures"]}


@pytest.mark.parametrize("name", STARTS)
def test_a_download_is_the_same_bytes_twice(client: FlaskClient, name: str) -> None:
    address = f"/where-to-meet/export/{name}?{QUERY}"
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.data.startswith(STARTS[name])
    assert answer.data == client.get(address).data
    ending = name.rpartition(".")[2]
    assert answer.headers["Content-Type"] == FORMATS[name].type == TYPES[ending]
    assert answer.headers["Cache-Control"] == "private, no-store"
    called = "reach" if name == "reach.geojson" else "sessions"
    what = "cannot-speak-english-well-or-at-all-rotherham"
    file = f"seldom-heard-{called}-{what}-2026-11-29.{ending}"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={file}"


def test_a_workbook_says_what_it_is(client: FlaskClient, atlas: Atlas) -> None:
    content = client.get(f"/where-to-meet/export/xlsx?{QUERY}&utm_source=mail").data
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == SHEETS
    said = dict(book["About"].iter_rows(min_row=3, max_col=2, values_only=True))
    assert said["Link that asks the same again"] == f"http://localhost/where-to-meet?{QUERY}"
    assert said["Please note"] == "“utm_source” in the link is not known."
    assert said["Within reach is"].startswith("800 metres on foot, taken as a straight line of 615")
    answer = work_out(atlas, ROTHERHAM)
    more, fewer = answer.reach.one_more(), answer.reach.one_fewer()
    assert more
    assert fewer
    names = answer.asked.venues["name"]
    assert said["One more session"] == f"{names[more[0]]} would add about {more[1]:,.0f} people"
    assert said["One fewer"].startswith(f"Without {names[fewer[0]]}, about {fewer[1]:,.0f} people")


def test_zones_and_an_exercise_are_told_of(client: FlaskClient, atlas: Atlas) -> None:
    found = SAMPLES["limited English"]
    places = tuple(Place(code, 0.3, 0.4) for code in atlas.areas["msoa_code"].unique()[::4])
    heard = Heard("our survey", "16", places, "at the library")
    seldom = (*found.criteria, Criterion("heard", "at_most", 0.8, False))
    definition = replace(found, criteria=seldom, heard=heard)
    asked = SessionRequest(definition=definition, silence=True, number=4)
    content = client.get(f"/where-to-meet/export/xlsx{asked.query()}").data
    book = openpyxl.load_workbook(io.BytesIO(content))
    heads, *rows = book["Sessions"].iter_rows(values_only=True)
    zones = work_out(atlas, asked).zones
    numbers, names = heads.index("Zone number"), heads.index("Zone")
    assert rows
    for row in rows:
        assert row[names] == zones[row[numbers] - 1].name
    said = dict(book["About"].iter_rows(min_row=3, max_col=2, values_only=True))
    assert said["Where they live"] == f"the {len(zones)} zones of the definition"
    share = work_out(atlas, asked).reach.unheard
    assert said["Within reach of those heard from too seldom"].startswith(f"{100 * share:.1f}%")
    uses = " ".join(str(row[0]) for row in book["Sources"].iter_rows(values_only=True))
    assert "Where the zones are" in uses
    assert "Whom the exercise is compared with" in uses


def test_map_files_have_points_and_what_is_around_them(
    client: FlaskClient, atlas: Atlas, tmp_path: Path
) -> None:
    file = tmp_path / "sessions.gpkg"
    file.write_bytes(client.get(f"/where-to-meet/export/gpkg?{QUERY}").data)
    with closing(sqlite3.connect(file)) as base:
        kinds = base.execute("SELECT table_name, geometry_type_name FROM gpkg_geometry_columns")
        assert dict(kinds) == {
            "sessions": "POINT",
            "reach": "MULTIPOLYGON",
            "areas": "MULTIPOLYGON",
        }
        assert base.execute("SELECT count(*) FROM areas").fetchone()[0] == 170
    places = [
        json.loads(client.get(f"/where-to-meet/export/{name}?{QUERY}").data)["features"]
        for name in ("geojson", "reach.geojson")
    ]
    venues = work_out(atlas, ROTHERHAM).sessions[["longitude", "latitude"]]
    for point, around, spot in zip(*places, venues.to_numpy().tolist(), strict=True):
        assert point["geometry"] == {"type": "Point", "coordinates": spot}
        [ring] = around["geometry"]["coordinates"]
        east, north = zip(*ring, strict=True)
        assert metres_between(*spot, east, north) == pytest.approx(800 / 1.3, abs=0.05)


def test_how_good_the_answer_is_is_said_and_no_more(client: FlaskClient, atlas: Atlas) -> None:
    answer = work_out(atlas, ROTHERHAM)
    found, venues = answer.choice, len(answer.asked.venues)
    line = "How good the answer is"
    assert about(client)[line].startswith("A first answer, not proven best")
    assert about(client)[line].endswith("% more people.")
    proven = about(client, bound=found.weight)[line]
    assert proven == f"Proven: no choice of 3 of these {venues} venues reaches more."
    # A little above what was found, rounded up.
    nearly = about(client, bound=found.weight * 1.00101)[line]
    assert nearly.endswith("reaches more than 0.2% more people.")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("d=E99", "E99"),
        (f"{QUERY}&g=no_such", "no_such"),
        ("d=E08000018&n=61", "61"),
        (f"{QUERY}&r=8000", "8000"),
        (f"{QUERY}&k=library.church", "church"),
        (f"{QUERY}&s=l00000000", "1 of the venues in the link is not known here"),
        (f"{QUERY}&b=s0000000", "Some venues that must be among the sessions in the link"),
        (f"{QUERY}&f=d%3DE99%26c%3Dno_such!nt!20!r", "no_such"),
        (f"p={'a' * 32}", NO_PLANS),
        ("&".join([QUERY, *(f"a{n}=1" for n in range(60))]), "too many parts"),
        (f"{QUERY}&z={'1' * 9000}", "too long"),
    ],
)
def test_a_file_about_something_else_than_was_asked_is_refused(
    client: FlaskClient, query: str, said: str
) -> None:
    answer = client.get(f"/where-to-meet/export/csv?{query}")
    assert answer.status_code == (404 if said == NO_PLANS else 400)
    assert answer.mimetype == "text/plain"
    assert said in answer.text


@pytest.mark.parametrize("body", [b"[]", b"{", b'{"own":[{"name":"x"}]}', b'{"bound":-1}', b"\xff"])
def test_a_body_that_no_page_sends_is_refused(client: FlaskClient, body: bytes) -> None:
    answer = client.post(f"/where-to-meet/export/csv?{QUERY}", data=body)
    assert (answer.status_code, answer.mimetype) == (400, "text/plain")


HOSTILE_VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["1", "0", "-1", "60", "1e9", "\ud800", "%00", ".", "~", "a" * 32, "l0123abcd"]
    ),
    st.sampled_from(["E08000018", "english_limited", "library.own", "areas", "c=imd_decile!d!1!r"]),
)


@settings(max_examples=60, deadline=None)
@given(
    parts=st.dictionaries(
        st.sampled_from([*sorted(LETTERS), "y", "from", "é"]), HOSTILE_VALUES, max_size=4
    ),
    body=st.one_of(st.binary(max_size=40), st.just(b""), st.just(b'{"own":[],"bound":1e308}')),
    name=st.sampled_from(["csv", "ics"]),
)
def test_whatever_is_asked_is_a_file_or_a_sentence(
    client: FlaskClient, parts: dict[str, str], body: bytes, name: str
) -> None:
    query = urlencode(parts, errors="replace")
    answer = client.post(f"/where-to-meet/export/{name}?d=E08000018&{query}", data=body)
    assert answer.status_code in (200, 400, 404)
    assert (answer.status_code == 200) is (answer.mimetype != "text/plain")
    assert answer.data.strip()


def test_an_unknown_format_is_refused_in_plain_words(client: FlaskClient) -> None:
    answer = client.get(f"/where-to-meet/export/docx?{QUERY}")
    assert answer.status_code == 404
    assert answer.text.startswith("There is no file called “docx”.")


def test_no_name_of_an_own_venue_is_a_formula_or_breaks_a_line(
    client: FlaskClient, atlas: Atlas
) -> None:
    """As many sessions as venues of the team's own, with names that would harm, far apart."""
    homes = home_postcodes(atlas).drop_duplicates("lsoa").set_index("lsoa")
    people = atlas.table("english_limited")["numerator"]
    there = people[atlas.areas["district_code"] == "E08000018"].nlargest(len(HOSTILE)).index
    spots = homes.loc[there, ["longitude", "latitude"]].to_dict("records")
    own = [
        {"name": name, "address": name, **spot} for name, spot in zip(HOSTILE, spots, strict=True)
    ]
    body = {"own": own}
    query = f"d=E08000018&k=own&r=100&n={len(own)}"
    table = client.post(f"/where-to-meet/export/csv?{query}", json=body)
    rows = list(csv.DictReader(io.StringIO(table.data.decode("utf-8-sig"))))
    assert len(rows) == len(own)
    assert {row["kind"] for row in rows} == {"Your own venue"}
    content = client.post(f"/where-to-meet/export/xlsx?{query}", json=body).data
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert [row["venue"] for row in rows] == [cell.value for cell in book["Sessions"]["B"][1:]]
    written = [cell for row in rows for cell in row.values()]
    written += [c.value for sheet in book for row in sheet for c in row if isinstance(c.value, str)]
    for text in written:
        assert not FORMULA.match(text) or re.fullmatch(r"-?[\d.]+", text), text
    calendar = client.post(f"/where-to-meet/export/ics?{query}", json=body).text
    assert calendar.count("\r\nBEGIN:VEVENT\r\n") == len(rows)
    assert "own venues" in client.get(f"/where-to-meet/export/csv?{query}").text


def test_sessions_stand_in_a_calendar_until_their_day_is_agreed(
    client: FlaskClient, atlas: Atlas
) -> None:
    first = client.get(f"/where-to-meet/export/ics?{QUERY}").text
    moved = client.get(f"/where-to-meet/export/ics?{QUERY}&from=2027-01-25").text
    assert first.count("DTSTART;VALUE=DATE:20261207\r\n") == 3  # a Monday, a week or more ahead
    assert moved == first.replace("DTSTART;VALUE=DATE:20261207", "DTSTART;VALUE=DATE:20270125")
    assert first.count("STATUS:TENTATIVE\r\n") == first.count("TRANSP:TRANSPARENT\r\n") == 3
    ids = [one.partition("-")[0] for one in re.findall(r"UID:(.*)", first)]
    assert ids == list(work_out(atlas, ROTHERHAM).choice.venues)
    wrong = client.get(f"/where-to-meet/export/ics?{QUERY}&from=25/1/2027")
    assert (wrong.status_code, wrong.text[:8]) == (400, "The day ")
    past = client.get(f"/where-to-meet/export/ics?{QUERY}&from=2026-01-25")
    assert past.status_code == 400
    assert past.text.startswith("The first day for the calendar file, 25 January 2026, is past.")


@pytest.mark.parametrize(
    "text", ["2027-02-30", "2027-1-2", "20270125", "tomorrow", "\u0662027-01-25"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ProblemError, match="2027-01-25"):
        first_day(text, MADE)


@pytest.mark.parametrize(
    ("made", "day"), [((2026, 11, 30), (2026, 12, 7)), ((2026, 12, 1), (2026, 12, 14))]
)
def test_without_a_day_it_is_a_monday_at_least_a_week_ahead(
    made: tuple[int, int, int], day: tuple[int, int, int]
) -> None:
    assert first_day("", date(*made)) == date(*day)
