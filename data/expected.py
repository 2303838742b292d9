"""How many people one would expect on each disease register, from ages and deprivation.

England's rates by age and deprivation are not published, so they are estimated from all practices
of England together: the rates under which the registers of 6,000 practices, each with its own mix
of ages and of places where its patients live, are likeliest. A practice's expected count is what
these rates give for its own mix (indirect standardisation). How well they do is in
``docs/methods/expected.md``, "Recorded against expected".
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.readers.registrations import AGE_BANDS
from data.scoring import likeliest
from layers.practices import usual_limits
from layers.practices.expected_registers import LEVELS

Floats = npt.NDArray[np.float64]

# The lists of the QOF file by the age at which they start.
LISTS = {"TOTAL": 0, "06OV": 6, "16OV": 16, "17OV": 17, "18OV": 18, "50OV": 50}
# First year of each age group of the model: five-year bands from 20, and before as lists start.
AGES = np.array(sorted({*LISTS.values(), *range(20, 100, 5)}))
# The last group is 95 and over, as wide as the others for what follows.
EDGES = np.append(AGES, 100)
FIFTHS = 5
TAILS = ("scale_low", "scale_high", "shape_low", "shape_high")
# How little rates may bend from one age to the next. A tenth of it predicts hardly better and
# gives ragged curves; ten times as much adds a fifth of a point to the error.
SMOOTHING = 1e-3
STEPS = 500
CONVERGED = 1e-8


@dataclass(frozen=True)
class Country:
    """England's practices as the model sees them, in one order.

    Attributes
    ----------
    practices
        Codes of those with registers, ages, and patients in areas that have a decile.
    ages
        Patients by age group (``AGES``) when registers were counted, shape (practices, ages).
    fifths
        Share (0–1) of patients in each national fifth of deprivation, the most deprived first;
        shape (practices, 5), rows add up to 1.
    registers
        People on each register; a row for each practice, a column for each register.
    starts
        The age at which each register starts.
    """

    practices: pd.Index
    ages: Floats
    fifths: Floats
    registers: pd.DataFrame
    starts: Mapping[str, int]

    def patients(self, register: str) -> Floats:
        """Patients by age group who are of the register's age, shape (practices, ages)."""
        return np.where(self.starts[register] <= AGES, self.ages, 0.0)

    def on(self, register: str) -> Floats:
        """People on a register, by practice."""
        return self.registers[register].to_numpy(dtype=float)


def country(
    registers: pd.DataFrame, ages: pd.DataFrame, patients: pd.DataFrame, deciles: pd.Series
) -> Country:
    """Bring together what is known of England's practices.

    Parameters
    ----------
    registers
        The QOF file: ``practice``, ``register``, ``on_register``, ``list_type``, ``list_size``.
    ages
        ``practice``, ``sex``, ``band`` and ``patients``, some time after.
    patients
        ``practice``, ``lsoa`` and ``patients``: where they live.
    deciles
        National decile of deprivation (1 is the most deprived) by LSOA code.
    """
    lived = patients.assign(fifth=(patients["lsoa"].map(deciles) + 1) // 2)
    lived = lived[lived["fifth"].notna() & (lived["patients"] > 0)]
    fifths = _wide(lived, "fifth", "patients").reindex(columns=range(1, FIFTHS + 1)).fillna(0.0)
    bands = _wide(ages, "band", "patients").reindex(columns=list(AGE_BANDS)).fillna(0.0)
    lists = registers.drop_duplicates(["practice", "list_type"])
    lists = _wide(lists, "list_type", "list_size").reindex(columns=list(LISTS))
    counts = _wide(registers, "register", "on_register").fillna(0.0)
    # A practice that left out a list has not said how many patients its registers are shares of.
    both = lists.dropna().index.intersection(fifths.index).intersection(bands.index)
    shares = fifths.loc[both].to_numpy(dtype=float)
    types = registers.drop_duplicates("register").set_index("register")["list_type"]
    return Country(
        both,
        ages_of_lists(bands.loc[both].to_numpy(dtype=float), lists.loc[both].to_numpy(dtype=float)),
        shares / shares.sum(axis=1, keepdims=True),
        counts.loc[both],
        {str(register): LISTS[kind] for register, kind in types.items()},
    )


def ages_of_lists(bands: Floats, lists: Floats) -> Floats:
    """Patients by age group on the lists that registers are shares of.

    Parameters
    ----------
    bands
        Patients by five-year band at another time, shape (practices, bands).
    lists
        Patients on each list (``LISTS``), shape (practices, lists).

    Returns
    -------
    numpy.ndarray
        Shape (practices, ages). The bands, scaled for each practice so that its patients aged
        0–5, 6–15, 16, 17, 18–49 and 50 and over are as many as on its lists. The years of a band
        are taken as equally many, and so are those of a group with nobody in the bands.
    """
    low, high = EDGES[:-1], EDGES[1:]
    first = np.arange(len(AGE_BANDS))[:, None] * 5
    overlap = np.clip(np.minimum(first + 5, high) - np.maximum(first, low), 0, None) / 5
    pieces = bands @ overlap + 1e-9 * (high - low)
    between = np.clip(lists - np.append(lists[:, 1:], np.zeros((len(lists), 1)), axis=1), 0, None)
    group = np.searchsorted(list(LISTS.values()), low, side="right") - 1
    members = (group[:, None] == np.arange(len(LISTS))).astype(float)
    return pieces * (between / (pieces @ members))[:, group]


@dataclass(frozen=True)
class Rates:
    """Share (0–1) of people on a register, by age group and fifth; shape (ages, 5).

    ``scale`` makes the expected counts of those that the rates were fitted on add up to the
    counts of their registers.
    """

    by_age: Floats
    scale: float

    def expected(self, patients: Floats, fifths: Floats) -> Floats:
        """People one would expect on the register: one number for each row."""
        return self.scale * ((patients @ self.by_age) * fifths).sum(axis=1)


def fit(patients: Floats, fifths: Floats, on_register: Floats) -> Rates:
    """England's rates of one register by age and deprivation.

    The log odds of being on the register are a smooth curve over age groups plus a step for each
    fifth, the middle one being none:

        logit(rate[a, d]) = curve[a] + step[d]
        expected[i]       = Σ_a Σ_d patients[i, a] · fifths[i, d] · rate[a, d]

    Curve and steps maximise the Poisson likelihood of the counts less ``SMOOTHING`` × people on
    the register × half the curve's summed squared bend, by Levenberg's damped scoring.

    Parameters
    ----------
    patients
        By age group, of the register's age; shape (practices, ages).
    fifths
        Share of patients in each fifth, shape (practices, fifths); one column of ones leaves
        deprivation out.
    on_register
        Counts, one for each practice.
    """
    total, (ages, groups) = on_register.sum(), (patients.shape[1], fifths.shape[1])
    if total == 0:
        return Rates(np.zeros((ages, groups)), 1.0)
    others = np.arange(groups) != groups // 2
    penalty = np.zeros((ages + others.sum(),) * 2)
    penalty[:ages, :ages] = SMOOTHING * total * _bend()

    def mean_of(odds: Floats) -> tuple[Floats, Floats]:
        step = np.zeros(groups)
        step[others] = odds[ages:]
        rate = 1 / (1 + np.exp(-np.clip(odds[:ages, None] + step, -40, 40)))
        # A hair above nothing, for a practice that has no patients of the register's age.
        return rate, ((patients @ rate) * fifths).sum(axis=1) + 1e-9

    def slope_of(rate: Floats) -> Floats:
        weight = rate * (1 - rate)
        by_curve = patients * (fifths @ weight.T)
        by_step = fifths * (patients @ weight)
        return np.hstack([by_curve, by_step[:, others]])

    share = total / patients.sum()
    start = np.zeros(len(penalty))
    start[:ages] = np.log(share / (1 - share))
    _, rate, mean = likeliest(on_register, start, penalty, mean_of, slope_of, STEPS, CONVERGED)
    return Rates(rate, float(total / mean.sum()))


def _bend() -> Floats:
    """Quadratic form of a curve's squared second derivative over age, summed, in units of 5 years.

    A penalty on it leaves straight lines in the log odds alone: where a practice's children tell
    little, the curve goes on as it came.
    """
    middle = (EDGES[:-1] + EDGES[1:]) / 2
    before, after = np.diff(middle)[:-1] / 5, np.diff(middle)[1:] / 5
    rows = np.arange(len(AGES) - 2)
    second = np.zeros((len(rows), len(AGES)))
    second[rows, rows] = 2 / (before * (before + after))
    second[rows, rows + 1] = -2 / (before * after)
    second[rows, rows + 2] = 2 / (after * (before + after))
    return second.T @ (second * ((before + after) / 2)[:, None])


def counts(england: Country) -> pd.DataFrame:
    """People expected on each register, by England's rates; a row for each practice."""
    found = {}
    for register in england.registers.columns:
        patients = england.patients(register)
        rates = fit(patients, england.fifths, england.on(register))
        found[register] = rates.expected(patients, england.fifths)
    return pd.DataFrame(found, index=england.practices)


def of_practices(registers: pd.DataFrame, found: pd.DataFrame, codes: pd.Index) -> pd.DataFrame:
    """Recorded and expected counts of some practices as the snapshot keeps them.

    Parameters
    ----------
    registers
        The QOF file, as for :func:`country`.
    found
        From :func:`counts`.
    codes
        Practices wanted.

    Returns
    -------
    pandas.DataFrame
        ``practice``, ``register``, ``observed``, ``list_size`` (patients of the register's age)
        and ``expected``, missing where a practice's ages are.
    """
    mine = registers[registers["practice"].isin(codes)].rename(columns={"on_register": "observed"})
    mine = mine.astype({"observed": "int64", "list_size": "int64"})
    known = found.round(2).rename_axis("practice").reset_index()
    known = known.melt("practice", var_name="register", value_name="expected")
    mine = mine.merge(known, "left", ["practice", "register"])
    columns = ["practice", "register", "observed", "list_size", "expected"]
    return mine[columns].sort_values(["practice", "register"], ignore_index=True)


def differences(
    england: Country, found: pd.DataFrame, larger: pd.DataFrame, students: pd.Index
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """How much England's practices, networks and sub-ICB locations differ from what is expected.

    Parameters
    ----------
    england, found
        The practices, and their expected counts from :func:`counts`.
    larger
        Indexed by practice: ``pcn_code`` (``"U"`` for none) and ``sub_icb_code``.
    students
        Practices of many students: they are given no verdict, and are in no unit.

    Returns
    -------
    (spread, limits)
        ``spread``, a row for each ``level`` and ``register`` (the levels of
        ``layers.practices.expected_registers.LEVELS``): ``units``, ``phi``, ``tau2``, scale and
        shape of the tails (``scale_low`` …), and the
        percentage of units ``below``, ``above`` and ``far`` outside. ``limits``, several rows for
        each: ``low`` and ``high``, the limits of the standardised deviation where ``expected``
        people are. See ``layers/practices/usual_limits.py``.
    """
    mine = ~england.practices.isin(students)
    members = larger.reindex(england.practices[mine])
    unit_of = {
        "practice": members.index.to_series(),
        "pcn": members["pcn_code"].where(members["pcn_code"] != "U"),
        "sub_icb": members["sub_icb_code"],
    }
    on = england.registers.loc[mine, found.columns].astype(float)
    spread, limits = [], []
    for level in LEVELS:
        of = unit_of[level].to_numpy()
        o, e = on.groupby(of).sum(), found[mine].groupby(of).sum()
        for register, one in usual_limits.england(o, e).items():
            limits += [(level, register, *at) for at in zip(one.at, one.low, one.high, strict=True)]
            told = usual_limits.overdispersion(o[register], e[register])
            where = one.verdict(o[register], e[register])
            far = np.isin(
                one.verdict(o[register], e[register], usual_limits.ALARM), ["lower", "higher"]
            )
            outside = (100 * out.mean() for out in (where == "lower", where == "higher", far))
            tails = (*one.scales, *one.shapes)
            spread.append((level, register, len(o), *told, *tails, *outside))
    columns = ["level", "register", "units", "phi", "tau2", *TAILS, "below", "above", "far"]
    digits = {"phi": 3, "tau2": 6, "below": 2, "above": 2, "far": 3} | dict.fromkeys(TAILS, 4)
    return (
        pd.DataFrame(spread, columns=columns).round(digits),
        pd.DataFrame(limits, columns=["level", "register", "expected", "low", "high"]).round(
            {"expected": 2, "low": 4, "high": 4}
        ),
    )


def _wide(frame: pd.DataFrame, column: str, value: str) -> pd.DataFrame:
    return frame.pivot_table(index="practice", columns=column, values=value, aggfunc="sum")
