"""The page "Who have we heard from?": the example end to end, own files, hostile ones, leaving."""

import json
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest

from tests.browser.explore import Explore
from tests.browser.test_accessibility import found as reported
from tests.browser.test_accessibility import found_in_both as reported_in_both
from tests.committed import committed

pytestmark = pytest.mark.browser


def opened(explore: Explore) -> Explore:
    explore.page.goto(f"{explore.origin}/heard")
    explore.until("() => document.getElementById('heard-file') !== null")
    return explore


def decided(of: str) -> str:
    """The control of the check step that decides something of the file."""
    return f'select[id*=\'"of":"{of}"\']'


def shown(explore: Explore) -> Explore:
    opened(explore).page.click("#heard-example")
    explore.until("() => /^heard-(msoa|ward|lsoa)/.test(document.body.dataset.drawn)")
    return explore


def given(explore: Explore, name: str, content: bytes) -> None:
    file = {"name": name, "mimeType": "text/csv", "buffer": content}
    explore.page.set_input_files("#heard-file", files=[file])


def test_one_click_shows_the_example_from_finding_to_file(
    new_page: Callable[..., Explore], tmp_path: Path
) -> None:
    explore = shown(new_page())
    assert "Made-up example" in explore.text("#heard-results .tag")
    assert "2,000 responses came from South Yorkshire" in explore.text("#finding")
    # The map and its key agree: every neighbourhood is in one class.
    sizes = explore.page.eval_on_selector_all(
        "#heard-beside .key .size", "all => all.map((one) => Number(one.textContent))"
    )
    assert sum(sizes) == committed().areas["msoa_code"].nunique()
    explore.page.click("#heard-ratio label:has-text('As counted')")
    explore.until("() => document.body.dataset.drawn.endsWith('-raw')")
    assert "Not shown" in explore.text("#heard-beside")
    explore.page.select_option("#heard-level", "ethnicity_parts")
    explore.until("() => /[*]/.test(document.querySelector('#heard-level-table table').innerText)")
    assert "Counts from 1 to 7 are shown as *" in explore.text("#heard-rule")
    explore.page.select_option("#heard-level", "deprivation")
    explore.until("() => /Decile 1/.test(document.getElementById('heard-balance').innerText)")
    assert "more responses" in explore.text("#heard-balance")
    explore.page.select_option("#heard-aim", "0.5")
    explore.until("() => /there already/.test(document.getElementById('heard-balance').innerText)")
    explore.page.check("#heard-margins label:text-is('District')")
    explore.page.click("#heard-weigh")
    explore.until("() => /Design effect/.test(document.getElementById('heard-weighed').innerText)")
    with explore.page.expect_download() as handed:
        explore.page.click("#heard-csv")
    assert handed.value.suggested_filename.startswith("seldom-heard-who-we-heard-from-")
    assert "?" not in explore.page.url
    assert not explore.errors


def test_a_file_of_one_s_own_is_checked_corrected_and_compared(
    new_page: Callable[..., Explore],
) -> None:
    explore = opened(new_page())
    atlas = committed()
    rows = [f"{code},Tyke" for code in atlas.areas.index] * 2
    given(explore, "ours.csv", "\n".join(["Area,Ethnic group", *rows, "nowhere,White"]).encode())
    explore.until("() => !document.getElementById('heard-check').hidden")
    assert "1,720 responses" in explore.text("#heard-counts")
    assert "Row 1,722" in explore.text("#heard-problems")
    assert explore.text("#heard-unused") == "Columns that are not used: “Ethnic group”."
    explore.page.focus(decided("column-ethnicity"))
    explore.page.select_option(decided("column-ethnicity"), "Ethnic group")
    explore.until("() => document.getElementById('heard-meanings-ethnicity') !== null")
    assert "1 not known" in explore.text("#heard-meanings-ethnicity")
    # Whoever chose is still where they were.
    explore.until("() => document.activeElement.id.includes('column-ethnicity')")
    explore.page.select_option(decided("meaning-ethnicity-0"), "white")
    explore.page.click("#heard-show")
    explore.until("() => !document.getElementById('heard-results').hidden")
    assert "A few responses (1 to 7) are left out" in explore.text("#heard-finding")
    explore.page.select_option("#heard-level", "ethnicity")
    explore.until(
        "() => /1,720/.test(document.querySelector('#heard-level-table table').innerText)"
    )
    assert not explore.errors


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("broken.xlsx", b"PK\x03\x04" + b"\0" * 400, "damaged"),
        ("words.csv", b"Name,Comment\nA,hello\nB,=cmd|calc", "No column holds places"),
        ("wide.csv", b"a," * 5_000 + b"\n" + b"1," * 5_000, "columns"),
        ("large.csv", b"S10 2TN,hello\n" * 750_000, "MB"),
    ],
)
def test_a_hostile_file_ends_in_a_sentence(
    same_page: Explore, name: str, content: bytes, said: str
) -> None:
    """One after the other, as somebody tries them: each is said in its own words."""
    if not same_page.page.url.endswith("/heard"):
        opened(same_page)
    given(same_page, name, content)
    same_page.until(
        "(said) => document.querySelector('#heard-status.flag')?.innerText.includes(said)", said
    )
    assert same_page.page.evaluate("() => document.getElementById('heard-check').hidden")


def test_nothing_stays_when_the_page_is_left(new_page: Callable[..., Explore]) -> None:
    explore = shown(new_page())
    explore.page.click(".nav-link[href='/methods']")
    explore.until("() => document.getElementById('heard') === null")
    explore.page.click(".nav-link[href='/heard']")
    explore.until("() => document.getElementById('heard-file') !== null")
    for part in ("heard-results", "heard-check"):
        assert explore.page.evaluate(f"() => document.getElementById('{part}').hidden")
    for part in ("heard-finding", "heard-read", "heard-meanings", "heard-level-table"):
        assert explore.text(f"#{part}") == ""
    kept = explore.page.evaluate("() => localStorage.length + sessionStorage.length")
    assert kept == 0
    # And the example can be shown again.
    explore.page.click("#heard-example")
    explore.until("() => !document.getElementById('heard-results').hidden")
    assert not explore.errors


def test_it_shuts_nobody_out(new_page: Callable[..., Explore]) -> None:
    explore = opened(new_page())
    assert not reported_in_both(explore)
    shown(explore).page.wait_for_timeout(500)
    explore.page.evaluate(
        "() => document.querySelectorAll('#heard details').forEach((d) => { d.open = true; })"
    )
    assert not reported_in_both(explore)


def test_nothing_is_wider_than_a_phone(new_page: Callable[..., Explore]) -> None:
    explore = shown(new_page(width=390, height=844))
    assert explore.page.evaluate("() => document.documentElement.scrollWidth") <= 390


def test_from_the_example_to_the_seldom_heard_page_and_its_brief(
    new_page: Callable[..., Explore], tmp_path: Path
) -> None:
    explore = shown(new_page())
    under = explore.page.locator("#heard-places table").first.locator("tbody tr").count()
    assert "places with their ratios" in explore.text("#heard-look-part")
    # The brief is the next step under the answer, and bears the exercise's name.
    brief = explore.page.get_attribute("#heard-brief", "href") or ""
    assert brief.startswith("/targets/pdf?")
    assert brief.endswith("&x=Made-up%20example")
    with explore.page.context.expect_page() as opened_page:
        explore.page.click("#heard-look")
    there = Explore(opened_page.value, explore.origin)
    there.until("() => (document.body.dataset.drawn || '').startsWith('targets-')")
    there.until("() => document.getElementById('targets-sentence') !== null")
    assert "Made-up example" in there.text("#criteria")
    assert "not official statistics" in there.text("#targets-said")
    assert there.page.url.count("E05") == under
    before = there.text("#targets-sentence")
    # Core20 is added as any other criterion; the exercise stays.
    there.page.fill("#add-criterion", "Multiple deprivation: national decile")
    there.page.keyboard.press("ArrowDown")
    there.page.keyboard.press("Enter")
    there.until("() => document.querySelectorAll('#criteria .criterion').length === 2")
    there.until(
        "(before) => document.getElementById('targets-sentence').innerText !== before", before
    )
    assert there.page.url.count("E05") == under
    there.until("() => !document.querySelector('#export').inert")
    there.page.click("#export button")
    with there.page.expect_download(timeout=60_000) as handed:
        there.page.click("#export-links a:has-text('brief')")
    handed.value.save_as(tmp_path / "brief.pdf")
    pages = pypdf.PdfReader(tmp_path / "brief.pdf").pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "team's own exercise “Made-up example”" in text
    assert "not official statistics" in text
    # A ready-made definition is taken on beside it, and a saved file brings all of it back.
    there.page.goto(there.page.url)
    there.until("() => document.getElementById('targets-sentence') !== null")
    saved = there.page.evaluate("() => location.search")
    there.choose("preset", "Core20 with limited English")
    there.until("() => document.querySelectorAll('#criteria .criterion').length === 3")
    assert "Made-up example" in there.text("#criteria")
    # With an exercise beside it, it is no longer the ready-made one, and its name says so.
    there.until(
        "() => document.querySelector('#targets-said h2').innerText.startsWith('Changed from')"
    )
    there.page.click("#preset-why button")
    there.until("() => document.querySelectorAll('#criteria .criterion').length === 2")
    there.until(
        "() => document.querySelector('#targets-said h2').innerText.startsWith('Core20 with')"
    )
    definition = tmp_path / "ours.json"
    definition.write_text(json.dumps({"query": saved}), encoding="utf-8")
    with there.page.expect_file_chooser() as choosing:
        there.page.click("#load-definition")
    choosing.value.set_files(str(definition))
    there.until("() => document.querySelectorAll('#criteria .criterion').length === 2")
    # Taken off, the exercise leaves the address too.
    there.page.click("[aria-label^='Take off Heard from']")
    there.until("() => !new URLSearchParams(location.search).has('h')")
    assert not there.errors


def test_a_second_wave_is_laid_beside_the_first(
    new_page: Callable[..., Explore], tmp_path: Path
) -> None:
    explore = shown(new_page())
    explore.page.fill("#heard-waves-name", "Spring")
    explore.page.click("#heard-keep")
    explore.until("() => /“Spring .made up.” is kept/.test(document.body.innerText)")
    explore.page.click("#heard-example")
    explore.until("() => !document.getElementById('heard-waves-together').hidden")
    explore.page.select_option("#heard-waves-level", "deprivation")
    explore.until("() => /Decile 1/.test(document.getElementById('heard-waves-table').innerText)")
    heads = explore.page.locator("#heard-waves thead th").all_inner_texts()
    assert heads[:3] == ["Group", "Spring (made up)", "Made-up second exercise"]
    first = explore.page.locator("#heard-waves tbody tr").first.inner_text()
    assert "coverage improved" in first
    assert "Chance alone" in explore.text("#heard-waves")
    assert not reported(explore)
    assert explore.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    with explore.page.expect_download() as handed:
        explore.page.click("#heard-waves-csv")
    handed.value.save_as(tmp_path / "waves.csv")
    text = (tmp_path / "waves.csv").read_text(encoding="utf-8-sig")
    assert text.startswith("level,code,group,ratio_1,ratio_2,change,")
    assert "coverage improved" in text
    # Gone with the page, as everything else.
    explore.page.click(".nav-link[href='/methods']")
    explore.until("() => document.getElementById('heard') === null")
    kept = "() => dash_clientside.bring('heard').then((heard) => heard.number())"
    assert explore.page.evaluate(kept) == 0
    assert not explore.errors
