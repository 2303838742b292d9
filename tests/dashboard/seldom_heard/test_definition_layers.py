"""A saved definition holds the figures of somebody's own that it asks for, and brings them back."""

import json
from typing import Any

import msgspec
import pytest
from flask import Flask

from dashboard.parts.context import Context
from dashboard.parts.targets.handover import work_out
from dashboard.parts.targets.target_definition import Targets, read_targets
from dashboard.seldom_heard.export_definition import (
    LARGEST_FILE,
    load_definition,
    open_definition,
    to_definition,
)
from dashboard.seldom_heard.export_routes import add_target_exports
from dashboard.seldom_heard.saved_definition import layers_of_file, query_of_file
from dashboard.settings.config import Config
from dashboard.web.atlas_of_request import atlas_of_request
from dashboard.web.browser_files import BrowserFiles
from dashboard.web.carried_layers import with_layers_aside
from layers.atlas import Atlas
from layers.own.own_indicator import with_own
from layers.own.own_layer import MOST_LAYERS
from layers.targeting.area_search import Criterion, DefinitionError
from tests.carrying import Page, every_kind
from tests.dashboard.seldom_heard.test_export_samples import MADE


@pytest.fixture(scope="module")
def server(atlas: Atlas) -> Flask:
    server = Flask("targets")
    context = Context(Config(), atlas_of_request(atlas), BrowserFiles())
    add_target_exports(server, context, today=lambda: MADE)
    server.wsgi_app = with_layers_aside(server.wsgi_app)
    return server


def asked(atlas: Atlas) -> tuple[Targets, Atlas]:
    """A definition that asks for two of four layers, and the atlas with all four."""
    own = every_kind(atlas)
    criteria = (
        Criterion(own["share"].id, "local_top", 20),
        Criterion("imd_decile", "decile", 2),
        Criterion(own["ward"].id, "at_most", 40.0, required=False),
    )
    targets = Targets(
        criteria=criteria, at_least=1, group=own["share"].id, districts=("E08000019",)
    )
    return targets, with_own(atlas, tuple(own.values()))


def saved(atlas: Atlas) -> dict[str, Any]:
    targets, known = asked(atlas)
    return dict(json.loads(to_definition(known, targets, made=MADE)))


def test_what_was_saved_finds_the_same_where_nobody_has_the_layers(atlas: Atlas) -> None:
    targets, known = asked(atlas)
    content = to_definition(known, targets, made=MADE)
    loaded, layers = open_definition(content, atlas)
    assert loaded == targets
    used = {targets.criteria[0].indicator, targets.criteria[2].indicator}
    assert {one.id for one in layers} == used  # and none of the two that it does not ask for
    again = work_out(with_own(atlas, layers), loaded)
    assert again.areas_taken == work_out(known, targets).areas_taken
    assert to_definition(with_own(atlas, layers), loaded, made=MADE) == content


def test_a_page_that_opens_it_is_given_its_layers_and_the_link_to_ask_with(
    server: Flask, atlas: Atlas
) -> None:
    file = json.dumps(saved(atlas))
    given = {"size": len(file), "text": file}
    layers, wrong = layers_of_file(given)
    query, refused = query_of_file(given)
    assert (wrong, refused) == ("", "")
    answer = Page(server).post("/targets/definition.json", file.encode())
    assert answer.get_json() == {"query": query, "own_layers": layers}
    held = open_definition(file.encode())[1]
    assert [one["id"] for one in layers] == [one.id for one in held]
    found = Page(server, held).get(f"/targets/csv{query}")
    assert found.status_code == 200
    targets, known = asked(atlas)
    taken = work_out(known, targets).areas_taken
    assert len(found.text.strip().splitlines()) == len(taken) + 1
    assert Page(server).get(f"/targets/csv{query}").status_code == 400


def test_a_definition_without_figures_of_ones_own_holds_none(server: Flask) -> None:
    file = Page(server).get("/targets/definition.json?c=imd_decile!d!2!r").data
    assert b"own_layers" not in file
    assert set(Page(server).post("/targets/definition.json", file).get_json()) == {"query"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda one: one["layer"].update(codes=["E01000001"] * 2), "not in order"),
        (lambda one: one.update(version=2), "not a layer"),
        (lambda one: one["layer"].update(label="Another"), "somebody brought"),
    ],
)
def test_layers_that_are_damaged_or_others_are_refused_with_a_sentence(
    atlas: Atlas, change: Any, said: str
) -> None:
    file = saved(atlas)
    change(file["own_layers"][0])
    with pytest.raises(DefinitionError, match=said):
        load_definition(json.dumps(file).encode(), atlas)


def test_more_layers_than_a_page_holds_or_more_than_64_kb_beside_them_are_refused(
    atlas: Atlas,
) -> None:
    file = saved(atlas)
    many = file | {"own_layers": file["own_layers"][1:] * (MOST_LAYERS + 1)}
    with pytest.raises(DefinitionError, match="more than 5 layers"):
        load_definition(json.dumps(many).encode(), atlas)
    padded = msgspec.json.encode(file) + b" " * LARGEST_FILE
    for content in (padded, b" " * (LARGEST_FILE + 1)):
        with pytest.raises(DefinitionError, match="larger than 64 kB"):
            load_definition(content, atlas)


@pytest.mark.parametrize("text", ['{"own_layers": 5}', '{"own_layers": {"a": 1}}', "[]", "{"])
def test_a_page_finds_no_layers_in_another_file(text: str) -> None:
    assert layers_of_file({"size": 9, "text": text}) == ([], "")


def test_what_is_asked_is_marked_in_the_file_and_read_as_it_was(atlas: Atlas) -> None:
    targets, known = asked(atlas)
    first, second, _ = saved(atlas)["criteria"]
    assert first["in_words"].endswith("highest 20% (own)")
    assert second["in_words"].endswith("national decile 1 to 2")
    assert read_targets(targets.query(), known)[0] == targets
