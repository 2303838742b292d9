"""The covering problem of :mod:`layers.targeting.sessions` as a mixed-integer programme for HiGHS.

Maximise Σ w_g y_g subject to y_g ≤ Σ x_v over the venues v that have group g within reach,
Σ x_v ≤ N, the limits by district and zone, x_v ∈ {0, 1}, 0 ≤ y_g ≤ 1: with whole x, the best y are
whole by themselves (Church and ReVelle 1974, section 3).
"""

import contextlib
import os
import sys
from collections.abc import Iterator

import highspy
import numpy as np
import numpy.typing as npt

from layers.targeting.covering_problem import Choice, Problem
from layers.targeting.telling import Telling

_WHOLE = 0.5


def solve(
    asked: Problem, start: Choice | None, *, seconds: float, gap: float, telling: Telling
) -> tuple[list[str] | None, float]:
    """Solve it.

    Parameters
    ----------
    start
        A choice to begin with, where the problem has all its venues.
    telling
        Takes down how it stands.

    Returns
    -------
    tuple
        Ids of the best venues found (None where none was), and what no choice exceeds (infinite
        where nothing is proven).
    """
    with _banner_unsaid():
        solver = highspy.Highs()
    for option, value in (
        ("output_flag", False),
        ("time_limit", float(seconds)),
        ("mip_rel_gap", float(gap)),
        ("mip_abs_gap", 0.0),
        ("random_seed", 0),
        ("threads", 1),
    ):
        solver.setOptionValue(option, value)
    solver.passModel(_model(asked))
    if start is not None and all(one in asked.places for one in start.venues):
        solver.setSolution(_solution(asked, start))

    def hear(event: highspy.HighsCallbackEvent) -> None:
        # The solver begins with limits of its own that mean nothing yet.
        told = event.data_out
        telling.hear(float(told.mip_primal_bound), float(told.mip_dual_bound))
        event.interrupt(telling.is_close(gap))  # a better start than it could be given may be

    solver.cbMipInterrupt.subscribe(hear)
    solver.run()
    if solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
        return None, -highspy.kHighsInf
    info = solver.getInfo()
    bound = float(info.mip_dual_bound)
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None, bound
    values = np.array(solver.getSolution().col_value[: len(asked.venues)])
    return [str(one) for one in asked.venues.index[values > _WHOLE]], bound


@contextlib.contextmanager
def _banner_unsaid() -> Iterator[None]:
    """Without the line that the solver writes when it is made, whatever its options: into what a
    server logs, past Python. Only for a process of its own, as other threads are not heard either.
    """
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def _model(asked: Problem) -> highspy.HighsLp:
    venue, group, weights = asked.groups.venue, asked.groups.group, asked.groups.weights
    venues, groups = len(asked.venues), len(weights)
    limits = asked.limits
    # Rows: one for each group, the number, districts, zones. Columns: venues, then groups.
    row = [group, np.arange(groups), np.full(venues, groups)]
    column = [venue, venues + np.arange(groups), np.arange(venues)]
    value = [np.ones(len(venue)), -np.ones(groups), np.ones(venues)]
    lower = [0.0] * groups + [-highspy.kHighsInf]
    upper = [highspy.kHighsInf] * groups + [float(limits.number)]

    def add(places: npt.NDArray[np.intp], least: float, most: float) -> None:
        row.append(np.full(len(places), len(lower)))
        column.append(places)
        value.append(np.ones(len(places)))
        lower.append(least)
        upper.append(most)

    if limits.most_in_district:
        district = asked.venues["district_code"].to_numpy()
        for one in sorted(set(district) - {""}):
            most = float(limits.most_in_district)
            add(np.flatnonzero(district == one), -highspy.kHighsInf, most)
    for some in asked.zones.values():
        add(np.array(some, dtype=np.intp), 1.0, highspy.kHighsInf)
    rows, columns, values = np.concatenate(row), np.concatenate(column), np.concatenate(value)
    order = np.lexsort((columns, rows))
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = venues + groups, len(lower)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_ = np.concatenate([np.zeros(venues), weights])
    least = np.zeros(venues + groups)
    least[[asked.places[one] for one in limits.must]] = 1.0
    lp.col_lower_, lp.col_upper_ = least, np.ones(venues + groups)
    lp.row_lower_, lp.row_upper_ = np.array(lower), np.array(upper)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.searchsorted(rows[order], np.arange(len(lower) + 1))
    lp.a_matrix_.index_ = columns[order]
    lp.a_matrix_.value_ = values[order]
    whole, part = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
    lp.integrality_ = [whole] * venues + [part] * groups
    return lp


def _solution(asked: Problem, start: Choice) -> highspy.HighsSolution:
    """A choice as the programme's columns."""
    places = [asked.places[one] for one in start.venues]
    chosen = np.zeros(len(asked.venues))
    chosen[places] = 1.0
    reached = np.minimum(asked.groups.counts(places), 1)
    solution = highspy.HighsSolution()
    solution.col_value = np.concatenate([chosen, reached]).tolist()
    return solution
