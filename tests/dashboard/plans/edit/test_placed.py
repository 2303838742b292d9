"""Where venues stand follows from what is written in their forms."""

from collections.abc import Callable

import pytest

from dashboard.plans.edit.choices import offered
from dashboard.plans.edit.venues_offered import venues_offered
from layers import Atlas
from tests.dashboard.plans.edit.conftest import Panel
from tests.workspace.made_up_plan import HALL, POINT
from workspace import plans
from workspace.database import Workspace
from workspace.records import Meeting, Plan, Venue

PanelOf = Callable[[str], Panel]
LIBRARY = "Burngreave library"  # of the open list, in the plan's second zone


@pytest.fixture
def panel(panel_of: PanelOf) -> Panel:
    return panel_of("edith")


def saved(panel: Panel, kept: Workspace, kind: type, **values: str) -> Meeting | Venue:
    """What is kept of a form after some values were written into it and saved."""
    assert panel.opened
    id = panel.opened["id"]
    panel.save(**values)
    assert not panel.is_open, panel.text
    with kept.reading() as session:
        return session.get(kind, id)


def add(panel: Panel, plan: Plan, record: str, **preset: str) -> Panel:
    return panel.press("form", record, plan.id, "", **preset)


def test_a_sessions_form_offers_own_venues_and_those_in_its_zone(
    atlas: Atlas, running: Plan
) -> None:
    zone = running.zones[1]
    found = venues_offered(atlas, running, zone.id)
    assert {HALL, LIBRARY} <= set(found["name"])
    assert set(found[found["kind"] != "own"]["lsoa"]) <= set(zone.areas)
    everywhere = venues_offered(atlas, running, "")
    assert "Tinsley library" in set(everywhere["name"]) - set(found["name"])
    form = offered(atlas, running, "session", zone.id)
    assert form.beside[LIBRARY] == "Library, S4 7LG"
    # Where the plan has been is offered too.
    assert {LIBRARY, HALL, "Firth Park Clinic"} <= set(form.used["venue"])


def test_a_venue_that_is_offered_brings_its_address_and_its_place(
    panel: Panel, kept: Workspace, running: Plan, atlas: Atlas
) -> None:
    add(panel, running, "session", zone_id=running.zones[1].id)
    made = saved(panel, kept, Meeting, venue=f" {LIBRARY} ")
    [listed] = [
        row
        for _, row in venues_offered(atlas, running, running.zones[1].id).iterrows()
        if row["name"] == LIBRARY
    ]
    assert (made.venue_key, made.postcode, made.lsoa) == (listed.name, "S4 7LG", "E01033269")
    assert (made.longitude, made.address) == (listed["longitude"], listed["address"])
    # Another postcode is another place, of which no list knows.
    panel.press("form", "session", running.id, made.id)
    moved = saved(panel, kept, Meeting, postcode="s91tg")
    assert (moved.venue_key, moved.postcode, moved.lsoa) == ("", "S9 1TG", "E01007904")
    assert (moved.longitude, moved.latitude) == (POINT["longitude"], POINT["latitude"])


def test_what_was_written_by_hand_stays(panel: Panel, kept: Workspace, running: Plan) -> None:
    add(panel, running, "session")
    written = {"address": "The back room", "postcode": "S9 1TG"}
    made = saved(panel, kept, Meeting, venue=LIBRARY, **written)
    assert (made.address, made.postcode, made.venue_key) == ("The back room", "S9 1TG", "")
    assert made.longitude == POINT["longitude"]


def test_people_within_reach_stay_as_long_as_the_place_does(
    panel: Panel, kept: Workspace, running: Plan
) -> None:
    with kept.reading() as session:
        plan = plans.plan(session, running.id)
    [ahead] = [one for one in plan.meetings if one.venue == HALL]
    panel.press("form", "session", running.id, ahead.id)
    held = saved(panel, kept, Meeting, starts="15:00")
    assert (held.starts, held.people, held.venue_key) == ("15:00", 236.5, ahead.venue_key)
    panel.press("form", "session", running.id, ahead.id)
    gone = saved(panel, kept, Meeting, postcode="ZE1 0AA")
    place = (gone.longitude, gone.latitude, gone.people, gone.reach, gone.venue_key, gone.lsoa)
    assert place == (None, None, None, None, "", "")


def test_a_venue_of_ones_own_is_where_its_postcode_is(
    panel: Panel, kept: Workspace, running: Plan
) -> None:
    add(panel, running, "venue")
    made = saved(panel, kept, Venue, name="Page Hall Café", postcode=" s9 1tg")
    assert (made.postcode, made.lsoa, made.longitude) == ("S9 1TG", "E01007904", POINT["longitude"])
    panel.press("form", "venue", running.id, made.id)
    same = saved(panel, kept, Venue, note="Ring first")
    assert (same.longitude, same.note) == (POINT["longitude"], "Ring first")
    panel.press("form", "venue", running.id, made.id)
    lost = saved(panel, kept, Venue, postcode="")
    assert (lost.longitude, lost.latitude, lost.lsoa) == (None, None, "")
    panel.press("form", "venue", running.id, made.id)
    panel.save(postcode="Page Hall")
    assert "this is no postcode; write it as S4 7UQ." in panel.text
