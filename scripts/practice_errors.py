"""Test the likely range of practices' estimates on practices that it was not fitted on.

``python scripts/practice_errors.py [folder of the publications]`` from the root of the repository
rewrites the table in the docs. Run it when ``data/practice_error.py`` or a publication that it
reads changes; a test compares ``docs/methods/claims.md`` with what this makes.
"""

import sys
from collections.abc import Callable
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

import data  # noqa: E402, F401, I001  (before numpy: it sets how many threads numpy takes)
import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402

from data import carry, practice_error, publications  # noqa: E402
from data.files import SourceFolder  # noqa: E402
from data.inputs import Inputs  # noqa: E402
from data.practice_error import Checked  # noqa: E402
from data.readers import census, lookups, ods, registrations  # noqa: E402
from data.sources import load_sources  # noqa: E402
from layers.catalogue.definitions import load_catalogue  # noqa: E402
from layers.statistics.intervals import wilson  # noqa: E402
from layers.practices.practice_error import CHECKED, half_width, limits  # noqa: E402

PAGE = REPOSITORY / "docs" / "methods" / "claims.md"
START, END = "<!-- practice errors: start -->", "<!-- practice errors: end -->"
TABLES = ("census_ts007a", "census_ts008", "census_ts062")
# Integrated care boards dealt out by code: each is tested by what was fitted without it.
TURNS = 4
SEED = 20260728
AT_RANDOM = 4
# Many students or young adults: more than twice England's share aged 15 to 24, as the flag has it.
MANY_YOUNG = 0.242

Strata = dict[str, Callable[[pd.DataFrame], pd.Series]]
STRATA: Strata = {
    "all": lambda t: t["list_size"] > 0,
    "under 5,000 patients": lambda t: t["list_size"] < 5000,
    "5,000 to 10,000": lambda t: t["list_size"].between(5000, 10000, inclusive="left"),
    "10,000 to 20,000": lambda t: t["list_size"].between(10000, 20000, inclusive="left"),
    "20,000 and over": lambda t: t["list_size"] >= 20000,
    "a tenth or more of adults there are students": lambda t: t["students"] >= 0.1,
    "flagged for many students or young adults": lambda t: t["young"] > MANY_YOUNG,
}


def read(sources: Path) -> Checked:
    """What the build reads for the model."""
    inputs = Inputs(SourceFolder(sources), load_sources())
    residents = inputs.read("census_ts001", census.read_census)["Total"]
    changes = inputs.read("lsoa_2011_to_2021", lookups.read_lsoa_changes)
    return practice_error.country(
        load_catalogue(),
        {name: inputs.read(name, census.read_census) for name in TABLES},
        residents,
        publications.patients(inputs, carry.shares(changes, residents)),
        inputs.read("practice_ages", registrations.read_practice_ages),
        inputs.read("practice_map", registrations.read_practice_map),
        inputs.read("ods_practices", ods.read_organisations),
    )


def held(errors: pd.DataFrame, those: Checked, *, unseen: bool = False) -> pd.DataFrame:
    """Whether each range holds the truth; ``unseen``: as if that characteristic was not checked."""
    found = {}
    for name in CHECKED:
        known = errors[errors["indicator"] != name] if unseen else errors
        half = half_width(known, name, those.patients())
        found[name] = _inside(those, name, limits(those.estimated[name], those.table["base"], half))
    return pd.DataFrame(found, index=those.table.index)


def before(those: Checked) -> pd.DataFrame:
    """Whether the range of chance alone, which was shown before, holds it."""
    found = {}
    for name in CHECKED:
        base = those.table["base"].to_numpy(dtype=float)
        found[name] = _inside(those, name, wilson(those.estimated[name] * base, base))
    return pd.DataFrame(found, index=those.table.index)


def _inside(those: Checked, name: str, between: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    truth = those.actual[name].to_numpy(dtype=float)
    return (between[0] <= truth) & (truth <= between[1])


def coverage(practices: Checked) -> pd.DataFrame:
    """Percent of ranges that hold the truth out of sample, and of how many.

    Returns
    -------
    pandas.DataFrame
        A row for each stratum and each kind of group, the old range, and a characteristic that is
        taken as not checked; a column for each of ``CHECKED``, ``together`` and ``number``.
    """
    boards = np.sort(practices.table["icb_code"].unique())
    random = np.random.default_rng(SEED)
    parts: dict[str, list[pd.DataFrame]] = {}
    for turn in range(TURNS):
        tested = practices.table["icb_code"].isin(boards[turn::TURNS]).to_numpy()
        errors = practice_error.fit(practices.only(~tested))
        those = practices.only(tested)
        own, table = held(errors, those), those.table
        for name, chosen in STRATA.items():
            parts.setdefault(name, []).append(own[chosen(table)])
        dealt = random.permutation(len(table)) // AT_RANDOM
        groups = {
            "networks (PCNs)": table["pcn_code"].where(table["pcn_code"] != "U"),
            f"{AT_RANDOM} practices at random": pd.Series(dealt, table.index),
            "places (sub-ICB locations)": table["sub_icb_code"],
        }
        for name, group in groups.items():
            made = practice_error.together(those, group)
            parts.setdefault(name, []).append(held(errors, made))
        unseen = held(errors, those, unseen=True)
        parts.setdefault("all, had it not been checked", []).append(unseen)
        parts.setdefault("all, by the range shown before", []).append(before(those))
    rows = {}
    for name, found in parts.items():
        whole = pd.concat(found)
        rows[name] = {**(100 * whole.mean()), "together": 100 * whole.to_numpy().mean()}
        rows[name]["number"] = len(whole)
    return pd.DataFrame.from_dict(rows, orient="index")


def report(found: pd.DataFrame) -> str:
    """The table that stands between the markers."""
    labels = {name: load_catalogue().indicators[name].label for name in CHECKED}
    heads = ["of", "all nine", *(labels[name] for name in CHECKED)]
    lines = [_row("range holds the truth, %", heads), f"|---|{'---:|' * len(heads)}"]
    for name, row in found.iterrows():
        cells = [f"{int(row['number']):,}", *(f"{row[c]:.1f}" for c in ("together", *CHECKED))]
        lines.append(_row(str(name), cells))
    return "\n".join(lines) + "\n"


def _row(label: str, cells: list[str]) -> str:
    return f"| {label} | {' | '.join(cells)} |"


def rewritten(text: str, found: pd.DataFrame) -> str:
    """The page with what stands between its two markers made anew."""
    for marker in (START, END):
        if marker not in text:
            sys.exit(f"{PAGE.name} has no line '{marker}': put both markers where the table goes.")
    start, rest = text.split(START, 1)
    return f"{start}{START}\n{report(found)}{END}{rest.split(END, 1)[1]}"


def main() -> None:
    """Rewrite the page."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else REPOSITORY / "../shared/sources"
    text = PAGE.read_text(encoding="utf-8")
    made = rewritten(text, coverage(read(folder)))
    PAGE.write_text(made, encoding="utf-8")
    print(f"{PAGE.name}: {'the table has changed' if made != text else 'nothing has changed'}.")


if __name__ == "__main__":
    main()
