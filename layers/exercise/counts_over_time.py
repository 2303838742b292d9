"""Tables that grow from visit to visit, as they may be shown at every date.

People look on different days. What was added between two of them is a small count too, so nothing
may be had from any of the dates together:

* Tables move on at steps that depend on the number of visits alone that asked for what they tell
  (:func:`steps`), never visit by visit.
* At each step they are shown as those of an exercise by itself
  (:func:`layers.exercise.disclosure.published`).
* A table moves on only where all that was shown of it so far leaves room (:func:`has_room`);
  otherwise it stays as it was shown last. That is decided from shown figures.

``docs/methods/exercise.md`` says what that promises, and ``docs/adr/0029-counts-over-time.md`` why.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.exercise.disclosure import published
from layers.exercise.representation import Table
from layers.statistics.suppression import Rule, is_small

Floats = npt.NDArray[np.float64]

# Tables move on when so many visits are new, and so large a part of all.
FEWEST_NEW = 3
PART_NEW = 0.1


def steps(visits: int) -> list[int]:
    """The numbers of visits at which tables move on, up to a number of visits."""
    found, at = [], next_step(0)
    while at <= visits:
        found.append(at)
        at = next_step(at)
    return found


def next_step(at: int) -> int:
    """The number of visits at which tables move on next."""
    return at + max(FEWEST_NEW, int(np.ceil(PART_NEW * at - 1e-9)))


def step_after(visits: int) -> int:
    """The number of visits at which tables move on next, once there are so many."""
    done = steps(visits)
    return next_step(done[-1] if done else 0)


@dataclass(frozen=True)
class Moved:
    """A table as it is shown now, and how many visits are in it."""

    table: Table
    visits: int


@dataclass(frozen=True)
class Inside:
    """That the people of some groups of a table are among those of some groups of another."""

    table: str
    parts: tuple[str, ...]
    other: str
    wholes: tuple[str, ...]


@dataclass(frozen=True)
class Bounds:
    """What a table's counts can be for somebody who knows the rule, at each step that was shown.

    Attributes
    ----------
    least, most
        Shape (steps, groups), the first of nobody at all. ``most`` is infinite where a larger count
        is hidden.
    small
        Of the same shape: which counts are small.
    at
        Which of the steps (0 the start) each was shown at.
    """

    least: Floats
    most: Floats
    small: npt.NDArray[np.bool_]
    at: tuple[int, ...]

    @classmethod
    def start(cls, groups: int) -> "Bounds":
        """Before anything is shown."""
        none = np.zeros((1, groups))
        return cls(none, none, none > 0, (0,))

    def and_then(self, true: Floats, shown: Floats, step: int, rule: Rule) -> "Bounds":
        """With one more table shown. Counts only grow, so that each tells of the others."""
        least, most = bounds(true, shown, rule)
        return Bounds(
            np.maximum.accumulate(np.vstack([self.least, least]), axis=0),
            np.minimum.accumulate(np.vstack([self.most, most])[::-1], axis=0)[::-1],
            np.vstack([self.small, is_small(true, rule)]),
            (*self.at, step),
        )

    def of(self, groups: npt.NDArray[np.intp]) -> "Bounds":
        """Those of some groups alone."""
        return Bounds(self.least[:, groups], self.most[:, groups], self.small[:, groups], self.at)

    def needed(self) -> Floats:
        """Shape (steps, steps): how many people were added at least from one step to another."""
        return np.maximum(self.least[None, :, :] - self.most[:, None, :], 0.0).sum(axis=2)

    def possible(self) -> Floats:
        """Shape (steps, steps): how many people can have been added from one step to another."""
        return (self.most[None, :, :] - self.least[:, None, :]).sum(axis=2)


def bounds(true: Floats, shown: Floats, rule: Rule) -> tuple[Floats, Floats]:
    """The least and the most that each count can be, from what is shown of it and from which of the
    hidden ones are small and which are 0 (:mod:`layers.statistics.suppression`: nobody promises to
    keep that)."""
    hidden, small, none = np.isnan(shown), is_small(true, rule), true == 0
    value = np.nan_to_num(shown)
    # What would round to 0 is shown as the base.
    lowest = np.where(value <= rule.base, 1, value - rule.base // 2)
    least = np.where(hidden, rule.threshold, np.maximum(lowest, rule.threshold))
    most = np.where(hidden, np.inf, value + (rule.base - 1) // 2)
    least, most = np.where(small, 1.0, least), np.where(small, rule.threshold - 1.0, most)
    return np.where(none, 0.0, least), np.where(none, 0.0, most)


def has_room(mine: Bounds, limits: Sequence[Floats], rule: Rule) -> bool:
    """Whether a table's shown counts leave one another room, at every pair of steps.

    Parameters
    ----------
    limits
        Each of shape (steps, steps): how many people can have been added in all from one of the
        table's steps to another, as something else that is shown tells.

    Counts that are all as low as they can be, and add up to as many people as there can be at most,
    are known exactly. So the limit must be above what is needed by as much as a small count can
    vary.
    """
    needed = mine.needed()
    room = np.triu(np.minimum.reduce([limit - needed for limit in limits]), k=1)
    later = np.triu(np.ones_like(needed, dtype=bool), k=1)
    # Where nothing is needed nothing is known of what was added, but that it may be 0.
    return bool((room[later & (needed > 0)] >= rule.threshold - 2).all())


def as_shown(
    at_steps: Sequence[Mapping[str, Table]],
    most_heard: Floats,
    visits: Sequence[int],
    rule: Rule,
    inside: Sequence[Inside] = (),
) -> dict[str, Moved]:
    """Tables of the same people as they are shown after the last of some steps.

    Parameters
    ----------
    at_steps
        The true tables at each step, from the first; each holds the ones before. One question's,
        or those of places.
    most_heard
        At each step: how many people can have been heard, as heads are told
        (:func:`layers.exercise.head_counts.most`), at the visits that the tables are of.
    visits
        The number of these visits at each step.
    inside
        What is known of the tables' groups, whatever the counts are.

    Returns
    -------
    dict
        By table; empty where they were never shown.
    """
    heard = np.concatenate([[0.0], np.asarray(most_heard, dtype=float)])
    known: dict[str, Bounds] = {}
    moved: dict[str, Moved] = {}
    for step, true in enumerate(at_steps, start=1):
        shown = published(true, rule)
        proposed = {
            name: known.get(name, Bounds.start(len(table.observed))).and_then(
                table.observed.to_numpy(dtype=float),
                shown[name].observed.to_numpy(dtype=float),
                step,
                rule,
            )
            for name, table in true.items()
        }
        codes = {name: table.observed.index for name, table in true.items()}
        if _all_have_room(proposed, heard, rule) and all(
            _inside_has_room(
                proposed[one.table].of(codes[one.table].get_indexer(pd.Index(one.parts))),
                proposed[one.other].of(codes[one.other].get_indexer(pd.Index(one.wholes))),
                rule,
            )
            for one in inside
            if {one.table, one.other} <= set(proposed)
        ):
            known = proposed
            moved = {name: Moved(table, visits[step - 1]) for name, table in shown.items()}
    return moved


def _all_have_room(tables: Mapping[str, Bounds], heard: Floats, rule: Rule) -> bool:
    for name, mine in tables.items():
        at = list(mine.at)
        limits = [heard[None, at] - heard[at, None]]
        # The same people, in other groups.
        limits += [other.possible() for one, other in tables.items() if one != name]
        if not has_room(mine, limits, rule):
            return False
    return True


def _inside_has_room(parts: Bounds, wholes: Bounds, rule: Rule) -> bool:
    """Whether groups leave room to those that hold their people, at every pair of steps: as much
    as a small count can vary where one is among them, else as rounding leaves."""
    small = np.asarray(np.hstack([parts.small, wholes.small]).any(axis=1))
    enough = np.where(np.logical_or.outer(small, small), rule.threshold - 2, rule.base - 1)
    needed = parts.needed()
    later = np.triu(np.ones_like(needed, dtype=bool), k=1)
    room = wholes.possible() - needed - enough
    return bool((room[later & (needed > 0)] >= 0).all())
