"""The diary: visits with how many people were heard, by what they said of themselves and where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from layers.exercise.respondents import NOT_SAID, load_respondents
from workspace import edits, fields
from workspace.changes import note
from workspace.errors import BadValues
from workspace.records import Activity, Heard, HeardAt, Plan, Zone

NOT_ASKED = "not_asked"
# Where people live who live outside the atlas, or of whom it is not known.
ELSEWHERE, NO_PLACE = "elsewhere", ""
# How many people, by question and category.
Answers = Mapping[str, Mapping[str, int]]
MOST = 100_000
# A zone's status before its first visit, and from then on.
_BEFORE, _BEGUN = "not_started", "under_way"
_MOST_AREAS = 5_000


@dataclass(frozen=True)
class Counts:
    """What the visits of some plans come to. For figures only: small counts are among them.

    Attributes
    ----------
    activities
        ``activity``, ``plan``, ``zone`` (ids; none is empty), ``on``, ``people``, ``counted``,
        ``kind``, ``lsoa``, in the order in which they were entered.
    heard
        ``activity``, ``question``, ``category``, ``count``.
    heard_at
        ``activity``, ``lsoa``, ``count``.
    """

    activities: pd.DataFrame
    heard: pd.DataFrame
    heard_at: pd.DataFrame


def keep_activity(
    session: Session,
    values: Mapping[str, Any],
    heard: Answers,
    heard_at: Mapping[str, int],
    who: str,
    id: str | None = None,
    version: int | None = None,
) -> Activity:
    """A visit with its counts, new or changed, all or nothing; its zone is under way then.

    Parameters
    ----------
    values
        What people fill in of a visit, and ``plan_id``.
    heard
        By question and category (``""`` not said, ``not_asked``): how many people.
    heard_at
        By LSOA (``""`` not known, ``elsewhere``): how many people.
    id
        Of the visit; made by whoever sends it, so that one sent twice is kept once.
    version
        Of the visit that is changed; None for a new one.

    Raises
    ------
    BadValues
        For values and counts that cannot be kept, or that are more than were heard.
    ChangedSince, NotThere
    """
    there = edits.find(session, Activity, id)
    if "people" in values:
        people = fields.checked("activity", {"people": values["people"]}, whole=False)["people"]
    else:
        people = there and there.people
    counts, places = checked_counts(heard, heard_at, people)
    if version is None:
        if there:
            return there
        kept = edits.create(session, Activity, values, who, id, entered_by=who)
        _begin_zone(session, kept, who)
    else:
        wanted = {name: value for name, value in values.items() if name != "plan_id"}
        kept = edits.current(session, Activity, str(id), version, wanted)
        zone_before = kept.zone_id
        same = counts_of(session, kept.id) == (counts, places)
        if not same:  # before its people, which may be fewer than the counts that were
            for table in (Heard, HeardAt):
                session.execute(delete(table).where(table.activity_id == kept.id))
        kept = edits.change(session, Activity, kept.id, version, wanted, who)
        if kept.zone_id != zone_before:
            _begin_zone(session, kept, who)
        if same:
            return kept
        if kept.version == version:  # its counts alone are others
            flag_modified(kept, "changed_by")
            edits.keep(session, kept, wanted, who)
        note(session, kept, "changed", who, ["heard"])
    add_counts(session, kept.id, counts, places)
    return kept


def _begin_zone(session: Session, visit: Activity, who: str) -> None:
    """With its first visit a zone is under way; a status that somebody has set since stays."""
    others = select(Activity.id).where(Activity.zone_id == visit.zone_id, Activity.id != visit.id)
    if visit.zone_id is None or session.scalars(others.limit(1)).first():
        return
    # The visit holds its zone's key already: to ask for more than its other columns could leave
    # two first visits waiting for each other.
    lock = {"key_share": True}
    zone = session.get_one(Zone, visit.zone_id, with_for_update=lock, populate_existing=True)
    if zone.status == _BEFORE:
        zone.status = _BEGUN
        edits.keep(session, zone, {}, who)
        note(session, zone, "changed", who, ["status"])


def add_counts(session: Session, id: str, heard: Answers, heard_at: Mapping[str, int]) -> None:
    """Keep the counts of a visit that has none; they are as :func:`checked_counts` gives them."""
    session.add_all(
        Heard(activity_id=id, question=question, category=category, count=count)
        for question, of in heard.items()
        for category, count in of.items()
    )
    session.add_all(
        HeardAt(activity_id=id, lsoa=lsoa, count=count) for lsoa, count in heard_at.items()
    )
    session.flush()


def counts_of(session: Session, id: str) -> tuple[dict[str, dict[str, int]], dict[str, int]]:
    """What was entered of a visit: by question and category, and by LSOA. For whoever may change
    it; nobody else is shown it."""
    heard: dict[str, dict[str, int]] = {}
    for one in session.scalars(select(Heard).where(Heard.activity_id == id)):
        heard.setdefault(one.question, {})[one.category] = one.count
    places = session.scalars(select(HeardAt).where(HeardAt.activity_id == id))
    return heard, {one.lsoa: one.count for one in places}


def counts(session: Session, plan_ids: Sequence[str] | None = None) -> Counts:
    """What the visits of some plans, or of all, come to; not of deleted ones."""
    here = [Activity.deleted_at.is_(None), Plan.deleted_at.is_(None)]
    if plan_ids is not None:
        here.append(Activity.plan_id.in_(plan_ids))
    visits = (
        select(
            Activity.id.label("activity"),
            Activity.plan_id.label("plan"),
            Activity.zone_id.label("zone"),
            Activity.on,
            Activity.people,
            Activity.counted,
            Activity.kind,
            Activity.lsoa,
        )
        .join(Plan, Plan.id == Activity.plan_id)
        .where(*here)
        # Figures move on by it (layers/exercise/counts_over_time.py).
        .order_by(Activity.entered_at, Activity.id)
    )
    of = select(Activity.id).join(Plan, Plan.id == Activity.plan_id).where(*here)
    heard = select(
        Heard.activity_id.label("activity"), Heard.question, Heard.category, Heard.count
    ).where(Heard.activity_id.in_(of))
    places = select(HeardAt.activity_id.label("activity"), HeardAt.lsoa, HeardAt.count).where(
        HeardAt.activity_id.in_(of)
    )
    found = []
    for wanted in (visits, heard, places):
        rows = session.execute(wanted)
        found.append(pd.DataFrame(rows.all(), columns=list(rows.keys())))
    found[0]["zone"] = found[0]["zone"].fillna("")
    return Counts(*found)


def checked_counts(
    heard: Answers, heard_at: Mapping[str, int], people: Any
) -> tuple[dict[str, dict[str, int]], dict[str, int]]:
    """How many people gave which answer, and live where, held against how many were heard.

    Returns
    -------
    The counts without zeros.

    Raises
    ------
    BadValues
        For an unknown question, answer or place, and for more people than were heard.
    """
    questions, faults = load_respondents().questions, {}
    for name, of in heard.items():
        if name not in questions or not isinstance(of, Mapping):
            faults[name] = "There is no such question."
            continue
        allowed = {NOT_SAID, NOT_ASKED, *questions[name].categories}
        fault = _fault(of, people) if set(of) <= allowed else "There is no such answer."
        if fault:
            faults[name] = f"{questions[name].label}: {fault}"
    fault = _fault(heard_at, people)
    if len(heard_at) > _MOST_AREAS:
        fault = "too many places."
    elif not all(one in (ELSEWHERE, NO_PLACE) or fields.is_area(one) for one in heard_at):
        fault = "only codes of areas are kept; a postcode is not."
    if fault:
        faults["heard_at"] = f"Where people live: {fault}"
    if faults:
        raise BadValues(faults)
    lean = {name: _without_zeros(of) for name, of in heard.items()}
    return {name: of for name, of in lean.items() if of}, _without_zeros(heard_at)


def _without_zeros(counts: Mapping[str, int]) -> dict[str, int]:
    return {name: count for name, count in counts.items() if count}


def _fault(counts: Mapping[str, Any], people: Any) -> str:
    """What is wrong with counts of people that were heard together; empty for nothing."""
    for count in counts.values():
        if not isinstance(count, int) or isinstance(count, bool) or not 0 <= count <= MOST:
            return f"counts are whole numbers from 0 to {MOST:,}."
    together = sum(counts.values())
    if isinstance(people, int) and together > people:
        return f"these are {together:,} people, and {people:,} were heard. Correct one of them."
    return ""
