"""How long a practice takes to open, from the click to the painted page.

``python -m benchmarks.practices``

Beside it, in the same run, the page as a site of separate pages would serve it: the same address
loaded anew, with everything but the answer in the browser's cache.
"""

import argparse
import statistics

from playwright.sync_api import Page

from benchmarks.driver import chromium
from benchmarks.server import Server, table
from layers import load_atlas

# The page is painted when its heading, its figures and its map stand there, a frame later: all that
# the window shows. It is complete when the tables and the three charts below are there, too.
OPEN = """async ([code, name]) => {
  const begun = performance.now();
  const next = () => new Promise((done) => requestAnimationFrame(done));
  const soon = () => new Promise((done) => setTimeout(done, 4));
  const until = async (is) => {
    while (!is()) {
      if (performance.now() - begun > 20000) throw new Error(`${name} was not painted in 20 s`);
      await soon();
    }
    await next();
    await next();
    return performance.now() - begun;
  };
  const heading = () => document.querySelector("#practices-body h1")?.textContent;
  const charts = () => document.querySelectorAll("#practices-charts .main-svg").length;
  const tables = () => document.querySelectorAll("#practices-tables table").length;
  // As when it is chosen in the search box.
  window.dash_clientside.set_props({ combobox: "find-unit", holds: "chosen" }, { data: code });
  const mapped = () => document.body.dataset.drawn === `practices-${code}-core`;
  const painted = await until(() => heading() === name && mapped());
  return [painted, await until(() => charts() >= 6 && tables() > 0)];
}"""
THERE = """([code, name]) => document.querySelector("#practices-body h1")?.textContent === name
  && document.body.dataset.drawn === `practices-${code}-core`"""
NOW = "() => performance.now()"


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.practices", description=__doc__)
    parser.add_argument("--practices", type=int, default=24, help="how many (default 24)")
    number = parser.parse_args(argv).practices
    names = load_atlas().practices["name"]
    chosen = list(names.iloc[:: max(1, len(names) // number)].items())[:number]
    with Server() as server, chromium() as browser:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"{server.url}/practices?v={names.index[-1]}")
        wait(page, [str(names.index[-1]), str(names.iloc[-1])])
        page.wait_for_timeout(3000)
        opened = []
        for one in chosen:
            opened.append(page.evaluate(OPEN, list(one)))
            page.wait_for_timeout(600)
        anew = []
        for code, name in chosen[:8]:
            page.goto(f"{server.url}/practices?v={code}")
            anew.append(wait(page, [code, name]))
    rows = [
        ("Opened in the page: painted", *spread([painted for painted, _ in opened])),
        ("… with all tables and charts", *spread([complete for _, complete in opened])),
        ("The same address loaded anew: painted", *spread(anew)),
    ]
    print(table(("Milliseconds", "Median", "Least", "95 in 100", "Most"), rows))


def wait(page: Page, given: list[str]) -> float:
    """Milliseconds from the start of the navigation until the practice is painted."""
    while not page.evaluate(THERE, given):
        page.wait_for_timeout(4)
    return float(page.evaluate(NOW))


def spread(times: list[float]) -> tuple[str, ...]:
    """Median, least, 95th percentile and most, as text."""
    ordered = sorted(times)
    at95 = ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
    return tuple(f"{t:.0f}" for t in (statistics.median(ordered), ordered[0], at95, ordered[-1]))


if __name__ == "__main__":
    main()
