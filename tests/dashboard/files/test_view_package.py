"""The zip of every page is a data package that the standard's own tool finds nothing wrong with."""

import io
import json
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from flask.testing import FlaskClient
from frictionless import system, validate

from dashboard.application import create_app
from dashboard.files.about import LICENCE_ADDRESSES
from dashboard.files.csv_zip import to_zip
from dashboard.settings.config import Config
from tests.dashboard.conftest import Export, unzipped


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app(Config()).server.test_client()


@pytest.mark.parametrize(
    "address",
    [
        "/export/zip?i=roma&j=imd_score&d=E08000016",
        "/export/zip?i=bad_health&l=msoa",
        "/targets/zip?c=imd_decile!d!1!r&d=E08000018",
        "/where-to-meet/export/zip?d=E08000018&n=2",
        "/practices/export/zip?v=C88048",
        "/practices/export/zip?r=HYP",
        "/inequality/export/zip?i=bad_health",
        "/inequality/export/zip?t=together&c=roma.no_car.imd_score",
        "/change/export/zip?w=E08000017",
        "/change/export/zip?t=registers",
    ],
)
def test_a_pages_zip_is_a_valid_package(client: FlaskClient, tmp_path: Path, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    with zipfile.ZipFile(io.BytesIO(answer.data)) as file:
        file.extractall(tmp_path)
        names = set(file.namelist())
    with system.use_context(trusted=True):
        report = validate(tmp_path / "datapackage.json")
    assert report.valid, [error.message for task in report.tasks for error in task.errors][:5]
    described = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))["resources"]
    assert {one["path"] for one in described} | {"datapackage.json", "data.csv-metadata.json"} == (
        names
    )
    for one in described:
        if one["path"] != "about.csv":
            head = pd.read_csv(tmp_path / one["path"], nrows=0).columns
            assert [field["name"] for field in one["schema"]["fields"]] == list(head)


def test_it_says_of_when_of_what_and_under_which_licence(export: Export) -> None:
    said = json.loads(unzipped(to_zip(export.table, export.about))["datapackage.json"])
    assert said["created"].startswith(export.about.made.isoformat())
    assert said["homepage"] == export.about.link
    rests_on = [(one["licence"], one["attribution"]) for one in export.about.sources]
    assert [(one["licence"], one["attribution"]) for one in said["sources"]] == rests_on
    named = {one["name"] for one in said.get("licenses", [])}
    under = {licence for licence, _ in rests_on}
    assert named == (under if under <= LICENCE_ADDRESSES.keys() else set())
