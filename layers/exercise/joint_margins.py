"""How margins go together, as far as that may be told: what survey weights are made from.

Weights that were made from true counts would give them away: a target over its weight is the count.
So they are made from counts as they may be shown. Of any two margins the table of both goes through
suppression; what it hides is taken to go together as chance would have it, and the combinations of
all margins are then the likeliest ones that fit every such table (iterative proportional fitting).
"""

from collections.abc import Mapping, Sequence
from itertools import combinations, product

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.exercise.raking import RakingError, hold_size
from layers.exercise.respondents import NOT_SAID
from layers.statistics.suppression import Nesting, Rule, protect, rounded

Floats = npt.NDArray[np.float64]
Pair = tuple[str, str]

_ROUNDS = 60
_ALL = "all"


def combined(
    cells: pd.DataFrame,
    counts: pd.Series,
    margins: Mapping[str, Sequence[str]],
    rule: Rule,
    public: Mapping[Pair, pd.DataFrame] | None = None,
) -> pd.DataFrame:
    """Responses in every combination of some margins' categories, told by shown counts only.

    Parameters
    ----------
    cells
        By cell of the responses, a column for each margin: its category, ``""`` for not said.
    counts
        Responses in each cell.
    margins
        Categories of each margin. Their counts must be among those that are shown.
    rule
        What is small.
    public
        Tables of two margins that are made of shown counts already (two kinds of place): rows of
        the first, columns of the second. They are taken as they are.

    Returns
    -------
    pandas.DataFrame
        A column for each margin, and ``count``: an estimate, in no table.

    Raises
    ------
    layers.exercise.raking.RakingError
        When margins together would give small counts away, or have too many combinations.
    """
    public = public or {}
    cells = pd.DataFrame({name: _said(cells[name], counts, rule) for name in margins})
    there = {
        name: [*codes, NOT_SAID] if (cells[name] == NOT_SAID).any() else list(codes)
        for name, codes in margins.items()
    }
    hold_size(there.values())
    true = {
        pair: _table(cells, counts, pair, there)
        for pair in combinations(there, 2)
        if pair not in public
    }
    single = {
        name: counts.groupby(cells[name]).sum().reindex(codes, fill_value=0)
        for name, codes in there.items()
    }
    shown = _shown(single, true, rule)
    one_way = [shown[name].to_numpy() for name in there]
    tables = {
        (a, b): public[a, b].reindex(index=there[a], columns=there[b]).fillna(0.0).to_numpy()
        if (a, b) in public
        else _whole(shown[_key((a, b))].to_numpy(), one_way[i], one_way[j])
        for (i, a), (j, b) in combinations(enumerate(there), 2)
    }
    estimate = _fitted(one_way, {_at(there, pair): table for pair, table in tables.items()})
    rows = pd.DataFrame(product(*there.values()), columns=list(there))
    return rows.assign(count=estimate.ravel())


def _said(category: pd.Series, counts: pd.Series, rule: Rule) -> pd.Series:
    """Too few who did not say are a small count of their own: they count as the largest group.

    Not left out: tables of two margins would then differ by which others are weighted to.
    """
    unsaid = category == NOT_SAID
    if not 0 < counts[unsaid].sum() < rule.threshold:
        return category
    return category.where(~unsaid, counts[~unsaid].groupby(category[~unsaid]).sum().idxmax())


def _table(
    cells: pd.DataFrame, counts: pd.Series, pair: Pair, there: Mapping[str, Sequence[str]]
) -> pd.DataFrame:
    first, second = pair
    both = counts.groupby([cells[first], cells[second]]).sum().unstack(fill_value=0)
    return both.reindex(index=list(there[first]), columns=list(there[second]), fill_value=0)


def _shown(
    single: Mapping[str, pd.Series], both: Mapping[Pair, pd.DataFrame], rule: Rule
) -> dict[str, pd.Series]:
    """All tables of one and of two margins as they may be shown together; those of one whole."""
    tables = {_ALL: pd.Series({_ALL: next(iter(single.values())).sum()})}
    nested, expected = [], {}
    for name, counts in single.items():
        tables[name] = counts
        nested.append(Nesting(name, _ALL, pd.Series(_ALL, index=counts.index)))
    for pair, table in both.items():
        key, flat = _key(pair), table.to_numpy().ravel()
        # What chance would give, from counts that are shown.
        one, other = (rounded(single[name], rule) for name in pair)
        expected[key] = pd.Series(np.outer(one, other).ravel() / max(one.sum(), 1.0))
        tables[key] = pd.Series(flat)
        rows = np.repeat(table.index, table.shape[1])
        columns = np.tile(table.columns, table.shape[0])
        nested += [
            Nesting(key, name, pd.Series(of))
            for name, of in zip(pair, (rows, columns), strict=True)
        ]
        nested.append(Nesting(key, _ALL, pd.Series(_ALL, index=tables[key].index)))
    shown = protect(tables, nested, rule, expected, told_apart=False)
    if any(shown[name].isna().any() for name in single):
        raise RakingError(
            "Together these margins would give away groups that are too small to show. Leave one "
            "of them out."
        )
    return shown


def _key(pair: Pair) -> str:
    return " × ".join(pair)


def _at(there: Mapping[str, Sequence[str]], pair: Pair) -> tuple[int, int]:
    names = list(there)
    return names.index(pair[0]), names.index(pair[1])


def _whole(flat: Floats, rows: Floats, columns: Floats) -> Floats:
    """A table of two margins with its hidden counts: what is left of both, as chance has it."""
    shown = flat.reshape(len(rows), len(columns))
    unseen = np.isnan(shown)
    if not unseen.any():
        return shown
    seen = np.where(unseen, 0.0, shown)
    left = [np.maximum(m - seen.sum(axis=1 - axis), 0.5) for axis, m in enumerate((rows, columns))]
    guess = np.where(unseen, np.outer(rows, columns), 0.0)
    for _ in range(_ROUNDS):
        guess = _scaled(guess, left[0][:, None], axis=1)
        guess = _scaled(guess, left[1][None, :], axis=0)
    return np.where(unseen, guess, seen)


def _scaled(values: Floats, target: Floats, axis: int | tuple[int, ...]) -> Floats:
    """Values whose sums over some axes are the target, where there is anything to scale."""
    have = values.sum(axis=axis, keepdims=True)
    return values * np.divide(target, have, out=np.ones_like(have), where=have > 0)


def _fitted(margins: list[Floats], tables: Mapping[tuple[int, int], Floats]) -> Floats:
    """The likeliest counts of all combinations that fit every table, margins last."""
    shape = tuple(len(margin) for margin in margins)
    found = np.ones(shape)
    targets: list[tuple[tuple[int, ...], Floats]] = list(tables.items())
    targets += [((i,), margin) for i, margin in enumerate(margins)]
    for _ in range(_ROUNDS):
        for kept, table in targets:
            others = tuple(axis for axis in range(len(shape)) if axis not in kept)
            form = tuple(n if axis in kept else 1 for axis, n in enumerate(shape))
            found = _scaled(found, table.reshape(form), axis=others)
    return found
