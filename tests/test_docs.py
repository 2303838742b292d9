"""The manuals say what is so: commands, files, settings and sections that they name are there."""

import dataclasses
import re
import runpy
from pathlib import Path

import pytest
import yaml

from dashboard.serving.listener import Patience
from dashboard.serving.queues import FORGIVEN, LANES, LAST, MUCH
from dashboard.serving.worker import MOST_CONNECTIONS, MOST_HELD
from dashboard.settings.config import Config
from dashboard.web.limits import LARGEST_REQUEST, LONGEST_QUERY
from layers import Atlas

REPOSITORY = Path(__file__).parent.parent
DEPLOY = (REPOSITORY / "docs" / "deploy.md").read_text(encoding="utf-8")
MANUALS = sorted(
    [
        path
        for folder in (".", "docs", "docs/methods")
        for path in (REPOSITORY / folder).glob("*.md")
    ]
)
COMPOSE = yaml.safe_load((REPOSITORY / "compose.yaml").read_text(encoding="utf-8"))
# Made by a command of the manual, or the reader's own.
NOT_HERE = {
    "certs/",
    "wheelhouse",
    "another-snapshot",
    ".env",
    ".venv",
    ".ci/run",
    "data/snapshot/basemap.pmtiles",
}


@pytest.mark.parametrize("manual", MANUALS, ids=lambda path: path.name)
def test_every_make_target_that_is_named_is_there(manual: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (REPOSITORY / "Makefile").read_text(), re.MULTILINE))
    text = manual.read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^|`)make ([a-z][a-z-]+)", text, re.MULTILINE))
    assert named <= targets


@pytest.mark.parametrize("manual", MANUALS, ids=lambda path: path.name)
def test_every_file_that_is_named_is_there(manual: Path) -> None:
    text = re.sub(r"```.*?```", "", manual.read_text(encoding="utf-8"), flags=re.DOTALL)
    folders = r"(?:docs|scripts|deploy|dashboard|layers|data|tests|assets|benchmarks)"
    named = set(re.findall(rf"`({folders}/[\w./-]*|[\w-]+\.(?:yaml|conf\.py|toml|md))`", text))
    named |= set(re.findall(r"\]\((?!http|#)([^)#]+)", text))
    missing = {
        name
        for name in named - NOT_HERE
        if not any((base / name).exists() for base in (REPOSITORY, manual.parent))
        # A file of a folder that the sentence is about.
        and not any(REPOSITORY.glob(f"*/**/{Path(name).name}"))
    }
    assert missing == set()


def test_the_table_of_rooms_is_what_the_script_makes() -> None:
    made = runpy.run_path(str(REPOSITORY / "scripts" / "house.py"))["rewritten"]
    text = (REPOSITORY / "DEVELOPERS.md").read_text(encoding="utf-8")
    assert made(text) == text, "run 'python scripts/house.py'"
    assert "| `dashboard/files/` | Writers of files that know no page" in text


def test_every_heading_that_is_linked_to_is_there() -> None:
    """Links from one chapter of the methods into another, and within one."""

    def anchors(path: Path) -> set[str]:
        heads = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}

    for path in (REPOSITORY / "docs" / "methods").glob("*.md"):
        for file, anchor in re.findall(
            r"\]\(([\w-]*(?:\.md)?)#([^)]+)\)", path.read_text(encoding="utf-8")
        ):
            assert anchor in anchors(path.parent / file if file else path), (path.name, anchor)


def test_every_section_that_is_pointed_to_is_there() -> None:
    headings = set(re.findall(r"^##+ (.*)$", DEPLOY, re.MULTILINE))
    pointed = set(re.findall(r'[Ss]ee "([^"]+)"', DEPLOY))
    assert pointed
    assert pointed <= headings
    script = (REPOSITORY / "scripts" / "ensure-venv").read_text(encoding="utf-8")
    assert set(re.findall(r'docs/deploy.md, \\"([^"\\]+)\\"', script)) <= headings


def test_compose_passes_every_setting_on() -> None:
    """HOST and PORT are the container's own; the proxy's address is fixed."""
    given = set(COMPOSE["services"]["atlas"]["environment"])
    fields = {field.name.upper() for field in dataclasses.fields(Config)}
    assert given == fields - {"HOST", "PORT"}
    proxy = COMPOSE["services"]["proxy"]["networks"]["front"]["ipv4_address"]
    assert COMPOSE["services"]["atlas"]["environment"]["TRUSTED_PROXIES"] == proxy
    assert f"TRUSTED_PROXIES={proxy} " in DEPLOY


def test_limits_are_the_same_everywhere() -> None:
    proxy = (REPOSITORY / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    assert f"client_max_body_size        {LARGEST_REQUEST // 1_000_000}m;" in proxy
    assert f"more than {LARGEST_REQUEST // 1_000_000} MB" in DEPLOY
    assert f"more than {LONGEST_QUERY:,} bytes" in DEPLOY


def test_as_many_indicators_as_the_documentation_says(atlas: Atlas) -> None:
    every = len(atlas.indicators)
    shares = sum(one.kind == "share" for one in atlas.indicators.values())
    readme, methods, figures = (
        " ".join((REPOSITORY / name).read_text("utf-8").split())
        for name in ("README.md", "docs/methods/README.md", "docs/methods/figures.md")
    )
    assert f"with {every} indicators" in readme
    assert f"It holds {every} indicators" in methods
    assert f"{shares} of the {every} indicators are shares" in figures


def test_the_limits_are_the_ones_that_the_manual_has() -> None:
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in DEPLOY.splitlines()]
    told = {
        row[0].split("`")[1]: row[1:] for row in rows if row[0].split("`")[1:2] and len(row) == 7
    }
    for name, lane in LANES.items():
        sizes = [f"{size // 1_000_000} MB" if size else "" for size in (lane.memory, lane.answer)]
        processor = f"{lane.usual:g} s, {lane.processor} s" if lane.processor else ""
        waiting = [f"{lane.waiting}", f"{lane.of_one}", f"{lane.seconds:g} s"]
        assert told[name] == [*waiting, processor, *sizes], name
    patience = Patience()
    for text in (
        f"| any, of clients who have used much | {LAST.waiting} | {LAST.of_one} |",
        f"has taken {MUCH:g} seconds of processor time",
        f"{FORGIVEN:g} seconds are forgotten in a minute",
        f"a connection kept without one | {patience.head:g} s, in all |",
        f"a body | {LARGEST_REQUEST // 1_000_000} MB, {patience.body:g} s, in all |",
        f"an answer to be taken | {patience.taking:g} s, in all |",
        f"connections | {MOST_CONNECTIONS:,}, or",
        f"not yet taken | {MOST_HELD // 1_000_000} MB together |",
    ):
        assert text in DEPLOY
