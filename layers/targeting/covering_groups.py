"""Points of a covering problem that have the same venues within reach, put together as groups: they
are reached together, or not at all, so methods need not tell them apart.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Places = npt.NDArray[np.intp]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Groups:
    """Which venue has which group of points within reach.

    Attributes
    ----------
    venues
        How many venues there are.
    venue, group
        Places of each pair, by venue, then group.
    weights
        People of each group; more than nobody.
    """

    venues: int
    venue: Places
    group: Places
    weights: Numbers

    @cached_property
    def starts(self) -> Places:
        """Where the pairs of each venue begin, and where the last one's end."""
        return np.searchsorted(self.venue, np.arange(self.venues + 1))

    @cached_property
    def _by_group(self) -> tuple[Places, Places]:
        """The venues of all pairs by group, and where those of each group begin."""
        order = np.argsort(self.group, kind="stable")
        return self.venue[order], np.searchsorted(
            self.group[order], np.arange(len(self.weights) + 1)
        )

    def of(self, venue: int) -> Places:
        """The groups that a venue has within reach."""
        return self.group[self.starts[venue] : self.starts[venue + 1]]

    def counts(self, chosen: Collection[int]) -> Places:
        """How many of some venues each group has within reach."""
        every = [self.of(one) for one in chosen]
        reached = np.concatenate(every) if every else np.array([], dtype=np.intp)
        return np.bincount(reached, minlength=len(self.weights))

    def adds(self, left: Numbers) -> Numbers:
        """What each venue would add.

        Parameters
        ----------
        left
            Of each group, what it still counts.
        """
        return np.bincount(self.venue, left[self.group], minlength=self.venues).astype(float)

    def having(self, groups: Places) -> tuple[Places, Places]:
        """The venues that have some groups within reach: of each pair its venue, and the place of
        its group among those given."""
        venues, starts = self._by_group
        number = starts[groups + 1] - starts[groups]
        step = np.arange(number.sum()) - np.repeat(np.cumsum(number) - number, number)
        return (
            venues[np.repeat(starts[groups], number) + step],
            np.repeat(np.arange(len(groups)), number),
        )
