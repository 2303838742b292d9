"""What tells an atlas's figures from all others: their snapshot, and its groups of wards."""

import hashlib

import msgspec

from layers.atlas import Atlas
from layers.snapshot import release_of

_DIGITS = 8  # of the groups


def edition(atlas: Atlas) -> str:
    """Such as ``db9d26592185-1c9e04a7``: the beginning of the snapshot's digest and, where there
    are groups, that of theirs, since figures of groups change with the file that they come from."""
    release, groups = release_of(atlas.manifest), atlas.grouping
    if not groups:
        return release
    held = (groups.words, list(groups.names.items()), groups.of.tolist())
    digest = hashlib.sha256(msgspec.json.encode(held)).hexdigest()
    return f"{release}-{digest[:_DIGITS]}"
