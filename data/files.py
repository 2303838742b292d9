"""Finding a publication's file in a folder and opening it, however it was packed.

Publishers give plain CSVs, zips of several tables, or gzip; people rename folders but seldom
files. A source is therefore recognised by its file name, at any depth, packed or not.
"""

import gzip
import hashlib
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from data.errors import SourceError
from data.sources import Source


@dataclass(frozen=True)
class Found:
    """One file of a source: where it lies, and its name inside a zip where it lies in one."""

    path: Path
    member: str = ""

    @property
    def name(self) -> str:
        """The name that error messages use."""
        return f"{self.path.name}:{self.member}" if self.member else self.path.name

    def read(self) -> bytes:
        """The file's content, unpacked.

        Raises
        ------
        SourceError
            When the file is cut short or damaged.
        """
        try:
            if self.member:
                with zipfile.ZipFile(self.path) as archive:
                    return archive.read(self.member)
            content = self.path.read_bytes()
            return gzip.decompress(content) if self.path.suffix == ".gz" else content
        except (OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
            raise SourceError(
                self.name,
                f"cannot be unpacked ({error}).",
                remedy="The download may have been cut short: fetch it again.",
            ) from None


def sha256(content: bytes) -> str:
    """Hexadecimal digest of a file's unpacked content, so that packing makes no difference."""
    return hashlib.sha256(content).hexdigest()


class SourceFolder:
    """A folder of official files, indexed once by name."""

    def __init__(self, root: Path) -> None:
        if not root.is_dir():
            raise SourceError(
                str(root),
                "is not a folder.",
                remedy="Give --sources the folder that holds the publications, "
                "or fill one with 'python -m data fetch --to DIR'.",
            )
        self.root = root
        self._names: list[tuple[str, Found]] = []
        for path in sorted(p for p in root.rglob("*") if p.is_file()):
            self._names.append((path.name.lower(), Found(path)))
            if path.suffix.lower() == ".zip":
                self._names += [(Path(m).name.lower(), Found(path, m)) for m in _members(path)]

    def find(self, source: Source) -> tuple[Found, ...]:
        """The files of a source, in name order; empty when the folder has none.

        Raises
        ------
        SourceError
            When two files could be the one table of a source, since guessing which is newer
            could put old figures on the map.
        """
        patterns = [pattern.lower() for pattern in source.files]
        found = tuple(file for name, file in self._names if any(fnmatch(name, p) for p in patterns))
        if len(found) > 1 and not source.multiple:
            raise SourceError(
                found[0].name,
                f"and {found[1].name} both look like '{source.title}'.",
                remedy="Keep one of them in the folder.",
            )
        return found


def require(folder: SourceFolder, source: Source) -> tuple[Found, ...]:
    """The files of a source that the build cannot do without."""
    found = folder.find(source)
    if not found:
        raise SourceError(
            source.save_as,
            f"'{source.title}' ({source.publisher}) was not found in {folder.root}.",
            remedy=f"Expected a file named like {' or '.join(source.files)}. "
            f"Fetch it with 'python -m data fetch --to DIR --only {source.id}'.",
        )
    return found


def _members(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            return sorted(m for m in archive.namelist() if not m.endswith("/"))
    except zipfile.BadZipFile:
        raise SourceError(
            path.name,
            "is not a complete zip file.",
            remedy="The download may have been cut short: fetch it again.",
        ) from None


SourceIndex = Mapping[str, Source]
