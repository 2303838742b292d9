"""The snapshot's files, read whole and once, each held against the digest that the build wrote.

What happens to the folder afterwards matters to nobody: an atlas that has been loaded answers from
memory, and never from two snapshots at once. A file that was damaged or exchanged, or a folder that
is being replaced at this moment, is refused at the start and not met by a page later.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

FORMAT = 1
_RESTORE = "Restore the folder, or build it with 'python -m data build'."


class SnapshotError(RuntimeError):
    """The snapshot is missing, incomplete, damaged, or of another format."""


class Snapshot:
    """A snapshot's manifest and the bytes of its files.

    Parameters
    ----------
    folder
        Where it is.

    Attributes
    ----------
    folder
        Where it was read from; for messages only.
    manifest
        What it was built from, and its files with their digests; as ``digest`` the SHA-256 of the
        manifest's own bytes, in hexadecimal, which no two snapshots share.

    Raises
    ------
    SnapshotError
        When there is none, or it is damaged, incomplete or of another format.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest = _manifest(folder)
        self._files = {name: self._whole(name) for name in self.manifest["files"]}

    def __contains__(self, name: str) -> bool:
        return name in self._files

    def content(self, name: str) -> bytes:
        """A file's bytes, as they were when the snapshot was read.

        Raises
        ------
        SnapshotError
            When the snapshot has no such file.
        """
        if name not in self._files:
            raise SnapshotError(f"{name} is missing from {self.folder}. {_RESTORE}")
        return self._files[name]

    def _whole(self, name: str) -> bytes:
        content = _read(self.folder / name)
        if hashlib.sha256(content).hexdigest() != self.manifest["files"][name]["sha256"]:
            raise SnapshotError(
                f"{name} in {self.folder} is not the file that the build wrote: it was damaged, "
                f"cut short or exchanged (its sha256 differs). {_RESTORE}"
            )
        return content


def _manifest(folder: Path) -> Mapping[str, Any]:
    content = _read(folder / "manifest.json")
    try:
        manifest = json.loads(content)
        version = manifest["format"]
    except (ValueError, KeyError, TypeError):
        raise SnapshotError(f"manifest.json in {folder} is not a snapshot's manifest.") from None
    if version != FORMAT:
        raise SnapshotError(
            f"The snapshot in {folder} has format {version}; this app reads format {FORMAT}. "
            "Build it with the same release as the app."
        )
    missing = {"name", "districts", "files", "sources"} - set(manifest)
    if missing:
        raise SnapshotError(
            f"manifest.json in {folder} says nothing of {', '.join(sorted(missing))}. {_RESTORE}"
        )
    files = manifest["files"]
    # Names only: a manifest must not make the app read anything outside its folder.
    if not isinstance(files, dict) or not all(
        Path(name).name == name and isinstance(record, dict) and "sha256" in record
        for name, record in files.items()
    ):
        raise SnapshotError(f"manifest.json in {folder} gives files without their sha256.")
    return MappingProxyType(manifest | {"digest": hashlib.sha256(content).hexdigest()})


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise SnapshotError(f"{path.name} is missing from {path.parent}. {_RESTORE}") from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise SnapshotError(f"{path.name} in {path.parent} cannot be read: {why}.") from None


def release_of(manifest: Mapping[str, Any]) -> str:
    """What tells one release of the data from another: the beginning of its manifest's digest."""
    return str(manifest["digest"])[:12]
