"""The proxy that ships, in front of a server on this machine, in plain HTTP.

What TLS costs is not what is measured; and the attackers share the processors.
"""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.server import REPOSITORY
from scripts.local_proxy import LocalProxy, find_nginx

_PLAIN = {" ssl sndbuf": " sndbuf"}


@contextmanager
def proxy(port: int) -> Iterator[tuple[int, int]]:
    """A real nginx before the server on a port: the port to ask, and its first process."""
    if find_nginx() is None:
        raise SystemExit("There is no nginx: apt-get install nginx-light, or no --proxy.")
    with tempfile.TemporaryDirectory() as folder:
        inside = Path(folder) / "nginx"
        inside.mkdir()
        with LocalProxy(inside, port, _PLAIN) as running:
            yield running.https, running.pid


def allowed() -> float:
    """MB that compose.yaml lets the proxy have."""
    text = (REPOSITORY / "compose.yaml").read_text(encoding="utf-8")
    return float(re.findall(r"mem_limit: (\d+)m", text)[-1])
