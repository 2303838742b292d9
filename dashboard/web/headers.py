"""Headers on every answer: only this server's own scripts, styles, pictures and data."""

from functools import lru_cache
from urllib.parse import urlsplit

from dash import Dash
from flask import Response, request

from dashboard.config import Config
from dashboard.web.files import FOR_EVER


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


def add_headers(app: Dash, config: Config) -> None:
    """Set the headers on every answer of the app's server."""

    @lru_cache(maxsize=1)
    def settled_policy() -> str:
        # Not before the first answer: Dash adds scripts of its own while it handles a request.
        return policy(app, config)

    @app.server.after_request
    def secure(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = settled_policy()
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "geolocation=(), camera=(), microphone=()"
        if request.path == "/_favicon.ico":
            # Browsers ask for it at every change of address unless told not to.
            response.headers["Cache-Control"] = "public, max-age=86400"
        elif request.path.startswith("/assets/") and "m" in request.args:
            # The address holds the file's time, so a new file has a new address.
            response.headers["Cache-Control"] = FOR_EVER
        return response
