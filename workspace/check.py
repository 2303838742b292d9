"""Is what is kept whole? Each thing that is not becomes a sentence."""

from collections.abc import Iterator

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, func, select

from workspace.database import Workspace
from workspace.records import (
    RECORDS,
    Activity,
    Base,
    Change,
    Finding,
    Heard,
    HeardAt,
    KeptLayer,
    OfPlan,
)
from workspace.sqlite_file import faults as file_faults
from workspace.written_layers import read_written


def faults(workspace: Workspace) -> list[str]:
    """What is wrong with a workspace; nothing where it is whole.

    Raises
    ------
    WorkspaceError
        When it cannot be reached.
    """
    found = file_faults(workspace.file) if workspace.file else []
    if found:
        return found  # what a damaged file says of itself means nothing
    with workspace.reading() as session:
        connection = session.connection()
        found = list(_shape(connection))
        # Tables of another release cannot be asked what follows.
        return found or [
            *_counts(connection),
            *_references(connection),
            *_layers(connection),
        ]


def _shape(connection: Connection) -> Iterator[str]:
    """Whether the tables are as this release has them."""
    context = MigrationContext.configure(connection, opts={"compare_type": False})
    for what in compare_metadata(context, Base.metadata):
        kind, *names = what[0] if isinstance(what, list) else what
        named = next((str(getattr(one, "name", one)) for one in names if one is not None), "")
        yield f"The tables are not as this release has them: {kind.replace('_', ' ')} “{named}”."


def _counts(connection: Connection) -> Iterator[str]:
    """Whether the people of each visit are as many as those counted among them, or more."""
    for table, by in ((Heard, Heard.question), (HeardAt, None)):
        group = [table.activity_id, *([by] if by is not None else [])]
        total = func.sum(table.count)
        rows = connection.execute(
            select(table.activity_id, total, Activity.people)
            .join(Activity, Activity.id == table.activity_id)
            .group_by(*group, Activity.people)
            .having((total > Activity.people) | (func.min(table.count) < 0))
        )
        what = "by where they live" if by is None else "by what they said of themselves"
        for activity, counted, people in rows:
            yield f"Visit {activity}: {people:,} people were heard, but {counted:,} counted {what}."


def _references(connection: Connection) -> Iterator[str]:
    """Whether what belongs together is of one plan."""
    tables = Base.metadata.tables
    for name, record in RECORDS.items():
        here = tables[name]
        for key in here.foreign_keys:
            column, there = key.parent, key.column.table
            if there is tables["plan"]:
                continue
            rows = connection.execute(
                select(here.c.id)
                .join(there, there.c.id == column)
                .where(there.c.plan_id != here.c.plan_id)
            )
            for (id_,) in rows:
                yield f"{name} {id_}: its {there.name} is of another plan."
        if issubclass(record, OfPlan):
            made = select(Change.record_id).where(Change.record == name)
            for (id_,) in connection.execute(select(here.c.id).where(here.c.id.not_in(made))):
                yield f"{name} {id_}: the log of changes does not know it."
    visits = connection.execute(select(Activity.id, Activity.plan_id)).all()
    plans = {row.id: row.plan_id for row in visits}
    for id_, plan, activities in connection.execute(
        select(Finding.id, Finding.plan_id, Finding.activities)
    ):
        if wrong := [one for one in activities if plans.get(one, plan) != plan]:
            yield f"finding {id_}: {len(wrong)} of its visits are of another plan."


def _layers(connection: Connection) -> Iterator[str]:
    """Whether each kept layer can be read and is what it is called by."""
    table = KeptLayer.__table__.c
    for id_, kind, called, text in connection.execute(
        select(table.id, table.kind, table.layer_id, table.written)
    ):
        own = read_written(kind, text)
        if own is None or own.id != called:
            yield f"own_layer {id_}: what is written in it is not whole."
