"""Proves the container image where no Docker runs: `make test-image`, as root on Debian or Ubuntu.

Reads the Dockerfile and carries out its own instructions: each stage in a fresh Debian root, the
installation without a network from a folder of packages. Then starts the image's own command in the
last stage, read-only, as the image's user, without a privilege; asks /readyz and the health check;
runs a browser test against it; fills its /tmp and exports; stops it.

Everything happens in namespaces of its own (`unshare`), so that whatever goes wrong, no mount and
no process is left behind.
"""

import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
# The Debian release whose Python is the one of the Dockerfile's base image.
RELEASES = {"3.11": "bookworm", "3.13": "trixie"}
PACKAGES = "python3,python3-pip,python3-venv"
# As their folders in the image begin.
UNUSED = [
    line.replace("-", "_")
    for line in (REPOSITORY / "requirements-unused.txt").read_text("utf-8").split("\n")
    if line and not line.startswith("#")
]
BROWSER_TEST = "tests/browser/test_nothing_leaves_the_host.py"
INSIDE = "SELDOM_HEARD_TEST_IMAGE"
NEEDED = {
    "debootstrap": "debootstrap", "unshare": "util-linux", "setpriv": "util-linux",
    "mount": "mount", "chroot": "coreutils", "apt-get": "apt",
}  # fmt: skip


def say(text: str) -> None:
    """What is being done now."""
    print(f"== {text}", flush=True)


def run(*command: str, **more: object) -> subprocess.CompletedProcess[str]:
    """Run a command that has to succeed."""
    done = subprocess.run(command, check=False, text=True, **more)  # type: ignore[call-overload]
    if done.returncode:
        shown = " ".join(shlex.quote(part) for part in command)
        raise SystemExit(f"This failed (exit status {done.returncode}): {shown[:500]}\n"
                         f"{done.stdout or ''}{done.stderr or ''}")  # fmt: skip
    return done


# ---- the Dockerfile ----


def instructions(text: str) -> Iterator[tuple[str, str]]:
    """Each instruction and its argument, lines joined as Docker joins them."""
    lines = [line for line in text.splitlines() if line.strip() and not re.match(r"\s*#", line)]
    joined = "\n".join(lines).replace("\\\n", " ")
    for line in joined.splitlines():
        name, _, argument = line.strip().partition(" ")
        yield name.upper(), argument.strip()


class Stage:
    """One stage of the build: a root, and what its instructions have set."""

    def __init__(self, root: Path, arguments: dict[str, str]) -> None:
        self.root = root
        self.environment = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
        self.arguments = arguments
        self.folder, self.user = "/", "0:0"
        self.entrypoint: list[str] = []
        self.health: list[str] = []
        self.labels: dict[str, str] = {}

    def expand(self, text: str) -> str:
        """Put variables' values in."""
        known = self.arguments | self.environment
        return re.sub(r"\$\{?(\w+)\}?", lambda found: known.get(found[1], ""), text)

    def carry_out(self, name: str, argument: str, stages: dict[str, "Stage"]) -> None:
        """An instruction of the Dockerfile."""
        if name == "RUN":
            # As in the closed network: no network at all, packages from a folder.
            closed = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "/wheelhouse"}
            given = self.arguments | self.environment | closed
            given = {key: value for key, value in given.items() if key != "PIP_INDEX_URL"}
            said = f"cd {shlex.quote(self.folder)} && {argument}"
            run("unshare", "--net", "chroot", str(self.root), "/bin/sh", "-c", said, env=given)
        elif name == "COPY":
            self.copy(argument, stages)
        elif name == "ENV":
            pairs = shlex.split(argument)
            self.environment |= {k: self.expand(v) for k, _, v in (p.partition("=") for p in pairs)}
        elif name == "ARG":
            key, _, default = argument.partition("=")
            self.arguments.setdefault(key, default)
        elif name == "LABEL":
            self.labels |= dict(p.split("=", 1) for p in shlex.split(self.expand(argument)))
        elif name == "WORKDIR":
            self.folder = argument
            self.inside(argument).mkdir(parents=True, exist_ok=True)
        elif name == "USER":
            self.user = argument
        elif name == "ENTRYPOINT":
            self.entrypoint = json.loads(argument)
        elif name == "HEALTHCHECK":
            self.health = json.loads(argument[argument.index("[") :])
        elif name not in ("EXPOSE", "STOPSIGNAL"):
            raise SystemExit(f"test_image.py does not know the instruction {name}: teach it.")

    def inside(self, path: str) -> Path:
        """A path of the image, from outside."""
        return self.root / (Path(self.folder) / path).as_posix().lstrip("/")

    def copy(self, argument: str, stages: dict[str, "Stage"]) -> None:
        """From the repository, where .dockerignore lets it in, or from an earlier stage."""
        parts = argument.split()
        origin, let_in = REPOSITORY, REPOSITORY / ".dockerignore"
        if parts[0].startswith("--from="):
            origin = stages[parts.pop(0).removeprefix("--from=")].root
        *sources, target = parts
        for source in sources:
            found = origin / source.lstrip("/")
            if origin == REPOSITORY and f"!{source}" not in let_in.read_text().split():
                raise SystemExit(f".dockerignore keeps {source} out, which the Dockerfile copies.")
            end = self.inside(target)
            if found.is_dir():
                ignore = (
                    shutil.ignore_patterns("__pycache__", "*.pyc") if origin == REPOSITORY else None
                )
                shutil.copytree(found, end, symlinks=True, ignore=ignore, dirs_exist_ok=True)
            else:
                end = end / found.name if target.endswith("/") or end.is_dir() else end
                end.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(found, end)


def build(work: Path, base: Path, wheels: Path) -> Stage:
    """All stages of the Dockerfile, in roots of their own; the last one."""
    stages: dict[str, Stage] = {}
    stage = None
    arguments: dict[str, str] = {}
    for name, argument in instructions((REPOSITORY / "Dockerfile").read_text()):
        if name == "FROM":
            title = argument.split(" AS ")[-1] if " AS " in argument else "last"
            say(f"Stage “{title}”: a copy of the fresh root")
            root = work / title
            run("cp", "--archive", "--reflink=auto", str(base), str(root))
            stage = stages[title] = Stage(root, {})
            if title != "last":
                shutil.copytree(wheels, root / "wheelhouse")
        elif stage is None:
            key, _, value = argument.partition("=")
            arguments[key] = value
        else:
            print(f"   {name} {argument[:90]}", flush=True)
            stage.carry_out(name, argument, stages)
    assert stage is not None
    return stage


# ---- the fresh root and the packages ----


def python_version() -> str:
    """Of the Dockerfile's base image, such as ``3.13``."""
    found = re.search(
        r"^ARG PYTHON_IMAGE=python:(\d+\.\d+)", (REPOSITORY / "Dockerfile").read_text(), re.M
    )
    if not found or found[1] not in RELEASES:
        raise SystemExit(f"The Dockerfile's Python is none of {', '.join(RELEASES)}.")
    return found[1]


def mirror() -> str:
    """Where apt on this machine gets Debian's packages from."""
    listed = run(
        "apt-get",
        "indextargets",
        "--format",
        "$(REPO_URI)",
        "Created-By: Packages",
        capture_output=True,
    ).stdout.split()
    found = [one for one in listed if one.rstrip("/").endswith("/debian")]
    return found[0] if found else "http://deb.debian.org/debian"


def fresh_root(work: Path, version: str) -> Path:
    """What the base image is, as nearly as Debian's own packages make it."""
    release, root = RELEASES[version], work / "base"
    say(f"A fresh Debian root ({release}, Python {version}), about a minute")
    log = work / "debootstrap.log"
    with log.open("w") as to:
        done = subprocess.run(
            ["debootstrap", "--variant=minbase", f"--include={PACKAGES}",
             release, str(root), mirror()],
            stdout=to, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
    if done.returncode:
        raise SystemExit("debootstrap failed:\n" + log.read_text()[-1500:])
    (root / "usr/local/bin/python").symlink_to("/usr/bin/python3")  # as the official image has it
    return root


def wheelhouse(work: Path, version: str) -> Path:
    """A folder with every package that requirements.txt pins, for the image's Python."""
    say("The packages, downloaded once as docs/deploy.md says")
    folder = work / "wheelhouse"
    machine = os.uname().machine
    platforms = [f"--platform=manylinux_2_{n}_{machine}" for n in range(17, 42)]
    run(
        sys.executable, "-m", "pip", "download", "-qq", "--require-hashes",
        "--only-binary=:all:",
        "--requirement", str(REPOSITORY / "requirements.txt"), "--dest", str(folder),
        f"--python-version={version}", f"--platform=manylinux2014_{machine}", *platforms,
    )  # fmt: skip
    return folder


# ---- running it ----


class Container:
    """The image's command in its root: read-only, its own user, no privilege, /tmp in memory."""

    def __init__(self, image: Stage, port: int, tmp: str = "size=64m") -> None:
        self.image, self.port = image, port
        root = image.root
        # A mount of the root on itself can be made read-only without changing the root.
        run("mount", "--bind", str(root), str(root))
        run("mount", "-t", "proc", "proc", str(root / "proc"))
        for place, size in (("tmp", tmp), ("dev/shm", "size=64m")):
            (root / place).mkdir(exist_ok=True)
            run("mount", "-t", "tmpfs", "-o", f"{size},mode=1777", "tmpfs", str(root / place))
        run("mount", "-o", "remount,bind,ro", str(root))

    def command(self, *command: str) -> list[str]:
        """A command as it is run inside."""
        user, _, group = self.image.user.partition(":")
        return [
            "chroot", str(self.image.root), "setpriv", f"--reuid={user}", f"--regid={group}",
            "--clear-groups", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs",
            "/bin/sh", "-c", f'cd {self.image.folder} && exec "$@"', "sh", *command,
        ]  # fmt: skip

    def ask(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command inside."""
        return subprocess.run(
            self.command(*command), env=self.environment(), check=False, text=True,
            capture_output=True,
        )  # fmt: skip

    def environment(self) -> dict[str, str]:
        """The image's own variables, and nothing else of this machine's but the port."""
        return self.image.environment | {"PORT": str(self.port)}

    def start(self, log: Path) -> subprocess.Popen[str]:
        """The server, once it is ready."""
        begun = time.perf_counter()
        process = subprocess.Popen(
            self.command(*self.image.entrypoint), env=self.environment(), text=True,
            stdin=subprocess.DEVNULL, stdout=log.open("w"), stderr=subprocess.STDOUT,
        )  # fmt: skip
        while time.perf_counter() - begun < 120:
            if process.poll() is not None:
                raise SystemExit(f"The server ended at once:\n{log.read_text()[-3000:]}")
            try:
                if self.get("/readyz").startswith(b"ready: "):
                    say(f"Ready after {time.perf_counter() - begun:.1f} s")
                    return process
            except OSError:
                time.sleep(0.05)
        raise SystemExit(f"The server is not ready after two minutes:\n{log.read_text()[-3000:]}")

    def get(self, path: str) -> bytes:
        """What the server answers."""
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"http://127.0.0.1:{self.port}{path}", timeout=60) as answer:
            return bytes(answer.read())


def check(what: str, holds: bool, more: str = "") -> None:
    """Go on if something holds."""
    if not holds:
        raise SystemExit(f"Not so: {what}\n{more}")
    print(f"   yes: {what}", flush=True)


def prove(image: Stage, work: Path) -> None:
    """Start the image and look at everything that was promised of it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    container, log = Container(image, port), work / "server.log"
    say("What the image is")
    check("it has a user other than root", int(image.user.partition(":")[0]) > 0)
    check(
        "it runs as that user", container.ask("id", "-u").stdout.strip() == image.user.split(":")[0]
    )
    for place in ("/app", "/opt/venv", "/etc", "/var", "/workspace"):
        written = container.ask("touch", f"{place}/written")
        check(f"nothing can be written to {place}", written.returncode != 0)
    check(
        "something can be written to /tmp", container.ask("touch", "/tmp/written").returncode == 0
    )
    check(
        "there is no compiler", container.ask("sh", "-c", "command -v cc gcc make").returncode != 0
    )
    check("there is no pip to install with", container.ask("python", "-m", "pip").returncode != 0)
    check(
        "nothing is there that is never used",
        not [
            one for one in UNUSED if list(image.root.glob(f"opt/venv/lib/*/site-packages/{one}-*"))
        ],
    )
    check("it has labels", "org.opencontainers.image.title" in image.labels)
    say("Starting it with the image's own command")
    process = container.start(log)
    try:
        health = container.ask(*image.health)
        check("its health check says so", health.returncode == 0, health.stderr)
        say("A browser test against it")
        run(
            sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", BROWSER_TEST,
            cwd=REPOSITORY, env=os.environ | {"ATLAS_ORIGIN": f"http://127.0.0.1:{port}"},
        )  # fmt: skip
        say("With /tmp full")
        container.ask("sh", "-c", "head -c 100m /dev/zero > /tmp/full")
        for path in ("csv", "zip", "xlsx", "geojson", "gpkg", "png", "svg"):
            check(f"exports {path}", len(container.get(f"/export/{path}")) > 10_000)
        check("makes a brief", container.get("/targets/pdf?c=imd_decile!d!1!r")[:4] == b"%PDF")
    finally:
        process.send_signal(signal.SIGTERM)
    check("it stops when told to", process.wait(30) == 0, log.read_text()[-2000:])
    check(
        "nothing went wrong on the way", '"level": "error"' not in log.read_text(), log.read_text()
    )


def main() -> None:
    """Go into namespaces of its own, and build and prove there."""
    if sys.platform != "linux" or os.geteuid():
        raise SystemExit("make test-image builds a root file system: run it as root, on Linux.")
    missing = [package for tool, package in NEEDED.items() if not shutil.which(tool)]
    if missing:
        raise SystemExit(
            f"make test-image needs more: apt-get install {' '.join(sorted(set(missing)))}"
        )
    if INSIDE not in os.environ:
        inside = [
            "--mount",
            "--propagation",
            "private",
            "--pid",
            "--fork",
            "--kill-child",
            "--mount-proc",
        ]
        with tempfile.TemporaryDirectory(prefix="seldom-heard-image-", dir="/var/tmp") as work:
            done = subprocess.run(
                ["unshare", *inside, sys.executable, __file__],
                env=os.environ | {INSIDE: work},
                check=False,
            )
        raise SystemExit(done.returncode)
    work = Path(os.environ[INSIDE])
    version = python_version()
    wheels = wheelhouse(work, version)
    image = build(work, fresh_root(work, version), wheels)
    size = run(
        "du", "-sm", str(image.root / "opt"), str(image.root / "app"), capture_output=True
    ).stdout
    say(
        "Built: "
        + ", ".join(f"/{Path(x.split()[1]).name} {x.split()[0]} MB" for x in size.splitlines())
    )
    prove(image, work)
    say("The image builds without a network, starts read-only as its own user, and serves.")


if __name__ == "__main__":
    main()
