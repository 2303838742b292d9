"""Every field of every record is in its form, with its words and limits, and nothing else is."""

import pytest

from dashboard.plans.edit import buttons, texts
from dashboard.plans.edit.choices import offered
from dashboard.plans.edit.form import Said, form
from dashboard.plans.edit.opened import for_new, for_record, shown
from dashboard.plans.edit.save import CHANGED, MADE
from layers import Atlas
from tests.dashboard.plans.edit.conftest import controls, parts
from tests.dashboard.plans.edit.conftest import texts as texts_of
from workspace import fields, plans
from workspace.database import Workspace
from workspace.joining import changed
from workspace.records import RECORDS, Plan

KINDS = {one.kind for of in fields.forms().records.values() for one in of.field}


def wire(component: object) -> object:
    """As Dash sends it."""
    return component.to_plotly_json() if hasattr(component, "to_plotly_json") else component


def tree(view: object) -> object:
    def deep(one: object) -> object:
        one = wire(one)
        if isinstance(one, dict):
            return {name: deep(value) for name, value in one.items()}
        return [deep(each) for each in one] if isinstance(one, list | tuple) else one

    return deep(view)


def test_buttons_know_every_record() -> None:
    assert set(buttons.Table.__args__) == set(RECORDS) == set(fields.forms().records)  # type: ignore[attr-defined]
    for record in CHANGED:
        assert texts.of("change", record)
    assert set(texts.TEXTS.sections["new"]) == set(MADE)


@pytest.mark.parametrize("record", CHANGED)
def test_a_form_has_every_field_with_its_words_and_value(
    atlas: Atlas, running: Plan, record: str
) -> None:
    one = running if record == "plan" else offered_first(running, record)
    opened = for_record(one, running)
    made = tree(form(atlas, running, opened, opened["was"]).body)
    said = " ".join(texts_of(made))
    areas = {one.id for one in fields.of(record) if one.kind == "area"}
    assert set(controls(made)) | areas == {one.id for one in fields.of(record)}
    for each in fields.of(record):
        assert each.label in said
        if each.id not in areas:
            assert controls(made)[each.id] == shown(one)[each.id]
        for choice in each.choice:
            assert choice.label in said
            assert choice.note in said


def offered_first(plan: Plan, record: str) -> object:
    from dashboard.plans.edit.choices import LISTS

    return getattr(plan, LISTS[record])[0]


def test_a_field_that_is_added_to_the_file_is_in_the_form(
    atlas: Atlas, running: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = tuple(
        fields.Field(id=f"more_{kind}", label=f"More {kind}", kind=kind, limit=9, record=record)
        for kind in sorted(KINDS)
        for record in (["zone"] if kind.startswith("record") else [""])
    )
    monkeypatch.setattr(fields, "of", lambda _: more)
    opened = for_new(RECORDS["finding"], running, {})
    made = tree(form(atlas, running, opened, opened["was"]).body)
    assert set(controls(made)) == {one.id for one in more if one.kind != "area"}
    assert "More area" in " ".join(texts_of(made))


def test_a_new_record_starts_with_what_is_usual_and_what_its_button_says(running: Plan) -> None:
    zone = running.zones[0].id
    new = for_new(RECORDS["session"], running, {"zone_id": zone, "plan_id": "x"})
    assert new["version"] == 0
    assert new["was"] == {
        "zone_id": zone, "venue": "", "address": "", "postcode": "", "lsoa": "", "on": "",
        "starts": "", "status": "planned", "note": "",
    }  # fmt: skip
    # Nobody decides by not looking.
    assert for_new(RECORDS["action"], running, {})["was"]["decision"] == ""
    assert for_new(RECORDS["finding"], running, {"activities": "a"})["was"]["activities"] == ["a"]


def test_what_is_offered_is_of_this_plan(atlas: Atlas, running: Plan, kept: Workspace) -> None:
    found = offered(atlas, running, "finding")
    assert [id for id, _ in found.records["zone"]] == [zone.id for zone in running.zones]
    assert found.used["theme"] == ["Getting checked", "Trust"]
    assert "14 April 2026, Fir Vale Community Hub" in dict(found.records["activity"]).values()
    # No counts of people stand beside a visit.
    assert not any("42" in name for _, name in found.records["activity"])
    areas = offered(atlas, running, "session").areas
    assert [len(group["options"]) for group in areas] == [19, len(atlas.areas) - 19]
    with kept.reading() as session:
        assert plans.plan(session, running.id).title == running.title


def test_faults_stand_beside_their_fields_and_the_text_stays(atlas: Atlas, running: Plan) -> None:
    opened = for_new(RECORDS["finding"], running, {})
    values = opened["was"] | {"statement": "Nobody minds the children."}
    said = Said(faults={"theme": "Theme: this has to be filled in."})
    made = tree(form(atlas, running, opened, values, said).body)
    assert controls(made)["statement"] == "Nobody minds the children."
    [marked] = [one for one in parts(made) if "data-fault" in one]
    assert marked["data-field"] == "theme"
    assert "Theme: this has to be filled in." in texts_of({"props": marked})


def test_what_is_not_changed_is_not_sent() -> None:
    was = {"a": "", "b": ["1", "2"], "c": "x", "d": False, "e": "3"}
    now = {"a": None, "b": ["2", "1"], "c": "y", "d": False, "e": "3"}
    assert changed(was, now) == {"c": "y"}
