"""Limits: how large a request may be, how long a link, how many heavy ones from one client."""

from dashboard.settings.config import Config
from dashboard.web.access import client
from dashboard.web.buckets import Buckets
from dashboard.web.carried_layers import most_carried
from dashboard.web.refusal_texts import SAID, TOO_OFTEN
from dashboard.web.replies import Environ, Reply, said
from dashboard.web.request_kinds import kind_of, lane_of

LARGEST_REQUEST = 14_000_000  # bytes; a team's own file of 10 MB comes in base64, a third larger
LARGEST_LIGHT = 256_000  # bytes of every other body; a page's own have a few thousand
LONGEST_QUERY = 8_000  # bytes; the fullest link that the pages write has some 4,000
API_FOR_EXPORT = 10  # pages of the API count as one file
CALLBACKS_PER_MINUTE = 300  # a person clicks less; a page asks for a few at once


class Limits:
    """Refuses what is too much, before anything begins to work on it; waits for nothing."""

    def __init__(self, config: Config) -> None:
        self._config = config
        per_minute = {
            "export": config.exports_per_minute,
            "api": API_FOR_EXPORT * config.exports_per_minute,
            "callback": CALLBACKS_PER_MINUTE,
        }
        self._buckets = {
            kind: Buckets(number, number) for kind, number in per_minute.items() if number
        }

    def refused(self, environ: Environ) -> Reply | None:
        """The refusal of a request that is too large, too long or too soon; None for others."""
        if announced(environ) > largest_body(environ):
            return said(environ, SAID[413], "413 Content Too Large")
        if len(environ.get("QUERY_STRING", "")) > LONGEST_QUERY:
            return said(environ, SAID[414], "414 URI Too Long")
        kind = kind_of(environ.get("PATH_INFO", ""))
        if kind not in self._buckets:
            return None
        wait = self._buckets[kind].take(client(environ, self._config))
        if not wait:
            return None
        text = TOO_OFTEN.format(seconds=wait)
        return said(environ, text, "429 Too Many Requests", {"Retry-After": str(wait)})


def largest_body(environ: Environ) -> int:
    """Bytes that a request's body may have: much for what people upload, else little; and as much
    more as the layers may have that it carries."""
    lane = lane_of(environ.get("REQUEST_METHOD", ""), environ.get("PATH_INFO", ""))
    if lane in ("upload", "exercise"):
        return LARGEST_REQUEST
    return LARGEST_LIGHT + most_carried(environ)


def announced(environ: Environ) -> int:
    """The bytes of a body that its head announces; 0 where it does not say."""
    length = str(environ.get("CONTENT_LENGTH") or "0")
    return int(length) if length.isascii() and length.isdigit() and len(length) < 19 else 0
