"""What each domain of the Indices of 2025 is made of, and how much of it is as it was in 2019."""

from functools import lru_cache
from pathlib import Path

import msgspec

from layers import toml_file
from layers.change.decile_change import OVERALL

_FILE = Path(__file__).with_name("domain_indicators.toml")


class MadeOf(msgspec.Struct, frozen=True):
    """Numbers of indicators: all of 2025, and among them those that are new since 2019 and those
    that are worked out in another way."""

    all: int
    new: int
    changed: int

    @property
    def other(self) -> int:
        """Those that are not as they were: new or changed."""
        return self.new + self.changed


@lru_cache(maxsize=1)
def _domains() -> dict[str, MadeOf]:
    return toml_file.read(_FILE, dict[str, MadeOf])


def made_of(index: str) -> MadeOf:
    """Of a domain; of the overall index, what all domains together are made of.

    Parameters
    ----------
    index
        One of :data:`layers.change.decile_change.INDICES`.
    """
    if index != OVERALL:
        return _domains()[index]
    every = _domains().values()
    return MadeOf(*(sum(getattr(one, name) for one in every) for name in ("all", "new", "changed")))
