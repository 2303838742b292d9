"""What is measured, and the methods. Knows nothing of screens, web servers or source files.

The front door is :func:`load_atlas`, which reads the snapshot into one immutable object.
"""

from layers.atlas import Atlas, SnapshotError, load_atlas

__all__ = ["Atlas", "SnapshotError", "load_atlas"]
