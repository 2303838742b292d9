"""The build, the snapshot, loading it, and what a running server costs. See README.md.

``python -m benchmarks.atlas --sources DIR``
"""

import argparse
import filecmp
import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.server import REPOSITORY, Server, memory, table

SNAPSHOT = REPOSITORY / "data" / "snapshot"
PAGE_LOADS = 20  # of each worker, before its memory is read
LOAD = """
import time
begin = time.perf_counter()
from layers import load_atlas
imported = time.perf_counter()
load_atlas()
print(imported - begin, time.perf_counter() - imported)
"""


# ---- the build ----


def measure_build(sources: Path, runs: int) -> list[tuple[str, str, str]]:
    seconds, peaks, different = [], [], set()
    for _ in range(runs):
        with tempfile.TemporaryDirectory(prefix="seldom-heard-build-") as folder:
            out = Path(folder) / "snapshot"
            took, peak = run_build(sources, out)
            seconds.append(took)
            peaks.append(peak)
            different |= differences(out, SNAPSHOT)
    same = "yes" if not different else f"NO: {', '.join(sorted(different))}"
    return [
        ("Build, seconds", spread(seconds, "{:.1f}"), "< 30"),
        ("Build, peak memory (MB)", spread(peaks, "{:,.0f}"), "< 2,000"),
        ("Build equals data/snapshot, byte for byte", same, "yes"),
    ]


def run_build(sources: Path, out: Path, *options: str) -> tuple[float, float]:
    """Seconds and peak MB of a build in a process of its own."""
    command = [sys.executable, "-m", "data", "build", "--sources", str(sources), "--out", str(out)]
    with tempfile.TemporaryFile() as log:
        begin = time.perf_counter()
        process = subprocess.Popen(
            [*command, *options],
            cwd=REPOSITORY,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        _, status, usage = os.wait4(process.pid, 0)
        took = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            log.seek(0)
            raise SystemExit(f"The build failed:\n{log.read().decode(errors='replace')[-3000:]}")
    return took, usage.ru_maxrss * 1024 / 1e6


def differences(one: Path, other: Path) -> set[str]:
    """Names of files that only one folder has, or that differ in a byte."""
    names = [{p.name for p in folder.iterdir()} for folder in (one, other)]
    common = sorted(names[0] & names[1])
    _, unequal, failed = filecmp.cmpfiles(one, other, common, shallow=False)
    return (names[0] ^ names[1]) | set(unequal) | set(failed)


# ---- the snapshot ----


def measure_snapshot() -> list[tuple[str, str, str]]:
    size = sum(path.stat().st_size for path in SNAPSHOT.iterdir()) / 1e6
    return [("Snapshot, MB", f"{size:.2f}", "≤ 8")]


def measure_load(runs: int) -> list[tuple[str, str, str]]:
    imports, loads = [], []
    for at in range(runs + 1):
        answer = subprocess.run(
            [sys.executable, "-c", LOAD],
            cwd=REPOSITORY,
            env=os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
            capture_output=True,
            text=True,
            check=True,
        )
        if at:  # the first reads from disk what the others find in memory
            imported, loaded = map(float, answer.stdout.split())
            imports.append(imported)
            loads.append(loaded)
    both = [a + b for a, b in zip(imports, loads, strict=True)]
    return [
        ("load_atlas(), seconds", spread(loads, "{:.3f}"), "< 0.5"),
        ("load_atlas() with its imports, seconds", spread(both, "{:.3f}"), ""),
    ]


# ---- the server ----


def measure_start(runs: int) -> list[tuple[str, str, str]]:
    seconds = []
    for _ in range(runs):
        with Server() as server:
            seconds.append(server.seconds_to_ready)
    return [("Cold start until /healthz answers, seconds", spread(seconds, "{:.2f}"), "< 3")]


def measure_memory(snapshot: Path = SNAPSHOT) -> list[tuple[str, str, str]]:
    with Server(workers=2, environment={"SNAPSHOT": str(snapshot)}) as server:
        fresh = [memory(pid) for pid in server.workers]
        loads = warm(server, snapshot)
        rows = [("Master, RSS / PSS (MB)", both(memory(server.master)), "")]
        for at, pid in enumerate(server.workers):
            rows += [
                (f"Worker {at + 1}, just started, RSS / PSS (MB)", both(fresh[at]), ""),
                (
                    f"Worker {at + 1}, after {loads[pid]} page loads, RSS / PSS (MB)",
                    both(memory(pid)),
                    "< 250",
                ),
            ]
        total = sum(memory(pid)["pss"] for pid in [server.master, *server.workers])
        return [*rows, ("Master and two workers together, PSS (MB)", f"{total:.0f}", "")]


def both(measured: dict[str, float]) -> str:
    return f"{measured['rss']:.0f} / {measured['pss']:.0f}"


def warm(server: Server, snapshot: Path) -> Counter[int]:
    """Load pages until every worker has served its number; how many each has served.

    The system chooses which worker takes a connection, so each is asked for until it is met.
    """
    served: Counter[int] = Counter()
    codes = json.loads((snapshot / "lsoa.geo.json").read_bytes())["features"]
    areas = [feature["id"] for feature in codes[:: len(codes) // PAGE_LOADS]]
    waiting: list[http.client.HTTPConnection] = []
    for attempt in range(60 * PAGE_LOADS):
        if len(served) == len(server.workers) and min(served.values()) >= PAGE_LOADS:
            break
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        fetch(connection, "/healthz")
        worker = server.worker_behind(connection.sock)
        if worker is None:
            raise SystemExit("No worker holds the connection: /proc/net/tcp cannot be read here?")
        if served[worker] >= PAGE_LOADS:
            # A worker that holds a few idle connections leaves the next ones to the other.
            waiting.append(connection)
            if len(waiting) > 50:
                waiting.pop(0).close()
            continue
        load_page(connection, areas[attempt % len(areas)])
        served[worker] += 1
        connection.close()
    for connection in waiting:
        connection.close()
    if len(served) < len(server.workers) or min(served.values()) < PAGE_LOADS:
        raise SystemExit(f"Not every worker could be met: {dict(served)}")
    return served


def load_page(connection: http.client.HTTPConnection, area: str) -> None:
    """What a browser asks for when it opens the page on an area: all files, and the card."""
    page = fetch(connection, "/").decode()
    listing = re.search(r'id="atlas-files">(.*?)</script>', page, re.S)
    files = json.loads(listing[1]) if listing else {}
    addresses = re.findall(r'<(?:script|link)[^>]* (?:src|href)="(/[^"]+)"', page)
    for address in [*addresses, *files.values()]:
        fetch(connection, address.replace("{id}", "imd_decile"))
    fetch(connection, "/_dash-layout")
    dependencies = json.loads(fetch(connection, "/_dash-dependencies"))
    cards = [
        d
        for d in dependencies
        if d["output"].startswith("card-profile.") and not d["clientside_function"]
    ]
    if not cards:
        raise SystemExit("The page has no callback for card-profile: bring atlas.py up to date.")
    for card in cards:
        name, what = card["output"].split(".")
        inputs = [given | {"value": {"search": f"?s={area}"}} for given in card["inputs"]]
        question = {
            "output": card["output"],
            "outputs": {"id": name, "property": what},
            "inputs": inputs,
            "changedPropIds": [f"{given['id']}.{given['property']}" for given in inputs],
            "state": [given | {"value": None} for given in card["state"]],
        }
        answer = fetch(connection, "/_dash-update-component", json.dumps(question))
        if b"props" not in answer:
            raise SystemExit(f"The card of {area} came back empty: bring atlas.py up to date.")


def fetch(connection: http.client.HTTPConnection, path: str, body: str | None = None) -> bytes:
    headers = {
        "Accept-Encoding": "identity" if path in ("/", "/_dash-dependencies") else "gzip, br"
    }
    if body is not None:
        headers |= {"Content-Type": "application/json", "Accept-Encoding": "identity"}
    connection.request("POST" if body is not None else "GET", path, body, headers)
    answer = connection.getresponse()
    content = answer.read()
    if answer.status not in (200, 204):
        raise SystemExit(f"{path} answered {answer.status}: {content[:300]!r}")
    return content


# ---- the table ----


def spread(numbers: list[float], form: str) -> str:
    """The median, and the least and most where there are several."""
    middle = form.format(statistics.median(numbers))
    if len(numbers) == 1:
        return middle
    return f"{middle} ({form.format(min(numbers))} to {form.format(max(numbers))})"


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.atlas", description=__doc__)
    parser.add_argument("--sources", type=Path, help="folder with the official publications")
    parser.add_argument("--runs", type=int, default=7, help="of load_atlas() (default 7)")
    parser.add_argument("--builds", type=int, default=3, help="of the build (default 3)")
    parser.add_argument("--starts", type=int, default=5, help="of the server (default 5)")
    options: Any = parser.parse_args(argv)
    rows: list[tuple[str, str, str]] = []
    if options.sources and options.sources.is_dir():
        rows += measure_build(options.sources.resolve(), options.builds)
    else:
        print("The build was not measured: --sources is not given, or is not a folder.\n")
    rows += measure_snapshot()
    rows += measure_load(options.runs)
    rows += measure_start(options.starts)
    rows += measure_memory()
    print(table(("What", "Median (least to most)", "Target"), rows))


if __name__ == "__main__":
    main()
