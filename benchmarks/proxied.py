"""The proxy that ships, in front of a server on this machine: a real nginx, if there is one."""

import re
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType

from benchmarks.server import REPOSITORY, free_port

CONFIGURATION = REPOSITORY / "deploy/nginx.conf"
_AROUND = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
worker_processes auto;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    {inner}
}}
"""


class Proxy:
    """An nginx with ``deploy/nginx.conf``, in plain HTTP on a free port of this machine.

    Parameters
    ----------
    port
        Of the server behind it.
    """

    def __init__(self, port: int) -> None:
        self._behind = port
        self.port = free_port()

    def __enter__(self) -> "Proxy":
        found = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin")
        if found is None:
            raise SystemExit(
                "There is no nginx: apt-get install nginx-light, or leave out --proxy."
            )
        self._folder = tempfile.TemporaryDirectory()
        text = CONFIGURATION.read_text(encoding="utf-8")
        text = text.replace("atlas:8050", f"127.0.0.1:{self._behind}")
        text = re.sub(r"listen +8443 ssl", f"listen 127.0.0.1:{self.port}", text)
        text = re.sub(r"(?m)^ *ssl_[^;]*;", "", text)
        conf = Path(self._folder.name) / "nginx.conf"
        conf.write_text(_AROUND.format(folder=self._folder.name, inner=text), encoding="utf-8")
        self._process = subprocess.Popen(
            [found, "-c", str(conf), "-p", self._folder.name], stdin=subprocess.DEVNULL
        )
        time.sleep(0.5)
        if self._process.poll() is not None:
            raise SystemExit("nginx does not start with deploy/nginx.conf.")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(timeout=20)
        self._folder.cleanup()

    @property
    def master(self) -> int:
        return self._process.pid
