"""Each address by its example: JSON and CSV, pages, tags; and what cannot be answered."""

import io
from typing import Any

import pandas as pd
import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.api.endpoint import Endpoint
from dashboard.api.service import PREFIX, Service
from dashboard.settings.config import Config
from dashboard.web.limits import API_FOR_EXPORT
from dashboard.web.replies import PROBLEM
from dashboard.web.request_kinds import loggable
from layers import Atlas
from tests.dashboard.api.conftest import Rows, pages
from tests.dashboard.web.conftest import ELSEWHERE, PROXIES, PROXY, ready
from tests.layers.own.layers import layer as made_layer

NAMES = (
    "areas", "indicators", "indicator", "values", "profile", "reach", "practices", "practice",
    "footprint", "registers", "targets", "inequality", "ordering",
)  # fmt: skip
Asked = dict[str, tuple[str, dict[str, str]]]
VALUES = f"{PREFIX}/values"


def named(service: Service, name: str) -> Endpoint:
    return next(one for one in service.endpoints if one.name == name)


def table(text: str) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(text.removeprefix("\ufeff")))


def test_every_address_is_tried(service: Service) -> None:
    assert {one.name for one in service.endpoints} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_json_and_csv_say_the_same(
    client: FlaskClient, service: Service, asked: Asked, name: str
) -> None:
    path, query = asked[name]
    answer = client.get(path, query_string=query)
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    data = answer.json["data"]
    rows = [data] if named(service, name).one else data
    assert rows
    assert list(rows[0]) == list(named(service, name).row._declared_fields)
    for more in ({"query_string": query | {"format": "csv"}},
                 {"query_string": query, "headers": {"Accept": "text/csv"}}):  # fmt: skip
        found = client.get(path, **more)
        assert found.mimetype == "text/csv"
        shown = table(found.text)
        assert len(shown) == len(rows)
        for field, first in rows[0].items():
            if isinstance(first, float):
                numbers = pd.Series([row[field] for row in rows], dtype=float)
                pd.testing.assert_series_equal(
                    shown[field].astype(float), numbers, check_names=False
                )


@pytest.mark.parametrize("name", NAMES)
def test_who_has_the_answer_is_told_so(client: FlaskClient, asked: Asked, name: str) -> None:
    path, query = asked[name]
    first = client.get(path, query_string=query, headers={"Accept-Encoding": "br"})
    tag = first.headers["ETag"]
    assert not tag.startswith("W/")
    same = {"headers": {"If-None-Match": f'"x", {tag}', "Accept-Encoding": "br"}}
    again = client.get(path, query_string=query, **same)
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    other = client.get(path, query_string=query | {"format": "csv"}, **same)
    assert other.status_code == 200
    for held in (f"W/{tag}", "*"):
        found = client.get(path, query_string=query, headers={"If-None-Match": held})
        assert (found.status_code, found.data) == (304, b"")
    whole, head = client.get(path, query_string=query), client.head(path, query_string=query)
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"].strip('"') == tag.strip('"').partition(":")[0]
    for name in ("ETag", "Content-Type", "Content-Length", "Link"):
        assert head.headers.get(name) == whole.headers.get(name)
    assert first.headers["Cache-Control"] == "private, no-cache"


def test_what_is_not_there_has_no_tag(client: FlaskClient) -> None:
    cursor = client.get(f"{VALUES}?indicator=roma&limit=5").json["cursor"]
    nowhere = [f"{VALUES}?indicator=nobody", f"{PREFIX}/practices/Z99"]
    other = f"{VALUES}?indicator=no_car&limit=5&cursor={cursor}"
    for address, status in (*((one, 404) for one in nowhere), (other, 422)):
        head = client.head(address)
        assert (head.status_code, "ETag" in head.headers) == (status, False)
        refused(client.get(address, headers={"If-None-Match": "*"}), status)
    head = client.head(f"{VALUES}?indicator=roma&limit=5")
    assert f"cursor={cursor}" in head.headers["Link"]


@given(limit=st.integers(1, 13))
@settings(max_examples=8)
def test_pages_are_the_whole_each_row_once(client: FlaskClient, limit: int) -> None:
    query = {"indicator": "english_limited,imd_rank,roma", "level": "district"}  # four each
    whole = client.get(VALUES, query_string=query).json
    made = list(pages(client, VALUES, query | {"limit": limit}))
    assert [row for page in made for row in page["data"]] == whole["data"]
    assert {page["total"] for page in made} == {len(whole["data"])}
    assert max(len(page["data"]) for page in made) <= limit
    assert whole["next"] is whole["cursor"] is None


def test_csv_says_in_a_header_where_to_go_on(client: FlaskClient) -> None:
    query = {"indicator": "english_limited", "level": "ward", "limit": 50, "format": "csv"}
    found, answer = [], client.get(VALUES, query_string=query)
    while True:
        found.append(table(answer.text))
        if "Link" not in answer.headers:
            break
        link = answer.headers["Link"]
        assert link.endswith('>; rel="next"')
        answer = client.get(link[1:].partition(">")[0])
    assert len(found) == 2
    whole = table(client.get(VALUES, query_string=query | {"limit": 1000}).text)
    pd.testing.assert_frame_equal(pd.concat(found, ignore_index=True), whole)


def test_a_cursor_is_of_one_question_alone(client: FlaskClient) -> None:
    query = {"indicator": "english_limited", "limit": 5}
    cursor = client.get(VALUES, query_string=query).json["cursor"]
    fine = client.get(VALUES, query_string=query | {"cursor": cursor, "limit": 7})
    assert len(fine.json["data"]) == 7
    for other in ({"indicator": "roma"}, {"level": "msoa"}, {"cursor": cursor[:-2] + "AA"}):
        refused(client.get(VALUES, query_string=query | {"cursor": cursor} | other), 422)


def test_a_definition_may_be_sent_and_leads_on_by_its_address(
    client: FlaskClient, atlas: Atlas, rows: Any
) -> None:
    criteria = [
        {"indicator": "imd_decile", "rule": "decile", "amount": 2},
        {"indicator": "english_limited", "rule": "national_top", "amount": 20, "required": False},
    ]
    body = {"criteria": criteria, "districts": [min(atlas.districts)], "people": 10}
    first = client.post(f"{PREFIX}/targets?limit=3", json=body).json
    made: Rows = first["data"] + [
        row
        for page in pages(client, first["next"])
        for row in page["data"]
    ]  # fmt: skip
    address = "imd_decile!d!2!r~english_limited!nt!20!c"
    assert made == rows("/targets", c=address, d=min(atlas.districts), q=10)
    assert len(made) == first["total"] == first["summary"]["found"] > 3
    assert first["at_least"] == 1


def test_targets_without_an_area_have_the_columns_of_their_criteria(client: FlaskClient) -> None:
    found, none = (
        table(client.get(f"{PREFIX}/targets?c=roma!ge!{least}!r&format=csv").text)
        for least in (1, 100)
    )
    assert len(found) > len(none) == 0
    assert list(none) == list(found)
    assert "roma" in none


def refused(answer: Any, status: int) -> str:
    """The sentence of a refusal, which is JSON of the one form."""
    assert (answer.status_code, answer.mimetype) == (status, PROBLEM), answer.text
    assert set(answer.json) == {"title", "status", "detail", "reference"}
    assert answer.json["status"] == status
    assert answer.json["reference"] == answer.headers["X-Request-ID"]
    return str(answer.json["detail"])


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/areaz", 404, "/api/v1 lists all"), ("/indicators/nobody", 404, "nobody"),
        ("/values?indicator=nobody", 404, "nobody"), ("/practices/Z99999", 404, "Z99999"),
        ("/practices/E08000016/footprint", 404, "E08000016"), ("/areas?ward=E05", 404, "E05"),
        ("/profile?of=zz", 404, "zz"), ("/registers?year=2001-02", 404, "2001-02"),
        ("/inequality?indicator=bad_health&ordering=imd_rank", 404, "imd_rank"),
        ("/areas?area=E01007317&level=ward", 404, "E01007317"),
        ("/values", 422, "indicator"), ("/areas?limit=1001", 422, "limit"),
        ("/areas?limit=1e2", 422, "limit"),
        ("/areas?levle=ward", 422, "levle: there is no such argument, perhaps you mean “level”"),
        ("/indicators/roma?zzzz=1", 422, "zzzz: there is no such argument; there is format."),
        ("/areas?level=street", 422, "level"), ("/areas?format=xml", 422, "format"),
        ("/profile?of=E01007317:0", 422, "more than 0"),
        ("/profile?of=E01007317,E01007317:-1", 422, "of (entry 2): write a code, or a code"),
        ("/profile?of=E01007317:abc", 422, "such as E01007317:0.5"),
        ("/targets?c=roma", 422, "c: write indicator!rule!amount!r"),
        ("/reach?area=C85001&group=roma", 422, "no place on the map"),
        ("/reach?area=E01007317&group=imd_score", 422, "does not count"),
        ("/inequality?indicator=imd_score", 422, "itself"),
        ("/targets?c=imd_decile!d!2!r&d=E99", 404, "E99"), ("/targets?d=E08000016", 422, "c"),
        ("/targets?c=nobody!ge!2!r", 404, "nobody"), ("/areas?cursor=abc", 422, "cursor"),
        ("/targets?c=imd_decile!d!2!r&n=U1.U2", 404, "U1"),
        ("/targets?c=imd_decile!d!2!r&g=nobody", 404, "nobody"),
        ("/targets?c=roma!ge!1!c~no_car!ge!40!c&k=0", 422, "it can be 1 to 2"),
        ("/targets?c=roma!ge!1!c~no_car!ge!40!c&k=6", 422, "it can be 1 to 2"),
        ("/targets?c=roma!ge!1!r&k=1", 422, "it can be 0 to 0"),
        ("/areas?level=ward&district=E08000016&district=E08000017", 422, "district: it is there"),
        ("/values?indicator=roma&indicator=roma", 422, "indicator: it is there more than once"),
        ("/inequality?indicator=income_score&fit=logit", 422, "logit"),
        ("/inequality?indicator=qof_hyp&groups=national", 422, "no national groups"),
        ("/reach?area=E08000016&among=E08000017&group=roma", 422, "E08000016"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_said(
    client: FlaskClient, address: str, status: int, said: str
) -> None:
    assert said in refused(client.get(f"{PREFIX}{address}"), status)


def test_the_base_lists_what_there_is(client: FlaskClient, service: Service) -> None:
    found = client.get(PREFIX, base_url="https://a.nhs.uk/").json
    slash = client.get(f"{PREFIX}/", base_url="https://a.nhs.uk/", follow_redirects=True)
    assert slash.json == found
    assert len(found["addresses"]) == len(service.endpoints)
    assert f"https://a.nhs.uk{PREFIX}/practices/{{code}}/footprint" in str(found)
    assert client.get(found["document"]).json["openapi"]


def test_a_browser_at_a_mistyped_address_gets_the_answer_of_the_api(client: FlaskClient) -> None:
    answer = client.get(f"{PREFIX}/areaz", headers={"Accept": "text/html"})
    assert "first page" not in refused(answer, 404)


@pytest.mark.parametrize(
    "body",
    [
        {}, [], {"criteria": []}, {"criteria": [{"indicator": "roma"}]}, {"secret": 1},
        {"criteria": [{"indicator": "roma", "rule": "at_least", "amount": "2"}]},
        {"criteria": [{"indicator": "roma", "rule": "at_least", "amount": 0.00001}]},
        {"criteria": [{"indicator": "roma", "rule": "at_least", "amount": 2}], "at_least": 3},
    ],
    ids=str,
)  # fmt: skip
def test_a_definition_that_cannot_be_used_is_refused(client: FlaskClient, body: Any) -> None:
    refused(client.post(f"{PREFIX}/targets", json=body), 422)


@pytest.mark.parametrize(
    "more",
    [{"districts": ["E99"]}, {"networks": ["U1"]}, {"group": "nobody"},
     {"criteria": [{"indicator": "nobody", "rule": "at_least", "amount": 2}]}],
    ids=str,
)  # fmt: skip
def test_a_definition_of_what_is_not_there_is_not_found(client: FlaskClient, more: Any) -> None:
    """As by GET, above."""
    body = {"criteria": [{"indicator": "roma", "rule": "at_least", "amount": 2}]} | more
    refused(client.post(f"{PREFIX}/targets", json=body), 404)


def test_what_is_no_json_is_refused(client: FlaskClient) -> None:
    for type_ in ("application/json", "text/plain"):
        refused(client.post(f"{PREFIX}/targets", data=b"{\xff", content_type=type_), 422)


def test_nothing_can_be_changed(client: FlaskClient) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = client.open(f"{PREFIX}/areas", method=method)
        refused(answer, 405)
        assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_the_same_sign_in_and_limits_hold() -> None:
    config = Config(auth="proxy", trusted_proxies=PROXIES, exports_per_minute=1)
    client = ready(config).server.test_client()

    def ask(peer: str, **headers: str) -> Any:
        at = {"REMOTE_ADDR": peer}
        return client.get(f"{PREFIX}/indicators/roma", environ_base=at, headers=headers)

    me = {config.auth_header: "me"}
    assert "not signed in" in refused(ask(ELSEWHERE, **me), 403)
    assert "another site" in refused(ask(PROXY, **me, **{"Sec-Fetch-Site": "cross-site"}), 403)
    answers = [ask(PROXY, **me) for _ in range(API_FOR_EXPORT)]
    assert [answer.status_code for answer in answers[:-1]] == [200] * (API_FOR_EXPORT - 1)
    last = ask(PROXY, **me)
    refused(last, 429)
    assert int(last.headers["Retry-After"]) > 0


def test_the_log_says_which_arguments_and_nothing_of_what_they_said(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO", "seldom_heard"):
        client.get(f"{PREFIX}/practices/C85001/footprint?limit=7")
        client.get(f"{PREFIX}/targets?c=roma!ge!2!r&t=our winter&secret=1")
    lines = [one.fields for one in caplog.records if one.message == "api"]
    paths = [line["path"] for line in lines]
    assert paths == [f"{PREFIX}/practices/…/footprint", f"{PREFIX}/targets"]
    assert [line["left_out"] for line in lines] == ["limit", "c t …"]
    assert not [word for word in ("C85001", "winter", "roma", "secret") if word in str(lines)]


def test_the_log_knows_every_address(service: Service) -> None:
    for one in service.endpoints:
        path = f"{PREFIX}{one.path.replace(f'<{one.parameter}>', 'S12HE')}"
        assert loggable(path) == path.replace("S12HE", "…")


def test_own_layers_are_known_only_where_they_are_carried(client: FlaskClient) -> None:
    layer = made_layer()
    address = f"{PREFIX}/values?indicator={layer.id}&level=district"
    refused(client.get(address), 404)
    carried = {
        "data": b"[" + layer.written + b"]\n",
        "content_type": "application/x-own-layers",
        "headers": {"Own-Method": "GET"},
    }
    answer = client.post(address, **carried)
    assert {row["indicator"] for row in answer.json["data"]} == {layer.id}
    refused(client.get(address), 404)
    assert layer.id not in client.get(f"{PREFIX}/indicators").text
