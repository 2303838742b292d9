"""The search over HTTP: what a combobox is given, and that nothing typed is kept or repeated."""

import logging

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard.web.place_search import MOST, MOST_AREAS, UNDER, texts
from layers import Atlas
from layers.ground.search_place import KINDS


@pytest.fixture
def client(open_app: Dash) -> FlaskClient:
    return open_app.server.test_client()


def asked(client: FlaskClient, text: str, **more: str) -> dict:
    answer = client.get("/find/places", query_string={"q": text, **more})
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    return answer.json


def test_what_is_found_comes_as_choices_under_headings(client: FlaskClient) -> None:
    found = asked(client, "owler lane")
    assert found["said"] == (
        "1 place: Owler Lane, Fir Vale, Grimesthorpe, Page Hall, Sheffield"
    )  # fmt: skip
    (group,) = found["groups"]
    (option,) = group["options"]
    assert group["label"] == "Streets with bus stops"
    assert (option["value"], option["label"]) == ("street.owler-lane.fir-vale", "Owler Lane")
    at = option["at"]
    assert client.get("/find/place", query_string={"key": option["value"]}).json == at
    assert (at["text"], at["kept"]) == ("Owler Lane", True)
    west, south, east, north = at["extent"]
    assert west < at["point"][0] < east
    assert south < at["point"][1] < north
    both = asked(client, "burngreave")
    assert [group["label"] for group in both["groups"]][:2] == [
        "Wards",
        "Towns, villages and estates",
    ]
    assert both["groups"][0]["options"] == [
        {"value": "ward:E05010861", "label": "Burngreave", "note": "Ward in Sheffield"}
    ]


def test_a_postcode_is_no_address_and_many_areas_are_shown_not_selected(
    client: FlaskClient, atlas: Atlas
) -> None:
    row = atlas.extra("postcodes").set_index("postcode").loc["S5 6QS"]
    (option,) = asked(client, "s56qs")["groups"][0]["options"]
    assert option["label"] == "S5 6QS"
    assert option["at"]["areas"] == [row["lsoa"]]
    assert option["at"]["point"] == [row["longitude"], row["latitude"]]
    assert not option["at"]["kept"]
    for key in (option["value"], "ward.E05010861", "street.none", "", "%00"):
        assert client.get("/find/place", query_string={"key": key}).status_code == 404
    district = asked(client, "S5")["groups"][0]["options"][0]["at"]
    assert district["areas"] == []
    assert len(
        atlas.extra("postcodes").query("postcode.str.startswith('S5 ')")["lsoa"].unique()
    ) > (MOST_AREAS)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("chesterfeild", "Chesterfield is in Derbyshire, outside South Yorkshire."),
        ("LS1 4DY", "LS1 4DY is a postcode outside South Yorkshire."),
        ("LS1", "Postcodes that begin with LS1 are outside South Yorkshire."),
        ("zz9 9zz", "There is no postcode ZZ9 9ZZ: check its letters and digits."),
    ],
)
def test_why_a_place_is_not_here_is_said(client: FlaskClient, text: str, sentence: str) -> None:
    found = asked(client, text)
    assert found["none"] == sentence
    assert found["said"].endswith(sentence)


def test_those_left_out_are_counted_and_it_is_said_how_to_come_to_them(client: FlaskClient) -> None:
    found = asked(client, "high street")
    listed = sum(len(group["options"]) for group in found["groups"])
    assert 8 < listed <= MOST
    number, more, *_ = found["more"].split()
    assert (more, found["said"].split()[0]) == ("more:", str(int(number) + listed))


def test_areas_of_a_level_are_found_by_what_lies_in_them(client: FlaskClient, atlas: Atlas) -> None:
    found = asked(client, "pitsmoor", **{"in": "ward"})
    (group,) = found["groups"]
    assert group["label"] == "Wards that it lies in"
    assert group["options"][0] == {
        "value": "E05010861", "label": "Burngreave", "note": "Pitsmoor, Sheffield",
    }  # fmt: skip
    assert client.get("/find/places?q=s5&in=planet").status_code == 404
    [of_postcode] = asked(client, "S4 7JQ", **{"in": "lsoa"})["groups"]
    [area] = of_postcode["options"]
    assert area["value"] in atlas.areas.index
    assert area["label"].endswith(f" · {atlas.areas.loc[area['value'], 'name']}")
    assert asked(client, "LS1 4DY", **{"in": "msoa"})["none"]


def test_every_kind_has_its_heading() -> None:
    kinds = {UNDER.get(kind, kind) for kind in (*KINDS, "postcode", "sector", "postcodes")}
    assert kinds - {"beyond"} == texts().headings.keys()


@pytest.mark.parametrize(
    "text",
    ["", "S", "<script>alert(1)", "../../etc/passwd", "😀" * 30, "\0\x1b[31m", "%ff", "x" * 3000],
)
def test_nothing_typed_is_repeated_or_logged(
    client: FlaskClient, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        found = asked(client, text)
    assert found["groups"] == []
    assert not text or len(text) == 1 or text not in str(found)
    paths = [one.fields["path"] for one in caplog.records if hasattr(one, "fields")]
    assert set(paths) <= {"/find/places"}
