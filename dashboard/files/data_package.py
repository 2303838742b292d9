"""What programs need to read a folder of files as they are meant: a Frictionless data package.

"Data Package" and "Table Schema", version 2: names, types and descriptions of columns, keys, how
tables refer to each other, licences, sources, and of each file its size and digest.
https://datapackage.org/standard/data-package/
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dashboard.files import cells
from dashboard.files.about import LICENCE_ADDRESSES, LICENCE_TITLES
from dashboard.files.table import Column, Table

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
FILE = "datapackage.json"
_TYPES = {"text": "string", "whole": "integer", "number": "number"}


@dataclass(frozen=True)
class Resource:
    """One file of a package.

    Attributes
    ----------
    path
        Its file's name; the name of the resource is what stands before the ending.
    title, description
        In plain words.
    table
        What it holds, where it is a table that is described column by column.
    key
        The columns that tell its rows apart.
    refers
        By column: the resource and column that its values are of.
    """

    path: str
    title: str
    description: str = ""
    table: Table | None = field(default=None, repr=False)
    key: tuple[str, ...] = ()
    refers: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """How other resources refer to it."""
        name, _, ending = self.path.rpartition(".")
        return name if ending == "csv" else f"{name}-{ending}"


def of_files(
    name: str,
    title: str,
    said: str,
    address: str,
    sources: Sequence[Mapping[str, Any]],
    resources: Sequence[Mapping[str, Any]],
    **more: str,
) -> dict[str, Any]:
    """A package as it describes itself.

    Parameters
    ----------
    name
        Letters of a to z, digits and hyphens.
    said
        What it holds, in plain words.
    address
        Where it is from; "" where that cannot be told.
    sources
        The publications that it rests on, as the snapshot's manifest has them.
    resources
        Its files, as :func:`described` has them.
    more
        Other properties of the standard: ``version``, ``created``.
    """
    open_licences = licences(sources)
    return {
        "$schema": PROFILE,
        "name": name,
        "title": cells.text(title),
        "description": cells.text(said),
        **more,
        **({"homepage": cells.text(address)} if address else {}),
        **({"licenses": open_licences} if open_licences else {}),
        **({"sources": [publication(source) for source in sources]} if sources else {}),
        "resources": list(resources),
    }


def described(
    resource: Resource,
    content: bytes,
    licences: Sequence[Mapping[str, str]] = (),
    encoding: str = "utf-8",
) -> dict[str, Any]:
    """A resource as the package describes it.

    Parameters
    ----------
    licences
        Its own, where the package as a whole names none.
    encoding
        Of a table's file.
    """
    found = {
        "name": resource.name,
        "path": resource.path,
        "title": resource.title,
        **({"description": resource.description} if resource.description else {}),
        "format": resource.path.rpartition(".")[2],
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        **({"licenses": list(licences)} if licences else {}),
    }
    if resource.table is None:
        return found | {"type": "file"}
    return found | {"type": "table", "encoding": encoding, "schema": _schema(resource)}


def licences(sources: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """The open licences that some publications are under, each once; none where any of them is
    under no open one, since nothing may then be promised of what is made of all of them."""
    names = dict.fromkeys(source["licence"] for source in sources)
    if not names.keys() <= LICENCE_ADDRESSES.keys():
        return []
    return [
        {"name": name, "path": LICENCE_ADDRESSES[name], "title": LICENCE_TITLES[name]}
        for name in names
    ]


def publication(source: Mapping[str, Any]) -> dict[str, str]:
    """A publication as the package names it, with what its licence asks for."""
    found = {
        "title": source["title"],
        "path": source["landing"],
        "id": source["id"],
        "publisher": source["publisher"],
        "period": source["period"],
        "licence": source["licence"],
        "attribution": source["attribution"],
    }
    return {name: cells.text(text) for name, text in found.items() if text}


def _schema(resource: Resource) -> dict[str, Any]:
    assert resource.table is not None
    refers = [
        {"fields": [column], "reference": {"resource": there, "fields": [of]}}
        for column, (there, of) in resource.refers.items()
    ]
    return {
        "fields": [_field(column) for column in resource.table.columns],
        "missingValues": [""],
        **({"primaryKey": list(resource.key)} if resource.key else {}),
        **({"foreignKeys": refers} if refers else {}),
    }


def _field(column: Column) -> dict[str, Any]:
    return {
        "name": column.id,
        "type": _TYPES[column.kind],
        "title": cells.text(column.header),
        **({"description": cells.text(column.meaning)} if column.meaning else {}),
        **({"unit": column.unit} if column.unit else {}),
    }
