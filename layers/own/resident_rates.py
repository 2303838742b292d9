"""Counts of areas as rates of those who live there (Census 2021)."""

from collections.abc import Sequence

PER = 1_000


def per_residents(
    counts: Sequence[float | None], residents: Sequence[float]
) -> tuple[float | None, ...]:
    """Rates per :data:`PER` residents: as much is hidden as is hidden of the counts.

    Parameters
    ----------
    counts
        As they may be shown, one of each area; None where there is none.
    residents
        Of the same areas.

    Returns
    -------
    tuple
        None where there is no count, and where nobody lives.

    >>> per_residents((30.0, None, 0.0, 5.0), (1_500.0, 1_200.0, 1_000.0, 0.0))
    (20.0, None, 0.0, None)
    """
    return tuple(
        PER * number / live if number is not None and live > 0 else None
        for number, live in zip(counts, residents, strict=True)
    )
