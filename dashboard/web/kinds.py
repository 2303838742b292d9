"""Kinds of requests, by their address: the one list that limits, logs and metrics use.

A route that makes files has ``/export/`` in its address, or a prefix of kind ``export`` here; what
is not listed counts as a page. A test fails for a route of the server that this list does not know.
"""

CALLBACKS = "/_dash-update-component"

PREFIXES = (
    ("/targets/", "export"),
    ("/heard/", "export"),
    (CALLBACKS, "callback"),
    ("/find/", "find"),
    ("/files/", "file"),
    ("/assets/", "asset"),
    ("/_dash-component-suites/", "asset"),
    ("/_favicon.ico", "asset"),
    ("/healthz", "health"),
    ("/readyz", "health"),
    ("/metrics", "health"),
)
UPLOADS = ("/heard/read", "/heard/weighted")
PICTURES = ("/png", "/svg", "/pdf")
# Kinds of work that a server keeps apart, and the limits that may act on it; dashboard/serving.
LANES = ("light", "upload", "exercise", "picture", "table")
LIMITS = ("queue", "time", "processor", "memory", "answer", "ended")
KINDS = ("page", "callback", "export", "find", "file", "asset", "health")
# What has to work before anybody is signed in: the orchestrator asks.
OPEN_ALWAYS = frozenset({"/healthz", "/readyz"})


def kind_of(path: str) -> str:
    """The kind of a request, one of :data:`KINDS`."""
    if "/export/" in path:
        return "export"
    return next((kind for prefix, kind in PREFIXES if path.startswith(prefix)), "page")


def loggable(path: str) -> str:
    """A path without what a person typed into it: a postcode says where somebody lives."""
    return f"/{path.split('/')[1]}/…" if kind_of(path) == "find" else path[:200]


def lane_of(method: str, path: str) -> str:
    """Which kind of work a request is, one of :data:`LANES`."""
    kind = kind_of(path)
    if kind != "export" or method not in ("GET", "POST"):
        return "light"
    if path.startswith(UPLOADS):
        return "upload"
    if path.startswith("/heard/"):
        return "exercise"
    return "picture" if path.endswith(PICTURES) else "table"
