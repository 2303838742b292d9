"""Reading sources for a build while keeping the record that the manifest prints."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import pandas as pd

from data import editions
from data.errors import SourceError
from data.files import SourceFolder, require, sha256
from data.readers import registrations
from data.sources import Source

T = TypeVar("T")


class Inputs:
    """The sources of one build: opens them, hands them to their readers, remembers what it read."""

    def __init__(self, folder: SourceFolder, sources: Mapping[str, Source]) -> None:
        self.folder = folder
        self.sources = sources
        self._read: dict[str, list[dict[str, Any]]] = {}
        self._noted: dict[str, dict[str, str]] = {}

    def has(self, source_id: str) -> bool:
        """Whether the folder holds the source."""
        return bool(self.folder.find(self.sources[source_id]))

    def name(self, source_id: str) -> str:
        """The file name of a source that has been read, for messages."""
        return self.names(source_id)[0]

    def names(self, source_id: str) -> list[str]:
        """The file names of a source that comes in several, in the order they were read."""
        return [str(record["file"]) for record in self._read[source_id]]

    def read(self, source_id: str, reader: Callable[[bytes, str], T]) -> T:
        """Read the one file of a source.

        Raises
        ------
        SourceError
            When the file is missing, or its reader refuses it.
        """
        return self.read_all(source_id, reader)[0]

    def read_all(self, source_id: str, reader: Callable[[bytes, str], T]) -> list[T]:
        """Read every file of a source that comes in several."""
        results = []
        record: list[dict[str, Any]] = []
        for file in require(self.folder, self.sources[source_id]):
            content = file.read()
            # Inside a release zip the member's name says which table it is, not the zip's.
            short = (file.member or file.path.name).rsplit("/", 1)[-1].removesuffix(".gz")
            result = reader(content, short)
            rows = result[0] if isinstance(result, tuple) else result
            record.append(
                {
                    "file": short,
                    "rows": len(rows),  # type: ignore[arg-type]
                    "bytes": len(content),
                    "sha256": sha256(content),
                }
            )
            results.append(result)
            if date := registrations.extract_date(content):
                self.note(source_id, period=date)
            elif self.sources[source_id].dated:
                said = editions.date_in(short) or editions.date_in(file.path.name)
                self.note(source_id, period=said or editions.UNKNOWN)
        self._read[source_id] = record
        return results

    def joined(
        self, source_id: str, parts: list[pd.DataFrame], key: str, *, column: str, remedy: str
    ) -> pd.DataFrame:
        """Tables of a source that comes in several files, one below the other.

        Parameters
        ----------
        parts
            As :meth:`read_all` gives them.
        key, column
            What no two of their rows may share, and what the publication calls it.
        remedy
            What to do where two do.

        Raises
        ------
        SourceError
            Where two editions of one file are at hand.
        """
        found = pd.concat(parts, keys=self.names(source_id), names=["file", "row"])
        for again in found.loc[found[key].duplicated(), key].head(1):
            first, second = found.index[found[key] == again].get_level_values("file")[:2]
            said = f"{again} is in {first} too."
            raise SourceError(second, said, column=column, remedy=remedy)
        return found.reset_index(drop=True)

    def taken_from(self, source_id: str, other: str) -> None:
        """Say that what one source publishes was read from the file of another that has it too."""
        self._read[source_id] = self._read[other]

    def note(self, source_id: str, **fields: str) -> None:
        """Say what the file itself tells of its ``period`` or ``vintage``: a release newer than
        the one described in ``sources.toml`` must not be printed with the old one's date."""
        self._noted.setdefault(source_id, {}).update(fields)

    def period(self, source_id: str, otherwise: str = "") -> str:
        """The period of a source that has been read, noted for the manifest where the names of its
        files tell it; else ``otherwise``; else that of ``sources.toml``, or for an edition that
        should say of when it is, that it does not."""
        dates = {editions.date_in(name) for name in self.names(source_id)}
        told = (dates.pop() if len(dates) == 1 else "") or otherwise
        if told:
            self.note(source_id, period=told)
        noted = self._noted.get(source_id, {})
        return noted.get("period", self.sources[source_id].period)

    def undated(self) -> list[str]:
        """Sentences about editions whose files do not say of when they are."""
        return [
            f"{source.title}: the file does not say of when it is. Put the date into its name "
            f"({source.save_as.rpartition('.')[0]}_2025-08-18, say) and build anew."
            for source in self.sources.values()
            if self._noted.get(source.id, {}).get("period") == editions.UNKNOWN
        ]

    def manifest(self) -> list[dict[str, Any]]:
        """What was read, in the order of ``sources.toml``, as the manifest prints it."""
        return [
            {
                "id": source.id,
                "title": source.title,
                "publisher": source.publisher,
                "period": source.period,
                "vintage": source.vintage,
                "coverage": source.coverage,
                "licence": source.licence,
                "attribution": source.attribution,
                "landing": source.landing,
                "files": self._read[source.id],
            }
            | self._noted.get(source.id, {})
            for source in self.sources.values()
            if source.id in self._read
        ]
