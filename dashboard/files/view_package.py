"""The files of a view as a Frictionless data package: what its zip says of itself to programs that
read packages, beside what it says after CSV on the Web (:mod:`dashboard.files.csv_metadata`)."""

from collections.abc import Mapping
from typing import Any

from dashboard.files import cells, data_package
from dashboard.files.about import ABOUT_TITLE, About
from dashboard.files.data_package import Resource
from dashboard.files.names import slug
from dashboard.files.table import Table

# With a mark in front, as all CSV files of views (csv_file.py).
_ENCODING = "utf-8-sig"


def description(
    tables: Mapping[str, Table], files: Mapping[str, bytes], about_file: str, about: About
) -> dict[str, Any]:
    """The package's description.

    Parameters
    ----------
    tables
        By the name of its file: each table of figures.
    files
        Contents by name: of the tables, and of ``about_file``.
    about_file
        Name of the file that says in words what they rest on.
    """
    resources = [
        *(Resource(file, _title(file, about), table=one) for file, one in tables.items()),
        Resource(about_file, ABOUT_TITLE),
    ]
    return data_package.of_files(
        slug(about.title) or "view",
        about.title,
        f"{about.sentence}.",
        about.link,
        about.sources,
        [data_package.described(one, files[one.path], encoding=_ENCODING) for one in resources],
        created=f"{about.made.isoformat()}T00:00:00Z",
    )


def _title(file: str, about: About) -> str:
    """Of the first table what the whole is called; of others what their files are."""
    name = file.removesuffix(".csv")
    return cells.text(about.title) if name == "data" else name.replace("_", " ").capitalize()
