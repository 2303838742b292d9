"""``WORKSPACE``: where plans are kept, as an address that the database's library takes."""

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

OFF = "off"
SQLITE, POSTGRESQL = "sqlite:///", "postgresql+psycopg://"
_FOLDER, _FILE = "seldom-heard", "plans.sqlite3"
_MAY_BE = (
    f"It may be the name of a file, such as /srv/seldom-heard/{_FILE}; a database's address that "
    f"begins with {POSTGRESQL}; or off, for the atlas alone"
)


def location(text: str, environment: Mapping[str, str] | None = None) -> str | None:
    """The database's address; None where no plans are to be kept, or the account has no folder.

    Nothing is opened and no folder made. What this has given is taken again as it is.

    Parameters
    ----------
    text
        ``off``; a file's name; an address of PostgreSQL; or nothing, for a file in the folder that
        the account has for data.
    environment
        Where that folder is looked up; that of this process when not given.

    Raises
    ------
    ValueError
        For anything else, in a sentence. It quotes nothing: an address may hold a password.
    """
    if text.lower() == OFF:
        return None
    if text.startswith(POSTGRESQL):
        return _postgresql(text)
    if text.startswith(SQLITE):
        return _sqlite(text.removeprefix(SQLITE))
    if "://" in text:
        begins = text.partition("://")[0]
        more = f" Write {POSTGRESQL} …" if begins in ("postgres", "postgresql") else ""
        raise ValueError(f"WORKSPACE is an address of an unknown kind.{more} {_MAY_BE}.")
    usual = _usual(os.environ if environment is None else environment)
    return _sqlite(text or str(usual)) if text or usual else None


def place(url: str) -> str:
    """Where an address leads, for people and logs: never with a name or a password.

    Parameters
    ----------
    url
        As :func:`location` gives it.
    """
    if url.startswith(SQLITE):
        return f"the file {url.removeprefix(SQLITE)}"
    found = urlsplit(url)
    return f"the database {found.path.strip('/')} on {found.hostname or 'this machine'}"


def _usual(environment: Mapping[str, str]) -> Path | None:
    """The file in the account's own folder for data, where it has one."""
    data, home = (Path(environment.get(name, "")) for name in ("XDG_DATA_HOME", "HOME"))
    if data.is_absolute():  # relative ones do not count, as its specification has it
        return data / _FOLDER / _FILE
    return home / ".local" / "share" / _FOLDER / _FILE if home.is_absolute() else None


def _sqlite(name: str) -> str:
    path = Path(name).absolute()
    try:
        is_folder = path.is_dir()
    except OSError:  # a name too long for any file
        is_folder = False
    # After a question mark the library would read options.
    if name.startswith(":") or name.endswith("/") or "?" in name or is_folder:
        raise ValueError(
            f"WORKSPACE names no file: it is a folder, or holds a sign that a file's name here may "
            f"not have. {_MAY_BE}."
        )
    return f"{SQLITE}{path}"


def _postgresql(text: str) -> str:
    try:
        found = urlsplit(text)
        whole = bool(found.path.strip("/")) and found.port != 0
    except ValueError:
        whole = False
    if not whole:
        raise ValueError(
            "WORKSPACE is an address of PostgreSQL that does not name a database, or whose port is "
            f"none. Write {POSTGRESQL}<person>@<server>:5432/<database>, and write signs such as "
            "@, / and # in a password as %40, %2F and %23."
        )
    return text
