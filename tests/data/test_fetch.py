"""Downloads from a server on the loopback; no test leaves 127.0.0.1."""

import gzip
import hashlib
import socket
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path
from time import time
from typing import Any

import pytest

from data import fetch
from data.errors import SourceError
from data.sources import Source, load_sources
from tests.data import (
    TABLE,
    Answer,
    Fetcher,
    Site,
    a_source,
    breaks,
    command,
    gives,
    ranged,
    stay_on_loopback,
    zipped,
)

HALF = len(TABLE) // 2
NEW = TABLE.replace(b"value", b"VALUE")
PAGE = b"<!DOCTYPE html><html><body>Please sign in</body></html>"


@pytest.fixture
def site() -> Iterator[Site]:
    with Site().running() as running:
        yield running


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    stay_on_loopback(monkeypatch)


@pytest.fixture
def fetcher(tmp_path: Path) -> Fetcher:
    return Fetcher(tmp_path / "sources")


def test_a_file_is_saved_and_recorded(site: Site, fetcher: Fetcher) -> None:
    site.plans["/table.csv"] = [gives(TABLE, ETag='"v1"')]
    report = fetcher(a_source(site))
    assert report.complete
    assert fetcher.names == {"table.csv", fetch.RECORD}
    assert (fetcher.to / "table.csv").read_bytes() == TABLE
    record = fetcher.records["table"]
    assert record.pop("time").endswith("+00:00")
    assert record == {
        "id": "table", "file": "table.csv", "url": f"{site.url}/table.csv", "bytes": len(TABLE),
        "sha256": hashlib.sha256(TABLE).hexdigest(), "etag": '"v1"',
    }  # fmt: skip


@pytest.mark.parametrize("how", ["close", "stall", "reset"])
def test_a_broken_download_is_continued(site: Site, fetcher: Fetcher, how: str) -> None:
    site.plans["/table.csv"] = [breaks(TABLE, HALF, how, ETag='"v1"'), ranged(TABLE, '"v1"')]
    assert fetcher(a_source(site), timeout=1).complete
    assert (fetcher.to / "table.csv").read_bytes() == TABLE
    second = site.asked[1][1]
    if how != "reset":  # A reset may also take bytes that had arrived.
        assert second["Range"] == f"bytes={HALF}-"
        assert second["If-Range"] == '"v1"'
    assert len(fetcher.waits) == 1


def test_another_address_is_not_continued(site: Site, fetcher: Fetcher) -> None:
    site.plans |= {"/table.csv": [breaks(TABLE, HALF, ETag='"1"')], "/b": [ranged(NEW, '"1"')]}
    assert not fetcher(a_source(site), retries=0).complete
    assert fetcher(a_source(site, url=f"{site.url}/b")).complete
    assert (fetcher.to / "table.csv").read_bytes() == NEW


def test_the_next_run_continues_what_the_last_left(site: Site, fetcher: Fetcher) -> None:
    date = formatdate(0, usegmt=True)
    site.plans["/table.csv"] = [breaks(TABLE, HALF, Last_Modified=date)]
    assert not fetcher(a_source(site), retries=0).complete
    assert fetcher.names == {"table.csv.part", "table.csv.part.json"}
    site.plans["/table.csv"] = [ranged(TABLE, date)]
    assert fetcher(a_source(site)).complete
    assert site.asked[1][1]["Range"] == f"bytes={HALF}-"
    assert fetcher.names == {"table.csv", fetch.RECORD}
    assert (fetcher.to / "table.csv").read_bytes() == TABLE


@pytest.mark.parametrize(
    ("answers", "whole"),
    [
        pytest.param([gives(TABLE, ETag='"v1"')], TABLE, id="ranges are ignored"),
        pytest.param([ranged(NEW, '"v2"')], NEW, id="the file changed"),
        pytest.param(
            [gives(NEW[HALF:], 206, ETag='"v2"', Content_Range=f"bytes {HALF}-9/*"), gives(NEW)],
            NEW,
            id="a changed file is continued all the same",
        ),
        pytest.param(
            [gives(TABLE[9:], 206, ETag='"v1"', Content_Range="bytes 9-9/*"), gives(TABLE)],
            TABLE,
            id="another part comes",
        ),
        pytest.param([gives(b"", 416), gives(TABLE)], TABLE, id="the part cannot be satisfied"),
    ],
)
def test_a_rest_is_only_added_to_its_own_beginning(
    site: Site, fetcher: Fetcher, answers: list[Answer], whole: bytes
) -> None:
    site.plans["/table.csv"] = [breaks(TABLE, HALF, ETag='"v1"'), *answers]
    assert fetcher(a_source(site)).complete
    assert "Range" in site.asked[1][1]
    assert (fetcher.to / "table.csv").read_bytes() == whole


@pytest.mark.parametrize(
    "first",
    [
        breaks(TABLE, HALF),
        breaks(TABLE, HALF, ETag='W/"v1"'),
        breaks(gzip.compress(TABLE), 5000, ETag='"v1"', Content_Encoding="gzip"),
    ],
    ids=["no version", "weak version", "packed"],
)
def test_what_has_no_sure_version_is_started_over(
    site: Site, fetcher: Fetcher, first: Answer
) -> None:
    site.plans["/table.csv"] = [first, gives(TABLE)]
    assert fetcher(a_source(site)).complete
    assert "Range" not in site.asked[1][1]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_passing_failure_is_tried_again(site: Site, fetcher: Fetcher, status: int) -> None:
    site.plans["/table.csv"] = [gives(b"busy", status), gives(TABLE)]
    assert fetcher(a_source(site)).complete
    assert site.times("/table.csv") == 2
    assert 0 < fetcher.waits[0] < 2


@pytest.mark.parametrize(
    ("asked", "least", "most"),
    [
        ("40", 40, 40),
        ("a date", 60, 100),
        ("86400", 300, 300),
        ("soon", 0, 2),
    ],
)
def test_the_wait_that_a_server_asks_for_is_kept(
    site: Site, fetcher: Fetcher, asked: str, least: float, most: float
) -> None:
    if asked == "a date":
        asked = formatdate(time() + 100, usegmt=True)
    site.plans["/table.csv"] = [gives(b"", 503, Retry_After=asked), gives(TABLE)]
    assert fetcher(a_source(site)).complete
    assert least <= fetcher.waits[0] <= most


def test_a_file_that_is_being_prepared_is_waited_for(site: Site, fetcher: Fetcher) -> None:
    site.plans["/table.csv"] = [gives(b'{"status":"Pending"}', 202), gives(TABLE)]
    assert fetcher(a_source(site)).complete
    assert fetcher.waits == [30]


def test_waits_grow_and_patience_ends(site: Site, fetcher: Fetcher) -> None:
    site.plans["/table.csv"] = [gives(b"", 503)]
    report = fetcher(a_source(site), retries=4)
    assert report.ids("failed") == ["table"]
    assert site.times("/table.csv") == 5
    assert [0.5 * 2**n <= wait <= 1.5 * 2**n for n, wait in enumerate(fetcher.waits)] == [True] * 4
    assert "503" in report.summary()


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_refusal_is_final_and_says_what_to_do(site: Site, fetcher: Fetcher, status: int) -> None:
    site.plans["/table.csv"] = [gives(b"no", status)]
    site.plans["/table2.csv"] = [gives(TABLE)]
    report = fetcher(a_source(site), a_source(site, "table2.csv"))
    assert site.times("/table.csv") == 1
    assert not report.complete
    assert report.ids("fetched") == ["table2"], "one failure does not stop the others"
    for words in (str(status), f"{site.url}/landing", "save it in the folder as table.csv"):
        assert words in report.summary()


def test_a_host_that_never_answers_is_not_waited_for_twice(site: Site, fetcher: Fetcher) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        dead = f"http://127.0.0.1:{unused.getsockname()[1]}"
        report = fetcher(
            *(a_source(site, f"table{n}.csv", url=f"{dead}/{n}") for n in range(3)), retries=2
        )
    assert report.ids("failed") == ["table0", "table1", "table2"]
    assert len(fetcher.waits) == 2


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("table.csv", b"\xef\xbb\xbf \n" + PAGE, "a web page"),
        ("table.zip", PAGE, "a web page"),
        ("table.csv", b"", "empty"),
        ("table.csv", b'{"error": {"code": 400}}', "not a CSV"),
        ("table.csv", zipped(), "not a CSV"),
        ("table.geojson", b'{"error": {"code": 400}}', "not GeoJSON"),
        ("table.zip", TABLE, "damaged"),
        ("table.zip", zipped()[:-40], "damaged"),
        ("table.zip", zipped().replace(b"E00000007,7", b"E00000007,8"), "damaged (table.csv)"),
        ("table.zip", zipped("readme.txt"), "no file named like table*.csv"),
    ],
)
def test_what_is_not_the_publication_is_not_kept(
    site: Site, fetcher: Fetcher, name: str, body: bytes, words: str
) -> None:
    site.plans[f"/{name}"] = [gives(body)]
    report = fetcher(a_source(site, name))
    assert words in report.summary()
    assert fetcher.names == set()
    assert site.times(f"/{name}") == 1


@pytest.mark.parametrize(
    ("name", "body"),
    [("table.zip", zipped()), ("table.geojson", b'{"type": "FeatureCollection", "features": []}')],
)
def test_other_kinds_of_file_come_too(site: Site, fetcher: Fetcher, name: str, body: bytes) -> None:
    site.plans[f"/{name}"] = [gives(body)]
    assert fetcher(a_source(site, name)).complete
    assert (fetcher.to / name).read_bytes() == body


@pytest.mark.parametrize("length", [{}, {"Content_Length": "9" * 14}], ids=["silent", "announced"])
def test_size_is_bounded(site: Site, fetcher: Fetcher, length: dict[str, Any]) -> None:
    site.plans["/table.csv"] = [gives(TABLE, announced=False, **length)]
    assert "is larger than" in fetcher(a_source(site), max_bytes=HALF).summary()
    assert fetcher.names == set()
    assert site.times("/table.csv") == 1
    site.plans["/table.csv"] = [gives(TABLE)]
    assert fetcher(a_source(site), max_bytes=len(TABLE)).complete


@pytest.mark.parametrize(("hops", "comes"), [(5, True), (6, False)])
def test_redirects_are_followed_five_times(
    site: Site, fetcher: Fetcher, hops: int, comes: bool
) -> None:
    for n in range(hops):
        site.plans["/table.csv" if n == 0 else f"/{n}"] = [gives(b"", 302, Location=f"/{n + 1}")]
    site.plans[f"/{hops}"] = [gives(TABLE)]
    report = fetcher(a_source(site))
    assert report.complete is comes
    assert ("redirected more than 5 times" in report.summary()) is not comes


@pytest.mark.parametrize(
    "address", ["file:///etc/hosts", "ftp://127.0.0.1/x", "http://[", "http:///x"]
)
def test_only_web_addresses_are_followed(site: Site, fetcher: Fetcher, address: str) -> None:
    site.plans["/table.csv"] = [gives(b"", 302, Location=address)]
    assert fetcher(a_source(site)).ids("failed") == ["table"]
    assert site.times("/table.csv") == 1
    assert fetcher.names == set()


def test_a_second_run_fetches_only_what_is_missing_or_altered(site: Site, fetcher: Fetcher) -> None:
    site.plans["/table.csv"] = [gives(TABLE)]
    fetcher(a_source(site))
    assert fetcher(a_source(site)).ids("kept") == ["table"]
    assert site.times("/table.csv") == 1
    (fetcher.to / "table.csv").write_bytes(b"edited")
    assert fetcher(a_source(site)).ids("fetched") == ["table"]
    assert fetcher(a_source(site), again=True).ids("fetched") == ["table"]
    site.plans["/elsewhere.csv"] = [gives(NEW)]
    assert fetcher(a_source(site, url=f"{site.url}/elsewhere.csv")).ids("fetched") == ["table"]
    assert (fetcher.to / "table.csv").read_bytes() == NEW


RELEASES = """<a href="#top">top</a> <a href="http://[">broken</a>
<a class=x href="/releases/may-2031">May 2031</a> <a HREF='/releases/april-2031'>April 2031</a>
<a href="releases/march-2030?a=1&amp;b=2">query</a> <a href="/releases/december-2029">older</a>
<a href="/releases/march-2030">March 2030</a>"""
DATED = r"/releases/(?P<month>[a-z]+)-(?P<year>20\d\d)$"


def linked(site: Site, *link: str) -> Source:
    return a_source(site, "table.zip", url="", link=link)


def test_links_lead_to_the_newest_release_that_has_the_file(site: Site, fetcher: Fetcher) -> None:
    site.plans["/landing"] = [gives(RELEASES.encode())]
    site.plans["/releases/april-2031"] = [gives(b"<p>to come</p>")]  # May is not even there.
    site.plans["/releases/march-2030"] = [gives(b'<a href="/F3/Table-new.CSV#x">data</a>')]
    site.plans["/releases/december-2029"] = [gives(b'<a href="/A1/table-old.csv">data</a>')]
    site.plans["/F3/Table-new.CSV"] = [gives(TABLE)]
    (fetcher.to / "sub").mkdir(parents=True)
    assert fetcher(linked(site, DATED, r"/table-[^/]*\.(zip|csv)$")).complete
    assert fetcher.records["table"]["url"] == f"{site.url}/F3/Table-new.CSV"
    assert (fetcher.to / "table.csv").read_bytes() == TABLE, "saved with the ending that came"
    site.plans["/releases/march-2030"] = [gives(b'<a href="/F4/table-new.zip">data</a>')]
    site.plans["/F4/table-new.zip"] = [gives(zipped())]
    assert fetcher(linked(site, DATED, r"/table-[^/]*\.(zip|csv)$")).complete
    assert fetcher.names == {"sub", "table.zip", fetch.RECORD}, "two would be one too many"


def test_a_release_out_of_order_does_not_fall_back_to_an_old_one(
    site: Site, fetcher: Fetcher
) -> None:
    site.plans["/landing"] = [gives(RELEASES.encode())]
    site.plans["/releases/march-2030"] = [gives(b"", 503)]
    site.plans["/releases/december-2029"] = [gives(b'<a href="/table-old.csv">data</a>')]
    assert fetcher(linked(site, DATED, r"/table-"), retries=1).ids("failed") == ["table"]
    assert site.times("/releases/december-2029") == 0


def test_a_link_that_is_not_found_names_the_page_and_what_to_save(
    site: Site, fetcher: Fetcher
) -> None:
    site.plans["/landing"] = [gives(b"<p>We have moved</p>")]
    summary = fetcher(linked(site, r"/table-\d+\.zip$")).summary()
    for words in (f"{site.url}/landing", r"/table-\d+\.zip$", "Title of table.zip", "as table.zip"):
        assert words in summary


def test_by_hand_is_asked_for_until_the_file_is_there(site: Site, fetcher: Fetcher) -> None:
    source = a_source(site, url="", by_hand="Press Download.")
    summary = fetcher(source).summary()
    assert f"Open {site.url}/landing. Press Download." in summary
    assert "Missing: 1 of 1" in summary
    (fetcher.to / "Release of May.zip").write_bytes(zipped("data/TABLE_2.csv"))
    assert fetcher(source).ids("placed") == ["table"]
    assert fetcher(source, again=True).complete
    assert fetcher(a_source(site)).ids("placed") == ["table"], "a refused file can be put there"
    assert site.asked == []


def test_a_stubborn_server_that_packs_is_unpacked(site: Site, fetcher: Fetcher) -> None:
    packed = gzip.compress(TABLE)
    site.plans["/table.csv"] = [gives(packed, Content_Encoding="gzip", ETag='"v1"')]
    assert fetcher(a_source(site)).complete
    assert site.asked[0][1]["Accept-Encoding"] == "identity"
    assert (fetcher.to / "table.csv").read_bytes() == TABLE


def test_damaged_records_are_named(site: Site, fetcher: Fetcher) -> None:
    fetcher.to.mkdir()
    (fetcher.to / fetch.RECORD).write_text("{", encoding="utf-8")
    with pytest.raises(SourceError, match=r"fetched\.json.*Delete it"):
        fetcher(a_source(site))


def test_the_command_fetches_real_sources_from_a_mirror(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    series = "/data-and-information/publications/statistical/patients-registered-at-a-gp-practice"
    new = "/1A/gp-reg-pat-prac-lsoa-2021-male-female-July-26.zip"
    site.plans |= {
        "/output/census/2021/census2021-ts029.zip": [gives(zipped("census2021-ts029-lsoa.csv"))],
        series: [
            gives(f'<a href="{series}/august-2026"></a><a href="{series}/july-2026"></a>'.encode())
        ],
        f"{series}/july-2026": [
            gives(
                f"""<a href="https://files.digital.nhs.uk{new.replace("2021", "2011")}">2011</a>
                <a href="https://files.digital.nhs.uk{new}">2021</a>""".encode()
            )
        ],
        new: [gives(zipped("gp-reg-pat-prac-lsoa-all.csv"))],
    }
    options = ["--to", str(tmp_path), "--base-url", site.url, "--only", "census_ts029"]
    assert command(*options, "patients_by_lsoa") == 0
    shown = capsys.readouterr()
    assert "Fetched: 2 (census_ts029, patients_by_lsoa)" in shown.out
    assert shown.err == "", "no progress bars where nobody can see them"
    assert site.times(new) == 1
    for source in (load_sources()[name] for name in ("census_ts029", "patients_by_lsoa")):
        assert (tmp_path / source.save_as).exists()
    assert command(*options, "msoa_names") == 1
    assert command(*options, "--again") == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--only", "census_ts29"], "Did you mean census_ts029?"),
        (["--base-url", "mirror.nhs.uk"], "a scheme and a host"),
        (["--base-url", "ftp://mirror.nhs.uk"], "a scheme and a host"),
    ],
)
def test_the_command_refuses_what_it_cannot_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert command("--to", str(tmp_path), *words) == 2
    assert said in capsys.readouterr().err
