"""What the image is made of and how it is run: the rules that `make test-image` proves by doing."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from scripts.audit import report
from scripts.test_image import Stage, instructions, python_version

REPOSITORY = Path(__file__).parent.parent
DOCKERFILE = (REPOSITORY / "Dockerfile").read_text(encoding="utf-8")
UNUSED = (REPOSITORY / "requirements-unused.txt").read_text(encoding="utf-8")
STEPS = list(instructions(DOCKERFILE))
LAST = STEPS[max(at for at, (name, _) in enumerate(STEPS) if name == "FROM") :]
COMPOSE = yaml.safe_load((REPOSITORY / "compose.yaml").read_text(encoding="utf-8"))
PROXY = COMPOSE["services"]["proxy"]
DIGEST = r"@sha256:[0-9a-f]{64}"


def test_the_linter_has_nothing_to_say() -> None:
    linter = Path(sys.executable).parent / "hadolint"
    done = subprocess.run([linter, "Dockerfile"], cwd=REPOSITORY, capture_output=True, check=False)
    assert (done.stdout, done.returncode) == (b"", 0)


def test_the_last_stage_only_receives() -> None:
    names = [name for name, _ in LAST]
    assert [argument for name, argument in LAST if name == "RUN"] == [
        argument for name, argument in LAST if argument.startswith("groupadd")
    ]
    for tool in ("apt", "pip", "gcc", "gdal", "curl"):
        assert not any(tool in argument for name, argument in LAST if name == "RUN"), tool
    assert {"USER", "HEALTHCHECK", "LABEL", "ENTRYPOINT", "STOPSIGNAL"} <= set(names)
    user = dict(LAST)["USER"]
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", user), "a number that a host can name in its rules"


def test_both_stages_are_one_image_with_its_version() -> None:
    images = [argument.split()[0] for name, argument in STEPS if name == "FROM"]
    assert images == ["${PYTHON_IMAGE}"] * 2
    assert re.search(rf"^ARG PYTHON_IMAGE=python:3(\.\d+)+-slim-\w+{DIGEST}$", DOCKERFILE, re.M)
    assert python_version() == "3.13", "make test-image reads it from there"


def test_packages_are_installed_by_hash_and_without_a_compiler() -> None:
    install = next(a for n, a in STEPS if n == "RUN" and "pip" in a)
    assert "--require-hashes" in install
    assert "--only-binary=:all:" in install
    pins = (REPOSITORY / "requirements.txt").read_text(encoding="utf-8")
    assert len(re.findall(r"^[a-z0-9._-]+==", pins, re.MULTILINE)) > 40
    assert all(
        "--hash=sha256:" in block for block in re.split(r"\n(?=[a-z0-9])", pins) if "==" in block
    )


def test_what_the_image_takes_out_is_needed_by_nothing_that_stays() -> None:
    """But by the two packages that declare it and import it, if at all, where it is missing."""
    unused = re.findall(r"^[a-z].*", UNUSED, re.MULTILINE)
    pins = (REPOSITORY / "requirements.txt").read_text(encoding="utf-8")
    needed_by = {
        block.partition("==")[0]: set(re.findall(r"# (?:via|  ) ?([a-z-]+)$", block, re.MULTILINE))
        for block in re.split(r"\n(?=[a-z0-9])", pins)
    }
    assert set(unused) <= set(needed_by)
    for name in unused:
        assert needed_by[name] <= {"dash", "dash-leaflet", *unused}, name
    # What the two bring for themselves alone, and the list has not seen yet.
    others = {
        name for name, by in needed_by.items() if by and by <= {"dash-leaflet", *unused} - {"dash"}
    }
    assert others <= set(unused)
    [build] = [a for n, a in STEPS if n == "RUN" and "pip" in a]
    assert re.search(r"install .*requirements\.txt .*uninstall .*requirements-unused\.txt", build)


def test_folders_that_are_cleaned_are_those_of_packages_that_are_installed() -> None:
    """A folder that is not there ends the build."""
    pins = (REPOSITORY / "requirements.txt").read_text(encoding="utf-8")
    for package in re.findall(r"site-packages/(\w+)", DOCKERFILE):
        assert re.search(rf"^{package}==", pins, re.MULTILINE), package


def test_what_is_copied_is_there_and_let_in(tmp_path: Path) -> None:
    stage = Stage(tmp_path, {})
    for name, argument in STEPS:
        if name == "COPY" and not argument.startswith("--from"):
            stage.carry_out(name, argument, {})
    copied = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")}
    assert {"app.py", "gunicorn.conf.py", "scripts/healthcheck.py"} <= copied
    assert not [path for path in copied if path.startswith(("tests", "data/readers", ".git"))]


@pytest.mark.parametrize("service", ["atlas", "proxy"])
def test_every_service_is_held_tight(service: str) -> None:
    one = COMPOSE["services"][service]
    assert one["read_only"] is True
    assert one["cap_drop"] == ["ALL"]
    assert one["security_opt"] == ["no-new-privileges:true"]
    assert one["mem_limit"]
    assert "privileged" not in one
    written = [mount for mount in one.get("volumes", []) if not mount.endswith(":ro")]
    assert written == (["plans:/workspace"] if service == "atlas" else [])


def test_plans_are_off_until_there_is_a_volume_and_then_are_the_atlas_s_alone() -> None:
    assert re.search(r"^ENV .*\bWORKSPACE=off\b", _last_stage(), re.M)
    assert COMPOSE["services"]["atlas"]["environment"]["WORKSPACE"] == (
        "${WORKSPACE:-/workspace/plans.sqlite3}"
    )
    assert COMPOSE["volumes"] == {"plans": None}
    [made] = [argument for name, argument in LAST if name == "RUN"]
    user = dict(LAST)["USER"].partition(":")[0]
    assert f"install --directory --owner={user} --group={user} --mode=0700 /workspace" in made


def _last_stage() -> str:
    return "\n".join(f"{name} {argument}" for name, argument in LAST)


def test_only_the_proxy_can_be_reached() -> None:
    assert "ports" not in COMPOSE["services"]["atlas"]
    assert [p.rsplit(":", 1)[1] for p in PROXY["ports"]] == ["8443", "8080"]


def test_the_proxy_s_image_has_its_digest_and_the_manual_has_the_same() -> None:
    name = re.fullmatch(rf"\$\{{NGINX_IMAGE:-([\w./-]+):[\w.-]+({DIGEST})\}}", PROXY["image"])
    manual = (REPOSITORY / "docs" / "deploy.md").read_text(encoding="utf-8")
    assert f"proxy={name[1]}{name[2]}\n" in manual


def test_the_proxy_runs_what_ships_and_can_be_asked_whether_it_is_alive() -> None:
    """As tests/deploy runs it: the same command, the same folder."""
    assert PROXY["command"] == ["nginx", "-c", "/etc/nginx/atlas/nginx.conf", "-g", "daemon off;"]
    assert "./deploy:/etc/nginx/atlas:ro" in PROXY["volumes"]
    config = (REPOSITORY / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    asked = urlsplit(PROXY["healthcheck"]["test"][-1])
    assert f"listen {asked.netloc};" in config
    inside = {port.rsplit(":", 1)[1] for port in PROXY["ports"]}
    assert inside == set(re.findall(r"^ +listen (\d{4})\b", config, re.MULTILINE))
    files = int(re.search(r"worker_rlimit_nofile (\d+);", config)[1])
    assert (
        PROXY["ulimits"]["nofile"]
        == files
        >= 2 * int(re.search(r"worker_connections (\d+);", config)[1])
    )


def test_both_have_addresses_of_their_own_and_know_each_other_s() -> None:
    """Else one of them is given the other's, when it starts first."""
    atlas, proxy = (
        COMPOSE["services"][name]["networks"]["front"]["ipv4_address"]
        for name in ("atlas", "proxy")
    )
    assert atlas != proxy
    assert PROXY["extra_hosts"] == [f"atlas:{atlas}"]
    assert PROXY["sysctls"]["net.ipv4.tcp_rmem"].split()[-1] == "262144", (
        "MB of an answer otherwise"
    )


def test_compose_takes_the_file() -> None:
    for command in (["docker", "compose"], ["docker-compose"]):
        if not shutil.which(command[0]):
            continue
        known = subprocess.run([*command, "version"], capture_output=True, check=False)
        if known.returncode == 0:
            break
    else:
        pytest.skip("neither `docker compose` nor `docker-compose` is here")
    done = subprocess.run(
        [*command, "--file", "compose.yaml", "config", "--quiet"],
        cwd=REPOSITORY, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_proving_the_image_needs_root_and_says_so() -> None:
    script = REPOSITORY / "scripts" / "test_image.py"
    command = [sys.executable, script]
    if shutil.which("setpriv"):
        command = ["setpriv", "--reuid=65534", "--clear-groups", *command]
    else:
        pytest.skip("setpriv is not here")
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd="/", env={"PATH": "/usr/bin:/bin"}
    )
    if "Permission denied" in done.stderr:
        pytest.skip("the interpreter cannot be read by others here")
    assert done.stderr == ("make test-image builds a root file system: run it as root, on Linux.\n")


# ---- advisories ----


def test_a_vulnerability_is_found_and_told() -> None:
    packages = [
        {"name": "a", "version": "1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}]},
        {"name": "b", "version": "2", "vulns": []},
        {"name": "c", "skip_reason": "not found"},
    ]
    found, audited, said = report(packages)
    assert (found, audited) == (1, 2)
    assert said == "a 1: PYSEC-1, mended in 1.1\n2 of 3 packages looked at, 1 found."
    assert report([packages[2]])[:2] == (0, 0)
    assert report([])[2] == "0 of 0 packages looked at, 0 found."
