"""Made-up diaries for tests, and the attack on them: all that was shown at any date, as one integer
programme."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

from layers.exercise import head_counts
from layers.exercise.counts_over_time import Inside, Moved, as_shown, bounds, steps
from layers.exercise.people_meant import MEANT, OF_THEM, OTHERS
from layers.exercise.representation import Table
from layers.statistics.suppression import Rule, is_small

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
# Two of places, of the same people; two of what people said.
SHARES = {
    "district": np.array([0.5, 0.3, 0.2]),
    "deprivation_fifth": np.array([0.5, 0.2, 0.15, 0.1, 0.05]),
    "sex": np.array([0.51, 0.49]),
    "ethnicity": np.array([0.7, 0.15, 0.1, 0.05]),
    MEANT: np.array([0.2, 0.8]),
}
PLACES = ("district", "deprivation_fifth")
ASKED = {name: share for name, share in SHARES.items() if name != MEANT}
# The people whom a plan is meant for are all of the third ethnic group, and some of the second.
ETHNICITY = "ethnicity"
WHOLE, PARTLY, NONE = (2,), (1,), (0, 3)
INSIDE = [
    (Inside(MEANT, (OF_THEM,), ETHNICITY, ("1", "2")), (0,), (*PARTLY, *WHOLE)),
    (Inside(MEANT, (OTHERS,), ETHNICITY, ("0", "1", "3")), (1,), (*PARTLY, *NONE)),
    (Inside(ETHNICITY, ("2",), MEANT, (OF_THEM,)), WHOLE, (0,)),
    (Inside(ETHNICITY, ("0", "3"), MEANT, (OTHERS,)), NONE, (1,)),
]


@dataclass(frozen=True)
class Visits:
    """People at each visit, by table those in each group, shape (visits, groups), and the visits
    that asked; all of them where a table is not named."""

    people: Ints
    groups: Mapping[str, Ints]
    asking: Mapping[str, Ints] = field(default_factory=dict)

    def asked(self, name: str) -> Ints:
        """The positions of the visits that a table is of."""
        return self.asking.get(name, np.arange(len(self.people)))

    def first(self, many: int) -> "Visits":
        """As it was when so many visits had been entered."""
        return Visits(
            self.people[:many],
            {name: of[:many] for name, of in self.groups.items()},
            {name: at[at < many] for name, at in self.asking.items()},
        )


def drawn(seed: int, visits: int, mean: float, answering: float = 0.9) -> Visits:
    """People who come at random, each visit from a mix of its own."""
    draw = np.random.default_rng(seed)
    people = 1 + draw.poisson(mean * draw.gamma(2.0, 0.5, visits))
    placed = draw.binomial(people, answering)
    groups = {}
    for name, share in ASKED.items():
        said = placed if name in PLACES else draw.binomial(people, answering)
        mix = draw.dirichlet(8 * share, visits)
        groups[name] = np.array([draw.multinomial(n, p) for n, p in zip(said, mix, strict=True)])
    asking = {}
    for name in ("sex", "ethnicity") if seed % 2 else ():
        asks = draw.random(visits) < 0.7
        groups[name][~asks] = 0
        asking[name] = np.flatnonzero(asks)
    return Visits(people, groups, asking)


def with_meant(visits: Visits, seed: int, part: float) -> Visits:
    """The same visits, with the people whom a plan is meant for told apart; of a group some of
    which they are, about such a part."""
    draw, ethnic = np.random.default_rng(seed), visits.groups[ETHNICITY]
    of_them = ethnic[:, WHOLE[0]] + draw.binomial(ethnic[:, PARTLY[0]], part)
    meant = np.column_stack([of_them, ethnic.sum(axis=1) - of_them])
    asking = visits.asking
    if ETHNICITY in asking:
        asking = {**asking, MEANT: asking[ETHNICITY]}
    return Visits(visits.people, {ETHNICITY: ethnic, MEANT: meant}, asking)


def aligned(seed: int, visits: int) -> Visits:
    """The worst case: as many people at each visit as look like that, and at each step as few in
    each group as look like that, with as good as nobody who did not say."""
    draw = np.random.default_rng(seed)
    people = draw.choice([7, 12, 17, 22], visits)
    groups = {name: np.zeros((visits, len(share)), dtype=int) for name, share in ASKED.items()}
    before = 0
    for many in steps(visits):
        for name, share in ASKED.items():
            of, here = groups[name], people[before:many].copy()
            now = of.sum(axis=0)
            # The lowest numbers that are shown as what they are: 8, 13, 18 …
            for g in [*draw.permutation(len(share)), *draw.choice(len(share), 40, p=share)]:
                more = 8 - now[g] if now[g] < 8 else 5
                if more <= here.sum():
                    now[g] += more
                    for at in np.flatnonzero(here):
                        moved = min(more, here[at])
                        of[before + at, g] += moved
                        here[at], more = here[at] - moved, more - moved
        before = many
    return Visits(people, groups)


def seen(visits: Visits, rule: Rule) -> dict[str, Moved]:
    """What is shown after the last visit."""
    found: dict[str, Moved] = {}
    names = set(visits.groups)
    linked = [names & set(PLACES), names & {ETHNICITY, MEANT}]
    for together in (*linked, *({name} for name in names - set.union(*linked))):
        if not together:
            continue
        at = visits.asked(min(together))
        done = steps(len(at))
        heard = np.cumsum(head_counts.most(visits.people[at], rule))[[n - 1 for n in done]]
        true = [{name: _table(visits, name, at[:many]) for name in together} for many in done]
        found |= as_shown(true, heard, done, rule, [one for one, *_ in INSIDE])
    return found


def _table(visits: Visits, name: str, at: Ints) -> Table:
    of = visits.groups[name][at].sum(axis=0)
    codes = [OF_THEM, OTHERS] if name == MEANT else [str(n) for n in range(len(of))]
    counts, share = (pd.Series(one, index=codes) for one in (of.astype(float), SHARES[name]))
    return Table(counts, share, float(of.sum()), pd.Series(codes, index=codes))


@dataclass
class Attack:
    """Everything that somebody saw who looked after every visit, knows the rule, which hidden
    counts are small, and that counts only grow."""

    visits: Visits
    rule: Rule
    shown: dict[str, dict[int, Floats]] = field(default_factory=dict)
    _at: dict[tuple[str, int, int], int] = field(default_factory=dict)
    _rows: list[tuple[dict[int, float], float, float]] = field(default_factory=list)
    _possible: list[Floats] = field(default_factory=list)

    def __post_init__(self) -> None:
        for many in range(1, len(self.visits.people) + 1):
            for name, one in seen(self.visits.first(many), self.rule).items():
                value = one.table.observed.to_numpy()
                before = self.shown.setdefault(name, {}).setdefault(one.visits, value)
                # What was shown once is not shown otherwise later.
                np.testing.assert_array_equal(before, value)
        self._variables()
        self._known()

    def _variables(self) -> None:
        every = len(self.visits.people)
        keys = [("people", a, 0) for a in range(every)]
        for name in self.shown:
            groups = self.visits.groups[name].shape[1]
            keys += [(name, a, g) for a in range(every) for g in range(groups)]
        self._at = {key: n for n, key in enumerate(keys)}

    def _known(self) -> None:
        people, rule = self.visits.people, self.rule
        heads = head_counts.shown(people, rule)
        for a in range(len(people)):
            # No rule that is tested: what is seen of a visit's people, by hand.
            low, high = (1, 7) if np.isnan(heads[a]) else (max(heads[a] - 2, 8), heads[a] + 2)
            self._rows.append((self.at("people", [a]), low, high))
            for name in self.shown:
                of = self.at(name, [a])
                self._rows.append((of | {self._at["people", a, 0]: -1.0}, -np.inf, 0.0))
                if a not in self.visits.asked(name):
                    self._rows.append((of, 0.0, 0.0))
            for same in (PLACES, (ETHNICITY, MEANT)):
                if set(same) <= set(self.shown):
                    first, second = (self.at(name, [a]) for name in same)
                    self._rows.append((first | dict.fromkeys(second, -1.0), 0.0, 0.0))
            if {ETHNICITY, MEANT} <= set(self.shown):
                for one, parts, wholes in INSIDE:
                    inner = [self._at[one.table, a, g] for g in parts]
                    outer = [self._at[one.other, a, g] for g in wholes]
                    row = dict.fromkeys(inner, 1.0) | dict.fromkeys(outer, -1.0)
                    self._rows.append((row, -np.inf, 0.0))
        for name, dates in self.shown.items():
            for many, value in dates.items():
                at = self.visits.asked(name)[:many]
                least, most = bounds(self.visits.groups[name][at].sum(axis=0), value, rule)
                for g in range(len(value)):
                    self._rows.append((self.at(name, at, g), least[g], most[g]))

    def at(self, name: str, visits: Iterable[int], group: int | None = None) -> dict[int, float]:
        """The sum of a table's people over some visits, as factors."""
        groups = 1 if name == "people" else self.visits.groups[name].shape[1]
        which = range(groups) if group is None else [group]
        return {self._at[name, a, g]: 1.0 for a in visits for g in which}

    @cached_property
    def _constraint(self) -> LinearConstraint:
        """All that is known, as one constraint on what visits' counts can be."""
        cells = [(r, c, v) for r, (of, _, _) in enumerate(self._rows) for c, v in of.items()]
        rows, at, value = (np.array(one) for one in zip(*cells, strict=True))
        matrix = csr_matrix((value, (rows, at)), shape=(len(self._rows), len(self._at)))
        low, high = (np.array([row[n] for row in self._rows]) for n in (1, 2))
        return LinearConstraint(matrix, low, high)

    def range_of(self, factors: Mapping[int, float]) -> tuple[float, float]:
        """The least and the most that a sum can be."""
        wanted = np.zeros(len(self._at))
        wanted[list(factors)] = list(factors.values())
        ends = []
        for sign in (1, -1):
            found = milp(
                sign * wanted,
                constraints=self._constraint,
                integrality=np.ones(len(wanted)),
                bounds=Bounds(0, 10_000),
            )
            assert found.success, found.message
            self._possible.append(np.rint(found.x))
            ends.append(float(round(sign * found.fun)))
        return ends[0], ends[1]

    def seen_to_vary(self, factors: Mapping[int, float]) -> float:
        """How far apart a sum's values lie in the diaries that solutions gave so far: each of them
        agrees with all that is known, so that no further programme has to be solved for it."""
        values = [float(one[list(factors)].sum()) for one in self._possible]
        return max(values) - min(values) if values else 0.0

    def few(self, least: int = 5) -> list[tuple[object, tuple[float, float]]]:
        """Small counts that are left fewer candidates than they should be: a hidden count at any
        date and a visit's people seven; a visit's group and what was added to one between two
        dates ``least``."""
        found: list[tuple[object, tuple[float, float]]] = []

        def look(what: object, true: float, factors: Mapping[int, float], enough: int) -> None:
            if not is_small(true, self.rule) or self.seen_to_vary(factors) + 1 >= enough:
                return
            low, high = self.range_of(factors)
            assert low <= true <= high
            if high - low + 1 < enough:
                found.append((what, (low, high)))

        for a, people in enumerate(self.visits.people):
            look(("people", a), people, self.at("people", [a]), 7)
        for name, dates in self.shown.items():
            of, asked = self.visits.groups[name], self.visits.asked(name)
            for g in range(of.shape[1]):
                for a in asked:
                    look((name, a, g), of[a, g], self.at(name, [a], g), least)
                for s, t in self._dates(list(dates)):
                    span = asked[s:t]
                    enough = 7 if s == 0 else least
                    look((name, s, t, g), of[span, g].sum(), self.at(name, span, g), enough)
        return found

    @staticmethod
    def _dates(dates: Sequence[int]) -> list[tuple[int, int]]:
        every = [0, *sorted(dates)]
        return [(s, t) for n, s in enumerate(every) for t in every[n + 1 :]]
