"""All that is kept, table by table, as CSV: to be read elsewhere, or taken along for good."""

import csv
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from workspace import migrating
from workspace.database import Workspace
from workspace.errors import WorkspaceError
from workspace.records import Base, Secret, now

# What a spreadsheet would run gets an apostrophe in front.
_FORMULAS = ("=", "+", "-", "@")
_ABOUT = """Plans, their diary, and figures of people's own, as kept by Seldom Heard.

Made on {at} UTC from tables of version {version}. One file for each table:

{tables}

- UTF-8, commas, one heading. Dates are ISO 8601, times are UTC. Lists are JSON.
- id and …_id say what belongs together. deleted_at is set where something was deleted and can still
  be brought back.
- Text that a spreadsheet would run (it begins with =, +, - or @) has an apostrophe in front.
- heard and heard_at hold counts of people as they were entered, small ones too: pass them on to
  nobody who may not see them.
- written of own_layer is the whole of it as JSON; as a file ending in .json it can be brought in on
  the page "Bring your own figures".
"""


def export(workspace: Workspace, folder: Path) -> list[Path]:
    """Write one state of every table to a new folder, and ``about.txt``.

    Nobody else on the machine can read the folder. What pages are signed with stays out.

    Raises
    ------
    WorkspaceError
        When the folder is there already or cannot be made, or the database cannot be reached.
    """
    try:
        folder.mkdir(mode=0o700)
        made, lines = [], []
        with workspace.reading() as session:
            for table in Base.metadata.sorted_tables:
                if table is Secret.__table__:
                    continue
                rows = session.execute(select(table).order_by(*table.primary_key)).all()
                made.append(folder / f"{table.name}.csv")
                with made[-1].open("w", encoding="utf-8", newline="") as file:
                    writer = csv.writer(file)
                    writer.writerow(table.c.keys())
                    writer.writerows([_cell(value) for value in row] for row in rows)
                lines.append(f"  {table.name}.csv, {len(rows):,} rows")
        made.append(folder / "about.txt")
        words = _ABOUT.format(at=now(), version=migrating.newest(), tables="\n".join(lines))
        made[-1].write_text(words, encoding="utf-8")
    except OSError as error:
        raise WorkspaceError(f"{folder}: {error.strerror}.") from error
    return made


def _cell(value: Any) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return value
    if isinstance(value, date | datetime):
        return value.isoformat()
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if text.lstrip().startswith(_FORMULAS) else text
