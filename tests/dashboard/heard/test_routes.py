"""From a file to what is shown: the example, suppression in all of it, refusals, nothing kept."""

import csv
import io
import json
import logging
import re
import sys
import zipfile
from typing import Any

import pandas as pd
import pytest
import xlsxwriter
from flask import Flask
from flask.testing import FlaskClient

from dashboard.heard.routes import add_heard
from dashboard.heard.upload.example import RESPONSES
from dashboard.parts.context import Context
from dashboard.settings.config import Config
from dashboard.upload import workbook
from dashboard.web.browser_files import BrowserFiles
from dashboard.web.limits import LARGEST_REQUEST
from layers import Atlas
from layers.statistics.suppression import HIDDEN
from tests.dashboard.conftest import unzipped
from tests.dashboard.heard.conftest import analysed, asked, compared, read, taken

WEIGHED = "heard-weighed"
SECRET = "Zyxwvut Qponmlk"


@pytest.fixture(scope="session")
def shown(atlas: Atlas, example: dict[str, Any]) -> dict[str, Any]:
    return analysed(atlas, asked(example))


def test_the_example_is_read_whole(example: dict[str, Any]) -> None:
    assert example["placed"] == RESPONSES == sum(example["exercise"]["count"])
    assert example["place"] == "Postcode"
    assert set(example["columns"]) == {"ethnicity", "age", "sex", "disability", "language"}
    assert not example["problems"]


def test_no_postcode_comes_back(client: FlaskClient, example: dict[str, Any]) -> None:
    content = client.get("/heard/example.csv").data.decode("utf-8-sig")
    postcodes = {row["Postcode"] for row in csv.DictReader(io.StringIO(content))}
    assert len(postcodes) > 1_000
    answer = read(client, content.encode())
    assert answer.json["exercise"] == example["exercise"]
    assert not [one for one in postcodes if one in answer.text]


def test_the_known_bias_is_named(shown: dict[str, Any]) -> None:
    assert "decile 1 (most deprived)" in shown["finding"]
    [decile] = [one for one in shown["levels"] if one["id"] == "deprivation"]
    ratios = [row[4] for row in decile["rows"]]
    assert ratios[0] < 0.7 < 1.3 < ratios[-1]
    assert decile["rows"][0][7] in ("less", "far_less")


def test_the_example_still_names_its_groups(shown: dict[str, Any]) -> None:
    named = [
        row for one in shown["levels"] for row in one["rows"] if row[7] in ("less", "far_less")
    ]
    assert len(named) >= 20


def test_a_row_whose_limits_leave_out_1_without_being_sure_says_why(
    shown: dict[str, Any],
) -> None:
    rows = [row for one in shown["levels"] for row in one["rows"]]
    doubted = [row for row in rows if row[7] == "by_chance"]
    assert doubted
    assert all(row[6] <= 1 or row[5] >= 1 for row in doubted)
    for text in (shown["verdicts"]["by_chance"], shown["meaning"]):
        assert f"{len(rows)} groups" in text
    assert "{" not in "".join([*shown["verdicts"].values(), shown["meaning"]])


def test_no_small_count_is_shown_and_the_others_are_rounded(shown: dict[str, Any]) -> None:
    counts = [row[2] for one in shown["levels"] for row in one["rows"]]
    assert HIDDEN in counts
    numbers = [int(one.replace(",", "")) for one in counts if one != HIDDEN]
    assert not [n for n in numbers if 0 < n < 8 or n % 5]
    for one in shown["levels"]:
        for _, _, observed, _, *ratios, verdict in one["rows"]:
            assert (observed == HIDDEN) == (verdict == "not_shown")
            if observed == HIDDEN:
                assert ratios == [None, None, None]
    assert "1 to 7" in shown["rule"]


def test_a_hidden_place_has_no_ratio_of_its_own_on_the_map(shown: dict[str, Any]) -> None:
    [level] = [one for one in shown["levels"] if one["id"] == shown["map"]["level"]]
    hidden = {row[0] for row in level["rows"] if row[2] == HIDDEN}
    raw = dict(zip(shown["map"]["codes"], shown["map"]["raw"], strict=True))
    assert hidden
    assert hidden == {code for code, ratio in raw.items() if ratio is None}
    assert not hidden & {row[0] for row in shown["under"]}


def test_levels_with_too_few_responses_are_left_out_and_it_is_said(
    shown: dict[str, Any],
) -> None:
    assert "lsoa" not in {one["id"] for one in shown["levels"]}
    assert "single areas (about 4,300 are needed)" in shown["left_out"]


def test_responses_needed_bring_the_lowest_group_there(shown: dict[str, Any]) -> None:
    [decile] = [one for one in shown["levels"] if one["id"] == "deprivation"]
    more = decile["balance"]["0.8"]
    grown = decile["total"] + sum(more)
    share = decile["rows"][0][3] / decile["total"]
    assert (int(decile["rows"][0][2]) + more[0]) / (grown * share) == pytest.approx(0.8, abs=0.01)


def test_weights_add_up_and_say_what_they_cost(
    client: FlaskClient, example: dict[str, Any]
) -> None:
    body = asked(example, margins=["district", "sex"])
    table = client.post("/heard/weights.csv", data=body).data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table)))
    assert rows[0] == ["District", "Sex", "Weight"]
    assert len(rows) == 1 + 4 * 3
    said = [text for *_, text in client.post("/heard/weights", data=body).json["markup"][WEIGHED]]
    assert said[0].startswith("Design effect 1.")
    assert re.match(r"Weights run from 0\.\d\d to [1-4]\.\d\d; 1 is the average", said[1])
    assert "over the rows of your file, each is within 1 point of it" in said[2]


def test_the_file_comes_back_with_a_weight_in_each_row(
    client: FlaskClient, example: dict[str, Any]
) -> None:
    margins = ["district", "sex"]
    content = (
        client.get("/heard/example.csv").data + b"S99 9ZZ,Roma,30,F,,\r\nnowhere,Roma,30,M,,\r\n"
    )
    line = json.dumps({"base": "16", "margins": margins}).encode()
    answer = client.post("/heard/weighted", data=line + b"\n" + content)
    assert answer.status_code == 200
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    given = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [{**row, "Weight": None} for row in rows] == [{**row, "Weight": None} for row in given]
    assert [row["Weight"] for row in rows[-2:]] == ["", ""]
    body = asked(example, margins=margins)
    table = client.post("/heard/weights.csv", data=body).data.decode("utf-8-sig")
    weights = {float(row["Weight"]) for row in csv.DictReader(io.StringIO(table))}
    found = [float(row["Weight"]) for row in rows[:-2]]
    assert set(found) <= weights
    assert len(set(found)) > 4
    # A weight is 1 on average, and people of one sex in one district have the same.
    assert sum(found) / len(found) == pytest.approx(1, abs=0.01)


def test_a_file_is_not_weighted_without_a_margin(client: FlaskClient) -> None:
    line = b'{"base":"16"}\n'
    answer = client.post("/heard/weighted", data=line + client.get("/heard/example.csv").data)
    assert answer.status_code == 400
    assert "at least one margin" in answer.text


@pytest.mark.parametrize("margins", [[], ["nothing"], ["ethnicity_parts"]])
def test_weights_without_a_margin_are_refused(
    client: FlaskClient, example: dict[str, Any], margins: list[str]
) -> None:
    answer = client.post("/heard/weights", data=asked(example, margins=margins))
    assert answer.status_code == 400
    assert "at least one margin" in answer.text


def test_files_hold_what_is_shown_and_nothing_else(
    client: FlaskClient, example: dict[str, Any], shown: dict[str, Any]
) -> None:
    files = unzipped(client.post("/heard/export/zip", data=asked(example)).data)
    plain = client.post("/heard/export/csv", data=asked(example)).data
    assert plain == files["data.csv"].encode("utf-8-sig")
    frame = pd.read_csv(io.BytesIO(plain), dtype={"code": str})
    assert all(frame[name].dtype == float for name in ("responses", "expected", "ratio"))
    assert (frame["responses"].isna() == (frame["hidden"] == "yes")).all()
    wanted = {
        (one["label"], row[0]): None if row[2] == HIDDEN else float(row[2].replace(",", ""))
        for one in shown["levels"]
        for row in one["rows"]
        if one["id"] != "pcn"
    }
    assert None in wanted.values()
    numbers = frame["responses"].astype(object).where(frame["responses"].notna(), None)
    found = dict(zip(zip(frame["level"], frame["code"], strict=True), numbers, strict=True))
    assert {key: found[key] for key in wanted} == wanted
    assert list(files) == [
        "data.csv", "places.csv", "zones.csv", "about.csv",
        "data.csv-metadata.json", "datapackage.json",
    ]  # fmt: skip
    assert "Counts from 1 to 7" in files["about.csv"]
    assert "licensed under the Open Government Licence v3.0" in files["about.csv"]
    workbook = client.post("/heard/export/xlsx", data=asked(example)).data
    assert "xl/worksheets/sheet2.xml" in zipfile.ZipFile(io.BytesIO(workbook)).namelist()


def test_templates_can_be_read_again(client: FlaskClient, atlas: Atlas) -> None:
    for ending in ("csv", "xlsx"):
        answer = client.get(f"/heard/template.{ending}")
        found = taken(atlas, answer.data)
        # Three are too few to be told apart from one.
        assert (found["any"], found["placed"], found["elsewhere"]) == (True, None, 0)
        assert len(found["columns"]) == 5
    assert client.get("/heard/template.exe").status_code == 404


def test_what_a_person_corrects_is_taken(atlas: Atlas) -> None:
    code = atlas.areas.index[0]
    content = f"Where,Group,N\n{code},Sheffielder,5\n{code},White,4\nbad,White,3\n".encode()
    first = taken(atlas, content, count="N", columns={"ethnicity": "Group"})
    said = [(answer, meaning) for answer, meaning in first["meanings"]["ethnicity"]]
    assert dict(said) == {"Sheffielder": None, "White": "white"}
    assert (first["placed"], first["unread"]) == (10, None)
    assert first["problems"][0]["rows"] == ["4"]
    again = taken(
        atlas,
        content,
        count="N",
        columns={"ethnicity": "Group"},
        meanings={"ethnicity": {"Sheffielder": "black"}},
    )
    assert set(again["exercise"]["columns"]["ethnicity"]["codes"]) == {"black", "white"}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\n",
        b"[]\nPostcode\nS10 2TN",
        b'{"base":"16"}\n',
        b'{"base":"16"}\nPK\x03\x04broken',
        b'{"base":"16"}\n\0\0\0\0',
        b'{"base":"16"}\nName\nNobody',
        b'{"base":"nobody"}\nPostcode\nS10 2TN',
        b'{"base":"16","place":"No such"}\nPostcode\nS10 2TN',
        b'{"base":"16"}\n' + b"," * 1_000_000,
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(client: FlaskClient, body: bytes) -> None:
    answer = client.post("/heard/read", data=body)
    assert answer.status_code == 400
    assert re.match(r"[A-Z].{20,}\.", answer.text)


def test_nothing_uploaded_reaches_log_or_disk(
    client: FlaskClient,
    atlas: Atlas,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    written: list[str] = []
    watching = True

    def watch(event: str, given: tuple[Any, ...]) -> None:
        if watching and event == "open" and len(given) > 1 and "w" in str(given[1] or ""):
            written.append(str(given[0]))  # a number is a pipe to the process that reads workbooks
        if watching and event in ("tempfile.mkstemp", "tempfile.mkdtemp"):
            written.append(str(given))

    # It cannot be taken off again, but be told to be still.
    sys.addaudithook(watch)
    code = atlas.areas.index[0]
    rows = f"{code},{SECRET},Female\n{code},White,Male\n{SECRET},White,Male\n" * 500
    content = f"Postcode,Ethnic group,Sex\n{rows}"
    with caplog.at_level(logging.DEBUG):
        found = read(client, content.encode())
        body = asked(found.json, where={"everywhere": True})
        for address in (
            "analyse",
            "weights",
            "weights.csv",
            "export/zip",
            "export/csv",
            "export/xlsx",
        ):
            client.post(f"/heard/{address}", data=body)
        one = {"name": SECRET, "exercise": found.json["exercise"], "base": "16"}
        one |= {"where": {"everywhere": True}}
        for address in ("waves", "waves/export/csv", "waves/export/xlsx"):
            waves_ = json.dumps({"waves": [one, one]}).encode()
            assert client.post(f"/heard/{address}", data=waves_).status_code == 200
        read(client, b"PK" + SECRET.encode() * 100)
    watching = False
    said = caplog.text + "".join(capfd.readouterr())
    assert found.status_code == 200
    assert [one for one in written if not one.isdigit()] == []
    assert SECRET not in said
    assert code not in said


def test_the_threshold_is_the_server_s_own(atlas: Atlas, example: dict[str, Any]) -> None:
    server = Flask("heard")
    server.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    config = Config(hide_counts_below=20)
    add_heard(server, Context(config=config, atlas=atlas, files=BrowserFiles()))
    answer = server.test_client().post("/heard/analyse", data=asked(example))
    assert answer.status_code == 200
    assert "from 1 to 19" in answer.text


@pytest.fixture(scope="session")
def waves(client: FlaskClient, atlas: Atlas, example: dict[str, Any]) -> bytes:
    second = taken(atlas, client.get("/heard/example.csv?wave=2").data)
    each = (("=Spring", example), ("Autumn", second))
    named = [{"name": n, "exercise": e["exercise"], "base": "16"} for n, e in each]
    return json.dumps({"waves": named}).encode()


def test_waves_laid_together_say_what_improved(atlas: Atlas, waves: bytes) -> None:
    found = compared(atlas, waves)
    assert found["names"] == ["=Spring", "Autumn"]
    [decile] = [one for one in found["levels"] if one["id"] == "deprivation"]
    name, first, last, change, lower, upper, verdict = decile["rows"][0]
    assert name == "Decile 1 (most deprived)"
    assert first < 0.7 < last
    assert change == pytest.approx(last - first, abs=0.011)
    assert lower < change < upper
    assert verdict == "closer"
    assert "1 of 3 by deprivation decile (England)" in found["finding"][0]
    hidden = [row for one in found["levels"] for row in one["rows"] if row[-1] == "not_shown"]
    assert hidden
    assert all(row[3:6] == [None] * 3 for row in hidden)


def test_waves_as_files(client: FlaskClient, waves: bytes) -> None:
    files = unzipped(client.post("/heard/waves/export/zip", data=waves).data)
    plain = client.post("/heard/waves/export/csv", data=waves).data
    assert plain == files["data.csv"].encode("utf-8-sig")
    frame = pd.read_csv(io.BytesIO(plain), dtype={"code": str})
    assert frame.columns[3:5].tolist() == ["ratio_1", "ratio_2"]
    assert frame["change"].dtype == float
    text = files["about.csv"]
    assert "Columns,ratio_1,Meaning,Ratio in =Spring" in text
    assert "Counts from 1 to 7" in text
    assert "coverage improved" in files["data.csv"]
    workbook = client.post("/heard/waves/export/xlsx", data=waves).data
    assert "xl/worksheets/sheet2.xml" in zipfile.ZipFile(io.BytesIO(workbook)).namelist()
    assert client.post("/heard/waves/export/exe", data=waves).status_code == 404


@pytest.mark.parametrize("many", [0, 1, 7])
def test_too_few_or_too_many_waves_are_refused(
    client: FlaskClient, waves: bytes, many: int
) -> None:
    one = json.loads(waves)["waves"][0]
    answer = client.post("/heard/waves", data=json.dumps({"waves": [one] * many}).encode())
    assert answer.status_code == 400
    assert answer.text.strip().endswith(".")


def test_the_read_step_tells_no_small_number(atlas: Atlas) -> None:
    """Three of 150 from elsewhere or without an answer are not told as 3, nor as 147 of 150."""
    code = atlas.areas.index[0]
    rows = [f"{code},White"] * 140 + [f"{code},Roma"] * 7 + ["E01000001,White"] * 3
    found = taken(atlas, "\n".join(["Area,Ethnic group", *rows]).encode())
    told = {key: found[key] for key in ("any", "placed", "elsewhere", "unread", "rows")}
    assert told == {"any": True, "placed": 145, "elsewhere": None, "unread": 0, "rows": 150}
    assert found["meanings"]["ethnicity"] == [["White", "white"], ["Roma", "roma"]]


def test_no_true_total_is_told(client: FlaskClient, atlas: Atlas) -> None:
    """132 of 135 answered: neither number leaves the server but as the shown counts add up."""
    answers = [n % 2 for n in range(44)] + [2]
    columns = {
        "lsoa": {"codes": list(atlas.areas.index[::20]), "at": [n % 43 for n in range(45)]},
        "ethnicity": {"codes": ["white", "asian", ""], "at": answers},
    }
    exercise = {"columns": columns, "count": [3] * 45}
    body = json.dumps({"exercise": exercise, "base": "16"}).encode()
    found = analysed(atlas, body)
    [level] = [one for one in found["levels"] if one["id"] == "ethnicity"]
    shown = [int(row[2]) for row in level["rows"] if row[2] != HIDDEN]
    assert level["total"] == sum(shown) == 130
    [district] = [one for one in found["levels"] if one["id"] == "district"]
    total = sum(int(row[2]) for row in district["rows"])
    assert found["finding"].startswith(f"About {total} responses")
    assert district["total"] == total
    text = unzipped(client.post("/heard/export/zip", data=body).data)["about.csv"]
    assert f"About {total} responses" in text


def test_a_workbook_is_read_once_and_comes_back_as_it_was_seen(
    client: FlaskClient, atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = []

    def counted(content: bytes) -> list[workbook.Page]:
        times.append(len(content))
        return read_workbook(content)

    read_workbook = workbook.read_workbook
    monkeypatch.setattr(workbook, "read_workbook", counted)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Ref", "Area", "Sex"])
        for row, code in enumerate(atlas.areas.index, start=1):
            sheet.write_number(row, 0, row, book.add_format({"num_format": "00000"}))
            sheet.write_row(row, 1, [code, ("F", "M")[row % 2]])
    line = json.dumps({"base": "16", "margins": ["sex"], "where": {"everywhere": True}}).encode()
    answer = client.post("/heard/weighted", data=line + b"\n" + buffer.getvalue())
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert [row["Ref"] for row in rows[:2]] == ["00001", "00002"]
    assert len(times) == 1
