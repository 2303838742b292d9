"""Writing the snapshot: the same bytes from the same inputs, all of it or nothing.

Everything is written to a folder beside the target, which takes the target's place only when it
is complete. A build that fails leaves the old snapshot as it was.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from layers.basemap import FILE as BASEMAP

FORMAT = 1


class SnapshotWriter:
    """Writes files into a folder and keeps their digests for the manifest."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: dict[str, dict[str, Any]] = {}

    def frame(self, name: str, frame: pd.DataFrame) -> None:
        """Write a table as Parquet. The index is not kept: put what matters into columns."""
        table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
        pq.write_table(
            table,
            self.folder / name,
            compression="zstd",
            compression_level=12,
            use_dictionary=True,
            write_statistics=False,
        )
        self._note(name, rows=len(frame))

    def content(self, name: str, content: bytes) -> None:
        """Write bytes, a GeoJSON say."""
        (self.folder / name).write_bytes(content)
        self._note(name)

    def manifest(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """Write ``manifest.json``, last, with the digest of every other file; return it."""
        whole = {"format": FORMAT, **document, "files": dict(sorted(self.files.items()))}
        text = json.dumps(whole, ensure_ascii=False, indent=1)
        (self.folder / "manifest.json").write_text(text + "\n", encoding="utf-8")
        return whole

    def _note(self, name: str, **extra: int) -> None:
        content = (self.folder / name).read_bytes()
        self.files[name] = {
            "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
            **extra,
        }


@contextmanager
def replacing(target: Path) -> Iterator[SnapshotWriter]:
    """A writer whose folder takes the target's place when the block ends without an error."""
    target = target.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() and not target.is_dir():
        raise FileExistsError(f"{target} is a file. Give --out a folder.")
    if target.exists() and any(target.iterdir()) and not (target / "manifest.json").exists():
        raise FileExistsError(
            f"{target} holds files but no manifest.json, so it is not a snapshot. "
            "Give --out a new folder, or one that holds a snapshot."
        )
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name}-new-", dir=target.parent))
    try:
        yield SnapshotWriter(aside)
        aside.chmod(0o755)
        if (target / BASEMAP).is_file():  # streets of the area, which no build makes
            shutil.copy2(target / BASEMAP, aside / BASEMAP)
        if target.exists():
            old = Path(tempfile.mkdtemp(prefix=f".{target.name}-old-", dir=target.parent))
            target.rename(old / target.name)
            try:
                aside.rename(target)
            except OSError:
                (old / target.name).rename(target)
                raise
            finally:
                shutil.rmtree(old, ignore_errors=True)
        else:
            aside.rename(target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
