"""Could it be chance? Exact binomial tests, many of them at once, and families of many.

With n responses drawn at random from residents, a group that is a share q of residents has a
binomial count.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from layers.statistics.binomial import at_least, probability

Floats = npt.NDArray[np.float64]

# A smaller share and this one are the same of any number of people: 1 − q must not be 1.
_LEAST = 1e-15


def mid_p(observed: npt.ArrayLike, n: npt.ArrayLike, share: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Mid-P values of binomial counts: at most as many, and at least as many.

    Parameters
    ----------
    observed
        Whole counts, 0 ≤ observed ≤ n; NaN where not known.
    n
        Responses in all, one number or one for each group; whole.
    share
        Each group's share (0–1) of those who were asked.

    Returns
    -------
    tuple
        P(fewer) + ½ P(as many), and P(more) + ½ P(as many); NaN where not known.

    Source: Lancaster (1961), Significance tests in discrete distributions.
    """
    count, total, part = (
        np.asarray(one, dtype=float) for one in np.broadcast_arrays(observed, n, share)
    )
    inner = (part > 0) & (part < 1) & ~np.isnan(count)
    whole = np.where(inner, total, 2.0)
    x = np.where(inner, count, 1.0)
    q = np.where(inner, np.clip(part, _LEAST, 1 - _LEAST), 0.5)
    below = x <= whole * q
    tail = _tail(np.where(below, whole - x, x), whole, np.where(below, 1 - q, q))
    low = np.where(below, tail, 1 - tail)
    # Nobody of the group was to be expected, or nobody else: only one count is possible.
    only = np.where(part <= 0, 0.0, total)
    certain = np.where(count == only, 0.5, np.where(count > only, 1.0, 0.0))
    low = np.where(inner, low, np.where(np.isnan(count) | np.isnan(part), np.nan, certain))
    return low, 1 - low


def _tail(x: Floats, n: Floats, q: Floats) -> Floats:
    """½ P(X = x) and all above it, of counts that are not below their mean."""
    return np.minimum(at_least(x, n, q) - 0.5 * probability(x, n, q), 1.0)


def mean_distance(n: int, share: npt.ArrayLike) -> Floats:
    """The mean of │X − nq│ for binomial counts X, which chance alone brings.

    2 v C(n, v) q^v (1 − q)^(n − v + 1) with v = ⌊nq⌋ + 1. Source: de Moivre (1730); Diaconis and
    Zabell (1991).
    """
    q = np.asarray(share, dtype=float)
    inner = (q > 0) & (q < 1)
    safe = np.where(inner, q, 0.5)
    v = np.floor(n * safe) + 1
    return np.where(inner, 2 * v * probability(v, n, safe) * (1 - safe), 0.0)


def adjusted(p: npt.ArrayLike) -> Floats:
    """P values adjusted for being many: Benjamini and Hochberg's false discovery rate.

    Of those with an adjusted value under 0.05, at most 5 % are expected to be chance. NaN stays NaN
    and does not count.

    Source: Benjamini and Hochberg (1995).
    """
    values = np.asarray(p, dtype=float)
    found = np.full(values.shape, np.nan)
    known = np.flatnonzero(~np.isnan(values))
    order = known[np.argsort(values[known], kind="stable")]
    ranked = values[order] * len(order) / np.arange(1, len(order) + 1)
    found[order] = np.minimum.accumulate(ranked[::-1])[::-1].clip(max=1.0)
    return found


def discoveries(
    families: Mapping[str, npt.ArrayLike], rate: float
) -> dict[str, npt.NDArray[np.bool_]]:
    """Which of the p values of several families are named, so that few of them are chance.

    Parameters
    ----------
    families
        By family: two-sided p values. All that somebody looks at belong in here: what is named of
        one family depends on the others. Those that cannot be told count as 1, not as missing: to
        be told or not may depend on what was found. NaN stands for what nobody could ask.
    rate
        The false discovery rate (0–1).

    Returns
    -------
    dict
        By family: whether each p value is named.

    Three steps. Each family has Simes' p value: of its m values, the smallest of m·p₍ᵢ₎ ÷ i. Of F
    families those are chosen that Benjamini and Hochberg's rule allows at the rate. Within each of
    the R chosen it is applied again, at the rate times R ÷ F. On average over the chosen families,
    at most the rate of what is named is then expected to be chance; where nothing at all is true,
    something is named at most that often.

    Source: Benjamini and Bogomolov (2014), Selective inference on multiple families of hypotheses;
    Simes (1986), An improved Bonferroni procedure.
    """
    within = {name: adjusted(p) for name, p in families.items()}
    simes = np.array([np.min(p, initial=1.0, where=~np.isnan(p)) for p in within.values()])
    chosen = adjusted(simes) < rate
    allowed = rate * chosen.sum() / max(len(chosen), 1)
    return {
        name: one & (p < allowed) for one, (name, p) in zip(chosen, within.items(), strict=True)
    }
