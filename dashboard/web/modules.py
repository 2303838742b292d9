"""The browser's modules, ``assets/modules``, under one address that holds the digest of them all.

A module finds those that it imports beside it (``import { fill } from "../numbers.js"``), whatever
the digest is, and a browser may keep each for ever: a change of any of them is a new address.
"""

import re
from pathlib import Path, PurePosixPath
from typing import Any

from flask import Flask, Response, abort, request

from dashboard.web.browser_files import FOR_EVER, digest_of

FOLDER = Path(__file__).parent.parent.parent / "assets" / "modules"
PREFIX = "/modules/"
# What every page needs before Dash draws any: these, and all that they import, are asked for with
# each page.
ENGINE = ("server.js", "map.js", "frame.js")
_IMPORT = re.compile(r'^(?:import|export)\b(?:[^;"]*?\bfrom)?\s*"(\.{1,2}/[^"]+)"', re.MULTILINE)


class Modules:
    """All modules of a folder, read once.

    Parameters
    ----------
    folder
        Where they are, with the modules of pages in ``pages``.

    Raises
    ------
    ValueError
        When two modules have one name, or a module imports one that is not there.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        files = sorted(folder.rglob("*.js"))
        self._bodies = {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}
        self._imports = {name: _imported(name, body) for name, body in self._bodies.items()}
        told = b"".join(name.encode() + b"\0" + body for name, body in self._bodies.items())
        self._address = f"{PREFIX}{digest_of(told)}/"
        self._engine = [name for name in ENGINE if name in self._bodies]
        self._first = self.needed(*self._engine)
        self._names = {PurePosixPath(name).stem: name for name in self._bodies}

    def needed(self, *names: str) -> list[str]:
        """Modules and all that they import, themselves first.

        Parameters
        ----------
        names
            Paths in the folder: ``pages/practices.js``.
        """
        found = list(names)
        for one in found:  # grows while it is gone through
            if one not in self._imports:
                raise ValueError(f"A module of assets/modules imports {one}, which is not there")
            found += [path for path in self._imports[one] if path not in found]
        return found

    def for_page(self, base: str = "") -> dict[str, Any]:
        """What the page tells the browser.

        Parameters
        ----------
        base
            What stands in front of each address of the atlas's own.

        Returns
        -------
        dict
            ``folder``, the address of all; and by the name that Dash's callbacks use for a module
            (``practices``) the ``files`` that it needs, itself first, without those that are there
            from the beginning; ``engine``, the names of those that every page waits for.
        """
        if len(self._names) != len(self._bodies):
            raise ValueError("Two files below assets/modules have the same name")
        files = {
            stem: [name, *(one for one in self.needed(name)[1:] if one not in self._first)]
            for stem, name in self._names.items()
        }
        engine = [PurePosixPath(name).stem for name in self._engine]
        return {"folder": f"{base}{self._address}", "files": files, "engine": engine}

    def preloads(self, base: str = "", *names: str) -> str:
        """Links for a page's head: what it needs at once.

        Parameters
        ----------
        names
            Of the modules that its callbacks call first: ``explore``.
        """
        needed = self.needed(*self._engine, *(self._names[name] for name in names))
        return "".join(
            f'<link rel="modulepreload" href="{base}{self._address}{name}">' for name in needed
        )

    def serve(self, server: Flask) -> None:
        """Answer for the modules, under that one address alone."""

        @server.before_request
        def only_there() -> None:
            if request.path.startswith("/assets/modules/"):
                abort(404)  # a module under two addresses would be two modules

        @server.get(f"{PREFIX}<folder>/<path:name>")
        def module(folder: str, name: str) -> Response:
            if f"{PREFIX}{folder}/" != self._address or name not in self._bodies:
                abort(404)
            answer = Response(self._bodies[name], mimetype="text/javascript")
            answer.headers["Cache-Control"] = FOR_EVER
            return answer


def _imported(name: str, body: bytes) -> list[str]:
    """The modules that one imports, each once."""
    beside = PurePosixPath(name).parent
    return list(dict.fromkeys(_joined(beside / path) for path in _IMPORT.findall(body.decode())))


def _joined(path: PurePosixPath) -> str:
    """A path without its ``.`` and ``..``."""
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            parts = parts[:-1]
        else:
            parts.append(part)
    return "/".join(parts)
