"""Levenberg's damped scoring: parameters under which counts are likeliest, less a penalty."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def likeliest(
    counts: Floats,
    start: Floats,
    penalty: Floats,
    mean_of: Callable[[Floats], tuple[Floats, Floats]],
    slope_of: Callable[[Floats], Floats],
    steps: int,
    converged: float,
) -> tuple[Floats, Floats, Floats]:
    """Maximise a penalised Poisson likelihood.

    Parameters
    ----------
    counts
        Shape (n,).
    start
        Parameters to begin with, shape (p,).
    penalty
        Half of it, on both sides of the parameters, is taken off the likelihood; shape (p, p).
    mean_of
        Rates, and the mean of each count (above 0), of some parameters.
    slope_of
        How the means change with the parameters at some rates, shape (n, p).
    steps
        At most so many.
    converged
        No further step once one gains less than this share of all counts.

    Returns
    -------
    tuple
        The parameters, their rates, and the mean of each count.

    Source: Levenberg (1944), A method for the solution of certain non-linear problems in least
    squares; McCullagh and Nelder (1989), Generalized linear models, on scoring.
    """
    total = counts.sum()

    def loss(odds: Floats, mean: Floats) -> float:
        return float(mean.sum() - counts @ np.log(mean) + odds @ penalty @ odds / 2)

    odds = start
    rate, mean = mean_of(odds)
    now, damping = loss(odds, mean), 1e-3
    for _ in range(steps):
        slope = slope_of(rate)
        gradient = slope.T @ (counts / mean - 1) - penalty @ odds
        curvature = slope.T @ (slope / mean[:, None]) + penalty
        damped = np.diag(np.diag(curvature) + 1e-6 * total)
        further = odds + np.linalg.solve(curvature + damping * damped, gradient)
        new_rate, new_mean = mean_of(further)
        then = loss(further, new_mean)
        if then > now:
            damping *= 10
            continue
        gain, odds, rate, mean, now = now - then, further, new_rate, new_mean, then
        damping = max(damping / 10, 1e-9)
        if gain <= converged * total:
            break
    return odds, rate, mean
