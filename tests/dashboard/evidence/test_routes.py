"""Where packs are fetched, by whom, and what an address may ask for."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.evidence.asked import NotAsked, read
from dashboard.evidence.routes import FORMATS, add_evidence
from dashboard.evidence.texts import say
from dashboard.parts.context import Context
from dashboard.parts.targets import handover
from dashboard.parts.targets.target_definition import read_targets
from dashboard.plans.papers.whom_heard import in_short_and_whole
from dashboard.settings.config import Config
from dashboard.web.browser_files import BrowserFiles
from dashboard.web.replies import ROLE
from layers.atlas import Atlas
from tests.dashboard.conftest import MADE
from tests.dashboard.evidence.conftest import PRACTICE
from workspace.database import Workspace
from workspace.plans import plans

DEFINITION = "c=imd_decile!d!1!r&d=E08000019"
WHY_NOT = "No plans are kept here."
Client = Callable[..., FlaskClient]


@pytest.fixture(scope="module")
def client(atlas: Atlas) -> FlaskClient:
    server = Flask("evidence")
    context = Context(Config(), atlas, BrowserFiles(), None, WHY_NOT)
    add_evidence(server, context, whom_heard=in_short_and_whole, today=lambda: MADE)
    return server.test_client()


@pytest.mark.parametrize(("name", "starts"), [("pack.docx", b"PK"), ("pack.pdf", b"%PDF-1.7")])
def test_a_pack_is_a_file_to_download(client: FlaskClient, name: str, starts: bytes) -> None:
    answer = client.get(f"/evidence/{name}?unit={PRACTICE}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, FORMATS[name])
    assert answer.data.startswith(starts)
    assert answer.headers["Cache-Control"] == "private, no-store"
    ending = name.rpartition(".")[2]
    file = f"seldom-heard-evidence-page-hall-medical-centre-2026-11-22.{ending}"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={file}"
    announced = client.head(f"/evidence/{name}?unit={PRACTICE}")
    assert (announced.status_code, announced.data) == (200, b"")


def test_whom_an_address_asks_for(atlas: Atlas) -> None:
    assert read(f"unit={PRACTICE}", atlas).unit.practices == (PRACTICE,)
    assert read(f"unit={PRACTICE}", atlas).page == f"/practices?v={PRACTICE}"
    assert read("unit=U20350", atlas).unit.kind == "pcn"
    assert read("areas=E01007869.E01007872", atlas).unit.areas == ("E01007869", "E01007872")
    targets, _ = read_targets(DEFINITION, atlas)
    found = handover.work_out(atlas, targets)
    asked = read(DEFINITION, atlas)
    assert asked.unit.areas == tuple(sorted(found.finding.found))
    some = read(f"{DEFINITION}&m=2", atlas)
    two = sorted(code for zone in found.zones[:2] for code in zone.areas)
    assert some.unit.areas == tuple(two)
    assert some.page.endswith("&m=2")
    off = "~".join(f"x!{zone.areas[0]}" for zone in found.zones)
    with pytest.raises(NotAsked, match="is ticked off"):
        read(f"{DEFINITION}&f={off}", atlas)
    assert asked.page == f"/seldom-heard{targets.query()}"
    zone = read(f"{DEFINITION}&y=2", atlas)
    assert zone.unit.areas == tuple(sorted(found.zones[1].areas))
    assert zone.unit.name == found.zones[1].name


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("", say("refused", "nothing_asked")),
        ("areas=", say("refused", "nothing_asked")),
        ("unit=C99999", "“C99999” is not the code"),
        ("areas=E01007869.E01", "There is no area with the code “E01”."),
        (f"unit={PRACTICE}&areas=E01007869", say("refused", "more_than_one")),
        (f"unit={PRACTICE}&{DEFINITION}", say("refused", "more_than_one")),
        (f"unit={PRACTICE}&unit={PRACTICE}", "twice"),
        ("nothing=1", "“nothing” in the link is not known."),
        (f"{DEFINITION}&w=E1", "There is no ward"),
        (f"{DEFINITION}&y=999", say("refused", "no_zone")),
        (f"{DEFINITION}&y=%C2%B2", say("refused", "no_zone")),
        ("c=roma!ge!99!r", say("refused", "nothing_found")),
        ("unit=" + "C88051~" * 2_000, "too long"),
    ],
)
def test_what_cannot_be_used_is_said_and_gives_no_file(
    client: FlaskClient, atlas: Atlas, query: str, why: str
) -> None:
    with pytest.raises(NotAsked) as error:
        read(query, atlas)
    assert why in str(error.value)
    answer = client.get(f"/evidence/pack.docx?{query}")
    assert answer.status_code == 400
    assert answer.text.startswith(say("refused", "none"))
    assert why in answer.text


def test_another_format_is_not_there(client: FlaskClient) -> None:
    answer = client.get(f"/evidence/pack.odt?unit={PRACTICE}")
    assert answer.status_code == 404
    assert "pack.docx and pack.pdf" in answer.text


def test_a_plan_is_for_those_who_may_see_plans(
    client: FlaskClient, atlas: Atlas, workspace: Workspace
) -> None:
    with workspace.reading() as session:
        [plan] = plans(session)
    path = f"/evidence/pack.docx?plan={plan.id}"
    off = client.get(path)
    assert (off.status_code, off.text) == (403, f"{WHY_NOT}\n")
    server = Flask("evidence")
    context = Context(Config(), atlas, BrowserFiles(), workspace)
    add_evidence(server, context, whom_heard=in_short_and_whole, today=lambda: MADE)
    there = server.test_client()

    def got(role: str, of: str = path) -> Any:
        return there.get(of, environ_base={ROLE: role})

    assert got("").status_code == 403
    assert got("viewer").status_code == 200
    assert got("viewer", "/evidence/pack.docx?plan=nothing").status_code == 404
    assert got("viewer", f"{path}&unit={PRACTICE}").status_code == 400
