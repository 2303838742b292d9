"""What the browser is told of own venues: a list, a typed one, the example; hostile files too."""

import json
import logging
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.parts.context import Context
from dashboard.parts.sessions.venue_columns import MOST_VENUES
from dashboard.settings.config import Config
from dashboard.web.browser_files import BrowserFiles
from dashboard.web.limits import LARGEST_LIGHT, LARGEST_REQUEST
from dashboard.where_to_meet.own_venues_routes import EXAMPLE, READ, TYPED, add_own_venues
from dashboard.where_to_meet.own_venues_texts import texts
from layers import Atlas
from tests.dashboard.heard.upload.test_nothing_is_kept import watched
from tests.dashboard.upload.broken_files import BROKEN

LIST = "Venue,Contact name,Postcode\nUnity Centre,Zyxwvut Qponmlk,S1 2HE\nHall,,S99 9ZZ\n"


@pytest.fixture(scope="module")
def client(atlas: Atlas) -> FlaskClient:
    server = Flask("venues")
    server.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    add_own_venues(server, Context(config=Config(), atlas=atlas, files=BrowserFiles()))
    return server.test_client()


def read(client: FlaskClient, content: bytes, **decided: Any) -> Any:
    return client.post(READ, data=json.dumps(decided).encode() + b"\n" + content)


def test_a_list_comes_back_as_venues_and_what_is_said_of_it(client: FlaskClient) -> None:
    answer = read(client, LIST.encode())
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.json["venues"] == [
        {
            "name": "Unity Centre",
            "postcode": "S1 2HE",
            "longitude": -1.46939,
            "latitude": 53.38169,
        }
    ]
    assert answer.json["status"] == "1 venue was read."
    said = json.dumps(answer.json["said"], ensure_ascii=False)
    assert "there is no such postcode today" in said
    assert "Row 3" in said
    assert "Not read: “Contact name”" in said
    # Whom to speak to leaves the reader in no form, and can be chosen for nothing.
    assert "Zyxwvut" not in answer.text
    assert answer.text.count("Contact name") == 1


def test_a_column_that_is_chosen_is_taken_and_shown_as_chosen(client: FlaskClient) -> None:
    content = b"Venue,Room,Postcode\nCentre,Hall,S1 2HE\n"
    answer = read(client, content, columns={"name": "Room"}).json
    assert answer["venues"][0]["name"] == "Hall"
    assert ["option", {"value": "Room", "selected": True}, "Room"] in selects(answer["said"])[
        "name"
    ]


def test_what_is_read_fits_into_the_page_s_question(client: FlaskClient, atlas: Atlas) -> None:
    """2,000 names with a postcode do; with long addresses they are refused in a sentence."""
    postcodes = atlas.extra("postcodes")["postcode"].tolist()[::16]
    rows = [f"Hall {n} of the town,{postcodes[n]}" for n in range(MOST_VENUES)]
    answer = read(client, "\n".join(["Venue,Postcode", *rows]).encode())
    assert len(answer.json["venues"]) == MOST_VENUES
    assert len(json.dumps(answer.json["venues"])) < LARGEST_LIGHT
    long = [f"{row},{'x' * 100}" for row in rows]
    refused = read(client, "\n".join(["Venue,Postcode,Address", *long]).encode())
    assert refused.status_code == 400
    assert refused.text.startswith("The names and addresses of 2,000 venues")


def selects(said: list[Any]) -> dict[str, list[Any]]:
    """The choices of each select in plain markup, by the column that it decides."""
    found: dict[str, list[Any]] = {}
    for one in said:
        if isinstance(one, list):
            tag, attributes, *inner = one
            if tag == "select" and "data-column" in attributes:
                found[attributes["data-column"]] = inner
            found |= selects(inner)
    return found


def test_a_typed_venue_is_found(client: FlaskClient) -> None:
    answer = client.post(TYPED, json={"name": "Unity Centre", "postcode": "s12he"})
    assert answer.json["venues"] == read(client, LIST.encode()).json["venues"]
    assert answer.json["status"] == "“Unity Centre” is added."
    refused = client.post(TYPED, json={"name": "Hall", "postcode": "S99 9ZZ"})
    assert (refused.status_code, refused.text[:7]) == (400, "S99 9ZZ")


def test_the_example_is_read_whole_and_says_that_it_is_made_up(client: FlaskClient) -> None:
    answer = client.get(EXAMPLE)
    found = read(client, answer.data).json
    names = [venue["name"] for venue in found["venues"]]
    assert names == [name for name, *_ in texts().example.venues]
    assert all(name.startswith("Made-up") for name in names)
    assert "own-venues-left" not in json.dumps(found["said"])
    assert client.head(EXAMPLE).data == b""


@pytest.mark.parametrize("content", [content for content, _ in BROKEN])
def test_hostile_files_are_refused_in_a_sentence(client: FlaskClient, content: bytes) -> None:
    answer = read(client, content)
    assert answer.status_code == 400
    assert answer.text.rstrip().endswith(".")
    assert len(answer.text) < 400


@pytest.mark.parametrize(
    ("address", "body"),
    [
        (READ, b""),
        (READ, b"\n"),
        (READ, b"[]\n" + LIST.encode()),
        (READ, b'{"place": "x"}\n' + LIST.encode()),
        (READ, b'{"columns": {"name": 3}}\n' + LIST.encode()),
        (READ, b'{"columns": {"name": "None such"}}\n' + LIST.encode()),
        (READ, b"\xff\n" + LIST.encode()),
        (READ, b"[" * 100_000 + b"\n"),
        (TYPED, b""),
        (TYPED, b"{}"),
        (TYPED, b'{"name": 3, "postcode": []}'),
    ],
)
def test_what_the_page_would_not_send_is_refused(
    client: FlaskClient, address: str, body: bytes
) -> None:
    answer = client.post(address, data=body)
    assert answer.status_code == 400
    assert answer.text.rstrip().endswith(".")


def test_nothing_of_a_list_reaches_disk_log_or_screen(
    client: FlaskClient, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG), watched() as written:
        assert read(client, LIST.encode()).status_code == 200
        assert client.post(TYPED, json={"name": "Hall", "postcode": "S1 2HE"}).status_code == 200
    assert written == []
    said = caplog.text + "".join(capfd.readouterr())
    for secret in ("Unity", "Zyxwvut", "S1 2HE", "Hall"):
        assert secret not in said
