"""The CSV with what belongs to it, in one zip: the figures, what they rest on, what a program
needs to read them (CSV on the Web, Frictionless data package).

``data.csv``, more tables where there are some, ``about.csv``, ``data.csv-metadata.json`` and
``datapackage.json``.
"""

import json
from collections.abc import Mapping
from typing import Any

from dashboard.files.about import About
from dashboard.files.csv_file import about_csv, to_csv
from dashboard.files.csv_metadata import metadata
from dashboard.files.data_package import FILE as PACKAGE
from dashboard.files.table import Table
from dashboard.files.view_package import description
from dashboard.files.zip_file import zipped

DATA, ABOUT, METADATA = "data.csv", "about.csv", "data.csv-metadata.json"


def to_zip(table: Table, about: About, more: Mapping[str, Table] | None = None) -> bytes:
    """The zip's bytes: the same for the same tables and day.

    Parameters
    ----------
    more
        Further tables by the names of their files, without the ending.
    """
    tables = {DATA: table} | {f"{name}.csv": other for name, other in (more or {}).items()}
    files = {name: to_csv(one) for name, one in tables.items()}
    files[ABOUT] = about_csv(about)
    package = description(tables, files, ABOUT, about)
    files[METADATA] = _json(metadata(tables, ABOUT, about))
    files[PACKAGE] = _json(package)
    return zipped(files.items(), about.made)


def _json(said: Any) -> bytes:
    return f"{json.dumps(said, ensure_ascii=False, indent=1)}\n".encode()
