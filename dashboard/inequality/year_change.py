"""Whether a register's slope has changed between two years, in a sentence with its uncertainty."""

from dataclasses import dataclass

from dashboard.inequality.gradient_text import Scale
from dashboard.inequality.texts import say
from layers.inequality.gap_differences import Contrasts, Kind
from layers.inequality.gradient_figures import group_of
from layers.table_rows import cell, row_of


@dataclass(frozen=True)
class Change:
    """One measure in two years, and the last less the first (``size``) with its limits."""

    before: float
    now: float
    size: float
    lower: float
    upper: float
    apart: bool

    @classmethod
    def of(cls, found: Contrasts, kind: Kind) -> "Change | None":
        """From the contrast of the first year and the last; None where it has no such measure."""
        rows = found.pairs[found.pairs["measure"] == kind]
        if rows.empty:
            return None
        row = row_of(rows, rows.index[0])
        before, now = (float(cell(found.places, row[end], kind)) for end in ("first", "second"))
        # The row is the first year less the second.
        size, upper, lower = (-float(row[name]) for name in ("difference", "lower", "upper"))
        return cls(before, now, size, lower, upper, bool(row["apart"]))

    def words(self, scale: Scale) -> dict[str, str]:
        """What sentences are filled in with."""
        return {
            "before": scale.difference(self.before),
            "now": scale.difference(self.now),
            "size": scale.difference_of(self.now, self.before, self.size),
            "lower": scale.number(self.lower),
            "upper": scale.number(self.upper),
        }

    @property
    def verdict(self) -> str:
        """``wider``, ``narrower`` or ``turned``; ``level`` where no change can be told.

        Wider is further from 0: a slope that goes from −1 to −2, too.
        """
        if not self.apart:
            return "level"
        if self.before * self.now < 0:
            return "turned"
        return "wider" if abs(self.now) > abs(self.before) else "narrower"


def sentence(found: Contrasts, scale: Scale, label: str) -> str:
    """What has become of the slope, which leads, and of the gap between the two ends."""
    first, last = (str(year) for year in found.places.index)
    years = {"first": first, "last": last}
    slope, ends = Change.of(found, "slope"), Change.of(found, "gap")
    said = []
    if slope is not None:
        words = slope.words(scale) | {"group": group_of(found.groups)}
        slopes = say("years", "slopes", **years, **words)
        said.append(say("years", slope.verdict, label=label, slopes=slopes, **years))
    if ends is not None:
        ending = say("years", "ends_apart" if ends.apart else "ends_level")
        said.append(say("years", "ends", ending=ending, **ends.words(scale)))
    return " ".join(said)
