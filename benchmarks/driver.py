"""Drives a map in a real Chromium and measures it: shared by ``map.py`` and ``scale.py``.

"Painted" is judged by pixels. The colours at the middles of some areas are read from the map's own
canvas at every frame: the first map is there when all of them are coloured, and not all alike; a
switch is over at the last change of any of them. Times are those of the frame after the one that
drew it, as the page sees them: nothing of Python or of the protocol is in them.
"""

import os
import shutil
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

SIZE = {"width": 1440, "height": 900}
# No graphics card, as on most virtual desktops: WebGL, where a page wants it, is software too.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
)
# One from every theme, of several kinds. The first map shows another: imd_decile.
SWITCHES = (
    "minority_ethnic",
    "english_limited",
    "qof_dm",
    "income_score",
    "no_car",
    "age_65_plus",
    "imd_score",
    "bad_health",
)
QUIET = 0.8  # seconds without a change, after which none is expected any more
PATIENCE = 60.0

# What both pages are watched with. `read` gives the colours at the points, or null before there is
# a map; each app has its own. `seen` holds every change of them: [time, colours].
PROBE = """
window.probe = (() => {
  const probe = { points: POINTS, seen: [], last: "", first: null, begun: null };
  probe.note = (colours) => {
    const text = JSON.stringify(colours);
    if (!colours || text === probe.last) return;
    probe.last = text;
    probe.seen.push([performance.now(), colours]);
    const drawn = colours.every((c) => c[3] > 200 && c.slice(0, 3).some((v) => v < 250));
    if (probe.first === null && drawn && new Set(colours.map(String)).size > 1 && probe.ready()) {
      probe.first = performance.now();
      probe.origin = performance.timeOrigin;
    }
  };
  probe.begin = (change) => {
    probe.seen = [];
    probe.begun = performance.now();
    change();
  };
  return probe;
})();
"""

# Leaflet draws in the frame after a change, and asks for that frame after this loop has asked for
# its own: the loop therefore sees a drawing one frame later, when it is on the screen.
OURS = """
probe.ready = () => Boolean(document.body.dataset.drawn);
probe.read = () => {
  const map = probe.map?.leaflet();
  const canvas = document.querySelector(".leaflet-overlay-pane canvas");
  if (!map || !canvas) return null;
  const pen = canvas.getContext("2d");
  const frame = map.getContainer().getBoundingClientRect();
  const box = canvas.getBoundingClientRect();
  const scale = canvas.width / box.width;
  return probe.points.map(([x, y]) => {
    const at = map.latLngToContainerPoint([y, x]);
    return [...pen.getImageData(
      Math.round((at.x + frame.left - box.left) * scale),
      Math.round((at.y + frame.top - box.top) * scale), 1, 1).data];
  });
};
(function look() {
  requestAnimationFrame(look);
  if (!probe.map) window.dash_clientside?.bring?.("map").then((map) => { probe.map = map; });
  probe.note(probe.read());
})();
"""

# A WebGL canvas can be read only while it is being drawn; the time is that of the next frame.
TUTORIAL = """
probe.ready = () => true;
probe.read = (map) => {
  const gl = map.painter.context.gl;
  const scale = gl.drawingBufferWidth / map.getCanvas().clientWidth;
  const pixel = new Uint8Array(4);
  return probe.points.map((point) => {
    const at = map.project(point);
    const [x, y] = [Math.round(at.x * scale), Math.round(at.y * scale)];
    gl.readPixels(x, gl.drawingBufferHeight - y, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
    return [...pixel];
  });
};
(function hook() {
  const map = document.querySelector(".js-plotly-plot")?._fullLayout?.map?._subplot?.map;
  if (!map?.painter) return requestAnimationFrame(hook);
  map.on("render", () => {
    const colours = probe.read(map);
    requestAnimationFrame(() => probe.note(colours));
  });
  map.triggerRepaint();
})();
"""


@dataclass(frozen=True)
class Subject:
    """One app to be measured: its address, how to look at it, and how to switch the indicator."""

    name: str
    url: str
    probe: str
    switch: str
    must_load: str = ""  # part of an address that must have come before a switch is measured


def ours(url: str, name: str = "Seldom Heard") -> Subject:
    switch = "(id) => probe.begin(() => window.dash_clientside.core.go({ indicator: id }))"
    return Subject(name, url, PROBE + OURS, switch, must_load="/files/values-")


def tutorial(url: str) -> Subject:
    switch = (
        "(id) => probe.begin(() => window.dash_clientside.set_props('indicator', { value: id }))"
    )
    return Subject("Tutorial", url, PROBE + TUTORIAL, switch)


@dataclass
class Run:
    """What one visit measured."""

    first_map: float  # ms
    requests: int  # begun before the first map was painted
    wire: Counter[str]  # bytes by kind, until the first map was painted
    all_requests: int  # until the page was quiet
    all_wire: int
    heap: float  # MB
    switches: list[float] = field(default_factory=list)  # ms
    switch_requests: list[int] = field(default_factory=list)
    switch_wire: list[int] = field(default_factory=list)
    switch_addresses: Counter[str] = field(default_factory=Counter)


class Network:
    """What goes over the wire, as Chromium's own protocol tells it, compressed and with headers."""

    _KINDS = (("html", "page"), ("javascript", "scripts"), ("css", "styles"), ("json", "data"))

    def __init__(self, page: Page) -> None:
        self.began: dict[str, float] = {}
        self.urls: dict[str, str] = {}
        self.kinds: dict[str, str] = {}
        self.pieces: list[tuple[str, float, int]] = []
        self.ended: dict[str, tuple[float, int]] = {}
        self.clock = 0.0  # wall clock less the protocol's own, seconds
        self.last = time.perf_counter()
        protocol = page.context.new_cdp_session(page)
        protocol.on("Network.requestWillBeSent", self._begin)
        protocol.on("Network.requestServedFromCache", self._cached)
        protocol.on("Network.responseReceived", self._answer)
        protocol.on("Network.dataReceived", self._piece)
        protocol.on("Network.loadingFinished", self._end)
        protocol.on("Network.loadingFailed", self._fail)
        protocol.send("Network.enable")
        self.protocol = protocol

    def _begin(self, event: dict[str, Any]) -> None:
        if event["request"]["url"].startswith(("data:", "blob:")):
            return
        name = event["requestId"]
        self.began[name] = event["timestamp"]
        self.urls[name] = event["request"]["url"]
        self.clock = event["wallTime"] - event["timestamp"]
        self.last = time.perf_counter()

    def _answer(self, event: dict[str, Any]) -> None:
        if event["response"].get("fromDiskCache"):
            self._cached(event)
        mime = event["response"]["mimeType"]
        self.kinds[event["requestId"]] = next(
            (k for part, k in self._KINDS if part in mime), "other"
        )

    def _cached(self, event: dict[str, Any]) -> None:
        """What the browser still had is no request: forget it."""
        for known in (self.began, self.urls):
            known.pop(event["requestId"], None)

    def _piece(self, event: dict[str, Any]) -> None:
        self.pieces.append((event["requestId"], event["timestamp"], event["encodedDataLength"]))

    def _end(self, event: dict[str, Any]) -> None:
        self.ended[event["requestId"]] = (event["timestamp"], int(event["encodedDataLength"]))
        self.last = time.perf_counter()

    def _fail(self, event: dict[str, Any]) -> None:
        self.ended[event["requestId"]] = (event["timestamp"], 0)
        self.last = time.perf_counter()

    def wire(self, since: float = 0.0, until: float = float("inf")) -> Counter[str]:
        """Bytes by kind that arrived between two wall-clock times, in seconds."""
        found: Counter[str] = Counter()
        for name in self.urls:
            end, size = self.ended.get(name, (float("inf"), 0))
            if self.began[name] + self.clock < since:
                continue
            if end + self.clock <= until:
                found[self.kinds.get(name, "other")] += size
            else:  # still coming: what there was of it
                found[self.kinds.get(name, "other")] += sum(
                    n for of, when, n in self.pieces if of == name and when + self.clock <= until
                )
        return found

    def requests(self, since: float = 0.0, until: float = float("inf")) -> list[str]:
        """Addresses asked for between two wall-clock times."""
        return [self.urls[n] for n, t in self.began.items() if since <= t + self.clock <= until]

    @property
    def quiet(self) -> bool:
        waiting = set(self.began) - set(self.ended)
        return not waiting and time.perf_counter() - self.last > QUIET


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium, or the one that CHROMIUM names."""
    names = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def sample_points(snapshot: Path, number: int = 24) -> list[list[float]]:
    """Middles of areas that are wide enough on the screen to be met, whatever their outline."""
    import pyarrow.parquet as parquet  # not before: a build is measured in a child of this process

    columns = ["km2", "longitude", "latitude"]
    rows = parquet.read_table(snapshot / "areas.parquet", columns=columns).to_pylist()
    wide = sorted(rows, key=lambda row: -row["km2"])[: max(number, len(rows) // 6)]
    step = len(wide) / number
    chosen = [wide[int(at * step)] for at in range(number)]
    return [[row["longitude"], row["latitude"]] for row in chosen]


def visit(
    browser: Browser,
    subject: Subject,
    points: list[list[float]],
    switches: Sequence[str],
    *,
    mbit: float = 0.0,
    latency: float = 0.0,
    picture: Path | None = None,
) -> Run:
    """Open the page with nothing in the cache, wait for the map, and switch indicators."""
    context = browser.new_context(viewport=SIZE, device_scale_factor=1, reduced_motion="reduce")
    try:
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error.stack or error)[:600]))
        page.add_init_script(subject.probe.replace("POINTS", str(points)))
        network = Network(page)
        if mbit:
            network.protocol.send(
                "Network.emulateNetworkConditions",
                {
                    "offline": False,
                    "latency": latency,
                    "downloadThroughput": mbit * 1e6 / 8,
                    "uploadThroughput": mbit * 1e6 / 8,
                },
            )
        page.goto(subject.url, wait_until="commit")
        first = wait(page, "() => probe.first && [probe.first, probe.origin]", subject, errors)
        painted = (first[1] + first[0]) / 1000
        settle(page, network)
        if subject.must_load and not any(subject.must_load in u for u in network.urls.values()):
            raise SystemExit(f"{subject.name}: {subject.must_load}… was never asked for.")
        run = Run(
            first_map=first[0],
            requests=len(network.requests(until=painted)),
            wire=network.wire(until=painted),
            all_requests=len(network.urls),
            all_wire=network.wire().total(),
            heap=heap(network),
        )
        for indicator in switches:
            since = time.time()
            page.evaluate(subject.switch, indicator)
            wait(page, "() => probe.seen.length > 0", subject, errors)
            settle(
                page, network, f"() => performance.now() - probe.seen.at(-1)[0] > {1000 * QUIET}"
            )
            took = page.evaluate("() => probe.seen.at(-1)[0] - probe.begun")
            run.switches.append(took)
            asked = [urlsplit(address).path for address in network.requests(since)]
            run.switch_requests.append(len(asked))
            run.switch_addresses.update(asked)
            run.switch_wire.append(network.wire(since).total())
        if picture:
            page.screenshot(path=picture)
        if errors:
            raise SystemExit(f"{subject.name}: an error on the page: {errors[0]}")
        return run
    finally:
        context.close()


def wait(page: Page, question: str, subject: Subject, errors: list[str]) -> Any:
    """Ask the page until it says yes. (Its policy forbids Playwright's own way of waiting.)"""
    until = time.perf_counter() + PATIENCE
    while time.perf_counter() < until:
        answer = page.evaluate(question)
        if answer:
            return answer
        page.wait_for_timeout(100)
    seen = page.evaluate("() => probe.seen.slice(-1)")
    raise SystemExit(f"{subject.name}: waited in vain for {question}\n{seen}\n{errors[:4]}")


def settle(page: Page, network: Network, question: str = "() => true") -> None:
    """Wait until the wire is quiet and the page says that it is too."""
    until = time.perf_counter() + PATIENCE
    while time.perf_counter() < until:
        page.wait_for_timeout(200)
        if network.quiet and page.evaluate(question):
            return
    raise SystemExit(f"{page.url} did not become quiet in {PATIENCE:.0f} s.")


def heap(network: Network) -> float:
    """MB of JavaScript objects in use in the page, after two collections."""
    for _ in range(2):
        network.protocol.send("HeapProfiler.collectGarbage")
    return float(network.protocol.send("Runtime.getHeapUsage")["usedSize"]) / 1e6


def measure(
    browser: Browser,
    subjects: Sequence[tuple[Subject, list[list[float]]]],
    runs: int,
    *,
    mbit: float = 0.0,
    latency: float = 0.0,
    pictures: Path | None = None,
) -> list[list[Run]]:
    """Visit the subjects in turn, so that other work on the machine meets them alike.

    The first visits of each warm its server's workers and do not count.
    """
    found: list[list[Run]] = [[] for _ in subjects]
    for at in range(-2, runs):
        for into, (subject, points) in zip(found, subjects, strict=True):
            last = pictures / f"{subject.name}.png" if pictures and at == runs - 1 else None
            switches = SWITCHES if at >= 0 else SWITCHES[:1]
            run = visit(
                browser, subject, points, switches, mbit=mbit, latency=latency, picture=last
            )
            if at >= 0:
                into.append(run)
    return found


# ---- what the tables say ----

# Name, what of a run, how it is written, and whether a ratio of two apps says something.
FIGURES = (
    ("First map painted (ms)", lambda r: [r.first_map], "{:,.0f}"),
    ("Requests until then", lambda r: [r.requests], "{:,.0f}"),
    ("On the wire until then (kB)", lambda r: [r.wire.total() / 1000], "{:,.0f}"),
    ("… page", lambda r: [r.wire["page"] / 1000], "{:,.0f}"),
    ("… scripts", lambda r: [r.wire["scripts"] / 1000], "{:,.0f}"),
    ("… styles", lambda r: [r.wire["styles"] / 1000], "{:,.0f}"),
    ("… data", lambda r: [r.wire["data"] / 1000], "{:,.0f}"),
    ("… other", lambda r: [r.wire["other"] / 1000], "{:,.0f}"),
    ("Requests until all is loaded", lambda r: [r.all_requests], "{:,.0f}"),
    ("On the wire until all is loaded (kB)", lambda r: [r.all_wire / 1000], "{:,.0f}"),
    ("JavaScript heap when loaded (MB)", lambda r: [r.heap], "{:,.1f}"),
    ("Switch of indicator painted (ms)", lambda r: r.switches, "{:,.0f}"),
    ("Requests in a switch", lambda r: r.switch_requests, "{:,.0f}"),
    ("On the wire in a switch (kB)", lambda r: [b / 1000 for b in r.switch_wire], "{:,.0f}"),
)


def rows(found: Sequence[Sequence[Run]], *, ratio: bool) -> list[tuple[str, ...]]:
    """One row for each figure: a column for each subject, and the second over the first."""
    lines = []
    for name, of, form in FIGURES:
        numbers = [[n for run in runs for n in of(run)] for runs in found]
        cells = []
        for each in numbers:
            low, middle, high = min(each), statistics.median(each), max(each)
            spread = (
                ""
                if form.format(low) == form.format(high)
                else (f" ({form.format(low)} to {form.format(high)})")
            )
            cells.append(form.format(middle) + spread)
        if ratio:
            one, two = (statistics.median(each) for each in numbers)
            cells.append(f"{two / one:.1f}" if one else ("–" if not two else "∞"))
        lines.append((name, *cells))
    return lines


def asked_in_switches(subject: str, runs: Sequence[Run]) -> str:
    """What the requests in switches were for; "" when there were none."""
    addresses = sum((run.switch_addresses for run in runs), Counter())
    number = sum(len(run.switches) for run in runs)
    found = ", ".join(f"{path} ({times} times)" for path, times in addresses.most_common(5))
    return f"{subject}, asked for in {number} switches: {found or 'nothing'}."
