"""The proxy that ships, on this machine: nginx with the files of deploy/, on ports of loopback.

For tests and benchmarks. Only places differ from what is shipped: ports, folders, the certificate.
"""

import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from pathlib import Path
from types import TracebackType

DEPLOY = Path(__file__).parent.parent / "deploy"


def find_nginx() -> str | None:
    """The nginx to use: ``NGINX`` (``none``: no one), or one that is installed."""
    named = os.environ.get("NGINX") or shutil.which("nginx", path=os.defpath + ":/usr/sbin")
    return None if named == "none" else named


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def certificate(folder: Path) -> None:
    """Make a certificate that nobody trusts, and its key."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-subj", "/CN=localhost", "-keyout", folder / "atlas.key",
         "-out", folder / "atlas.crt"],
        check=True, capture_output=True,
    )  # fmt: skip


class LocalProxy:
    """nginx in front of an atlas on this machine; started and stopped by ``with``.

    Parameters
    ----------
    folder
        An empty folder for its files and logs.
    upstream
        The port that the atlas listens on.
    changes
        More replacements of text in ``nginx.conf``.
    """

    def __init__(self, folder: Path, upstream: int, changes: dict[str, str] | None = None) -> None:
        self.folder = folder
        self.http, self.https, self.health = free_port(), free_port(), free_port()
        self.access_log, self.error_log = folder / "access.log", folder / "error.log"
        shutil.copytree(DEPLOY, folder / "deploy")
        certificate(folder)
        text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
        places = {
            " /tmp/": f" {folder}/",
            "listen 8080": f"listen 127.0.0.1:{self.http}",
            "listen 8443": f"listen 127.0.0.1:{self.https}",
            "listen 127.0.0.1:8081": f"listen 127.0.0.1:{self.health}",
            "atlas:8050": f"127.0.0.1:{upstream}",
            "/etc/nginx/certs": str(folder),
            "/dev/stdout": str(self.access_log),
            "/dev/stderr": str(self.error_log),
        }
        for old, new in (places | (changes or {})).items():
            if old not in text:
                raise ValueError(f"deploy/nginx.conf does not say “{old}”")
            text = text.replace(old, new)
        self.config = folder / "deploy" / "nginx.conf"
        self.config.write_text(text, encoding="utf-8")
        # Nobody trusts its certificate, and this is the machine itself.
        self.tls = ssl.create_default_context()
        self.tls.check_hostname, self.tls.verify_mode = False, ssl.CERT_NONE
        self._process: subprocess.Popen[bytes] | None = None

    def command(self, *more: str) -> list[str]:
        """The command of compose.yaml, with this configuration."""
        return [find_nginx() or "nginx", "-c", str(self.config), "-g", "daemon off;", *more]

    def __enter__(self) -> "LocalProxy":
        self._process = subprocess.Popen(self.command())
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.health), timeout=1).close()
                return self
            except OSError:
                if self._process.poll() is not None:
                    break
                time.sleep(0.02)
        raise RuntimeError("nginx did not start")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        if self._process:
            self._process.terminate()
            self._process.wait(10)

    @property
    def pid(self) -> int:
        """Its first process."""
        assert self._process
        return self._process.pid

    def memory(self) -> float:
        """What all its processes take, in MB; what they share is counted once."""
        assert self._process
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        total = 0
        for pid in [str(self._process.pid), *children.read_text().split()]:
            found = re.search(
                r"^Pss: +(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M
            )
            total += int(found[1]) if found else 0
        return total / 1024
