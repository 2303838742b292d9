"""Questions to start from: each leads to what it asks, and its brief to areas."""

from flask import Flask

from dashboard.explore.questions import next_steps, questions
from dashboard.explore.view import ViewState, read_query
from dashboard.parts.targets import handover
from dashboard.parts.targets.target_definition import read_targets, ready_made
from layers.atlas import Atlas


def test_their_addresses_are_understood_in_full(atlas: Atlas) -> None:
    for one in questions():
        page, _, query = one.address.partition("?")
        assert page in ("/", "/heard", "/where-to-meet", "/data/own")
        if page == "/":
            reading = read_query(query, atlas)
            assert not reading.ignored
            # The next step is offered where exactly this address is shown.
            assert reading.view.query() == f"?{query}"
            assert reading.view != ViewState()
            assert one.definition
            assert one.brief_for


def test_each_next_step_finds_areas_for_a_brief(atlas: Atlas) -> None:
    found = {}
    for one in questions():
        if not one.definition:
            continue
        targets, notes = read_targets(one.definition, atlas)
        assert notes == ()
        made = handover.work_out(atlas, targets)
        found[one.id] = len(made.finding.found)
        # The brief is about what the map showed.
        shown = read_query(one.address.partition("?")[2], atlas).view.indicator
        assert shown in [criterion.indicator for criterion in targets.criteria]
    assert found == {"interpreters": 98, "illness": 141}
    interpreters = next(one for one in questions() if one.id == "interpreters")
    targets, _ = read_targets(interpreters.definition, atlas)
    assert ready_made(atlas, targets) == ("core20_limited_english", "core20_limited_english")


def test_the_brief_and_its_areas_are_of_one_definition_under_a_path() -> None:
    with Flask(__name__).test_request_context("/", base_url="http://localhost/atlas"):
        steps = next_steps()
    with_brief = [one for one in questions() if one.definition]
    assert len(steps) == 2
    for step, one in zip(steps, with_brief, strict=True):
        brief, _, areas = step.children
        assert brief.href == f"/atlas/targets/pdf{one.definition}"
        assert areas.href == f"/atlas/seldom-heard{one.definition}"
