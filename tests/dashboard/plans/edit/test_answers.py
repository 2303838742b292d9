"""What comes of the panel's buttons, as browsers of several people send them."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import select

from dashboard.plans.edit import history
from tests.dashboard.plans.edit.conftest import Panel, parts
from tests.dashboard.plans.words import words
from tests.workspace.made_up_plan import made_up_plan
from workspace.database import Workspace
from workspace.plans import STEPS
from workspace.records import Action, Change, Finding, Plan, Zone

PanelOf = Callable[[str], Panel]


def finding(running: Plan) -> Finding:
    return running.findings[0]


def read(kept: Workspace, kind: type, id: str) -> object:
    with kept.reading() as session:
        return session.get(kind, id)


def goes_by_itself(panel: Panel) -> bool:
    """Whether the line that says what was done goes without a click."""
    [line] = [one for one in parts(panel.shows["edit-told"]) if one.get("id") == "edit-told-text"]
    return "data-gone-after" in line


def edit(panel: Panel, plan: Plan, record: str, id: str = "", **preset: str) -> Panel:
    return panel.press("form", record, plan.id, id, **preset)


def test_a_finding_is_added_once_however_often_it_is_sent(
    kept: Workspace, running: Plan, panel_of: PanelOf
) -> None:
    panel = edit(panel_of("edith"), running, "finding", zone_id=running.zones[1].id)
    assert panel.is_open
    assert panel.values["zone_id"] == running.zones[1].id
    written = {"theme": "Transport", "statement": "The last bus leaves at six."}
    opened, values = panel.opened, dict(panel.values)
    panel.save(**written)
    assert not panel.is_open
    assert "Added." in panel.text
    assert goes_by_itself(panel)
    assert panel.shows["plan-changed"]["data"] == 1
    panel.opened, panel.values = opened, values
    panel.save(**written)
    with kept.reading() as session:
        [made] = session.scalars(select(Finding).where(Finding.theme == "Transport"))
    assert (made.statement, made.changed_by) == ("The last bus leaves at six.", "edith")


def test_what_cannot_be_kept_is_said_beside_it_and_nothing_is_lost(
    kept: Workspace, running: Plan, panel_of: PanelOf
) -> None:
    zone = running.zones[2]
    panel = edit(panel_of("edith"), running, "zone", zone.id).save(
        name="", target="1,5", lead="Zoe"
    )
    assert panel.is_open
    assert "Name: this has to be filled in." in panel.text
    assert "Meant to hear: this has to be a whole number." in panel.text
    assert panel.values | {"name": "", "target": "1,5", "lead": "Zoe"} == panel.values
    marked = {one["data-field"] for one in parts(panel.shows["edit-body"]) if "data-fault" in one}
    assert marked == {"name", "target"}
    assert read(kept, Zone, zone.id).lead != "Zoe"  # type: ignore[attr-defined]
    panel.save(name=zone.name, target="75")
    assert not panel.is_open
    now = read(kept, Zone, zone.id)
    assert (now.target, now.lead) == (75, "Zoe")  # type: ignore[attr-defined]


def test_two_people_change_one_field_and_both_are_shown(
    kept: Workspace, running: Plan, panel_of: PanelOf
) -> None:
    one = finding(running)
    edith = edit(panel_of("edith"), running, "finding", one.id)
    sam = edit(panel_of("sam"), running, "finding", one.id)
    sam.save(statement="Sam’s words.", voices="one")
    edith.save(statement="Edith’s words.", theme="Edith’s theme")
    assert edith.is_open
    assert "Changed by sam since you opened it: here are both." in edith.text
    assert "Theirs: Sam’s words." in edith.text
    assert "Also changed by sam: How many said so." in edith.text
    assert edith.values["statement"] == "Edith’s words."
    assert edith.values["voices"] == "one"
    stays = read(kept, Finding, one.id)
    assert stays.statement == "Sam’s words."  # type: ignore[attr-defined]
    # Theirs for one field; hers for the other, and what only Sam changed.
    edith.takes = {"statement": "theirs"}
    edith.save()
    assert not edith.is_open
    now = read(kept, Finding, one.id)
    assert (now.statement, now.theme, now.voices) == (  # type: ignore[attr-defined]
        "Sam’s words.", "Edith’s theme", "one",
    )  # fmt: skip


def test_one_side_is_taken_for_all_fields(
    kept: Workspace, running: Plan, panel_of: PanelOf
) -> None:
    one = running.findings[1]
    edith = edit(panel_of("edith"), running, "finding", one.id)
    edit(panel_of("sam"), running, "finding", one.id).save(statement="A", theme="B")
    edith.save(statement="C", theme="D")
    assert edith.opened
    edith.press("theirs", "finding", running.id, one.id)
    takes = [
        one["value"]
        for one in parts(edith.shows["edit-body"])
        if isinstance(one.get("id"), dict) and one["id"].get("part") == "take"
    ]
    assert takes == ["theirs", "theirs"]
    assert (edith.values["statement"], edith.values["theme"]) == ("C", "D")


def test_two_people_change_other_fields_and_both_are_kept(
    kept: Workspace, running: Plan, panel_of: PanelOf
) -> None:
    action = running.actions[0]
    edith = edit(panel_of("edith"), running, "action", action.id)
    edit(panel_of("sam"), running, "action", action.id).save(owner="Sam Bell")
    edith.save(status="under_way")
    assert not edith.is_open
    assert "Changed by sam meanwhile: Owner." in edith.text
    now = read(kept, Action, action.id)
    assert (now.owner, now.status) == ("Sam Bell", "under_way")  # type: ignore[attr-defined]


def test_what_is_deleted_can_be_undone_and_found_again(
    kept: Workspace, running: Plan, panel_of: PanelOf
) -> None:
    one = running.findings[3]
    panel = panel_of("edith").press("remove", "finding", running.id, one.id)
    assert "“Trust: Somebody they know should do the check” is taken out" in panel.text
    version = read(kept, Finding, one.id).version  # type: ignore[attr-defined]
    panel.press("delete", "finding", running.id, one.id, version=version)
    assert "Undo" in panel.text
    assert not goes_by_itself(panel)
    assert read(kept, Finding, one.id).deleted_by == "edith"  # type: ignore[attr-defined]
    assert "Trust: Somebody" in panel_of("sam").press("deleted", "plan", running.id).text
    panel.press("restore", "finding", running.id, one.id)
    assert "Brought back" in panel.text
    assert read(kept, Finding, one.id).deleted_at is None  # type: ignore[attr-defined]
    assert "Nothing was deleted" in panel_of("sam").press("deleted", "plan", running.id).text


def test_a_deleted_plan_is_erased_by_an_administrator_alone(
    kept: Workspace, panel_of: PanelOf
) -> None:
    with kept.writing() as session:
        one = made_up_plan(session, 3, title="Not wanted", status="draft")
    panel = panel_of("ada")
    panel.press("erase", "plan", one.id, one.id)
    assert "in the meantime" in panel.text  # what is not deleted is not erased
    panel.press("delete", "plan", one.id, one.id, version=one.version)
    assert "Erase for good" not in panel_of("lena").press("deleted", "plan", "").text
    assert "Erase for good" in panel.press("deleted", "plan", "").text
    assert "nobody can bring it back" in panel.press("erasure", "plan", one.id, one.id).text
    assert read(kept, Plan, one.id)
    panel.press("erase", "plan", one.id, one.id)
    assert "Erased for good: Not wanted" in panel.text
    assert read(kept, Plan, one.id) is None


def test_a_deletion_of_what_somebody_has_just_changed_does_nothing(
    kept: Workspace, running: Plan, panel_of: PanelOf
) -> None:
    one = running.findings[3]
    panel = panel_of("edith").press(
        "delete", "finding", running.id, one.id, version=one.version - 1
    )
    assert panel.is_open
    assert "changed by somebody else in the meantime" in panel.text
    assert read(kept, Finding, one.id).deleted_at is None  # type: ignore[attr-defined]


def test_zones_come_and_go_only_in_a_draft(
    kept: Workspace, running: Plan, draft: Plan, panel_of: PanelOf
) -> None:
    zone = draft.zones[5]
    panel = panel_of("edith").press("delete", "zone", draft.id, zone.id, version=zone.version)
    assert "Undo" in panel.text
    panel.press("restore", "zone", draft.id, zone.id)
    assert read(kept, Zone, zone.id).deleted_at is None  # type: ignore[attr-defined]
    agreed = running.zones[5]
    version = read(kept, Zone, agreed.id).version  # type: ignore[attr-defined]
    panel.press("delete", "zone", running.id, agreed.id, version=version)
    assert "were agreed and stay" in panel.text
    assert read(kept, Zone, agreed.id).deleted_at is None  # type: ignore[attr-defined]


def test_a_postcode_is_kept_with_a_second_press_alone(
    kept: Workspace, running: Plan, panel_of: PanelOf
) -> None:
    text = "The bus to S10 2TN does not come."
    panel = edit(panel_of("edith"), running, "finding").save(theme="Bus", statement=text)
    assert panel.is_open
    assert "S10 2TN" in panel.text
    assert "Keep it all the same" in panel.text
    assert panel.opened
    assert read(kept, Finding, panel.opened["id"]) is None
    # Another one is warned of anew.
    panel.save(statement=f"{text} Nor to S11 8FT.")
    assert panel.is_open
    id = panel.opened["id"]
    panel.save()
    assert not panel.is_open
    assert read(kept, Finding, id).statement.endswith("S11 8FT.")  # type: ignore[attr-defined]


def test_own_words_are_warned_of_where_a_plan_keeps_none(
    running: Plan, draft: Plan, panel_of: PanelOf
) -> None:
    quote = {"theme": "Bus", "statement": "“I waited an hour in the rain”, and more."}
    panel = edit(panel_of("edith"), draft, "finding").save(**quote)
    assert panel.is_open
    assert "somebody’s own words" in panel.text
    edit(panel_of("edith"), draft, "plan", draft.id).save(quotes=True)
    panel = edit(panel_of("edith"), draft, "finding").save(**quote)
    assert not panel.is_open


def test_each_step_says_what_it_does_and_only_a_lead_takes_it(
    kept: Workspace, draft: Plan, panel_of: PanelOf
) -> None:
    editor, lead = panel_of("edith"), panel_of("lena")
    assert "An editor, plan lead" in editor.press("steps", "plan", draft.id, draft.id).text
    at, taken = "draft", []
    for to in ("agreed", "draft", "agreed", "running", "closed", "running", "closed", "told_back",
               "closed", "told_back", "archived", "told_back"):  # fmt: skip
        version = read(kept, Plan, draft.id).version  # type: ignore[attr-defined]
        given = {"version": version, "status": to}
        editor.press("move", "plan", draft.id, draft.id, **given)
        assert "not allow" in editor.text or "may not" in editor.text
        assert read(kept, Plan, draft.id).status == at  # type: ignore[attr-defined]
        lead.press("steps", "plan", draft.id, draft.id)
        if at == "draft":
            assert "frozen" in lead.text
        lead.press("move", "plan", draft.id, draft.id, **given)
        assert read(kept, Plan, draft.id).status == to  # type: ignore[attr-defined]
        taken.append((at, to))
        at = to
    assert set(taken) == {(one, to) for one, follow in STEPS.items() for to in follow}


def test_nothing_of_an_archived_plan_changes(
    kept: Workspace, draft: Plan, panel_of: PanelOf
) -> None:
    lead = panel_of("lena")
    edith = edit(panel_of("edith"), draft, "plan", draft.id)
    version = read(kept, Plan, draft.id).version  # type: ignore[attr-defined]
    lead.press("move", "plan", draft.id, draft.id, version=version, status="archived")
    edith.save(title="Another")
    assert edith.is_open
    assert "archived" in edith.text
    assert edith.values["title"] == "Another"
    assert read(kept, Plan, draft.id).title != "Another"  # type: ignore[attr-defined]


def test_the_history_says_who_changed_which_fields_and_never_what_was_in_them(
    running: Plan, panel_of: PanelOf
) -> None:
    zone = running.zones[0]
    edit(panel_of("sam"), running, "zone", zone.id).save(lead="Zainab Malik", target="90")
    panel = panel_of("vera").press("history", "zone", running.id, zone.id)
    assert "Zone changed" in panel.text
    assert "sam, " in panel.text
    assert "Fields: Lead, Meant to hear" in panel.text
    assert "Zainab" not in panel.text


def test_where_nobody_signs_in_the_history_says_nothing_of_who() -> None:
    line = Change(
        at=datetime(2026, 7, 1, 9, 5), who="", record="zone", what="changed", fields=["lead"]
    )
    body = history.history([line]).body
    assert "Zone changed 1 July 2026, 10:05 Fields: Lead" in words(body)


@pytest.mark.parametrize("person", ["vera", "cora", "nobody"])
def test_those_who_may_not_edit_change_nothing(
    kept: Workspace, running: Plan, panel_of: PanelOf, person: str
) -> None:
    panel = panel_of("edith")
    edit(panel, running, "zone", running.zones[0].id)
    with kept.reading() as session:
        before = len(list(session.scalars(select(Change))))
    panel.person = person  # whose browser sends what an editor's was given
    panel.save(name="Other")
    assert panel.is_open
    assert panel.values["name"] == "Other"
    one = running.findings[2]
    for act, given in (("delete", {"version": one.version}), ("restore", {})):
        panel.press(act, "finding", running.id, one.id, **given)
    with kept.reading() as session:
        assert len(list(session.scalars(select(Change)))) == before


@pytest.mark.parametrize(("record", "of"), [("activity", "activities"), ("plan", ""), ("zone", "")])
def test_visits_new_plans_and_new_zones_are_not_made_here(
    running: Plan, panel_of: PanelOf, record: str, of: str
) -> None:
    id = getattr(running, of)[0].id if of else ""
    panel = edit(panel_of("lena"), running, record, id)
    assert "cannot be changed here" in panel.text
    assert panel.opened is None
