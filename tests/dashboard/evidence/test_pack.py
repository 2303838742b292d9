"""The pack: figures of the pages, a source and a period for each, nothing left out, boxes empty."""

import io
import re
from itertools import pairwise
from typing import Any

import docx
import pytest

from dashboard.evidence.five_things import who
from dashboard.evidence.health import MOST_CONDITIONS
from dashboard.evidence.population import rows_of as rows_of_people
from dashboard.evidence.texts import say
from dashboard.files.document import TO_WRITE, Blank, Bullets, Heading, Paragraph, TableOf
from dashboard.files.document_docx import to_docx
from dashboard.files.document_pdf import to_pdf
from dashboard.parts.likely_range import likely
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.equality.characteristics import equality_for
from layers.equality.subject import subject_of
from layers.practices import expected_registers, practice_error, profile, units
from layers.targeting.reach import reach
from tests.dashboard.evidence.conftest import NETWORK, PRACTICE, ZONE, Made, made_of
from tests.workspace.made_up_plan import FINDINGS

FEWEST_PAGES, MOST_PAGES = 6, 12


def texts(made: Made) -> str:
    return "\n".join(made.document.texts())


def under(made: Made, heading: str) -> list[Any]:
    """The parts below a heading of any level, up to the next of its level or above."""
    parts = made.document.parts
    at = next(
        i for i, part in enumerate(parts) if isinstance(part, Heading) and part.text == heading
    )
    level, found = parts[at].level, []
    for part in parts[at + 1 :]:
        if isinstance(part, Heading) and part.level <= level:
            break
        found.append(part)
    return found


def rows_of(made: Made, heading: str) -> dict[str, list[str]]:
    """The rows of the first table below a heading, by their first cell."""
    [table, *_] = [part for part in under(made, heading) if isinstance(part, TableOf)]
    return {row[0]: list(row[1:]) for row in table.rows}


def test_figures_of_a_practice_are_those_of_its_page(atlas: Atlas) -> None:
    for name, key in (("practice", PRACTICE), ("network", NETWORK)):
        unit = units.unit(atlas, key)
        shown = rows_of(made_of(atlas, name), "Religion or belief (protected characteristic)")
        figure = profile.profile(atlas, ["religion_muslim"], {key: units.weights(atlas, unit)})
        found = practice_error.ranged(atlas, figure, [unit])["religion_muslim"][key]
        definition = atlas.indicators["religion_muslim"]
        assert shown["Muslim"][:3] == [
            number_text.count(found.numerator),
            number_text.value(found.value, definition),
            likely(definition, found),
        ]
        assert shown["Muslim"][-1] == number_text.value(
            atlas.england("religion_muslim").value, definition
        )


def test_where_no_group_stands_out_it_says_so(atlas: Atlas) -> None:
    subject = subject_of(atlas, units.unit(atlas, "C88073"))
    [_, said] = who(atlas, subject, rows_of_people(atlas, subject))
    assert said == say("five", "out_nothing")


def test_registers_are_those_furthest_from_usual(atlas: Atlas) -> None:
    judged = expected_registers.by_distance(
        expected_registers.of_group(atlas, units.unit(atlas, NETWORK).practices)
    )
    [table] = [
        part
        for part in under(made_of(atlas, "network"), say("headings", "worst"))
        if isinstance(part, TableOf) and part.caption == say("worst", "registers")
    ]
    assert len(table.rows) == MOST_CONDITIONS
    for row, (_, known) in zip(table.rows, judged.iterrows(), strict=False):
        assert row[1:3] == [number_text.count(known[n]) for n in ("observed", "expected")]


def test_who_cannot_speak_english_is_the_reach_of_seldom_heard(atlas: Atlas) -> None:
    reached = reach(atlas, ZONE, "english_limited")
    [said] = under(made_of(atlas, "zone"), say("five", "language_title"))
    assert f"About {number_text.count(reached.people)} people" in said.text
    assert number_text.percent(100 * reached.rate) in said.text


def test_each_protected_characteristic_has_figures_or_is_a_gap(made: Made, atlas: Atlas) -> None:
    headings = [part.text for part in made.document.parts if isinstance(part, Heading)]
    [listed] = [p for p in under(made, say("headings", "gaps")) if isinstance(p, Bullets)]
    five = under(made, say("five", "gaps_title"))[0].text
    for one in equality_for(atlas).characteristic:
        shown = say("who", "heading", label=one.label) if one.protected else one.label
        gap = [item for item in listed.items if item.startswith(f"{one.label}. ")]
        assert (shown in headings) != bool(gap), one.id
        for item in gap:
            assert one.gap in item
            assert one.look in item
            assert one.label[1:] in five
    assert not [item for item in listed.items if "Where to look: " not in item]


def test_every_figure_has_its_source_and_period(made: Made, atlas: Atlas) -> None:
    """Each table of figures names its publications with their periods, in its caption or below."""
    parts = made.document.parts
    titles = {one["title"] for one in atlas.manifest["sources"]}
    told = 0
    for at, part in enumerate(parts):
        if not isinstance(part, TableOf) or not part.figures:
            continue
        below = []
        for other in parts[at + 1 :]:
            if isinstance(other, TableOf | Heading):
                break
            below += other.texts()
        said = " ".join([part.caption, *below])
        assert any(title in said for title in titles), part.caption
        assert re.search(r"\(.*20\d\d.*\)", said), part.caption
        told += 1
    assert told >= 10
    # And the list at the end has every one of them.
    [every] = [p for p in under(made, say("headings", "sources")) if isinstance(p, Bullets)][:1]
    listed = " ".join(every.items)
    for name in equality_for(atlas).indicators():
        source = atlas.indicators[name].source
        title = next(s["title"] for s in atlas.manifest["sources"] if s["id"] == source)
        assert (title.partition(", ")[2] or title) in listed


def test_modelled_figures_are_said_to_be(made: Made) -> None:
    worst = under(made, say("headings", "worst"))
    if made.subject.of_patients:
        assert any("Estimate" in t or "estimate" in t for t in made.document.about)
    else:
        assert say("worst", "conditions_note") in [t for part in worst for t in part.texts()]
        assert "(modelled)" in texts(made)


def empty_boxes(made: Made) -> list[str]:
    return [part.label for part in made.document.parts if isinstance(part, Blank)]


def test_what_people_have_to_judge_is_empty_in_both(atlas: Atlas, of_a_plan: Made) -> None:
    for made in (made_of(atlas, "practice"), of_a_plan):
        labels = empty_boxes(made)
        assert {say("apply", "decision"), say("apply", "mitigation")} < set(labels)
        assert {say("review", "date"), say("prepare", "aims")} < set(labels)
        paper = docx.Document(io.BytesIO(to_docx(made.document)))
        lines = [paragraph.text for paragraph in paper.paragraphs]
        for label in labels:
            at = lines.index(label)
            assert lines[at + 1 : at + 4] == [TO_WRITE, "", ""]
        tables = {table.rows[0].cells[0].text: table for table in paper.tables}
        pdf = made.printed
        printed = {rows[0][0]: rows for rows in (t.rows() for t in pdf.tree.all("Table"))}
        for first, cells in (("characteristic", 3), ("action", 2), ("name", 2)):
            rows = [[c.text for c in row.cells] for row in tables[say("apply", first)].rows[1:]]
            for some in (rows, printed[say("apply", first)][1:]):
                assert len(some) >= 3
                assert all(row[1:] == [""] * cells for row in some)
                assert first == "characteristic" or not any(row[0] for row in some)
        assert all(f"{label} {TO_WRITE}" in pdf.tree.text() for label in labels)


def test_it_is_short_and_opens_with_five_things(atlas: Atlas) -> None:
    for pdf in (made_of(atlas, name).printed for name in ("practice", "wards")):
        assert FEWEST_PAGES <= len(pdf.pages) <= MOST_PAGES
        for name in ("who", "language", "deprivation", "worst", "gaps"):
            assert say("five", f"{name}_title") in pdf.pages[0]
        levels = [int(tag.kind[1]) for tag in pdf.tree.all("H1", "H2", "H3")]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_checker_that_is_not_typst_passes_the_pdf(atlas: Atlas) -> None:
    page = pytest.importorskip("page", reason="page-validation is not installed")
    content = to_pdf(made_of(atlas, "practice").document)
    report = page.validate_pdf_bytes(content, profile=page.ValidationProfile("ua1"))
    assert [f"{f.rule_id}: {f.message}" for f in report.failures] == []


def test_a_plan_says_its_purpose_and_whom_it_heard_and_no_small_count(of_a_plan: Made) -> None:
    prepare = under(of_a_plan, say("headings", "prepare"))
    assert any("Find out what keeps people" in t for part in prepare for t in part.texts())
    heard = under(of_a_plan, say("headings", "heard"))
    said = [text for part in heard for text in part.texts()]
    assert say("heard", "no_plan") not in said
    assert any(text.startswith("8 visits were recorded, from 14 April 2026") for text in said)
    first = next(part.text for part in heard if isinstance(part, Paragraph))
    assert first in under(of_a_plan, say("five", "gaps_title"))[0].text
    counts = [
        row[1] for part in heard if isinstance(part, TableOf) and part.figures for row in part.rows
    ]
    assert counts
    assert all(text == "*" or int(text.replace(",", "")) % 5 == 0 for text in counts)


def test_a_plan_fills_in_what_people_said_and_leaves_room_for_more(
    atlas: Atlas, of_a_plan: Made
) -> None:
    heard = under(of_a_plan, say("headings", "heard"))
    [table] = [one for one in heard if getattr(one, "caption", "") == say("heard", "findings")]
    assert isinstance(table, TableOf)
    assert [row[:2] for row in table.rows] == [(one[0], one[2]) for one in FINDINGS]
    assert say("heard", "said_more") in empty_boxes(of_a_plan)
    assert say("heard", "said") not in empty_boxes(of_a_plan)
    assert say("heard", "said") in empty_boxes(made_of(atlas, "zone"))
