"""Figures are kept and changed from the page, and are in the pages of those who may see them."""

from collections.abc import Iterator
from typing import Any

import pytest
from dash.development.base_component import Component

from dashboard.files.about import day
from dashboard.own import kept_layers
from dashboard.own.kept_layers import kept_part
from dashboard.parts.context import Context
from dashboard.settings.config import Config
from dashboard.web.browser_files import BrowserFiles
from dashboard.web.people import Person
from dashboard.web.refusal_texts import NO_ROLE, PLANS_OFF
from layers.atlas import Atlas
from layers.own.own_layer import OwnLayer
from layers.own.own_points import OwnPoints
from tests.dashboard.plans.words import parts, words
from tests.dashboard.web.plan_requests import KEPT
from tests.dashboard.web.plans_app import PlansApp, plans_app
from tests.layers.own.layers import layer
from workspace import own_layers
from workspace.database import Workspace
from workspace.own_layers import Viewer
from workspace.records import KeptLayer

POINTS = OwnPoints(
    label="Food banks", names=("A hall",), longitudes=(-1.47,), latitudes=(53.38,), source="Us"
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlansApp]:
    with pytest.MonkeyPatch.context() as patch:
        yield plans_app(tmp_path_factory.mktemp("kept"), patch)


@pytest.fixture
def found(app: PlansApp) -> PlansApp:
    app.begin()
    return app


def asked(found: PlansApp, role: str, own: OwnLayer | OwnPoints | None = None, **more: Any) -> Any:
    """What the page's callback answers to a button."""
    until = (own_layers.today() + own_layers.USUALLY).isoformat()
    ask = {"act": "keep", "id": "", "version": 0, "until": until, "seen_by": "owner"}
    stores = {
        "own-kept-asked": ask | {key: more[key] for key in ask if key in more},
        "own-made": {"text": own.written.decode()} if own else None,
        "own-kept-warned": more.get("warned", ""),
        "own-kept-token": found.tokens[role],
    }
    answer = found.call(role, found.filled(KEPT, role, **stores))
    assert answer.status_code == 200, answer.text
    return answer.json["response"]


def kept(found: PlansApp, label: str) -> list[KeptLayer]:
    with Workspace(f"sqlite:///{found.file}").reading() as session:
        return [one for one in own_layers.every(session) if one.label == label]


def test_a_text_that_could_tell_who_somebody_is_is_kept_only_when_asked_twice(
    found: PlansApp,
) -> None:
    own = layer(label="Damp homes", note="Ask 0114 496 0000")
    first = asked(found, "contributor", own)
    assert "0114 496 0000" in str(first["own-kept-said"])
    assert kept(found, "Damp homes") == []
    warned = first["own-kept-warned"]["data"]
    again = asked(found, "contributor", own, warned=warned)
    assert again["own-kept-done"]["data"] == {"kept": own.id}
    assert "seen by you alone" in str(again["own-kept-list"])
    until = day(own_layers.today() + own_layers.USUALLY)
    assert f"is kept here now, until {until}, seen by you alone." in str(again["own-kept-said"])
    [one] = kept(found, "Damp homes")
    assert (one.owner, one.seen_by) == ("contributor@nhs.example", "owner")


def test_its_licence_is_there_with_a_word_of_caution_where_everybody_sees_it(
    found: PlansApp,
) -> None:
    care, not_on = "not for passing on. Ask whose they are whether", "Own – not for passing on"
    own, free = layer(label="Ours", licence=not_on), layer(label="Free", licence="CC BY 4.0")
    listed = asked(found, "editor", free, seen_by="everyone")
    assert "Licence: CC BY 4.0" in str(listed["own-kept-list"])
    assert care not in str(listed)
    answer = asked(found, "editor", own)
    assert f"Licence: {not_on}" in str(answer["own-kept-list"])
    assert care not in str(answer)
    [one] = kept(found, "Ours")
    answer = asked(found, "editor", act="change", id=one.id, version=1, seen_by="everyone")
    assert care in str(answer["own-kept-said"])
    assert care in str(answer["own-kept-list"])


def test_names_of_places_are_looked_at_too(found: PlansApp) -> None:
    own = OwnPoints(
        label="Halls", names=("A hall, S4 7UQ",), longitudes=(-1.47,), latitudes=(53.38,), source=""
    )
    assert "S4 7UQ" in str(asked(found, "editor", own)["own-kept-said"])


@pytest.mark.parametrize("more", [{"until": "2020-01-01"}, {"seen_by": "x"}, {"own": None}])
def test_what_cannot_be_kept_says_why(found: PlansApp, more: dict[str, Any]) -> None:
    own = more.pop("own", layer(label="Damp homes"))
    before = found.dump()
    assert "flag" in str(asked(found, "editor", own, **more)["own-kept-said"])
    assert found.dump() == before


def test_what_two_change_at_once_is_shown_as_it_is_now(found: PlansApp) -> None:
    id, version = found.layers["editor"], 1
    for said in ("is changed", "meanwhile"):
        change = {"act": "change", "id": id, "version": version, "seen_by": "editors"}
        answer = asked(found, "editor", **change)
        assert said in str(answer["own-kept-said"])
        assert "seen by editors and leads" in str(answer["own-kept-list"])


def test_what_is_taken_away_is_in_no_page_until_it_is_brought_back(found: PlansApp) -> None:
    [one] = kept(found, "Figures kept by editor")
    address = f"/export/csv?i={one.layer_id}"
    assert found.ask("viewer", "GET", address).status_code == 200
    asked(found, "editor", act="remove", id=one.id, version=1)
    assert found.ask("viewer", "GET", address).status_code == 404
    assert "Bring back" in str(asked(found, "editor", layer(label="x"))["own-kept-list"])
    asked(found, "editor", act="restore", id=one.id, version=2)
    assert found.ask("viewer", "GET", address).status_code == 200


def test_a_link_to_what_one_may_not_see_is_as_if_it_were_not_there(found: PlansApp) -> None:
    own = layer(label="Only the lead’s")
    asked(found, "lead", own)
    for role, status in (("lead", 200), ("administrator", 404), ("viewer", 404), ("", 404)):
        answer = found.ask(role, "GET", f"/export/csv?i={own.id}")
        assert answer.status_code == status, role
        page = found.ask(role, "GET", f"/?i={own.id}").text
        assert (own.id in page.replace(f"?i={own.id}", "")) is (status == 200), role
        assert own.label not in page or status == 200
    [one] = kept(found, own.label)
    for act in ("show", "change", "remove", "restore"):
        answer = asked(found, "administrator", act=act, id=one.id, version=1)
        assert "meanwhile" in str(answer["own-kept-said"]), act
    assert kept(found, own.label)[0].version == 1


def test_places_that_are_kept_can_be_shown_by_those_who_see_them(found: PlansApp) -> None:
    asked(found, "editor", POINTS, seen_by="everyone")
    [one] = kept(found, POINTS.label)
    done = asked(found, "viewer", act="show", id=one.id)["own-kept-done"]["data"]
    assert done["show"] == {
        "id": POINTS.id, "label": POINTS.label, "text": POINTS.written.decode(), "kind": "points",
        "licence": "Not said: ask whoever brought it before passing it on",
    }  # fmt: skip


def test_the_page_offers_what_each_may_do(found: PlansApp) -> None:
    forms = {}
    for role in ("", "viewer", "contributor", "lead"):
        text = found.ask(role, "GET", "/data/own").text
        forms[role] = ("own-keep-button" in text, text.count("Remove"))
        assert ("Figures kept by lead" in text) is bool(role)
        assert "Take away" not in text  # it would read as a download
        assert ("Or keep them in this atlas" in text) is forms[role][0]
        # Whoever keeps nothing alone is not offered to take it from its owner's sight.
        assert ("Only me" in text) is forms[role][0]
    lead = found.ask("lead", "GET", "/data/own").text
    assert lead.count('"Only me"') == 2  # of what is new, and of their own
    assert lead.count('"Only editor@nhs.example"') == 1
    assert [forms[role][0] for role in forms] == [False, False, True, True]
    assert forms["viewer"][1] == 0 < forms["contributor"][1] < forms["lead"][1]
    text = found.ask("viewer", "GET", "/data/own").text
    assert "Each says who brought it" in text
    assert "can be brought back" not in text
    assert "can be brought back" in found.ask("lead", "GET", "/data/own").text
    assert "brought by " in text
    assert "Remove" not in text
    assert "Remove" in found.ask("lead", "GET", "/data/own").text


def ids(made: Component) -> list[Any]:
    return [one.id for one in parts(made) if getattr(one, "id", None)]


def test_where_nothing_is_kept_the_part_says_why_and_nothing_else(
    atlas: Atlas, found: PlansApp
) -> None:
    made = kept_part(Context(Config(), atlas, BrowserFiles(), None, PLANS_OFF))
    assert words(made) == f"Kept in this atlas Figures cannot be kept here for later. {PLANS_OFF}"
    assert ids(made) == []
    with found.app.server.test_request_context():
        workspace = Workspace(f"sqlite:///{found.file}")
        made = kept_part(Context(Config(), atlas, BrowserFiles(), workspace, ""))
    assert NO_ROLE in words(made)
    assert ids(made) == []


def test_more_than_a_page_can_hold_says_so(found: PlansApp) -> None:
    until = own_layers.today() + own_layers.USUALLY
    with Workspace(f"sqlite:///{found.file}").writing() as session:
        several = [
            own_layers.keep(
                session, layer(label=f"More {n}"), until, "owner", Viewer(f"{n}", "editor")
            )
            for n in range(own_layers.MOST_SEEN - len(found.layers) + 1)
        ]
        for one in several:  # nobody saw too many before
            one.seen_by = "editors"
    assert found.ask("viewer", "GET", "/data/own").text.count("no more than 20 can be") == 0
    assert found.ask("editor", "GET", "/data/own").text.count("no more than 20 can be") == 1


def test_where_nobody_signs_in_no_names_are_promised(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("", "lead"):
        known = Person(name, "lead")
        monkeypatch.setattr(kept_layers, "person", lambda known=known: known)
        assert ("Each says who brought it" in kept_layers.lead()) is bool(name)
