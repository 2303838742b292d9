"""What programs need to read the CSV files as they are meant: W3C's CSV on the Web.

"Metadata Vocabulary for Tabular Data" (W3C Recommendation, 17 December 2015): a group of tables,
each with its columns' names, titles, types and units, and what all of it rests on.
https://www.w3.org/TR/tabular-metadata/
"""

import re
from collections.abc import Mapping
from typing import Any

from dashboard.files import cells
from dashboard.files.about import ABOUT_COLUMNS, ABOUT_TITLE, LICENCE_ADDRESSES, About
from dashboard.files.table import Column, Table
from layers.own.own_layer import ID as OWN

CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "en"}]
_TYPES = {"text": "string", "whole": "integer", "number": "number"}


def metadata(tables: Mapping[str, Table], about_file: str, about: About) -> dict[str, Any]:
    """The description of a folder of CSV files.

    Parameters
    ----------
    tables
        By the name of its file: each table of figures.
    about_file
        Name of the file that says in words what they rest on.
    """
    described = [_table(file, [_column(c) for c in one.columns]) for file, one in tables.items()]
    notes = [{"name": name, "titles": [name], "datatype": "string"} for name in ABOUT_COLUMNS]
    sources = [_source(publication) for publication in about.sources]
    licences = dict.fromkeys(s["dc:license"]["@id"] for s in sources if "dc:license" in s)
    if any(re.fullmatch(OWN, publication["id"]) for publication in about.sources):
        licences.clear()  # what somebody brought is under none of them: each source has its own
    return {
        "@context": CONTEXT,
        "dc:title": cells.text(about.title),
        "dc:description": cells.text(f"{about.sentence}."),
        "dc:created": {"@value": about.made.isoformat(), "@type": "xsd:date"},
        **({"dc:identifier": cells.text(about.link)} if about.link else {}),
        **({"dc:license": [{"@id": licence} for licence in licences]} if licences else {}),
        **({"dc:rights": list(about.attributions)} if about.attributions else {}),
        **({"dc:source": sources} if sources else {}),
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ",", "quoteChar": '"'},
        "tables": [*described, _table(about_file, notes, ABOUT_TITLE)],
    }


def _table(file: str, columns: list[dict[str, Any]], title: str = "") -> dict[str, Any]:
    named = {"dc:title": title} if title else {}
    return {"url": file, **named, "tableSchema": {"columns": columns}}


def _column(column: Column) -> dict[str, Any]:
    """Its name is what stands in the file; the second title is the same in plain words."""
    titles = list(dict.fromkeys([column.id, cells.text(column.header)]))
    return {
        "name": column.id,
        "titles": titles,
        "datatype": _TYPES[column.kind],
        **({"schema:unitText": column.unit} if column.unit else {}),
        **({"dc:description": column.meaning} if column.meaning else {}),
    }


def _source(publication: Mapping[str, Any]) -> dict[str, Any]:
    licence = LICENCE_ADDRESSES.get(publication["licence"])
    return {
        "dc:title": publication["title"],
        "dc:publisher": publication["publisher"],
        "dc:temporal": publication["period"],
        "dc:identifier": publication["landing"],
        "dc:rights": publication["attribution"],
        **({"dc:license": {"@id": licence}} if licence else {}),
    }
