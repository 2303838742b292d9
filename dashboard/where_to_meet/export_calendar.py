"""Sessions as a calendar file, each with a date to be agreed.

A calendar takes in events only with a day (Outlook leaves out tasks), and nobody has agreed one.
So all stand on the one day from which a team starts to look for dates, tentatively, for the whole
day and without keeping anybody's time busy: each is moved to its own day once that is agreed.
"""

import hashlib
import re
from datetime import UTC, date, datetime, time, timedelta

from dashboard.files.calendar_file import Event, to_calendar
from dashboard.parts.sessions.answer import Answer
from dashboard.parts.targets.handover import who
from dashboard.where_to_meet.export_texts import say
from dashboard.wording import number_text
from layers.ground.candidates import STOP
from layers.table_rows import records
from layers.targeting.covering_problem import ProblemError

_DAY = re.compile("20[0-9]{2}-[0-9]{2}-[0-9]{2}")
_WEEK = 7


def first_day(text: str, made: date) -> date:
    """The day that sessions stand on: as it is written (2027-01-25), or the first Monday that is
    at least a week after ``made`` where nothing is.

    Raises
    ------
    ProblemError
        For what is no such day, and for one that is past.
    """
    if not text:
        week = made + timedelta(weeks=1)
        return week + timedelta(days=(_WEEK + 1 - week.isoweekday()) % _WEEK)
    if not is_day(text):
        raise ProblemError(say("files", "no_day"))
    if (day := date.fromisoformat(text)) < made:
        raise ProblemError(say("files", "past_day", day=f"{day.day} {day:%B %Y}"))
    return day


def is_day(text: str) -> bool:
    """Whether a text is a day of this century as :func:`first_day` reads it."""
    try:
        return bool(_DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def sessions_calendar(answer: Answer, name: str, on: date, made: date, link: str) -> bytes:
    """The bytes of the file: the same for the same arguments.

    A session keeps its id for as long as the question is the same; what a person has done to it in
    a calendar is newer than any later file.
    """
    question = hashlib.sha256(answer.request.asked().query().encode()).hexdigest()[:12]
    rows = records(answer.sessions.reset_index())
    events = [
        Event(
            id=f"{row['id']}-{question}",
            on=on,
            title=say("calendar", "event", number=number, venue=row["name"]),
            where=", ".join(filter(None, (row["name"], row["address"], row["postcode"]))),
            says="\n".join(_said(answer, row)),
            point=(row["longitude"], row["latitude"]),
            link=link,
            to_agree=True,
            changed=datetime.combine(made, time(), UTC),
            version=0,
        )
        for number, row in enumerate(rows, start=1)
    ]
    return to_calendar(say("calendar", "name", name=name), events)


def _said(answer: Answer, row: dict[str, object]) -> list[str]:
    """What is to be known of a session, in lines."""
    asked = answer.request
    reached = say(
        "calendar",
        "reached",
        people=number_text.count(float(str(row["people"]))),
        everybody=number_text.count(answer.reach.everybody),
        who=who(answer.atlas.indicators[asked.group]),
        where=answer.where,
        reach=number_text.count(asked.reach),
    )
    listed = row["as_of"]
    return [
        say("calendar", "placeholder"),
        *([say("calendar", "near_stop")] if row["kind"] == STOP else []),
        reached,
        say("calendar", "check", as_of=listed) if listed else say("calendar", "check_own"),
        *([say("calendar", "phone", telephone=row["telephone"])] if row["telephone"] else []),
    ]
