"""The addresses that there are: pages, routes, and nothing else.

Dash answers every address with its page and 200. Here only the pages are, each at one address; a
person who asks for another is told so on a page that leads on, and a program in a sentence.
"""

from urllib.parse import quote

import dash
from dash import Dash
from flask import Response, abort, redirect, request
from werkzeug.routing import Map, Rule
from werkzeug.wsgi import get_path_info

from dashboard.web.address_spelling import is_normal
from dashboard.web.request_kinds import API

# What stands in a query as it is; all else is escaped on its way into a header.
_IN_QUERY = "%&=+/?:@!$'()*,;~[]"
# Dash's page for any address, and a folder of Flask's that there is not.
_NOT_OURS = ("/<path:path>", "/static/<path:filename>")
# How Dash knows the page that it shows for an address that is none; it has no address itself.
NOT_FOUND = "not_found_404"


def pages() -> frozenset[str]:
    """Addresses of the pages."""
    return frozenset(
        page["path"]
        for page in dash.page_registry.values()
        if not page["module"].endswith(NOT_FOUND)
    )


def add_addresses(app: Dash) -> None:
    """Take away Dash's answer to anything, and refuse what is spelled in another way than ours."""
    server, known = app.server, pages()
    ours = (rule for rule in server.url_map.iter_rules() if rule.rule not in _NOT_OURS)
    server.url_map = Map([_again(rule) for rule in ours], merge_slashes=False)
    for page in known - {"/"}:
        server.add_url_rule(page, f"page {page}", app.index, methods=["GET"])

    @server.before_request
    def as_written() -> Response | None:
        written = get_path_info(request.environ)  # request.path has one slash in front already
        path = f"/{'/'.join(filter(None, written.split('/')))}".lower()
        if path != written and (path in known or path == API) and request.method in ("GET", "HEAD"):
            # Somebody's slash too many, or capitals; to one of our own addresses and no other.
            query = quote(request.query_string, safe=_IN_QUERY)
            path = request.script_root + path
            return redirect(f"{path}?{query}" if query else path, 308)  # type: ignore[return-value]
        if not is_normal(written):
            abort(404)
        return None


def _again(rule: Rule) -> Rule:
    """A rule for another map, with what Flask notes on it."""
    new = rule.empty()
    new.provide_automatic_options = rule.provide_automatic_options  # type: ignore[attr-defined]
    return new
