"""From a file of one's own to a layer: each form, decisions, refusals; nothing is kept."""

import json
import logging
from typing import Any

import msgspec
import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.own.decisions import Said
from dashboard.own.examples import EXAMPLES
from dashboard.own.names import EXAMPLE, LAYER, READ
from dashboard.own.routes import add_own
from dashboard.own.words_form import FIELDS
from dashboard.parts.context import Context
from dashboard.settings.config import Config
from dashboard.web.browser_files import BrowserFiles
from dashboard.web.limits import LARGEST_REQUEST
from layers import Atlas
from layers.own.own_indicator import with_own
from layers.own.own_layer import read_layer
from tests.dashboard.heard.upload.test_nothing_is_kept import watched
from tests.dashboard.upload.broken_files import BROKEN
from tests.layers.own.layers import layer

NEEDED = {"source": "A council", "period": "2025"}
TABLE = (
    b"LSOA code,Ward,Food parcels 2024/25,Whole\r\n"
    b"E01007317,x,12,20\r\nE01007318,x,3,30\r\nE01007319,x,45,40\r\n"
)


def serving(atlas: Atlas, **settings: Any) -> FlaskClient:
    server = Flask("own")
    server.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    add_own(server, Context(config=Config(**settings), atlas=atlas, files=BrowserFiles()))
    return server.test_client()


@pytest.fixture(scope="module")
def client(atlas: Atlas) -> FlaskClient:
    return serving(atlas)


def read(client: FlaskClient, content: bytes, **decided: Any) -> Any:
    return client.post(READ, data=json.dumps(decided).encode() + b"\n" + content)


def look(client: FlaskClient, content: bytes, said: dict[str, Any], **decided: Any) -> Any:
    line = json.dumps({"decided": decided, "said": said}).encode()
    return client.post(LAYER, data=line + b"\n" + content)


def written(said: list[Any]) -> str:
    """The words of plain markup."""
    return " ".join(written(one[2:]) if isinstance(one, list) else one for one in said)


@pytest.mark.parametrize(("lost", "is_told"), [(1, False), (2, True)])
def test_a_loss_of_more_than_a_tenth_is_a_warning(
    client: FlaskClient, lost: int, is_told: bool
) -> None:
    """Rows of a year that is not read are no loss."""
    rows = [*["E01007317,2025"] * (10 - lost), *["nowhere,2025"] * lost, "E01007318,2019"]
    content = "\n".join(("LSOA code,Year", *rows)).encode()
    said = read(client, content, form="cases", year="2025").json["said"]
    assert ("own-loss" in json.dumps(said)) is is_told
    assert ("2 of 10 rows are lost, which is 20.0%" in written(said)) is is_told
    every = read(client, content, form="cases").json["said"]
    assert ("2 of 11 rows are lost" in written(every)) is is_told


def test_of_dates_years_from_april_are_offered_as_what_they_are(client: FlaskClient) -> None:
    dates = ("31 March 2025", "01-Apr-2025", "5 May 2025")
    content = "\n".join(("Postcode,Referral date", *(f"S1 2HE,{one}" for one in dates))).encode()
    said = written(read(client, content).json["said"])
    assert "2025/26 (April to March)" in said
    assert "2024/25 (April to March)" in said


@pytest.mark.parametrize(
    ("name", "kind", "level"),
    [
        ("value", "count", "lsoa"),
        ("parts", "share", "lsoa"),
        ("larger", "rate", "ward"),
        ("cases", "count", "lsoa"),
    ],
)
def test_an_example_of_each_form_is_a_layer_with_a_source_and_a_period(
    client: FlaskClient, atlas: Atlas, name: str, kind: str, level: str
) -> None:
    """All else is guessed, and what is shown is what the layer comes to as an indicator."""
    content = client.get(EXAMPLE.format(name=name)).data
    found = read(client, content, file="Food_parcels 2025.csv").json
    assert found["usable"]
    assert "own-left-out" not in json.dumps(found["said"])
    words = {key: value for key, value in found["words"].items() if value != ""}
    assert words["label"]
    made = look(client, content, {**words, **NEEDED}, file="Food parcels.csv").json
    kept = read_layer(made["layer"]["text"].encode())
    assert (kept.id, kept.label) == (made["layer"]["id"], made["layer"]["label"])
    assert (kept.kind, kept.level, kept.source) == (kind, level, "A council")
    values = with_own(atlas, [kept]).table(kept.id)["value"]
    assert values.notna().sum() > 400
    assert f"{values.notna().sum()} of 860" in written(made["said"])
    of, looks = made["map"]["of"], made["map"]["looks"]
    assert sum(at < len(looks) - 1 for at in of) == values.notna().sum()
    why = {"count": "a count has no average", "rate": "is the same in all their areas"}
    then = written(made["then"])
    assert why.get(kind, "") in then
    assert ("Inequality" in then) == (kind in why)
    assert f"/seldom-heard?c={kept.id}%21lt%2120%21r" in json.dumps(made["then"])
    # A count of people is suppressed unless somebody says that it need not be.
    if kept.people and kind == "count":
        assert kept.hidden > 0
        open_ = look(client, content, {**words, **NEEDED, "published": True}).json
        assert read_layer(open_["layer"]["text"].encode()).hidden == 0


def test_a_file_of_wards_is_said_to_be_of_wards(client: FlaskClient, atlas: Atlas) -> None:
    wards = atlas.areas.drop_duplicates("ward_code").sort_values("ward_code")
    codes, name = wards["ward_code"].tolist()[:3], wards["ward"].iloc[2]
    content = "\n".join(["Ward,Rate", *(f"{c},{n}" for c, n in zip(codes, "447", strict=True))])
    made = look(client, content.encode(), {"label": "A", "kind": "rate", **NEEDED}).json
    said = written(made["said"])
    areas = int(atlas.areas["ward_code"].isin(codes).sum())
    assert f"Wards with a figure 3 Small areas that show it {areas} of 860" in said
    assert "4.0, in 2 wards" in said
    assert f"7.0, {name}" in said


def test_the_key_tells_what_is_hidden_from_what_was_not_brought(client: FlaskClient) -> None:
    content = b"LSOA code,Parcels\nE01007317,30\nE01007318,*\nE01007319,40\n"
    made = look(client, content, {"label": "A", "published": True, **NEEDED}).json
    said = written(made["said"])
    assert (
        "No figure: hidden because it is small, or the file has no figure that can be used 1"
        in said
    )
    assert "No figure: none was brought for this area 857" in said


def test_places_become_marks_a_count_and_a_measure_of_reach(
    client: FlaskClient, atlas: Atlas
) -> None:
    content = client.get(EXAMPLE.format(name="points")).data
    found = read(client, content, file="food banks.csv").json
    assert "Made-up food bank 24" in written(found["said"])
    assert not found["unasked"]["own-make-field"]
    assert found["unasked"]["own-polarity-field"]  # a mark has no more or less
    assert not read(client, TABLE).json["unasked"]["own-polarity-field"]
    words = {**{k: v for k, v in found["words"].items() if v != ""}, **NEEDED}
    marks = look(client, content, words).json
    assert marks["layer"]["kind"] == "points"
    # A map without colours for them to lie on, as far as they lie apart.
    assert (marks["map"]["looks"], set(marks["map"]["of"])) == ([{"colour": None}], {0})
    assert 10 < len(marks["map"]["fit"]) <= 24
    again = read(client, marks["layer"]["text"].encode()).json
    assert again["layer"] == marks["layer"]
    counted = look(client, content, {**words, "make": "counted"}).json
    layer = read_layer(counted["layer"]["text"].encode())
    assert sum(one or 0 for one in layer.values) == 24
    within = [
        read_layer(
            look(client, content, {**words, "make": "within", "metres": metres})
            .json["layer"]["text"]
            .encode()
        )
        for metres in (400, 5000)
    ]
    near, far = (with_own(atlas, [one]).table(one.id)["value"].fillna(0).sum() for one in within)
    assert 0 < near < far


def test_which_counts_are_small_is_a_setting(client: FlaskClient, atlas: Atlas) -> None:
    content = client.get(EXAMPLE.format(name="value")).data
    said = {"label": "Parcels", "people": True, **NEEDED}

    def smallest(asked: FlaskClient) -> float:
        kept = read_layer(look(asked, content, said).json["layer"]["text"].encode())
        return min(one for one in kept.values if one)

    assert (smallest(client), smallest(serving(atlas, hide_counts_below=23))) == (10, 25)


def test_the_form_starts_with_what_the_file_says(client: FlaskClient) -> None:
    found = read(client, TABLE, file="parcels_by_area.csv").json
    assert (
        found["words"].items()
        >= {
            "label": "Food parcels",
            "period": "2024/25",
            "kind": "count",
            "people": True,
        }.items()
    )
    rate = read(client, TABLE.replace(b"Food parcels", b"Rate"), file="Parcels 2023.csv").json
    # Of a rate another thing is asked; made a count, it counts people until somebody says no.
    guess = {"kind": "rate", "people": True, "few": False}.items()
    assert rate["words"].items() >= guess
    # Whole numbers add up unless the heading, or else the name of the file, says otherwise.
    for heading in (b"Decile", b"Share", b"Index", b"Rank", b"Life expectancy"):
        table = TABLE.replace(b"Food parcels 2024/25", heading)
        words = read(client, table, columns={"value": heading.decode()}).json["words"]
        assert words.items() >= guess
    nothing = TABLE.replace(b"Food parcels 2024/25", b"Value")
    ages = read(client, nothing, file="Mean age.csv").json["words"]
    assert (ages["label"], ages["kind"]) == ("Mean age", "rate")
    named = read(client, nothing, file="Parcels_by area (2023).csv").json["words"]
    assert (named["label"], named["period"]) == ("Parcels by area", "2023")
    for file, label in (("4_cases.csv", "Cases"), ("65 and over.csv", "65 and over")):
        assert read(client, nothing, file=file).json["words"]["label"] == label
    for words in (found["words"], rate["words"], named):
        assert set(words) <= set(FIELDS)
        msgspec.convert(words, Said)


def test_rates_of_few_people_are_refused_with_a_way_on(client: FlaskClient) -> None:
    """Counts and rates are each asked what fits them, and what is said of the other is nothing."""
    said = {"label": "A", "kind": "rate", "people": True, **NEEDED}
    made = read_layer(look(client, TABLE, said).json["layer"]["text"].encode())
    assert (made.values, made.people) == ((12, 3, 45), False)
    refused = look(client, TABLE, {**said, "few": True})
    assert refused.status_code == 400
    assert "Bring the number counted and what it is out of" in refused.text
    assert look(client, TABLE, {**said, "few": True, "published": True}).status_code == 200
    counted = look(client, TABLE, {**said, "kind": "count", "few": True})
    assert "all figures would be hidden" in counted.text
    parts = read(client, client.get(EXAMPLE.format(name="parts")).data).json["unasked"]
    assert (parts["own-people-field"], parts["own-few-field"]) == (False, True)


def test_what_is_decided_counts(client: FlaskClient) -> None:
    """Another column; another form, whose columns must then be chosen."""
    chosen = {"value": "Whole"}
    made = look(client, TABLE, {"label": "A", "published": True, **NEEDED}, columns=chosen).json
    assert read_layer(made["layer"]["text"].encode()).values == (20, 30, 40)
    parts = {"numerator": "", "denominator": ""}
    asked = read(client, TABLE, form="parts", columns=parts).json
    assert not asked["usable"]
    assert "Choose the column for: Part (numerator), Whole (denominator)." in written(asked["said"])
    refused = look(client, TABLE, {"label": "A", **NEEDED}, form="parts", columns=parts)
    assert (refused.status_code, refused.text[:22]) == (400, "Choose the column for:")
    parts = {"numerator": "Food parcels 2024/25", "denominator": "Whole"}
    found = read(client, TABLE, form="parts", columns=parts).json
    # A part is larger than its whole, in row 4.
    assert found["usable"]
    assert "Row 4" in written(found["said"])


def test_rows_left_out_are_listed_by_reason_and_number_alone(client: FlaskClient) -> None:
    wrong = b"Zyxwvut,x,4,4\r\nE01007317,x,13,20\r\nE01007320,x,-5,9\r\nE01007321,x,Qponmlk,9\r\n"
    said = written(read(client, TABLE + wrong).json["said"])
    for row in ("2", "5", "6", "7", "8"):
        assert row in said
    table = said[said.index("Rows that are left out") :]
    assert "Zyxwvut" not in table
    assert "Qponmlk" not in table


def test_rows_below_0_are_not_used_of_a_count_and_have_their_number(client: FlaskClient) -> None:
    below = b"LSOA,Parcels\r\nE01007317,12\r\nE01007318,-3\r\nE01007319,45\r\n"
    said = written(read(client, below).json["said"])
    assert "2 of 3 rows are used" in said
    assert "Row 3" in said[said.index("Rows that are left out") :]
    rate = written(read(client, below.replace(b"Parcels", b"Rate per head")).json["said"])
    assert "3 of 3 rows are used" in rate
    assert "Rows that are left out" not in rate


def test_decimal_commas_are_read_between_semicolons(client: FlaskClient) -> None:
    table = "LSOA;Rate\r\nE01007317;12,5\r\nE01007318;3,25\r\nE01007319;1.234,5\r\n"
    found = read(client, table.encode()).json
    assert "“12,5” is 12.5" in written(found["said"])
    said = {"label": "A", "kind": "rate", "published": True, **NEEDED}
    made = read_layer(look(client, table.encode(), said).json["layer"]["text"].encode())
    assert made.values == (12.5, 3.25, 1234.5)
    quoted = 'LSOA,Rate\r\nE01007317,"12,5"\r\nE01007318,"3,25"\r\n'
    refused = read(client, quoted.encode()).json
    assert not refused["usable"]
    assert "Write a point for the decimals" in written(refused["said"])


def test_cases_of_all_years_and_zeros_can_be_chosen(client: FlaskClient) -> None:
    dates = ("01/05/2023", "01/02/2024", "01/05/2024")
    table = "LSOA,Date\r\n" + "".join(f"E01007317,{date}\r\n" * 10 for date in dates)
    found = read(client, table.encode()).json
    said = written(found["said"])
    assert "each row is counted as one case, 30 of 30" in said
    assert "All years together 2024 2023 2024/25 (April to March) 2023/24 (April to March)" in said
    assert "had none (0), in Barnsley" in said
    assert found["words"]["period"] == "2023–2024"
    named = {"label": "A", "people": True, **NEEDED}
    decided = {"year": "2023/24", "rest": "districts"}
    made = look(client, table.encode(), named, **decided).json
    layer = read_layer(made["layer"]["text"].encode())
    assert (sum(one or 0 for one in layer.values), len(layer.codes)) == (20, 148)
    # What was chosen for cases does no harm in another form.
    assert read(client, TABLE, year="all", rest="all").json["usable"]


def test_constituencies_are_said_to_be_none_of_what_is_read(client: FlaskClient) -> None:
    table = b"PCON24CD,Parcels\r\nE14001450,12\r\nE14001451,30\r\n"
    said = written(read(client, table).json["said"])
    assert "parliamentary constituencies. Figures of these are not supported" in said
    assert "LSOAs of 2021 or 2011" in said


def test_what_must_be_said_is_asked_for(client: FlaskClient) -> None:
    said: dict[str, Any] = {}
    for name, value in {"label": "Parcels", **NEEDED}.items():
        lacks = look(client, TABLE, {**said, name: "  "}).json
        assert lacks["lacks"] == name
        assert lacks["why"].endswith(".")
        said[name] = value
    assert look(client, TABLE, said).json["layer"]["label"] == "Parcels"


def test_what_was_saved_is_taken_at_once(client: FlaskClient) -> None:
    kept = layer()
    found = read(client, kept.written, file="saved.json").json
    assert found["layer"] == {"id": kept.id, "label": kept.label, "text": kept.written.decode()}
    for damaged in (kept.written[:-9], b"{}", b'{"format": "other"}'):
        refused = read(client, damaged)
        assert (refused.status_code, refused.text.rstrip()[-1]) == (400, ".")


@pytest.mark.parametrize("content", [content for content, _ in BROKEN])
def test_hostile_files_are_refused_in_a_sentence(client: FlaskClient, content: bytes) -> None:
    answer = read(client, content)
    if answer.status_code == 200:  # a table, of which nothing can be read
        assert not answer.json["usable"]
        return
    assert answer.status_code == 400
    assert answer.text.rstrip().endswith(".")
    assert len(answer.text) < 400


@pytest.mark.parametrize(
    "body",
    [
        b"", b"\n", b"[]\n" + TABLE, b'{"place": "x"}\n' + TABLE, b"\xff\n" + TABLE,
        b'{"columns": {"value": 3}}\n' + TABLE, b'{"columns": {"value": "None such"}}\n' + TABLE,
        b'{"form": "none"}\n' + TABLE, b"[" * 100_000 + b"\n",
    ],
)  # fmt: skip
def test_what_the_page_would_not_send_is_refused(client: FlaskClient, body: bytes) -> None:
    for address in (READ, LAYER):
        answer = client.post(address, data=body)
        assert answer.status_code == 400
        assert answer.text.rstrip().endswith(".")


def test_nothing_of_a_file_reaches_disk_log_or_screen(
    client: FlaskClient, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG), watched() as found:
        assert read(client, TABLE).headers["Cache-Control"] == "private, no-store"
        assert look(client, TABLE, {"label": "Zyxwvut", **NEEDED}).status_code == 200
    assert found == []
    said = caplog.text + "".join(capfd.readouterr())
    for secret in ("Zyxwvut", "parcels", "E01007317"):
        assert secret not in said


def test_examples_are_the_same_each_time(client: FlaskClient) -> None:
    for name in EXAMPLES:
        address = EXAMPLE.format(name=name)
        assert client.get(address).data == client.get(address).data
        assert client.head(address).data == b""
    assert client.get(EXAMPLE.format(name="other")).status_code == 404


def test_people_beside_other_people_are_warned_of_by_name(atlas: Atlas) -> None:
    others = layer(label="All parcels", people=True)
    beside = serving(with_own(atlas, [others]))
    said = {**NEEDED, "label": "Parcels of men", "people": True}
    table = TABLE.replace(b"x,12,20", b"x,120,200").replace(b"x,3,", b"x,90,")
    found = look(beside, table, said).json
    warning = "Take care together with “All parcels”: both count people"
    assert warning in written(found["said"])
    saved = found["layer"]["text"].encode()
    assert warning in read(beside, saved).json["status"]
    assert warning not in read(serving(atlas), saved).json["status"]
    assert warning not in written(look(beside, table, {**said, "people": False}).json["said"])
