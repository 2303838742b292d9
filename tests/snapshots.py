"""Snapshots that tests change on purpose."""

import hashlib
import json
from pathlib import Path


def renew(folder: Path) -> Path:
    """Write the digests of a snapshot's files into its manifest anew, as a build would."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    for name, record in manifest["files"].items():
        record["sha256"] = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    path.write_text(json.dumps(manifest), encoding="utf-8")
    return folder
