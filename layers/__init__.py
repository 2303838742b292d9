"""What is measured, and the methods. Knows nothing of screens, web servers or source files.

The front door is :func:`load_atlas`, which reads the snapshot into one immutable object.
"""

from layers.atlas import Atlas, SnapshotError, load_atlas
from layers.catalogue.groupings import GroupingError

__all__ = ["Atlas", "GroupingError", "SnapshotError", "load_atlas"]
