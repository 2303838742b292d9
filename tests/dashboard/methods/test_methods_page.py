"""The Methods page: made of the chapters, in plain words, without files; and how to cite."""

import hashlib
import re
import runpy
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.methods import chapters, sources
from dashboard.methods.texts import texts
from dashboard.parts.citation import cited
from layers import Atlas
from layers.edition import edition

REPOSITORY = Path(__file__).parents[3]
FILE = re.compile(r"[\w-]+\.(?:py|toml|js|md|json|parquet|csv|css|geojson|xlsx?|zip)\b|\w+/\w+/\w+")


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    """What ``scripts/methods_page.py`` does."""
    return runpy.run_path(str(REPOSITORY / "scripts" / "methods_page.py"))


def words(part: Any) -> str:
    """The text of plain markup."""
    if isinstance(part, str):
        return part
    return "".join(map(words, part[2:] if isinstance(part[1], dict) else part))


def parts(part: Any) -> Iterator[list[Any]]:
    """Every element of plain markup."""
    if not isinstance(part, str):
        yield part
        for inner in part[2:]:
            yield from parts(inner)


def anchors() -> set[str]:
    """Where a link can lead to: the ids of chapters and sections."""
    return {part[1]["id"] for part in chapters.methods() if "id" in part[1]}


def test_the_page_is_made_of_the_chapters_as_they_are(made: dict[str, Any]) -> None:
    assert chapters.FILE.read_text("utf-8") == made["text"](), "run 'scripts/methods_page.py'"


@pytest.mark.parametrize("section", [s for c in chapters.chapters() for s in c.sections if s.title])
def test_a_method_begins_with_plain_words(section: chapters.Section) -> None:
    """Formulas are folded; what stands before them is a paragraph, or a list of what it is not."""
    assert section.plain[0][0] in ("p", "ul")
    assert len(words(section.plain[0])) > 30
    formulas = [one[0] for part in section.plain for one in parts(part) if one[0] == "pre"]
    assert formulas == []


def test_what_a_developer_needs_is_left_out_and_nothing_else(made: dict[str, Any]) -> None:
    said = made["without_files"]
    assert said("A is B (`data/a.py`): C. Code: `data/a.py`. D is E.") == "A is B: C. D is E."
    assert said("*Tested* in `tests/a.py`.") == ""
    assert said("**Rule.** `s = a / b of c` holds.") == "**Rule.** `s = a / b of c` holds."
    assert said("As the ADR says ([ADR 2](../adr/0002.md)), it is.") == "As the ADR says, it is."
    assert said("See [Weights](claims.md#weights).") == "See [Weights](claims.md#weights)."


def test_no_file_is_named_on_the_page(atlas: Atlas) -> None:
    manifest = atlas.manifest
    shown = [words(part) for part in chapters.methods()]
    shown += sources.not_included(manifest["notes"], manifest["sources"])
    # Addresses of the works that are referred to.
    shown = [re.sub(r"\b[\w.]+\.(?:uk|com|io)/\S+", "", text) for text in shown]
    assert [found[0] for text in shown for found in [FILE.search(text)] if found] == []
    # The build's own words name a file here: it is told by its title.
    assert any(FILE.search(note) for note in manifest["notes"])


def test_every_link_leads_to_a_paragraph() -> None:
    known = anchors() | texts().headings.keys()
    assert len(known) == len(texts().headings) + sum(
        1 + sum(bool(section.title) for section in one.sections) for one in chapters.chapters()
    )
    every = [one for part in (*chapters.methods(), *chapters.contents()) for one in parts(part)]
    links = [one[1]["href"] for one in every if one[0] == "a"]
    assert len(links) > 100
    assert {link for link in links if link[0] == "#" and link[1:] not in known} == set()


def test_every_publication_is_in_one_theme(atlas: Atlas) -> None:
    every = atlas.manifest["sources"]
    themed = sources.by_theme(every)
    assert sorted(s["id"] for those in themed.values() for s in those) == sorted(
        source["id"] for source in every
    )
    assert len(themed["People and households (Census 2021)"]) == 35
    assert {source["licence"] for source in every} <= texts().licences.keys()


def test_the_citation_names_the_snapshot_by_its_manifest(atlas: Atlas) -> None:
    digest = hashlib.sha256((atlas.folder / "manifest.json").read_bytes()).hexdigest()
    said = cited(atlas, "https://atlas.example.nhs.uk/", date(2026, 11, 29)).text()
    assert edition(atlas).startswith(f"{digest[:12]}-")
    assert f"snapshot {edition(atlas)} " in said
    assert f"{len(atlas.indicators)} indicators" in said
    assert said.endswith("Read on 29 November 2026 at https://atlas.example.nhs.uk/")
