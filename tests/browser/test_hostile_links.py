"""Links that nobody made in good faith: left out, said, and never run."""

from collections.abc import Callable
from urllib.parse import quote

import pytest

from dashboard.state import ViewState, read_query
from layers import Atlas
from tests.browser.explore import Explore

pytestmark = pytest.mark.browser

PICTURE = '<img src=x onerror="window.hacked=true">'
HOSTILE = {
    "i": PICTURE, "j": "<script>window.hacked=true</script>", "l": "javascript:window.hacked=true",
    "k": "q99", "d": "'\"><svg onload=window.hacked=true>", "p": "../../etc/passwd",
    "s": PICTURE, "f": "__proto__.constructor", "h": "-1", "n": "1e9", "t": "0.11.a",
    "zebra": PICTURE, PICTURE: "1",
}  # fmt: skip
LINK = "?" + "&".join(f"{quote(key)}={quote(value)}" for key, value in HOSTILE.items())


def test_hostile_parts_are_left_out_with_a_note_and_never_run(
    new_page: Callable[..., Explore],
) -> None:
    explore = new_page()
    explore.page.on("dialog", lambda dialog: explore.errors.append(dialog.message))
    explore.open("/" + LINK)
    assert explore.state() == ""
    assert explore.in_view() == (860, 1_374_978)
    notes = explore.page.locator("#notice p").all_inner_texts()
    assert 1 <= len(notes) <= 6
    assert all(len(note) <= 120 for note in notes)
    assert any("“<img src=x onerror=" in note for note in notes)
    assert explore.page.is_visible("#notice")
    # Drawn as text: nothing of it became a part of the page, and nothing of it was run.
    made = explore.page.evaluate(
        "() => document.querySelectorAll('img[src=x], svg[onload], [onerror]').length"
    )
    assert made == 0
    assert explore.page.evaluate("() => window.hacked === undefined")
    assert explore.errors == []


def test_names_that_every_object_has_are_not_indicators(explore: Explore) -> None:
    for name in ("__proto__", "constructor", "toString", "hasOwnProperty"):
        explore.visit(f"?i={name}&j={name}&f={name}&s={name}&p={name}&l={name}&w={name}")
        assert explore.state() == ""
        assert explore.page.locator("#notice p").count() == 6
        assert f"“{name}”" in explore.text("#notice")
    assert explore.errors == []


def test_a_link_of_a_thousand_parts_shows_the_page(new_page: Callable[..., Explore]) -> None:
    explore = new_page().open("/?" + "&".join(f"a{n}=1" for n in range(1000)))
    assert explore.state() == ""
    assert 1 <= explore.page.locator("#notice p").count() <= 6
    assert explore.errors == []


QUERIES = [
    "", "?i=roma", "?i=roma&j=roma", "?i=roma&j=asian", "?i=nothing", "?k=o1_2_3.5", "?k=o3_2",
    "?l=ward&s=E05000994.E01007557", "?l=county&s=E01007557", "?k=t", "?k=nj5", "?k=q9",
    "?k=o-5_0_99999.1234", "?k=o1_2_3_4_5_6_7", "?k=o", "?k=o1.23456", "?d=E08000019.E08000019.x",
    "?t=10.1.0.11.1", "?u=5.6", "?h=100", "?h=101", "?h=0", "?x=5&h=20", "?n=100000", "?n=100001",
    "?n=01200", "?n=+5", "?n=%201", "?i=roma&i=asian", "?i=&i=asian", "?p=C88082.C86606",
    "?c=U99055.", "?s=" + "E01007557." * 3,
    "?f=" + ".".join(["roma", "asian", "black", "mixed", "white", "no_car", "imd_score", "imd_rank",
                      "qof_mh", "qof_dm", "qof_hyp", "english_limited", "residents"]),
    "?i=roma;d=E08000019", "?I=roma", "?i=roma%00", "?i=%72oma", "?i=ro%6", LINK,
    "?d=E08000019%2EE08000018", "?d=E08000019+E08000018", "?k=Q5", "?t=٣", "?h=\uff180",
    "?constructor=1", "?toString=1&__proto__=2", "?zebra=1&zebra=2",
]  # fmt: skip

# What atlas.explore.follow() holds the address against.
READ = """async (queries) => {
  await atlas.values.needFootprints();
  const { areas, catalogue, footprints } = atlas.values.known;
  const among = (list) => (code) => list.includes(code);
  const known = {
    indicator: (id) => Object.hasOwn(catalogue.indicators, id),
    practice: (code) => Boolean(atlas.values.practice(code)),
    pcn: (code) => footprints.practices.some((one) => one.pcnCode === code),
    district: among(areas.district.code), ward: among(areas.ward.code),
    neighbourhood: among(areas.neighbourhood.code),
    area: (code, level) => Object.hasOwn(atlas.values.levels[level].place, code),
  };
  return queries.map((query) => {
    const view = atlas.read(query, known);
    return [atlas.write(view), view.ignored.length];
  });
}"""


def test_browser_and_server_read_an_address_alike(explore: Explore, atlas: Atlas) -> None:
    for query, (written, noted) in zip(QUERIES, explore.page.evaluate(READ, QUERIES), strict=True):
        reading = read_query(query, atlas)
        assert read_query(written, atlas).view == reading.view, query
        # Both say that something was left out, or neither does.
        assert bool(noted) == bool(reading.ignored), (query, reading.ignored)
        assert (written == "") == (reading.view == ViewState()), query
