"""What a plan's papers say: all that belongs there, nothing that does not, no count given away."""

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from dashboard.files.document import TO_WRITE, Blank, Document, Heading, TableOf
from dashboard.plans.papers.annual import Year, annual, in_year
from dashboard.plans.papers.paper_files import PaperFiles
from dashboard.plans.papers.record_tables import record_tables
from dashboard.plans.papers.said_and_done import said_and_done
from dashboard.plans.papers.taking_part import taking_part
from layers.equality.characteristics import equality_for
from layers.exercise import head_counts
from layers.exercise.so_far import ZONES
from layers.statistics.suppression import cell
from tests.dashboard.conftest import MADE
from tests.dashboard.plans.papers.conftest import RULE, Kept, keep
from tests.workspace.made_up_plan import FINDINGS, WHO
from tests.workspace.made_up_plan import ZONES as MADE_ZONES
from workspace import edits, plans
from workspace.database import Workspace
from workspace.records import Activity, Partner, Plan

YEAR = Year(2026)


def text(document: Document) -> str:
    return "\n".join(document.texts())


def tables(document: Document) -> dict[str, list[tuple[str, ...]]]:
    """Rows by caption."""
    found = [part for part in document.parts if isinstance(part, TableOf)]
    return {part.caption: [tuple(row) for row in part.rows] for part in found}


def blanks(document: Document) -> list[str]:
    return [part.label for part in document.parts if isinstance(part, Blank)]


# ---- "You said, we did" ----


def test_what_was_said_and_done_is_told_and_no_staff_named(files: PaperFiles) -> None:
    said = text(files.said())
    for theme, _, statement, _, action, told in FINDINGS:
        assert theme in said
        assert f"You said: {statement}" in said
        for value in (action or {}).get("what"), (action or {}).get("changed"):
            assert (value or "") in said
        if told:
            assert f"Told back: {told['whom']}" in said
    assert said.count("We have not decided about this yet.") == 1
    assert said.count("We have not told people about this yet.") == 1
    owners = {action["owner"] for *_, action, _ in FINDINGS if action and action["owner"]}
    leads = {lead for *_, lead in MADE_ZONES if lead}
    for name in {WHO, files.plan.lead, "Engagement team", *owners, *leads}:
        assert name not in said, name


def test_only_places_that_were_visited_are_places_where_we_have_been(files: PaperFiles) -> None:
    [where] = [line for line in files.said().about if line.startswith("Where we have been")]
    been = {visit.zone_id for visit in files.plan.activities}
    assert [zone.name in where for zone in files.plan.zones] == [
        zone.id in been for zone in files.plan.zones
    ]
    assert "Tinsley and Carbrook" not in text(files.said())


@pytest.mark.parametrize("on", [None, date(2026, 11, 23)])
def test_who_is_to_be_told_later_is_not_said_to_be_told(kept: Kept, on: date | None) -> None:
    files = kept.files()
    for told in files.plan.told:
        told.on = on
    said, year = text(files.said()), text(annual([files.plan], YEAR, RULE, made=MADE))
    assert "Told back:" not in said
    assert said.count("We have not told people about this yet.") == 3
    assert "People were told back" not in year
    assert "3 actions were decided on and have not been told back yet." in year
    assert "Nobody has been told back in this year." in year


def test_a_plan_without_findings_says_so() -> None:
    nothing = said_and_done(Plan(**_bare()), made=MADE)
    assert "there is nothing to tell back" in text(nothing)
    assert blanks(nothing)


def _bare() -> dict[str, object]:
    lists = ("zones", "meetings", "partners", "activities", "findings", "actions", "told")
    texts = ("purpose", "decision", "can_change", "cannot_change", "duty", "lead", "duty_why")
    return (
        {"title": "Bare", "status": "agreed"}
        | {name: [] for name in lists}
        | dict.fromkeys(texts, "")
    )


# ---- the equality monitoring report ----


def test_every_protected_characteristic_is_there_asked_or_not(files: PaperFiles) -> None:
    rows = dict(tables(files.equality())["What was asked about each protected characteristic"])
    nine = [one.label for one in equality_for(files.atlas).characteristic if one.protected]
    assert list(rows) == nine
    assert len(nine) == 9
    assert rows["Age"] == "Asked at every visit."
    assert rows["Disability"] == "Asked at 2 of 8 visits."
    assert rows["Sexual orientation"] == "Not asked: visits have no question about it."


def test_the_report_says_what_is_done_and_by_whom(files: PaperFiles) -> None:
    rows = tables(files.equality())["Findings, what was decided, and who does it"]
    assert [row[0] for row in rows] == [statement for _, _, statement, *_ in FINDINGS]
    assert rows[0][1] == "Many; Fir Vale and Page Hall"
    assert rows[0][3] == "Tom Reyes, done"
    assert rows[1][3] == "Joan Pryce, under way, due on 18 December 2026"
    assert rows[2][2:] == (
        "We do not do it. Results are sent by the practices; we passed it on.",
        "",
    )
    assert rows[3][2] == "No decision yet"


def test_visits_at_which_nobody_was_heard_are_told_apart() -> None:
    visits = [Activity(people=people, interpreter="x", partner_id="b") for people in (0, 12)]
    for visit in visits:
        visit.languages = visit.access = visit.kind = visit.counted = ""
        visit.repeats = False
    partners = [Partner(id=id, name=id.upper(), answer="yes") for id in ("a", "b")]
    lines = taking_part(Plan(**_bare() | {"partners": partners}), visits)
    assert "Kinds of visit: not said (2)." in lines
    assert "At 1 visit nobody was heard." in lines
    assert "Organisations that took part in visits: B." in lines
    assert "Said yes, but took part in no visit here: A." in lines


def test_figures_are_those_that_may_be_shown(files: PaperFiles) -> None:
    found, shown = files.found, tables(files.equality())
    assert {"ethnicity", "age", "sex"} <= set(found.compared)
    for name, frame in found.compared.items():
        if name == ZONES:
            continue
        rows = next(rows for rows in shown.values() if [r[0] for r in rows] == list(frame["name"]))
        assert [row[1] for row in rows] == [cell(count) for count in frame["observed"]]
    zones = shown["Zones: people heard against the target, and the last visit"]
    assert [row[0] for row in zones] == [zone.name for zone in files.plan.zones]
    assert [row[2] for row in zones] == [cell(count) for count in found.zones["people"]]


def test_what_is_missing_leads_with_zones_that_nobody_has_been_to(files: PaperFiles) -> None:
    parts = list(files.equality().parts)
    at = parts.index(Heading("What is still missing"))
    assert parts[at + 1].items == [  # type: ignore[union-attr]
        "Tinsley and Carbrook: no visit so far.",
        "Visits have no question about: religion or belief, sexual orientation, gender "
        "reassignment, marriage and civil partnership and pregnancy and maternity.",
        "1 finding has no decision yet.",
        "People have not been told back about 1 action.",
    ]
    assert at < parts.index(Heading("Who was heard"))
    assert text(files.equality()).count("no visit so far") == 1


def test_how_people_could_take_part_is_told_with_what_was_missing(files: PaperFiles) -> None:
    said = text(files.equality())
    for line in (
        "Languages spoken at visits: English and Urdu.",
        "An interpreter was needed, and there, at 2 visits.",
        "An interpreter was needed, and not there, at 2 visits: people may not have been heard.",
        "Access, as the team wrote it: Step-free, tea, children welcome.",
        "Organisations that took part in visits: Burngreave Women’s Group and Firvale Community "
        "Hub.",
        "At 1 visit the number of people was estimated, not counted.",
        "At 2 visits some people may have been heard before, so they may be counted twice.",
    ):
        assert line in said


def test_what_is_for_people_to_judge_stays_empty(files: PaperFiles) -> None:
    report = files.equality()
    assert len(blanks(report)) == 3
    assert text(report).count(TO_WRITE) == 3


def test_a_count_that_is_shown_alike_changes_nothing(tmp_path: Path, files: PaperFiles) -> None:
    """22 people instead of 21 are shown as 20 too: no file may tell which."""
    mine = keep(str(tmp_path), files.atlas)
    with mine.workspace.writing() as session:
        visits = plans.plan(session, mine.id).activities
        [visit] = [visit for visit in visits if visit.people == 21]
        edits.change(session, Activity, visit.id, visit.version, {"people": 22}, WHO)
    other = mine.files()
    mine.workspace.close()
    assert text(other.equality()) == text(files.equality())
    assert text(annual([other.plan], YEAR, RULE, made=MADE)) == text(
        annual([files.plan], YEAR, RULE, made=MADE)
    )
    assert _sheets(other.to_xlsx()) == _sheets(files.to_xlsx())


def _sheets(content: bytes) -> dict[str, list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: list(sheet.values) for sheet in book}


# ---- the section of the annual report ----


@pytest.mark.parametrize(
    ("day", "begins"),
    [
        (date(2026, 3, 31), 2025),
        (date(2026, 4, 1), 2026),
        (date(2027, 3, 31), 2026),
        (date(2026, 12, 31), 2026),
    ],
)
def test_a_year_begins_in_april(day: date, begins: int) -> None:
    year = Year.of(day)
    assert year == Year(begins)
    assert year.holds(day)
    assert not Year(begins - 1).holds(day)


def test_a_plan_is_in_the_years_in_which_something_was_done(files: PaperFiles) -> None:
    assert in_year(files.plan, YEAR)
    assert not in_year(files.plan, Year(2025))
    assert not in_year(files.plan, Year(2027))
    assert not in_year(Plan(**_bare() | {"status": "draft", "starts_on": date(2026, 5, 1)}), YEAR)


def test_the_year_adds_up_what_is_shown_of_each_visit(files: PaperFiles) -> None:
    section = annual([files.plan], YEAR, RULE, made=MADE)
    people = head_counts.together([visit.people for visit in files.plan.activities], RULE)
    [row] = tables(section)["Plans, what they inform and how far they are"]
    assert row[3:5] == ("8", cell(people))
    said = text(section)
    assert "2026/27" in said
    for line in (
        "1 action is done and has changed something.",
        "People were told back about 2 actions.",
        "1 action was decided on and has not been told back yet.",
        "8 visits, in 5 of 6 zones.",
    ):
        assert line in said
    assert len(blanks(section)) == 2
    assert "No plan was under way" in text(annual([files.plan], Year(2024), RULE, made=MADE))


# ---- tables ----


def test_tables_hold_every_record_and_people_by_the_rule(files: PaperFiles) -> None:
    made = record_tables(files.plan, RULE)
    plan = files.plan
    lists = (
        *(plan.zones, plan.venues, plan.meetings, plan.partners, plan.activities),
        *(plan.findings, plan.actions, plan.told),
    )
    assert [len(table.codes) for table in made.values()] == [len(one) for one in lists]
    people = _column(made["visits"].columns, "people")
    shown = head_counts.shown([visit.people for visit in plan.activities], RULE)
    assert people == list(shown)
    assert _column(made["told"].columns, "action")[0] == "We do not do it"
    assert _column(made["zones"].columns, "last_visit")[4] is None


def test_a_visit_of_few_is_hidden(files: PaperFiles) -> None:
    few = Activity(on=MADE, people=RULE.threshold - 1, zone_id=None, languages="", venue="")
    table = record_tables(Plan(**_bare() | {"activities": [few]}), RULE)["visits"]
    assert _column(table.columns, "people") == [None]
    assert _column(table.columns, "hidden") == [True]


def _column(columns: Iterable[object], name: str) -> list[object]:
    return next(list(one.values) for one in columns if one.id == name)  # type: ignore[attr-defined]


def test_workbook_and_zip_hold_the_same_tables(files: PaperFiles) -> None:
    sheets = _sheets(files.to_xlsx())
    with zipfile.ZipFile(io.BytesIO(files.to_zip())) as zipped:
        names = set(zipped.namelist())
    assert next(iter(sheets)) == "Heard"
    assert list(sheets)[-1] == "About"
    expected = {f"{name.lower()}.csv" for name in list(sheets)[1:]} | {"data.csv"}
    assert names == expected | {"data.csv-metadata.json", "datapackage.json"}
    assert files.to_zip() == files.to_zip()


def test_a_plan_that_is_empty_has_all_papers(tmp_path: Path, kept: Kept) -> None:
    workspace = Workspace(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    workspace.upgrade()
    with workspace.writing() as session:
        plan = plans.make(session, {"title": "شیفیلڈ =1+1", "asked": "all"}, [], WHO)
    mine = Kept(workspace, kept.atlas, plan.id).files()
    for paper, ending in (("equality", "pdf"), ("said", "docx"), ("tables", "xlsx")):
        assert mine.content(paper, ending)
    assert "Nobody has been heard yet" in text(mine.equality())
    workspace.close()


def test_the_manual_names_every_column(files: PaperFiles) -> None:
    manual = (Path(__file__).parents[4] / "docs" / "files.md").read_text("utf-8")
    manual = manual.partition("\n## Plans\n")[2].partition("\n## ")[0]
    told = dict(re.findall(r"^\| `(\w+)` \| [^|]+ \| ([^|]+) \|$", manual, re.MULTILINE))
    with zipfile.ZipFile(io.BytesIO(files.to_zip())) as zipped:
        heads = {
            name.removesuffix(".csv"): zipped.read(name).decode("utf-8-sig").splitlines()[0]
            for name in zipped.namelist()
            if name.endswith(".csv") and name != "about.csv"
        }
    assert {
        name: columns.replace("`", "").replace(" ", "") for name, columns in told.items()
    } == heads


def test_what_is_no_longer_kept_is_said_to_be_gone(kept: Kept) -> None:
    """After "keep until": texts and names are emptied, counts and decisions stay."""
    files = kept.files()
    plan = files.plan
    plan.texts_gone_on, plan.purpose, plan.lead = date(2028, 3, 31), "", ""
    for finding in plan.findings:
        finding.statement = ""
    for action in plan.actions:
        action.what = action.why = action.owner = action.changed = ""
    for told in plan.told:
        told.whom = told.how = ""
    assert text(files.said()).count("what was said is no longer kept") == len(FINDINGS)
    assert "Who was told is no longer kept" in text(files.said())
    assert "On 31 March 2028 this plan’s texts and contacts were emptied" in text(files.equality())
    assert "Nothing is written down here yet." in text(files.equality())
    assert "We do not do it." in text(annual([plan], YEAR, RULE, made=MADE))
