"""About how large a package is, without making it.

Fitted to the packages of South Yorkshire's snapshot; a test holds that they are right to a quarter.
"""

from dashboard.take.packages import Package
from layers.atlas import Atlas

# Bytes, compressed: of each small area with its outlines, of each of its figures, and of the tables
# of practices, which grow as the areas do.
_AREA = 1_400
_FIGURE = 40
_PRACTICES = 950


def package_bytes(atlas: Atlas, package: Package) -> int:
    """About how many bytes the package has."""
    of_area = _AREA + _FIGURE * len(package.indicators)
    return len(atlas.areas) * (of_area + (_PRACTICES if package.practices else 0))
