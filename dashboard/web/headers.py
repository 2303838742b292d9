"""Headers on every answer: only this server's own scripts, styles, pictures and data."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from dash import Dash
from flask import Flask, Response, request

from dashboard.settings.config import Config
from dashboard.web.browser_files import FOR_EVER
from dashboard.web.carried_layers import carried, carried_places

ALWAYS = [
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "geolocation=(), camera=(), microphone=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
]
OVER_TLS = ("Strict-Transport-Security", "max-age=31536000")


def policy(app: Dash, config: Config) -> str:
    """The content security policy.

    A tile server, where one is set, is the only other address that pictures may come from.
    """
    tiles = urlsplit(config.tiles_url.replace("{s}.", "*."))
    pictures = f" {tiles.scheme}://{tiles.netloc}" if tiles.netloc else ""
    # Dash writes its configuration into the page as scripts; their digests are let through.
    scripts = " ".join(f"'{digest}'" for digest in (h.strip("'") for h in app.csp_hashes()))
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' {scripts}".strip(),
            "style-src 'self' 'unsafe-inline'",
            f"img-src 'self' data: blob:{pictures}",
            "worker-src 'self' blob:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )


def security_headers(
    app: Dash, config: Config
) -> Callable[[dict[str, Any]], list[tuple[str, str]]]:
    """Gives the headers that every answer must have, for a request's WSGI environment."""

    @lru_cache(maxsize=1)
    def settled() -> list[tuple[str, str]]:
        # Not before the first answer: Dash adds scripts of its own while it handles a request.
        return [("Content-Security-Policy", policy(app, config)), *ALWAYS]

    def headers(environ: dict[str, Any]) -> list[tuple[str, str]]:
        return [*settled(), OVER_TLS] if environ["wsgi.url_scheme"] == "https" else settled()

    return headers


def add_caching(server: Flask, config: Config) -> None:
    """Say of every answer how long it may be kept, and by whom."""

    @server.after_request
    def keep(response: Response) -> Response:
        if request.path == "/_favicon.ico":
            # Browsers ask for it at every change of address unless told not to.
            response.headers["Cache-Control"] = "public, max-age=86400"
        elif (
            request.path.startswith("/assets/")
            and "m" in request.args
            and response.status_code < 400
        ):
            # The address holds the file's time, so a new file has a new address.
            response.headers["Cache-Control"] = FOR_EVER
        # A page names files that an update renames, so it is asked for anew each time.
        kept = response.headers.setdefault("Cache-Control", "no-cache")
        if carried(request.environ) or carried_places(request.environ):
            kept = response.headers["Cache-Control"] = "no-store"
        if config.auth == "proxy":
            # What only some may see is for their own browsers, not for a cache on the way.
            response.headers["Cache-Control"] = kept.replace("public", "private")
        return response
