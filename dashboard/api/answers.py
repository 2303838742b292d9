"""Answers of the API: a page of rows as JSON or CSV, with what tells one edition from another."""

import hashlib
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import marshmallow as ma
import msgspec
from flask import Response, request
from marshmallow import fields as kinds

from dashboard.api import cursor
from dashboard.api.endpoint import Asked, Endpoint, Found, Row
from dashboard.api.fields import MOST_ROWS
from dashboard.files.content_types import TYPES
from dashboard.files.csv_file import to_csv
from dashboard.files.table import DECIMALS, of_rows

JSON, CSV = "application/json", TYPES["csv"]
_PAGING = ("cursor", "limit", "format")
_KEPT = "private, no-cache"  # by whoever asked, who asks each time whether it still holds


def answered(endpoint: Endpoint, edition: str, asked: Asked, find: Callable[[], Found]) -> Response:
    """The answer to a request.

    Parameters
    ----------
    edition
        What tells the figures asked of from all others.
    asked
        Its arguments.
    find
        Finds what was asked for; not called where the asker has this very answer already.
    """
    query = dict(sorted(request.args.items()))
    form = CSV if _csv(asked.get("format", "")) else JSON
    tag = _tag(edition, form, query)
    if held := _held(tag):
        return _labelled(Response(status=304), held)
    narrowed = {name: value for name, value in query.items() if name not in _PAGING}
    found = find()
    if found.query is not None:
        narrowed = dict(sorted(found.query.items()))
    question = f"{edition} {request.path} {urlencode(narrowed)}"
    start = cursor.read(asked.get("cursor", ""), question)
    stop = min(start + asked.get("limit", MOST_ROWS), found.total)
    if _any_is_held():
        return _labelled(Response(status=304), tag)
    more = cursor.written(stop, question) if stop < found.total else None
    kept = {name: query[name] for name in ("limit", "format") if name in query}
    link = f"{request.base_url}?{urlencode(narrowed | kept | {'cursor': more})}" if more else None
    if form == CSV:
        rows = [_clean(row, endpoint.row) for row in found.part(start, stop)]
        response = Response(_csv_of(rows, endpoint.row, found.columns), content_type=form)
    else:
        body = cleaned(endpoint, found, start, stop, link, more)
        response = Response(msgspec.json.encode(body), content_type=form)
    if link:
        response.headers["Link"] = f'<{link}>; rel="next"'
    return _labelled(response, tag)


def cleaned(
    endpoint: Endpoint,
    found: Found,
    start: int,
    stop: int,
    link: str | None = None,
    more: str | None = None,
) -> dict[str, Any]:
    """An answer as plain data: its rows from one place to another, and what stands beside them.

    Parameters
    ----------
    link, more
        The address of the page that follows, and its cursor; None for the last.
    """
    rows = [_clean(row, endpoint.row) for row in found.part(start, stop)]
    if endpoint.one:
        return {"data": rows[0]}
    paging = {"data": rows, "total": found.total, "next": link, "cursor": more}
    return paging | _plain(found.more)


def _csv(named: str) -> bool:
    """Whether CSV is wanted: by the argument, else by what the program says that it takes."""
    if named:
        return named == "csv"
    return request.accept_mimetypes.best_match([JSON, "text/csv"], JSON) == "text/csv"


def _tag(edition: str, form: str, query: Mapping[str, str]) -> str:
    """A strong tag: the same only where every byte of the answer is."""
    of = (edition, request.url_root, request.path, form, urlencode(query))
    return hashlib.sha256("\n".join(of).encode("utf-8", "replace")).hexdigest()[:32]


def _held(tag: str) -> str:
    """The tag under which the asker has the answer already, as it came; empty where it has not.

    What compresses an answer on its way puts the encoding behind the tag. A proxy on its way back
    may have marked it as weak, which here makes no difference (RFC 9110, 13.1.2).
    """
    if request.method == "POST":
        return ""
    given = request.if_none_match.as_set(include_weak=True)
    return next((one for one in sorted(given) if one.partition(":")[0] == tag), "")


def _any_is_held() -> bool:
    """Whether the asker has one answer or another, and wants none if there is one: ``*``."""
    return request.method != "POST" and request.if_none_match.star_tag


def _labelled(response: Response, tag: str) -> Response:
    if request.method != "POST":
        response.set_etag(tag)
    response.headers["Vary"] = "Accept"
    response.headers["Cache-Control"] = _KEPT
    return response


def _clean(row: Row, of: type[ma.Schema]) -> dict[str, Any]:
    """A row in the order of its schema; what is no number is nothing."""
    found = {}
    for name, field in of._declared_fields.items():
        value = _plain(row.get(name))
        found[name] = int(value) if isinstance(field, kinds.Int) and value is not None else value
    return found


def _plain(value: Any) -> Any:
    """Plain data: figures to six decimals, as in every file."""
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if hasattr(value, "item"):
        value = value.item()  # numpy's
    if isinstance(value, float):
        return round(value, DECIMALS) if math.isfinite(value) else None
    return value


def _csv_of(rows: Sequence[Row], of: type[ma.Schema], columns: Sequence[str]) -> bytes:
    """A column for each field; of one of several figures, those columns instead."""
    heads: dict[str, Any] = {}
    flat = [dict(row) for row in rows]
    for name, field in of._declared_fields.items():
        if isinstance(field, kinds.Dict):
            heads |= {key: (key, "number", 0) for key in columns}
            for row in flat:
                row.update(row.pop(name))
        else:
            heads[name] = (name, "text", 0)
            for row in flat:
                if isinstance(row[name], list):
                    row[name] = "; ".join(map(str, row[name]))
    return to_csv(of_rows("row", flat, heads))
