"""Where packages and workbooks are fetched: ``/take/<package>.zip``, ``/take/theme-<id>.xlsx``."""

import base64
import hashlib
from collections.abc import Callable
from datetime import date

from flask import Flask, Response, request

from dashboard.files import file_answers
from dashboard.files.content_types import TYPES
from dashboard.files.names import slug
from dashboard.parts.citation import Citation
from dashboard.parts.context import Context
from dashboard.take.cited_package import cite
from dashboard.take.package_zip import to_zip
from dashboard.take.packages import FOLDER, PACKAGE, Package, formats, packages
from dashboard.take.texts import say
from dashboard.take.workbook import to_xlsx


def add_take(
    server: Flask,
    context: Context,
    *,
    page: str = "data",
    today: Callable[[], date] = date.today,
) -> None:
    """Answer for packages and workbooks on a server.

    Parameters
    ----------
    page
        Path of the page "Take ours", without a slash in front: files say that they are from there.
    today
        The day to print in workbooks.
    """

    every = packages(context.atlas).values()
    ours = {f"{one.name}.{ending}": ending for one in every for ending in formats(one)}

    @server.get(f"{FOLDER}<name>")
    def take(name: str) -> Response:
        if request.method == "HEAD" and name in ours:
            return file_answers.announced(TYPES[ours[name]])
        atlas = context.atlas
        called, _, ending = name.rpartition(".")
        # Nothing is asked about one's own figures without sending them.
        package = packages(atlas).get(called) if request.method == "GET" else None
        if not package or ending not in formats(package):
            return file_answers.refused(
                say("refused", "unknown", name=file_answers.short(name)), 404
            )
        how = cite(atlas, package, f"{request.url_root}{page}", today())
        if ending == PACKAGE:
            content = to_zip(atlas, package, how)
        else:
            content = to_xlsx(atlas, package, how, today())
        answer = file_answers.attached(content, TYPES[ending], file_name(package, how, ending))
        # RFC 9530: what a program checks that all of it has come as it was made.
        digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
        answer.headers["Repr-Digest"] = f"sha-256=:{digest}:"
        return answer


def file_name(package: Package, how: Citation, ending: str) -> str:
    """Such as ``seldom-heard-language-db9d26592185.zip``: it says which figures these are."""
    return f"seldom-heard-{slug(package.label)}-{how.edition}.{ending}"
