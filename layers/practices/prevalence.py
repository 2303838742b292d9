"""Attribution of practice registers to areas: the House of Commons Library method.

A practice's register is shared out over the areas where its patients live, in proportion to its
patients there who are of the register's age; the numerator's weights are nudged between 0.9 and
1.1 by how many residents have a condition that limits their day-to-day activities; the
denominator's are not. An area's prevalence is the sum of the register shares that fall to it
over the sum of the list shares. The result is a modelled estimate, not a count.

Source: House of Commons Library, "Local health conditions prevalence estimates based on QOF"
(method note to "How healthy is your area?"). Where this departs from it,
``docs/methods/prevalence.md`` says.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]

# Nearly everyone with a dementia diagnosis is 65 or over (NHS England, Recorded Dementia
# Diagnoses), so its register is shared out by older patients although its list is all ages.
OLDER_SHARE = {"DEM": 0.97}

NUDGE_LOW, NUDGE_HIGH = 0.9, 1.1


def limiting_illness_nudge(share: pd.Series) -> pd.Series:
    """Weight of each area between 0.9 and 1.1, by its rank for limiting illness.

    Parameters
    ----------
    share
        Share of residents whose day-to-day activities are limited, indexed by area. Rank, not
        value, sets the weight, so that one extreme area does not flatten all others.

    Returns
    -------
    pandas.Series
        0.9 for the least limited area, 1.1 for the most; 1.0 where the share is not known.
    """
    rank = share.rank(method="average")
    n = share.notna().sum()
    weight = NUDGE_LOW + (NUDGE_HIGH - NUDGE_LOW) * (rank - 1) / max(n - 1, 1)
    return weight.fillna(1.0)


@dataclass(frozen=True)
class Footprint:
    """Where the patients of each practice live, ready for sharing out registers.

    Parallel arrays with one entry for each practice–area pair.

    Attributes
    ----------
    practices, areas
        The codes that the two index arrays point into.
    practice, area
        Index of the pair's practice and area.
    patients
        Registered patients of the practice who live in the area.
    """

    practices: pd.Index
    areas: pd.Index
    practice: Ints
    area: Ints
    patients: Floats

    @classmethod
    def from_frame(cls, registrations: pd.DataFrame) -> "Footprint":
        """Build from columns ``practice``, ``lsoa`` and ``patients`` (placed patients only)."""
        practice, practices = pd.factorize(registrations["practice"], sort=True)
        area, areas = pd.factorize(registrations["lsoa"], sort=True)
        patients = registrations["patients"].to_numpy(dtype=float)
        return cls(pd.Index(practices), pd.Index(areas), practice, area, patients)

    def share_out(self, amount: Floats, weight: Floats) -> Floats:
        """Split each practice's amount over its pairs in proportion to their weight.

        Parameters
        ----------
        amount
            One number for each practice; NaN counts as nothing to share.
        weight
            One non-negative number for each pair. A practice whose weights are all zero is
            shared out by its patients instead, so that nothing is lost.

        Returns
        -------
        numpy.ndarray
            One number for each pair; they sum to each practice's amount.
        """
        n = len(self.practices)
        total = np.bincount(self.practice, weight, minlength=n)
        empty = (total <= 0)[self.practice]
        if empty.any():
            weight = np.where(empty, self.patients, weight)
            total = np.bincount(self.practice, weight, minlength=n)
        # 1 where even the patients are none: the amount is then shared over nobody, as 0.
        ratio = np.nan_to_num(amount) / np.where(total > 0, total, 1.0)
        return ratio[self.practice] * weight

    def sum_by_area(self, values: Floats) -> Floats:
        """Add up what falls to each area: one number for each of ``areas``."""
        return np.bincount(self.area, values, minlength=len(self.areas)).astype(float)


def register_shares(
    footprint: Footprint,
    register: str,
    lists: pd.DataFrame,
    of_age: pd.DataFrame,
    nudge: pd.Series,
    *,
    use_practice_age: pd.Series | None = None,
) -> tuple[Floats, Floats]:
    """Share one register out over all practice–area pairs.

    Parameters
    ----------
    footprint
        Where patients live.
    register
        Code of the register, ``"HYP"``.
    lists
        The register's rows of the QOF file, indexed by practice: ``on_register``, ``list_type``,
        ``list_size`` and ``total_list`` (patients of all ages).
    of_age
        Share of residents (0–1) who are of each list's age, indexed by area; one column for each
        list type (``TOTAL`` is 1) and ``65OV``.
    nudge
        Weight of each area, from :func:`limiting_illness_nudge`.
    use_practice_age
        Areas (bool, indexed by area) whose residents are not like their registered patients, a
        prison say: there the practice's own age structure stands in, and the nudge is 1.

    Returns
    -------
    (numerators, denominators)
        People on the register, and patients on the list it is a share of; one of each for each
        pair of the footprint. Summed by practice they equal ``on_register`` and ``list_size``.
    """
    rows = lists.reindex(footprint.practices)
    kinds = lists["list_type"].unique()
    if len(kinds) != 1:
        raise ValueError(f"register {register} mixes lists {sorted(kinds)}; expected one")
    at = of_age.reindex(footprint.areas)
    share = at[kinds[0]].to_numpy(dtype=float)[footprint.area]
    older = at["65OV"].to_numpy(dtype=float)[footprint.area]
    weight = nudge.reindex(footprint.areas).fillna(1.0).to_numpy(dtype=float)[footprint.area]

    own = (rows["list_size"] / rows["total_list"]).to_numpy(dtype=float)[footprint.practice]
    unlike = np.isnan(share)
    if use_practice_age is not None:
        flagged = use_practice_age.reindex(footprint.areas, fill_value=False)
        unlike = unlike | flagged.to_numpy(dtype=bool)[footprint.area]
    share = np.where(unlike, np.nan_to_num(own, nan=1.0), share)
    weight = np.where(unlike, 1.0, weight)

    of_list = footprint.patients * share
    denominators = footprint.share_out(rows["list_size"].to_numpy(dtype=float), of_list)
    on_register = rows["on_register"].to_numpy(dtype=float)
    if register in OLDER_SHARE:
        # The file has no list of patients aged 65 or over, so an area unlike its patients takes
        # the mean over all areas of the practice.
        mean_older = footprint.share_out(
            np.ones(len(footprint.practices)), footprint.patients
        ) * np.nan_to_num(older)
        mean_older = np.bincount(
            footprint.practice, mean_older, minlength=len(footprint.practices)
        )[footprint.practice]
        older = np.where(unlike, mean_older, older)
        fraction = OLDER_SHARE[register]
        numerators = footprint.share_out(
            on_register * fraction, footprint.patients * older * weight
        ) + footprint.share_out(
            on_register * (1 - fraction), footprint.patients * (1 - older) * weight
        )
    else:
        numerators = footprint.share_out(on_register, of_list * weight)
    return numerators, denominators


def attribute(
    footprint: Footprint,
    registers: pd.DataFrame,
    of_age: pd.DataFrame,
    nudge: pd.Series,
    *,
    use_practice_age: pd.Series | None = None,
) -> pd.DataFrame:
    """Attribute every register to areas.

    Parameters
    ----------
    registers
        The QOF file: ``practice``, ``register``, ``on_register``, ``list_type``, ``list_size``.
    footprint, of_age, nudge, use_practice_age
        As in :func:`register_shares`.

    Returns
    -------
    pandas.DataFrame
        Columns ``register``, ``lsoa``, ``numerator`` (people on the register) and
        ``denominator`` (patients on the list), for every register and area of the footprint.
    """
    totals = registers[registers["list_type"] == "TOTAL"].groupby("practice")["list_size"].max()
    found = []
    for register, rows in registers.groupby("register", sort=True):
        lists = rows.set_index("practice").assign(total_list=totals)
        numerators, denominators = register_shares(
            footprint, str(register), lists, of_age, nudge, use_practice_age=use_practice_age
        )
        found.append(
            pd.DataFrame(
                {
                    "register": register,
                    "lsoa": footprint.areas,
                    "numerator": footprint.sum_by_area(numerators),
                    "denominator": footprint.sum_by_area(denominators),
                }
            )
        )
    return pd.concat(found, ignore_index=True)


def coverage(footprint: Footprint, reporting: pd.Index) -> pd.Series:
    """Share (0–1) of each area's registered patients whose practice reported its registers."""
    reports = footprint.practices.isin(reporting).astype(float)[footprint.practice]
    covered = footprint.sum_by_area(footprint.patients * reports)
    return pd.Series(covered / footprint.sum_by_area(footprint.patients), index=footprint.areas)
