"""A plan that nobody made: six zones in Sheffield and Rotherham, eight visits, what was said and
what came of it. All that tests and pictures of pages and papers need is in it at least once."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from workspace import edits, plans
from workspace.diary import ELSEWHERE, NO_PLACE, NOT_ASKED, keep_activity
from workspace.records import Action, Finding, Meeting, Partner, Plan, Told, Venue, Zone

WHO = "Ayesha Khan"
TITLE = "Blood pressure checks that people can get to"
RELEASE = "2026-11"
DEFINITION = "?i=qof_hyp"

# Name, areas, people to reach, residents, target, lead.
ZONES: tuple[tuple[str, list[str], float, float, int, str], ...] = (
    ("Fir Vale and Page Hall", ["E01007869", "E01007872", "E01007873"], 905, 5617, 80, "Ayesha"),
    ("Burngreave", ["E01007874", "E01007875", "E01007940", "E01033269"], 1040, 7377, 80, "Ayesha"),
    ("Firth Park", ["E01007848", "E01007851", "E01007947"], 780, 4827, 60, "Tom"),
    ("Darnall", ["E01007883", "E01007902", "E01007905"], 865, 5710, 60, "Tom"),
    ("Tinsley and Carbrook", ["E01007903", "E01007904", "E01007913"], 720, 4937, 40, ""),
    ("Eastwood", ["E01007736", "E01007765", "E01007768"], 690, 5024, 40, "Joan"),
)
# Zone, date, kind, venue, its LSOA, people; women, men; ages 15–24, 25–44, 45–64, 65 and over;
# White, Asian, Black, other; where people live.
VISITS: tuple[tuple[Any, ...], ...] = (
    (1, date(2026, 4, 14), "drop_in", "Fir Vale Community Hub", "E01007872", 42, (30, 10),
     (3, 14, 16, 7), (5, 28, 4, 3), {"E01007869": 14, "E01007872": 18, "E01007873": 6, "": 4}),
    (1, date(2026, 5, 12), "group", "Page Hall Medical Centre", "E01007873", 18, (12, 6),
     (1, 6, 8, 3), (2, 13, 1, 2), {"E01007873": 12, "E01007872": 5, "elsewhere": 1}),
    (2, date(2026, 4, 21), "event", "Verdon Street Recreation Centre", "E01007875", 65, (41, 22),
     (9, 22, 20, 12), (14, 22, 24, 5), {"E01007874": 20, "E01007875": 25, "E01033269": 14, "": 6}),
    (2, date(2026, 6, 2), "drop_in", "Burngreave Library", "E01007940", 24, (15, 9),
     (2, 8, 9, 5), (8, 6, 9, 1), {"E01007940": 15, "E01007875": 7, "": 2}),
    (3, date(2026, 5, 5), "drop_in", "Firth Park Clinic", "E01007848", 38, (25, 13),
     (3, 10, 13, 12), (29, 4, 4, 1), {"E01007848": 16, "E01007851": 12, "E01007947": 8, "": 2}),
    (4, date(2026, 5, 19), "drop_in", "Darnall Education and Sports Academy", "E01007902", 47,
     (31, 15), (4, 19, 17, 7), (16, 26, 3, 2), {"E01007883": 17, "E01007902": 20, "E01007905": 8}),
    (6, date(2026, 6, 9), "group", "Eastwood Village Hall", "E01007736", 21, (16, 5),
     (2, 9, 7, 3), (8, 11, 1, 1), {"E01007736": 12, "E01007765": 6, "": 3}),
    (6, date(2026, 6, 23), "door", "", "E01007768", 9, (6, 3),
     (1, 3, 3, 2), (4, 4, 0, 1), {"E01007768": 9}),
)  # fmt: skip
AGES = ("age_15_24", "age_25_44", "age_45_64", "age_65_plus")
GROUPS = ("white", "asian", "black", "other_ethnic")

PARTNERS: tuple[dict[str, Any], ...] = (
    {"name": "Firvale Community Hub", "kind": "community", "communities": "Roma; Pakistani",
     "languages": "Slovak, Urdu", "contact": "office@firvale.example.org", "answer": "yes",
     "asked_on": date(2026, 3, 9), "checked_on": date(2026, 3, 2)},
    {"name": "Burngreave Women’s Group", "kind": "charity", "communities": "Somali women",
     "languages": "Somali, Arabic", "contact": "0114 496 0000", "answer": "yes",
     "asked_on": date(2026, 3, 10), "checked_on": date(2026, 3, 2)},
    {"name": "Tinsley Forum", "kind": "community", "communities": "Tinsley residents",
     "languages": "", "contact": "", "answer": "asked", "asked_on": date(2026, 5, 28),
     "checked_on": None},
)  # fmt: skip

# A venue of the team's own, and where it stands.
HALL = "Tinsley Green Children’s Centre"
POINT = {"longitude": -1.40889, "latitude": 53.39905}

# Theme, zone, statement, voices; what was decided of it, and how people were told.
FINDINGS: tuple[tuple[str, int, str, str, dict[str, Any] | None, dict[str, Any] | None], ...] = (
    ("Getting checked", 1, "Checks are held while people work, and nobody minds the children.",
     "many",
     {"decision": "do", "what": "Checks on Saturday mornings at the hub, with a crèche.",
      "why": "", "owner": "Tom Reyes", "due": date(2026, 9, 30), "status": "done",
      "changed": "Saturday checks began on 5 September; 64 people came in the first month."},
     {"whom": "The women’s group at the hub", "on": date(2026, 10, 6),
      "how": "At their own meeting, and by voice message", "language": "Slovak and Urdu"}),
    ("Getting checked", 2, "The letter is in English only, so it goes unread.", "several",
     {"decision": "partly", "what": "A recorded message in Somali, Urdu and Slovak.",
      "why": "The letter itself is national.", "owner": "Joan Pryce", "due": date(2026, 12, 18),
      "status": "under_way", "changed": ""},
     None),
    ("Trust", 4, "People had been checked before and never heard the result.", "several",
     {"decision": "not", "what": "", "why": "Results are sent by the practices; we passed it on.",
      "owner": "", "due": None, "status": "stopped", "changed": ""},
     {"whom": "Visitors of the drop-in", "on": date(2026, 7, 1), "how": "A poster",
      "language": "English and Urdu"}),
    ("Trust", 6, "Somebody they know should do the check.", "one", None, None),
)  # fmt: skip


def made_up_plan(
    session: Session, number: int = 1, *, title: str = TITLE, status: str = "running"
) -> Plan:
    """The plan with all that belongs to it; ids and days are the same every time.

    Parameters
    ----------
    number
        Of the plan, from 1 to 9, where a test needs several.
    status
        ``draft`` (with zones alone), ``agreed``, or a later one, reached step by step.
    """
    ids = (f"{number:x}{at:031x}" for at in range(1_000))
    values = {
        "title": title,
        "purpose": "Find out what keeps people with high blood pressure from being checked.",
        "decision": "Where and when checks are offered in 2027, by the board in December.",
        "can_change": "Places, days, hours, languages, who does the check.",
        "cannot_change": "Who is invited, which is decided nationally.",
        "duty": "involve",
        "duty_why": "It changes how a service is offered.",
        "lead": WHO,
        "asked": "16",
        "starts_on": date(2026, 4, 1),
        "ends_on": date(2026, 7, 31),
        "review_on": date(2026, 12, 1),
        "keep_until": date(2028, 3, 31),
    }
    zones = [
        {
            "number": at,
            "name": name,
            "areas": areas,
            "group_id": "qof_hyp",
            "people": people,
            "residents": residents,
            "target": target,
            "lead": lead,
        }
        for at, (name, areas, people, residents, target, lead) in enumerate(ZONES, start=1)
    ]
    given = {"definition": DEFINITION, "release": RELEASE, "id": next(ids)}
    plan = plans.make(session, values, zones, WHO, **given)
    session.refresh(plan)
    for step in _steps(status):
        plan = plans.move(session, plan.id, plan.version, step, WHO)
        if step == "running":
            _diary(session, plan, ids)
            _outcome(session, plan, ids)
    session.refresh(plan)
    return plan


def _steps(status: str) -> tuple[str, ...]:
    every = ("agreed", "running", "closed", "told_back", "archived")
    return every[: every.index(status) + 1] if status in every else ()


def _diary(session: Session, plan: Plan, ids: Any) -> None:
    zones = {zone.number: zone for zone in plan.zones}
    of = {"plan_id": plan.id}
    partners = [edits.create(session, Partner, of | one, WHO, next(ids)).id for one in PARTNERS]
    for zone, on, kind, venue, lsoa, people, sexes, ages, groups, places in VISITS:
        meeting: dict[str, Any] = {
            "zone_id": zones[zone].id,
            "venue": venue or "Door to door",
            "lsoa": lsoa,
        }
        meeting |= {"on": on, "starts": "10:00", "status": "held"}
        held = edits.create(session, Meeting, of | meeting, WHO, next(ids))
        values = of | {
            "zone_id": zones[zone].id,
            "meeting_id": held.id,
            "partner_id": partners[zone - 1] if zone <= 2 else None,
            "on": on,
            "kind": kind,
            "venue": venue,
            "lsoa": lsoa,
            "people": people,
            "counted": "estimated" if kind == "event" else "counted",
            "repeats": kind == "group",
            "summary": "People spoke of hours, letters and whom they trust.",
            "languages": "English, Urdu" if zone != 3 else "English",
            "interpreter": {1: "wanted_there", 2: "wanted_missing"}.get(zone, "not_needed"),
            "access": "Step-free, tea, children welcome" if kind != "door" else "",
            "run_by": "Engagement team",
        }
        heard: dict[str, dict[str, int]] = {
            "sex": _answers(("female", "male"), sexes, people),
            "age": _answers(AGES, ages, people),
            "ethnicity": _answers(GROUPS, groups, people),
        }
        if zone == 1:  # asked at these visits alone
            heard["disability"] = {"disabled": 9, "not_disabled": people - 12, NOT_ASKED: 3}
        known = {"": NO_PLACE, "elsewhere": ELSEWHERE}
        at = {known.get(place, place): count for place, count in places.items()}
        keep_activity(session, values, heard, at, WHO, next(ids))
    hall = {"address": "Norborough Road", "postcode": "S9 1TG"}
    planned: dict[str, Any] = {"zone_id": zones[5].id, "venue": HALL, "lsoa": "E01007904"} | hall
    planned |= {"on": date(2026, 12, 9), "starts": "13:30", "status": "planned"}
    reaches = {"venue_key": "o4bb5c6b0", "reach": 800, "people": 236.5, "group_id": "qof_hyp"}
    edits.create(session, Meeting, of | planned, WHO, next(ids), **POINT, **reaches)
    own = of | hall | {"name": HALL, "kind": "Children’s centre", "note": "Ask at the desk."}
    edits.create(session, Venue, own, WHO, next(ids), lsoa="E01007904", **POINT)


def _answers(names: tuple[str, ...], counts: tuple[int, ...], people: int) -> dict[str, int]:
    """Counts by category, the rest as not said."""
    said = dict(zip(names, counts, strict=True))
    return said | {"": people - sum(counts)}


def _outcome(session: Session, plan: Plan, ids: Any) -> None:
    session.refresh(plan)
    zones: dict[int, Zone] = {zone.number: zone for zone in plan.zones}
    visits: dict[str, list[str]] = {}
    for visit in plan.activities:
        visits.setdefault(str(visit.zone_id), []).append(visit.id)
    of = {"plan_id": plan.id}
    for theme, number, statement, voices, action, told in FINDINGS:
        zone = zones[number].id
        said: dict[str, Any] = {
            "theme": theme,
            "statement": statement,
            "voices": voices,
            "zone_id": zone,
        }
        said |= {"activities": visits[zone]}
        found = edits.create(session, Finding, of | said, WHO, next(ids))
        if action is None:
            continue
        values = of | action | {"finding_id": found.id}
        done = edits.create(session, Action, values, WHO, next(ids))
        if told is not None:
            edits.create(session, Told, of | told | {"action_id": done.id}, WHO, next(ids))
    for number, status in {1: "heard", 2: "under_way", 3: "under_way", 5: "not_started"}.items():
        zone_now = zones[number]
        edits.change(session, Zone, zone_now.id, zone_now.version, {"status": status}, WHO)
