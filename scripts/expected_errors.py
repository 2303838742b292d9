"""Test the model of expected registers on practices it has not seen; rewrite what the docs say.

``python scripts/expected_errors.py [folder of the publications]`` from the root of the repository.
Run it when the model (``data/expected.py``) or a publication it reads changes; a test compares
``docs/methods/expected.md`` with what this makes.
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

import data  # noqa: E402, F401, I001  (before numpy: it sets how many threads numpy takes)
import numpy as np  # noqa: E402
import numpy.typing as npt  # noqa: E402
import pandas as pd  # noqa: E402

from data import carry, expected, practice_flags, publications  # noqa: E402
from data.build import ATTRIBUTED, QOF_YEARS  # noqa: E402
from data.files import SourceFolder  # noqa: E402
from data.inputs import Inputs  # noqa: E402
from data.readers import census, iod, lookups, qof, registrations  # noqa: E402
from data.sources import load_sources  # noqa: E402
from layers.catalogue.definitions import load_catalogue  # noqa: E402
from layers.practices import usual_limits  # noqa: E402

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

PAGE = REPOSITORY / "docs" / "methods" / "expected.md"
START, END = "<!-- expected errors: start -->", "<!-- expected errors: end -->"
# The test: Yorkshire's integrated care boards (Humber and North Yorkshire, South, West), by a
# model fitted on the six other regions of NHS England, so without the North East (QHM) as well.
YORKSHIRE = ("QF7", "QOQ", "QWO")
REGION = (*YORKSHIRE, "QHM")
# And every board of England in its turn, by a model fitted without it and a quarter of the others.
TURNS = 4
# The usual range is fitted on four hands of England's practices and held against the fifth.
HANDS = 5
THIRDS = ("small", "middling", "large")


@dataclass(frozen=True)
class England:
    """The practices, with what else the test asks of them (arrays in their order)."""

    country: expected.Country
    board: npt.NDArray[np.str_]
    students: Mask
    oldest: Mask
    larger: pd.DataFrame


def read(sources: Path) -> England:
    """Read what the build reads for the model."""
    inputs = Inputs(SourceFolder(sources), load_sources())
    residents = inputs.read("census_ts001", census.read_census)["Total"]
    changes = inputs.read("lsoa_2011_to_2021", lookups.read_lsoa_changes)
    patients = publications.patients(inputs, carry.shares(changes, residents))
    ages = inputs.read("practice_ages", registrations.read_practice_ages)
    larger = inputs.read("practice_map", registrations.read_practice_map)
    registers = inputs.read(QOF_YEARS[ATTRIBUTED], qof.read_registers)
    deciles = inputs.read("iod2025", iod.read_iod)[iod.DECILE]
    country = expected.country(registers, ages, patients, deciles)
    young, england = practice_flags.young_share(ages)
    old = country.ages[:, expected.AGES >= 65].sum(axis=1) / country.ages.sum(axis=1)
    return England(
        country,
        larger["icb_code"].reindex(country.practices).to_numpy().astype(str),
        (young.reindex(country.practices) > practice_flags.STUDENTS * england).to_numpy(),
        old > np.quantile(old, 0.95),
        larger,
    )


@dataclass(frozen=True)
class Error:
    """How far expected counts were from registers.

    ``error``: Σ│recorded − expected│ / Σ recorded, in percent. ``explained``: the share in
    percent of the variance of prevalence between practices, weighted by their lists.
    """

    error: float
    explained: float

    @classmethod
    def of(cls, observed: Floats, found: Floats, lists: Floats) -> "Error":
        """From counts and the lists they are shares of."""
        known = lists > 0
        recorded, told = observed[known] / lists[known], found[known] / lists[known]
        mean = observed.sum() / lists.sum()
        unexplained = (lists[known] * (recorded - told) ** 2).sum()
        return cls(
            100 * float(np.abs(observed - found).sum() / observed.sum()),
            100 * float(1 - unexplained / (lists[known] * (recorded - mean) ** 2).sum()),
        )


def predicted(
    england: England, register: str, *, deprivation: bool, folds: Sequence[tuple[Mask, Mask]]
) -> Floats:
    """Expected counts of practices that their model has not seen; NaN for those not tested."""
    patients, on = england.country.patients(register), england.country.on(register)
    fifths = england.country.fifths if deprivation else np.ones((len(on), 1))
    out = np.full(len(on), np.nan)
    for fitted, tested in folds:
        rates = expected.fit(patients[fitted], fifths[fitted], on[fitted])
        out[tested] = rates.expected(patients[tested], fifths[tested])
    return out


def yorkshire(england: England) -> list[tuple[Mask, Mask]]:
    """Fitted on, tested on."""
    return [(~np.isin(england.board, REGION), np.isin(england.board, YORKSHIRE))]


def in_turn(england: England) -> list[tuple[Mask, Mask]]:
    """The boards of England dealt out into ``TURNS`` hands, by code."""
    boards = np.unique(england.board)
    hands = [np.isin(england.board, boards[at::TURNS]) for at in range(TURNS)]
    return [(~hand, hand) for hand in hands]


def errors(england: England) -> pd.DataFrame:
    """Errors of both models in both tests, a row for each register.

    Columns (test, model, measure): ``yorkshire`` or ``england``; ``age`` or ``both`` (age and
    deprivation); ``error`` or ``explained``. And ``chance``: the error in Yorkshire that would be
    left if the expected counts were true and registers differed from them by chance alone.
    """
    rows: dict[str, dict[str, float]] = {}
    for register in england.country.registers.columns:
        on = england.country.on(register)
        lists = england.country.patients(register).sum(axis=1)
        row = rows.setdefault(register, {})
        for test, folds in (("yorkshire", yorkshire(england)), ("england", in_turn(england))):
            for model in ("age", "both"):
                found = predicted(england, register, deprivation=model == "both", folds=folds)
                tested = ~np.isnan(found)
                error = Error.of(on[tested], found[tested], lists[tested])
                row[f"{test}_{model}_error"] = error.error
                row[f"{test}_{model}_explained"] = error.explained
                if (test, model) == ("yorkshire", "both"):
                    # Mean absolute deviation of a Poisson count, as of a normal one.
                    chance = np.sqrt(2 * found[tested] / np.pi).sum() / found[tested].sum()
                    row["chance"] = 100 * float(chance)
                    row["yorkshire_ratio"] = float(on[tested].sum() / found[tested].sum())
    return pd.DataFrame.from_dict(rows, orient="index")


def report(england: England) -> str:
    """What stands between the markers: two tables, and what the first comes to."""
    [(fitted, tested)] = yorkshire(england)
    found = errors(england)
    labels = _labels()
    lines = [
        f"Fitted on {fitted.sum():,} practices, tested on {tested.sum():,} in Yorkshire; in turn "
        f"on all {len(england.board):,}.",
        "",
        _row("register", ["Yorkshire, error: age alone", "age and deprivation", "chance alone",
                          "differences explained: age alone", "age and deprivation",
                          "England in turn, error: age alone", "age and deprivation"]),
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]  # fmt: skip
    columns = ["yorkshire_age_error", "yorkshire_both_error", "chance",
               "yorkshire_age_explained", "yorkshire_both_explained",
               "england_age_error", "england_both_error"]  # fmt: skip
    for register, row in found.iterrows():
        lines.append(_row(labels[str(register)], [_percent(row[c]) for c in columns]))
    lines.append(_row("**mean**", [f"**{_percent(found[c].mean())}**" for c in columns]))
    lines += ["", *_verdicts(found, labels), "", *_spread(england, found, labels)]
    return "\n".join(lines) + "\n"


def outside(england: England, counts: pd.DataFrame) -> pd.DataFrame:
    """England's practices below and above a usual range that they had no part in, in percent.

    The practices without many students are dealt out by code; each hand's limits are those of the
    others. Columns ``below`` and ``above``, of all and by third of list size (``below small`` …);
    a row for each register.
    """
    judged = np.flatnonzero(~england.students)
    recorded, found = england.country.registers.iloc[judged], counts.iloc[judged]
    lists = england.country.ages[judged].sum(axis=1)
    third = np.searchsorted(np.quantile(lists, [1 / 3, 2 / 3]), lists)
    verdicts = pd.DataFrame("", index=found.index, columns=found.columns)
    for hand in range(HANDS):
        mine = np.arange(len(judged)) % HANDS == hand
        for register, limits in usual_limits.england(recorded[~mine], found[~mine]).items():
            said = limits.verdict(recorded.loc[mine, register], found.loc[mine, register])
            verdicts.loc[mine, register] = said
    columns = {}
    for side, verdict in (("below", "lower"), ("above", "higher")):
        out = verdicts == verdict
        columns[side] = 100 * out.mean()
        for at, size in enumerate(THIRDS):
            columns[f"{side} {size}"] = 100 * out[third == at].mean()
    return pd.DataFrame(columns)


def _spread(england: England, found: pd.DataFrame, labels: Mapping[str, str]) -> list[str]:
    """The table of how registers differ from what is expected, under the model as it is built."""
    counts = expected.counts(england.country)
    students = england.country.practices[england.students]
    levels, _ = expected.differences(england.country, counts, england.larger, students)
    levels = levels.set_index(["level", "register"])
    judged = ~england.students
    limits = usual_limits.england(england.country.registers[judged], counts[judged])
    shares = outside(england, counts)
    lines = [
        _row("register", ["Yorkshire", "many students", "oldest lists", "φ", "τ² of practices",
                          "τ² of networks", "usual range where 100 are expected",
                          "England's practices below", "above",
                          "below or above, by third of list size"]),
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]  # fmt: skip
    for register in found.index:
        ratios = [found.loc[register, "yorkshire_ratio"]]
        for group in (england.students, england.oldest):
            on = england.country.on(register)[group].sum()
            ratios.append(on / counts[register].to_numpy()[group].sum())
        practice, pcn = (levels.loc[(level, register)] for level in ("practice", "pcn"))
        lower, upper = (float(limit) for limit in limits[register].limits(100.0))
        sized = shares.loc[register].drop(["below", "above"])
        lines.append(_row(labels[register], [
            *(f"{ratio:.2f}" for ratio in ratios), f"{practice['phi']:.1f}",
            f"{practice['tau2']:.4f}", f"{pcn['tau2']:.4f}", f"{lower:.2f} to {upper:.2f}",
            _percent(shares.at[register, "below"]), _percent(shares.at[register, "above"]),
            f"{_percent(sized.min())} to {_percent(sized.max())}",
        ]))  # fmt: skip
    return lines


def _verdicts(found: pd.DataFrame, labels: Mapping[str, str]) -> list[str]:
    out = []
    for test, where in (("yorkshire", "In Yorkshire"), ("england", "Over England in turn")):
        for measure, sign, words in (
            ("error", 1, "have the smaller error"), ("explained", -1, "explain more")
        ):  # fmt: skip
            gain = sign * (found[f"{test}_age_{measure}"] - found[f"{test}_both_{measure}"])
            not_for = ", ".join(_small(labels[str(r)]) for r in gain.index[gain <= 0])
            behind = f"; not for: {not_for}" if not_for else ""
            out.append(
                f"- {where}, age and deprivation together {words} for {int((gain > 0).sum())} of "
                f"{len(gain)} registers{behind}."
            )
    return out


def _labels() -> dict[str, str]:
    indicators = load_catalogue().indicators
    return {i.removeprefix("qof_").upper(): indicators[i].label
            for i in indicators if i.startswith("qof_")}  # fmt: skip


def _row(label: str, cells: Sequence[str]) -> str:
    return f"| {label} | {' | '.join(cells)} |"


def _small(label: str) -> str:
    return label if label[:2].isupper() else label[0].lower() + label[1:]


def _percent(value: float) -> str:
    return f"{value:.1f}%".replace("-", "−")


def rewritten(text: str, england: England) -> str:
    """The page with what stands between its two markers made anew."""
    for marker in (START, END):
        if marker not in text:
            sys.exit(f"{PAGE.name} has no line '{marker}': put both markers where the tables go.")
    before, rest = text.split(START, 1)
    return f"{before}{START}\n{report(england)}{END}{rest.split(END, 1)[1]}"


def main() -> None:
    """Rewrite the page."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else REPOSITORY / "../shared/sources"
    text = PAGE.read_text(encoding="utf-8")
    made = rewritten(text, read(folder))
    PAGE.write_text(made, encoding="utf-8")
    print(f"{PAGE.name}: {'the tables have changed' if made != text else 'nothing has changed'}.")


if __name__ == "__main__":
    main()
