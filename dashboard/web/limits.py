"""Limits: how large a request may be, how long a link, how many heavy ones from one client."""

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from flask import Flask, Response, request
from werkzeug.exceptions import RequestEntityTooLarge, RequestURITooLarge

from dashboard.config import Config
from dashboard.web.access import client
from dashboard.web.errors import say
from dashboard.web.kinds import kind_of
from dashboard.web.texts import TOO_OFTEN

LARGEST_REQUEST = 14_000_000  # bytes; a team's own file of 10 MB comes in base64, a third larger
LONGEST_QUERY = 8_000  # bytes; the fullest link that the pages write has some 4,000
CALLBACKS_PER_MINUTE = 300  # a person clicks less; a page asks for a few at once
MOST_CLIENTS = 10_000


def add_limits(server: Flask, config: Config) -> None:
    """Refuse what is too much, before a view begins to work on it."""
    server.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    per_minute = {"export": config.exports_per_minute, "callback": CALLBACKS_PER_MINUTE}
    buckets = {kind: Buckets(number) for kind, number in per_minute.items() if number}

    @server.before_request
    def within() -> Response | None:
        if (request.content_length or 0) > LARGEST_REQUEST:
            raise RequestEntityTooLarge
        if len(request.query_string) > LONGEST_QUERY:
            raise RequestURITooLarge
        kind = kind_of(request.path)
        wait = buckets[kind].take(client(request.environ, config)) if kind in buckets else 0
        if not wait:
            return None
        answer = say(TOO_OFTEN.format(seconds=wait), 429)
        answer.headers["Retry-After"] = str(wait)
        return answer


class Buckets:
    """A token bucket for each client: a minute's worth at once, then one at a time.

    Thirty lines of our own: the extension for this (Flask-Limiter) counts in windows, which lets
    twice the number through where two meet, and brings ten packages. Each worker has its own
    buckets, so a client that meets all of them has that many times the number.

    Parameters
    ----------
    per_minute
        How many a client may take in a minute, and how many at once.
    clock
        Seconds that never go back.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = float(per_minute)
        self._per_second = per_minute / 60
        self._clock = clock
        self._lock = threading.Lock()
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, name: str) -> int:
        """Take one; 0 when there was one, else the whole seconds until there will be."""
        now = self._clock()
        with self._lock:
            left, then = self._left.pop(name, (self._most, now))
            left = min(self._most, left + (now - then) * self._per_second)
            enough = left >= 1
            self._left[name] = (left - 1 if enough else left, now)
            if len(self._left) > MOST_CLIENTS:
                self._left.popitem(last=False)  # the one not seen for longest
        return 0 if enough else math.ceil((1 - left) / self._per_second)
