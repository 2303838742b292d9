"""Of an export's query the log keeps codes of the snapshot, and nothing that somebody typed."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, parse_qsl, quote_plus

import pytest
from dash import Dash
from hypothesis import given
from hypothesis import strategies as st

from dashboard.evidence.asked import AREAS, PLAN, UNIT
from dashboard.explore import view
from dashboard.explore.view import Classes, ViewState
from dashboard.inequality import view as inequality
from dashboard.parts.sessions import session_request
from dashboard.parts.sessions.session_request import SessionRequest
from dashboard.parts.targets import target_definition
from dashboard.parts.targets.target_definition import Targets
from dashboard.practices import view as practices
from dashboard.web.logged_query import KEPT, asked_for
from dashboard.where_to_meet.export_routes import FIRST_DAY
from layers import Atlas
from layers.exercise.heard_criterion import Heard, Place
from layers.targeting.area_search import Criterion
from layers.targeting.chosen_zones import Edit

TYPED = ["S1 2HE", "s12he", "Our winter plan", "Zoë Ó Briain", "07700 900123", "roma\r\nx", "A1"]
PATHS = [f"{folder}csv" for folder in KEPT]
EXERCISE = Heard("our survey", "16", (Place("E02001526", 0.31, 0.44),), "at the library")


def full_links(atlas: Atlas) -> dict[str, str]:
    """A link of each page with every letter that it writes."""
    ward, msoa = atlas.areas["ward_code"].iloc[0], atlas.areas["msoa_code"].iloc[0]
    district, practice = next(iter(atlas.districts)), atlas.practices.index[0]
    network = atlas.practices["pcn_code"].iloc[0]
    group = f"Our winter plan~{practice}"
    return {
        "/export/": ViewState(
            "roma", "no_car", "ward", Classes("own", 3, thresholds=(-2.5, 10)), (district,),
            (ward,), (msoa,), (network,), (practice,), 70, 5, (1, 3), (1, 10), 500, (ward,),
            ("arab", "chinese"), True, ("LAC-SE",),
        ).query() + "&only=selected",
        "/targets/": Targets(
            "Our winter plan", (Criterion("roma", "at_least", 2.5, True),
            Criterion("heard", "at_most", 0.8, False), Criterion("no_car", "at_least", 1, False)),
            0, (district,), (ward,), (network,), (practice,), "roma", 20, 9, EXERCISE,
            ("LAC-SE",), (Edit("rename", "E01007317", name="Our winter plan"),), 6, True,
        ).query() + "&o=E01007317&v=t%3DOur+winter+plan",
        "/where-to-meet/export/": SessionRequest(
            "Our winter plan", "roma", (district,), None, "a" * 32, 20, 1200, 1.25,
            ("school", "own"), 3, True, "areas", ("l0123abcd",), ("o0123abcd", "b0123abcd"), False,
            ("s0123abcd",),
        ).query() + "&from=2027-01-25",
        "/practices/export/": f"?v={practice}.{district}.{group}&k=pcn&d=02P&c={network}"
        "&q=Our+winter+plan&r=DM",
        "/inequality/export/": replace(
            inequality.InequalityView(), part="together", indicator="roma", within=district,
            by="national", fit="logit", chosen=("roma", "arab"), level="practice",
            pair=("roma", "arab"),
        ).query(),
    }  # fmt: skip


def test_codes_are_kept_and_what_was_typed_or_uploaded_is_only_named(atlas: Atlas) -> None:
    links = full_links(atlas)
    said = {folder: asked_for(f"{folder}csv", link[1:]) for folder, link in links.items()}
    kept = parse_qs(said["/where-to-meet/export/"]["definition"])
    assert kept["x"] == ["b0123abcd"]
    assert set(kept) == {*"gdpnrwkmzubxs", "from"}
    assert said["/where-to-meet/export/"]["left_out"] == "t x"
    for folder in ("/export/", "/inequality/export/"):
        assert parse_qsl(said[folder]["definition"]) == parse_qsl(links[folder][1:])
        assert "left_out" not in said[folder]
    kept = parse_qs(said["/targets/"]["definition"])
    assert kept["c"] == ["roma!ge!2.5!r~no_car!ge!1!c"]
    assert set(kept) == {*"ckdbwnpgqzmu"}
    assert said["/targets/"]["left_out"] == "a c f h o t v x"
    kept = parse_qs(said["/practices/export/"]["definition"])
    assert kept["v"] == [f"{atlas.practices.index[0]}.{next(iter(atlas.districts))}"]
    assert said["/practices/export/"]["left_out"] == "q v"
    for word in ("winter", "survey", "library", "0.31", "E02001526", "heard"):
        assert word not in str(said["/targets/"]) + str(said["/practices/export/"])


def test_every_letter_that_a_page_reads_is_thought_about() -> None:
    """A new one: say in dashboard/web/logged_query.py whether it can hold anything but codes."""

    letters = {
        "/export/": {*view.LETTERS, "only"},
        "/targets/": target_definition.LETTERS,
        "/practices/export/": practices.LETTERS,
        "/where-to-meet/export/": {*session_request.LETTERS, FIRST_DAY},
        "/inequality/export/": inequality.LETTERS,
        "/evidence/": {*target_definition.LETTERS, UNIT, AREAS, PLAN},
    }
    assert {folder: set(KEPT[folder]) for folder in letters} == letters


@given(st.data(), st.sampled_from(PATHS), st.sampled_from(TYPED))
def test_nothing_typed_is_kept_under_any_letter(data: Any, path: str, typed: str) -> None:
    letters = [*"abcdefghijklmnopqrstuvwxyz", "only", "wave", "I", "", typed]
    letter = data.draw(st.sampled_from(letters))
    around = data.draw(
        st.sampled_from(
            [
                "{}",
                "E01007317.{}",
                "{}.{}",
                "roma!ge!2!r~{}",
                "~{}",
                "{}~E01007317",
                "o5_{}",
                "{}!ge!2!r",
                "roma!ge!{}!r",
            ]
        )
    )
    value = quote_plus(around.replace("{}", typed))
    if data.draw(st.booleans()):
        value = "".join(f"%{byte:02X}" for byte in around.replace("{}", typed).encode())
    query = f"i=roma&{quote_plus(letter)}={value}&{quote_plus(letter)}={value}"
    said = str(asked_for(path, query)).lower()
    assert typed.lower() not in said
    assert quote_plus(typed).lower() not in said


def test_too_many_parts_are_not_read() -> None:
    assert asked_for("/export/csv", "i=roma&" * 500) == {"definition": "", "left_out": "…"}
    assert asked_for("/nothing", "i=roma") == {"definition": "", "left_out": "…"}


def test_the_line_of_an_export_says_so(open_app: Dash, caplog: pytest.LogCaptureFixture) -> None:
    link = "/targets/definition.json?t=Our+winter+plan&c=imd_decile!d!2!r"
    with caplog.at_level("INFO", "seldom_heard"):
        open_app.server.test_client().get(link).close()
    [line] = [record.fields for record in caplog.records if record.message == "export"]
    assert line["definition"] == "c=imd_decile!d!2!r"
    assert line["left_out"] == "t"
    assert "winter" not in str(line)
