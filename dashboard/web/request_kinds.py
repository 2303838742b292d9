"""Kinds of requests, by their address: the one list that limits, logs and metrics use.

A route that makes files has ``/export/`` in its address, or a prefix of kind ``export`` here; what
is not listed counts as a page. A test fails for a route of the server that this list does not know.
"""

import re

from dashboard.web.address_spelling import is_normal, normal

CALLBACKS = "/_dash-update-component"
API = "/api/v1"

# With a slash at the end: all below it. Without: this address alone.
PREFIXES = (
    ("/targets/", "export"),
    ("/heard/", "export"),
    ("/where-to-meet/venues/typed", "callback"),
    ("/where-to-meet/venues", "export"),
    ("/where-to-meet/venues/", "export"),
    ("/plans/visit", "page"),
    ("/plans/visits", "callback"),
    ("/plans/visits/places", "callback"),
    ("/plans/", "export"),
    ("/evidence/", "export"),
    ("/take/", "export"),
    ("/where-to-meet/best-progress", "callback"),
    (API, "api"),
    ("/api/v1/", "api"),
    (CALLBACKS, "callback"),
    ("/find/said", "callback"),
    ("/repeat/", "callback"),
    ("/data/own/shown", "callback"),
    ("/data/own/", "export"),
    ("/find/", "find"),
    ("/files/", "file"),
    ("/tiles/", "file"),
    ("/assets/", "asset"),
    ("/modules/", "asset"),
    ("/_dash-component-suites/", "asset"),
    ("/_favicon.ico", "asset"),
    ("/healthz", "health"),
    ("/readyz", "health"),
    ("/metrics", "health"),
)
UPLOADS = (
    *("/heard/read", "/heard/weighted", "/where-to-meet/venues"),
    *("/data/own/read", "/data/own/layer"),
)
SEARCH = "/where-to-meet/export/best"
# Of the API, what may take as long as a file.
HEAVY = ("/api/v1/targets", "/api/v1/profile", "/api/v1/inequality")
_OF_API = ("areas", "indicators", "values", "reach", "practices", "registers", "openapi.json")
# Addresses of one indicator, practice or ordering: the log has them without which.
_ONE_OF_API = re.compile(r"(/api/v1/(?:indicators|orderings|practices)/)[^/]+(|/footprint)")
PICTURES = ("/png", "/svg", "/pdf", ".pdf")
# Kinds of work that a server keeps apart, and the limits that may act on it; dashboard/serving.
LANES = ("light", "upload", "exercise", "search", "picture", "table")
LIMITS = ("queue", "time", "processor", "memory", "answer", "last", "ended", "gone")
KINDS = ("page", "callback", "export", "api", "find", "file", "asset", "health")
# Those with the narrowest limits first.
_STRICTEST = ("export", "api", "callback", "find", "page", "file", "asset", "health")
# What has to work before anybody is signed in: the orchestrator asks.
OPEN_ALWAYS = frozenset({"/healthz", "/readyz"})

METHODS = frozenset(
    {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"}
)

# Below these the address ends in a file's format, or in what a person typed.
_FILES = (
    "/export/", "/practices/export/", "/inequality/export/", "/change/export/", "/targets/",
    "/where-to-meet/export/",
)  # fmt: skip
_FORMATS = (
    "zip", "csv", "xlsx", "geojson", "zones.geojson", "practices.geojson", "reach.geojson", "gpkg",
    "png", "svg", "ics", "pdf", "card.pdf", "handout.pdf", "districts", "definition.json",
)  # fmt: skip
_OF_HEARD = (
    "read", "analyse", "weights", "weights.csv", "weighted", "waves", "example.csv",
    "template.csv", "template.xlsx", "export/zip", "export/csv", "export/xlsx",
    "waves/export/zip", "waves/export/csv", "waves/export/xlsx",
)  # fmt: skip
# What can be taken: a test holds them against dashboard/take/packages.py.
_TAKEN = (
    *("everything.zip", "practices.zip"),
    *(
        f"theme-{theme}.{ending}"
        for theme in ("deprivation", "ethnicity", "language", "prevalence", "people", "own")
        for ending in ("zip", "xlsx")
    ),
)
_OF_OWN = (
    "read", "layer", "example-value.csv", "example-parts.csv", "example-larger.csv",
    "example-cases.csv", "example-points.csv",
)  # fmt: skip
# Addresses that say nothing but what the atlas itself offers: the log has them in whole.
_WHOLE = frozenset(
    [
        *("/", "/seldom-heard", "/where-to-meet", "/practices", "/heard", "/inequality"),
        *("/change", "/methods", "/plans", "/data", "/data/api", "/data/own"),
        *("/_dash-layout", "/_dash-dependencies", "/_reload-hash"),
        SEARCH,
        *("/find/places", "/find/place"),  # what is looked for is in the query, which no log has
        *(prefix for prefix, _ in PREFIXES if not prefix.endswith("/")),
        *HEAVY,
        *(f"/api/v1/{name}" for name in _OF_API),
        *(f"{folder}{name}" for folder in _FILES for name in _FORMATS),
        *(f"/heard/{name}" for name in _OF_HEARD),
        "/where-to-meet/venues/example.csv",
        *(f"/take/{name}" for name in _TAKEN),
        *(f"/data/own/{name}" for name in _OF_OWN),
        *(f"/evidence/pack.{name}" for name in ("docx", "pdf")),
    ]
)
_BELOW = (*_FILES, *(prefix for prefix, _ in PREFIXES if prefix.endswith("/")))


def kind_of(path: str) -> str:
    """The kind of a request, one of :data:`KINDS`; the strictest that its address can be read as.

    Parameters
    ----------
    path
        However it is spelled.
    """
    read = normal(path)
    if is_normal(path):
        return _kind(read)
    return min(_kind(read), _kind(path.lower()), key=_STRICTEST.index)


def _kind(path: str) -> str:
    if "/export/" in path:
        return "export"
    return next((kind for prefix, kind in PREFIXES if _is_at(path, prefix)), "page")


def _is_at(path: str, prefix: str) -> bool:
    return path.startswith(prefix) if prefix.endswith("/") else path == prefix


def loggable_method(method: str) -> str:
    """A request's method, where it is one: servers take any word for it."""
    return method if method in METHODS else "other"


def loggable(path: str) -> str:
    """A path without what a person typed into it: a postcode says where somebody lives.

    An address of the atlas's own is whole; of others there is only the folder that they are in,
    and nothing of those that are in none: nobody knows what was typed there.
    """
    read = normal(path)
    if read in _WHOLE:
        return read
    if one := _ONE_OF_API.fullmatch(read):
        return f"{one[1]}…{one[2]}"
    return next((f"{folder}…" for folder in _BELOW if read.startswith(folder)), "/…")


def lane_of(method: str, path: str) -> str:
    """Which kind of work a request is, one of :data:`LANES`."""
    kind = kind_of(path)
    # What is told of an answer of the API without the answer is worked out as the answer is.
    asks = ("GET", "POST", "HEAD") if kind == "api" else ("GET", "POST")
    if method not in asks or not is_normal(path):
        return "light"
    if kind == "api":
        return "table" if path in HEAVY else "light"
    if kind != "export":
        return "light"
    if path in UPLOADS:
        return "upload"
    if path.startswith("/heard/"):
        return "exercise"
    if path == SEARCH:
        return "search"
    return "picture" if path.endswith(PICTURES) else "table"
