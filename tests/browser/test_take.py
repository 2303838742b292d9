"""Take ours: a person chooses a theme, takes its files, and copies how to cite it."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from layers.atlas import Atlas
from layers.edition import edition
from tests.browser.explore import Explore
from tests.browser.test_accessibility import found_in_both
from tests.layers.own.layers import layer

pytestmark = pytest.mark.browser

SAYS = "(text) => document.querySelector('#take-body h2')?.textContent === text"
COPIED = "() => [...document.querySelectorAll('button')].some((b) => b.innerText === 'Copied')"
FITS = "() => document.documentElement.scrollWidth <= innerWidth"


def test_a_theme_is_chosen_taken_and_cited(new_page: Callable[..., Explore], atlas: Atlas) -> None:
    explore = new_page()
    page = explore.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{explore.origin}/data")
    explore.until(SAYS, "Everything")
    page.click("#take-choice >> text=Language")
    explore.until(SAYS, "Language")
    assert page.url.endswith("/data?p=theme-language")
    with page.expect_download() as download:
        page.click("#take-body >> text=Package (zip")
    number = edition(atlas)
    assert download.value.suggested_filename == f"seldom-heard-language-{number}.zip"
    with zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes())) as taken:
        assert {"datapackage.json", "values.csv", "areas.gpkg"} <= set(taken.namelist())
    with page.expect_download() as download:
        page.click("#take-body >> text=Excel workbook")
    assert download.value.suggested_filename == f"seldom-heard-language-{number}.xlsx"
    page.click("text=Copy BibTeX")
    explore.until(
        "() => [...document.querySelectorAll('button')].some(b => b.innerText === 'Copied')"
    )
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied.startswith(f"@misc{{seldom-heard-language-{number},\n")
    assert f"url = {{{explore.origin}/data?p=theme-language}}" in copied
    assert found_in_both(explore) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate(FITS)
    # A link opens with what it names; one that cannot be read says so.
    page.goto(f"{explore.origin}/data?p=theme-none")
    explore.until(SAYS, "Everything")
    explore.until("() => document.getElementById('notice').innerText.includes('no package')")
    assert not explore.errors


def test_own_figures_are_taken_by_themselves_while_the_page_holds_them(
    new_page: Callable[..., Explore], atlas: Atlas
) -> None:
    own, explore = layer(), new_page().open("/")
    page = explore.page
    held = {"id": own.id, "label": own.label, "text": own.written.decode()}
    page.evaluate("async (one) => (await dash_clientside.bring('own-held')).hold(one)", held)
    page.click("#nav-data")
    explore.until(SAYS, "Everything")
    page.click("#take-choice >> text=Own figures")
    explore.until(SAYS, "Own figures")
    with page.expect_download() as download:
        page.click("#take-body >> text=Package (zip")
    with zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes())) as taken:
        values = taken.read("values.csv").decode().splitlines()
    assert f'"{own.codes[2]}","{own.id}",' in "\n".join(values)
    assert len(values) == 1 + len(atlas.areas)
    assert not explore.errors
