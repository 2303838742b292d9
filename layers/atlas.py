"""The atlas: the snapshot as one immutable object.

``load_atlas()`` is the front door of the layers. What it gives is read-only in effect: frames
are handed out as copies on write, so a caller that changes one changes only its own.
"""

import copy
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from layers.basemap import load_basemap
from layers.catalogue.definitions import Catalogue, Indicator, load_catalogue
from layers.catalogue.flags import Flag, load_flags, load_practice_flags, particular, told_apart
from layers.catalogue.group_members import Grouping, load_grouping
from layers.catalogue.groupings import GROUPINGS
from layers.national import National, national, unknown
from layers.snapshot import Snapshot, SnapshotError
from layers.statistics.intervals import wilson
from layers.ward_figures import share_of_ward

SNAPSHOT = Path(__file__).parent.parent / "data" / "snapshot"
LEVELS = ("lsoa", "msoa", "ward", "district")
# The level of an organisation's own groups of wards, where the atlas has any.
GROUPING = "grouping"


class Atlas:
    """Areas, indicators, practices and their joins, for one snapshot.

    Attributes
    ----------
    areas
        Indexed by LSOA 2021 code, in code order: ``name``, ``neighbourhood``, ``msoa_code``,
        ``ward``, ``ward_code``, ``district``, ``district_code``, ``rural_urban``, ``residents``
        (Census 2021), ``households``, ``km2``, ``longitude``, ``latitude`` (a point inside),
        ``patients`` (registered, carried to 2021 areas), ``qof_coverage`` (%), ``flag_…``
        (bool) and ``flags`` (tuple of flag ids that are particular to the area). Where the build
        had it, ``iod_population``: residents of mid-2022, as the Indices of Deprivation count them.
    indicators
        Definition by id, in the catalogue's order; only those that the snapshot holds.
    practices
        Practices of the area that are open, indexed by code: ``name``, ``pcn``, ``place``,
        ``list_size``, ``imd_score`` (mean over its patients, wherever they live), ``km_50``,
        ``km_80`` and ``km_95`` (kilometres within which so many percent of them live),
        ``flag_…`` (bool) and ``flags`` (tuple of flag ids), …
    directory
        Those, the ones that have closed since patients were counted, and practices elsewhere
        with patients here (``home`` False).
    registrations
        ``practice``, ``lsoa``, ``patients``: every area of the home practices (also outside the
        atlas) and every practice of the atlas's areas. Patients of a split area are fractions.
        Those who could not be placed stand under ``NO2011`` or ``NO2021``.
    prevalence
        ``practice``, ``register``, ``year``, ``on_register``, ``list_size``, ``list_type``.
    prevalence_england
        The same summed over England's practices.
    practice_ages
        ``practice``, ``sex``, ``band``, ``patients``.
    manifest
        What the snapshot was built from.
    basemap
        The street map (:mod:`layers.basemap`); None where the snapshot has none.
    grouping
        The groups of wards that an organisation works by, or None; then ``areas`` has
        ``grouping`` (a group's name) and ``grouping_code`` too, ``""`` in none of them.
    levels
        Of what figures can be had, the smallest first: :data:`LEVELS`, and :data:`GROUPING` between
        wards and districts where there is one.
    own_layers
        What whoever asks has brought, by its indicator's id: each as it travels (``layers/own``).
    """

    def __init__(
        self, snapshot: Snapshot, catalogue: Catalogue, groupings: Path | None = None
    ) -> None:
        self._base: Atlas | None = None
        self.own_layers: Mapping[str, bytes] = MappingProxyType({})
        self._snapshot = snapshot
        self.folder = snapshot.folder
        self.manifest = manifest = snapshot.manifest
        self.basemap = load_basemap(snapshot.folder)
        self.catalogue = catalogue
        self.flags: Mapping[str, Flag] = load_flags()
        self.practice_flags: Mapping[str, Flag] = load_practice_flags()
        self.name: str = manifest["name"]
        self.districts: Mapping[str, str] = MappingProxyType(manifest["districts"])

        self._areas = told_apart(self._frame("areas.parquet").set_index("lsoa"))
        self._areas["flags"] = particular(self._areas, self.flags)
        self.grouping: Grouping | None = load_grouping(groupings, self._areas)
        self.levels: tuple[str, ...] = LEVELS
        if self.grouping:
            self.levels = (*LEVELS[:-1], GROUPING, LEVELS[-1])
            self._areas["grouping_code"] = self.grouping.of
            self._areas["grouping"] = self.grouping.of.map(self.grouping.names).fillna("")
        self._directory = self._frame("practices.parquet").set_index("practice")
        self._directory["flags"] = particular(self._directory, self.practice_flags)
        self._registrations = self._frame("registrations.parquet")
        self._prevalence = self._frame("prevalence.parquet")
        self._prevalence_england = self._frame("prevalence_england.parquet")
        self._practice_ages = self._frame("practice_ages.parquet")

        values = self._frame("values.parquet")
        order = values["indicator"].drop_duplicates().tolist()
        strange = [i for i in order if i not in catalogue.indicators]
        if strange:
            raise SnapshotError(
                f"The snapshot holds {strange[0]!r}, which the catalogue does not define. "
                "Build the snapshot anew with 'python -m data build'."
            )
        self.indicators: Mapping[str, Indicator] = MappingProxyType(
            {i: definition for i, definition in catalogue.indicators.items() if i in set(order)}
        )
        n = len(self._areas)
        if len(values) != n * len(order):
            raise SnapshotError(
                f"The snapshot has {len(values)} values, not {len(order)} indicators × {n} areas. "
                "Build it anew with 'python -m data build'."
            )
        ids, codes = (values[c].to_numpy().reshape(len(order), n) for c in ("indicator", "lsoa"))
        if (ids != ids[:, :1]).any() or (codes != self._areas.index.to_numpy()).any():
            raise SnapshotError(
                "The snapshot's values are not in the order of its areas. "
                "Build it anew with 'python -m data build'."
            )
        columns = ("value", "numerator", "denominator", "national_percentile")
        cube = {c: values[c].to_numpy(dtype=float).reshape(len(order), n) for c in columns}
        self._values = {i: {c: cube[c][at] for c in columns} for at, i in enumerate(order)}
        england = self._frame("england.parquet").set_index("indicator")
        self._england = {str(i): national(row) for i, row in england.iterrows()}
        self._practices = self._directory[self._directory["home"] & self._directory["open"]]
        self._tables: dict[str, pd.DataFrame] = {}
        self._columns: dict[tuple[str, str], np.ndarray] = {}
        self._natural: Mapping[str, Any] | None = None
        self._split: dict[str, tuple[pd.DataFrame, Mapping[Any, Any]]] = {}
        self._clusters: pd.DataFrame | None = None

    @property
    def areas(self) -> pd.DataFrame:
        """See the class."""
        return self._areas.copy(deep=False)

    @property
    def practices(self) -> pd.DataFrame:
        """See the class."""
        return self._practices.copy(deep=False)

    @property
    def directory(self) -> pd.DataFrame:
        """See the class."""
        return self._directory.copy(deep=False)

    @property
    def registrations(self) -> pd.DataFrame:
        """See the class."""
        return self._registrations.copy(deep=False)

    @property
    def prevalence(self) -> pd.DataFrame:
        """See the class."""
        return self._prevalence.copy(deep=False)

    @property
    def prevalence_england(self) -> pd.DataFrame:
        """See the class."""
        return self._prevalence_england.copy(deep=False)

    @property
    def practice_ages(self) -> pd.DataFrame:
        """See the class."""
        return self._practice_ages.copy(deep=False)

    def england(self, indicator: str) -> National:
        """England's value of an indicator and the spread over its areas.

        Raises
        ------
        KeyError
            For an indicator that the snapshot does not hold.
        """
        self._require(indicator)
        return self._england[indicator]

    def extra(self, name: str) -> pd.DataFrame:
        """One of the snapshot's further tables.

        ``languages`` and ``ethnic_groups_detailed`` (by district), ``pharmacies``, ``postcodes``
        (postcode → LSOA, with its point), ``lsoa_links`` and ``iod2019`` (areas of 2011: see
        ``data/change.py``), ``neighbours`` (pairs that share an edge), ``elsewhere`` and
        ``values_elsewhere`` (areas outside the atlas where patients live: see
        ``layers/practices/patients_elsewhere.py``), ``iod_transformed`` (the domains of the Indices
        as they are put together), ``england_ages`` (patients by sex and band), ``expected``,
        ``expected_england`` and ``usual_limits`` (see ``layers/practices/expected_registers.py``),
        ``age_expected`` and ``age_expected_england`` (see ``layers/inequality/age_adjustment.py``
        and ``data/ages.py``), ``practice_errors`` (see ``layers/practices/practice_error.py``) and,
        where the sources are at hand and cover the area, ``practice_care`` and
        ``practice_care_england`` (see ``layers/practices/care.py``), ``asylum``, ``communities``
        and ``community_parts`` (by ward), ``sexual_orientation`` (by MSOA), and what stands on the
        ground: ``places``, ``places_beyond``, ``stops``, ``streets``, ``street_stops``,
        ``stations`` and ``venues`` (see ``layers/ground`` and ``docs/methods/ground.md``). An empty
        frame where the snapshot has none.
        """
        file = f"{name}.parquet"
        return self._frame(file) if file in self._snapshot else pd.DataFrame()

    def of_practices(self, table: str, practices: Iterable[str]) -> pd.DataFrame:
        """Rows of some practices in ``registrations``, ``prevalence`` or ``practice_ages``.

        Faster than to search the table, which is split by practice when first asked.
        """
        if table not in self._split:
            frame: pd.DataFrame = getattr(self, f"_{table}")
            self._split[table] = (frame, frame.groupby("practice", sort=False).indices)
        frame, places = self._split[table]
        found = [places[code] for code in dict.fromkeys(practices) if code in places]
        return frame.iloc[np.sort(np.concatenate(found))] if found else frame.iloc[:0]

    def period_of(self, source: str) -> str:
        """The period that a source's figures are of, as its manifest says; empty without it."""
        return next((s["period"] for s in self.manifest["sources"] if s["id"] == source), "")

    def natural_breaks(self) -> Mapping[str, Any]:
        """Upper bounds of natural classes by level, indicator and number (as text)."""
        if self._natural is None:
            self._natural = json.loads(self._snapshot.content("natural_breaks.json"))
        return self._natural

    @property
    def clusters(self) -> pd.DataFrame:
        """Where values stand out from those around them (local Moran's I), by area and indicator.

        Indexed by LSOA code, a column for each indicator that they are worked out for: 0 nothing
        stands out, 1 high among high, 2 low among low, 3 high among low, 4 low among high. No
        columns where the snapshot has none; :func:`layers.inequality.guards.cluster_guard` says
        why one is not there.
        """
        if self._clusters is None:
            found = self.extra("clusters")
            self._clusters = found.set_index("lsoa") if len(found) else self._areas[[]]
        return self._clusters.copy(deep=False)

    def outlines(self, level: str) -> bytes:
        """GeoJSON of ``lsoa``, ``msoa``, ``ward`` or ``district`` outlines, sorted by code."""
        if level not in LEVELS:
            raise KeyError(f"{level!r} is not a level; there are {', '.join(LEVELS)}")
        return self._snapshot.content(f"{level}.geo.json")

    def ground_lines(self) -> bytes:
        """GeoJSON of motorways, ``ref`` each, in and around the areas; empty without a source."""
        file = "motorways.geo.json"
        return self._snapshot.content(file) if file in self._snapshot else b""

    def table(self, indicator: str) -> pd.DataFrame:
        """An indicator's values by area.

        Returns
        -------
        pandas.DataFrame
            Indexed by LSOA code, in code order. ``value`` in the indicator's unit (shares in
            percent, 0–100); ``numerator`` and ``denominator`` where it is a share; ``lower`` and
            ``upper``, the 95 % Wilson limits of a share in percent; ``national_percentile``, the
            share in percent of England's LSOAs below the value (ties by halves).

        Raises
        ------
        KeyError
            For an indicator that the snapshot does not hold.
        """
        self._require(indicator)
        if indicator not in self._tables:
            if self._base and indicator in self._base.indicators:
                return self._base.table(indicator)  # remembered there, once for all
            self._tables[indicator] = self._make_table(indicator)
        return self._tables[indicator].copy(deep=False)

    def column(self, indicator: str, name: str) -> np.ndarray:
        """One column of :meth:`table` as an array that cannot be written to: much sooner at hand.

        Raises
        ------
        KeyError
            For an indicator that the snapshot does not hold, or a column that a table has not.
        """
        key = indicator, name
        if self._base and indicator not in self._tables:
            return self._base.column(indicator, name)
        if key not in self._columns:
            array = self.table(indicator)[name].to_numpy(dtype=float).view()
            array.flags.writeable = False
            self._columns[key] = array
        return self._columns[key]

    def with_values(self, definition: Indicator, values: pd.DataFrame) -> "Atlas":
        """The same atlas with a further indicator, that no publication gives.

        It equals this one, so that what is remembered by atlas (where patients live, say) is not
        worked out anew; nothing that depends on the further indicator may be remembered so.

        Parameters
        ----------
        values
            By LSOA code: ``value``, and whichever other columns of :meth:`table` are known.
        """
        columns = ["value", "numerator", "denominator", "lower", "upper", "national_percentile"]
        table = values.reindex(index=self._areas.index, columns=columns)
        other = copy.copy(self)
        other.indicators = MappingProxyType({**self.indicators, definition.id: definition})
        added = self._tables if self._base else {}
        other._tables = {**added, definition.id: table}
        other._columns = {}
        other._england = {**self._england, definition.id: unknown()}
        other._base = self.published
        return other

    @property
    def published(self) -> "Atlas":
        """The atlas of the publications alone, without what :meth:`with_values` has added."""
        return self._base or self

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Atlas) and self.published is other.published

    def __hash__(self) -> int:
        return id(self.published)

    def _make_table(self, indicator: str) -> pd.DataFrame:
        definition = self.indicators[indicator]
        raw = self._values[indicator]
        value, lower, upper = raw["value"], *np.full((2, len(self._areas)), np.nan)
        if definition.is_share:
            known = raw["denominator"] > 0
            value = 100 * raw["numerator"] / np.where(known, raw["denominator"], np.nan)
            if definition.grain:
                parts = raw["numerator"], raw["denominator"]
                value = share_of_ward(*parts, self._areas["ward_code"])
            if definition.interval == "wilson":
                limits = wilson(
                    np.minimum(raw["numerator"], raw["denominator"]), raw["denominator"]
                )
                lower, upper = 100 * limits.lower, 100 * limits.upper
        return pd.DataFrame(
            {
                "value": value,
                "numerator": raw["numerator"],
                "denominator": raw["denominator"],
                "lower": lower,
                "upper": upper,
                "national_percentile": raw["national_percentile"],
            },
            index=self._areas.index,
        )

    def _require(self, indicator: str) -> None:
        if indicator not in self.indicators:
            why = "is not in this snapshot: its source does not cover the area"
            if indicator not in self.catalogue.indicators:
                why = "is not in the catalogue"
            raise KeyError(f"{indicator!r} {why}")

    def _frame(self, name: str) -> pd.DataFrame:
        content = self._snapshot.content(name)
        try:
            return pq.read_table(pa.BufferReader(content)).to_pandas()
        except Exception as error:
            raise SnapshotError(f"{name} in {self.folder} cannot be read: {error}.") from None


def load_atlas(path: Path | str | None = None, groupings: Path | None = None) -> Atlas:
    """Read a snapshot.

    Parameters
    ----------
    path
        Its folder; the committed one when not given.
    groupings
        The file of an organisation's groups of wards; when not given, the one that comes with the
        atlas for the committed snapshot, and none for another.

    Raises
    ------
    GroupingError
        When the file of groups cannot be used, or names what the snapshot does not have.
    SnapshotError
        When there is none, or it is damaged, incomplete or of another format.
    """
    # Arrow's own pool keeps what it has once used, some 50 MB here; the system's gives it back.
    pa.set_memory_pool(pa.system_memory_pool())
    folder = Path(path) if path is not None else SNAPSHOT
    file = GROUPINGS if groupings is None and path is None else groupings
    return Atlas(Snapshot(folder), load_catalogue(), file)
