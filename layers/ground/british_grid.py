"""Eastings and northings of the British National Grid as longitude and latitude.

Source: Ordnance Survey, A guide to coordinate systems in Great Britain, annexes B and C
(ellipsoids, projection, the Helmert transformation from OSGB36 to WGS 84). The transformation is
right to some 5 m everywhere in Great Britain, which is less than a building; OSTN15, which is right
to 0.1 m, needs a grid of several megabytes.
"""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

# Ellipsoids: half axes in metres.
_AIRY = 6_377_563.396, 6_356_256.909
_WGS84 = 6_378_137.000, 6_356_752.3141
# The projection: scale on the central meridian, true origin in radians, and its grid coordinates.
_SCALE = 0.9996012717
_LATITUDE, _LONGITUDE = np.radians(49), np.radians(-2)
_EASTING, _NORTHING = 400_000.0, -100_000.0
# OSGB36 to WGS 84: metres, parts, and radians of small turns about the axes.
_MOVED = np.array([446.448, -125.157, 542.060])
_STRETCHED = -20.4894e-6
_TURNED = np.radians(np.array([0.1502, 0.2470, 0.8421]) / 3600)
# The grid's own extent, in metres.
LARGEST_EASTING, LARGEST_NORTHING = 700_000.0, 1_300_000.0
_CLOSE = 1e-5  # metres


def degrees_of(easting: npt.ArrayLike, northing: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Longitude and latitude (WGS 84, degrees) of points on the grid (metres)."""
    longitude, latitude = _on_airy(np.asarray(easting, float), np.asarray(northing, float))
    return _on_wgs84(longitude, latitude)


def _on_airy(easting: Floats, northing: Floats) -> tuple[Floats, Floats]:
    """The grid's points on its own ellipsoid, in radians (annex C)."""
    a, b = _AIRY
    e2 = 1 - (b / a) ** 2
    phi = (northing - _NORTHING) / (a * _SCALE) + _LATITUDE
    arc = _meridian(phi)
    # Each step makes the rest some hundred times smaller.
    while np.any(np.abs(northing - _NORTHING - arc) >= _CLOSE):
        phi = phi + (northing - _NORTHING - arc) / (a * _SCALE)
        arc = _meridian(phi)
    sin2, tan, cos = np.sin(phi) ** 2, np.tan(phi), np.cos(phi)
    nu = a * _SCALE / np.sqrt(1 - e2 * sin2)
    rho = a * _SCALE * (1 - e2) / (1 - e2 * sin2) ** 1.5
    eta2 = nu / rho - 1
    east = (easting - _EASTING) / nu
    t2, t4, t6 = tan**2, tan**4, tan**6
    latitude = phi - tan * nu / rho * (
        east**2 / 2
        - east**4 / 24 * (5 + 3 * t2 + eta2 - 9 * t2 * eta2)
        + east**6 / 720 * (61 + 90 * t2 + 45 * t4)
    )
    longitude = (
        _LONGITUDE
        + (
            east
            - east**3 / 6 * (nu / rho + 2 * t2)
            + east**5 / 120 * (5 + 28 * t2 + 24 * t4)
            - east**7 / 5040 * (61 + 662 * t2 + 1320 * t4 + 720 * t6)
        )
        / cos
    )
    return longitude, latitude


def _meridian(phi: Floats) -> Floats:
    """Metres along the central meridian from the true origin to a latitude."""
    a, b = _AIRY
    n = (a - b) / (a + b)
    less, more = phi - _LATITUDE, phi + _LATITUDE
    return (
        b
        * _SCALE
        * (
            (1 + n + 5 / 4 * (n**2 + n**3)) * less
            - (3 * (n + n**2) + 21 / 8 * n**3) * np.sin(less) * np.cos(more)
            + 15 / 8 * (n**2 + n**3) * np.sin(2 * less) * np.cos(2 * more)
            - 35 / 24 * n**3 * np.sin(3 * less) * np.cos(3 * more)
        )
    )


def _on_wgs84(longitude: Floats, latitude: Floats) -> tuple[Floats, Floats]:
    """Points of the one ellipsoid on the other, at its surface: radians to degrees (annex B)."""
    a, b = _AIRY
    e2 = 1 - (b / a) ** 2
    nu = a / np.sqrt(1 - e2 * np.sin(latitude) ** 2)
    x = nu * np.cos(latitude) * np.cos(longitude)
    y = nu * np.cos(latitude) * np.sin(longitude)
    z = nu * (1 - e2) * np.sin(latitude)
    (tx, ty, tz), (rx, ry, rz), stretched = _MOVED, _TURNED, 1 + _STRETCHED
    x, y, z = (
        tx + stretched * x - rz * y + ry * z,
        ty + rz * x + stretched * y - rx * z,
        tz - ry * x + rx * y + stretched * z,
    )
    a, b = _WGS84
    e2 = 1 - (b / a) ** 2
    aside = np.hypot(x, y)
    phi = np.arctan2(z, aside * (1 - e2))
    # From this close five steps are exact to less than a millimetre.
    for _ in range(5):
        nu = a / np.sqrt(1 - e2 * np.sin(phi) ** 2)
        phi = np.arctan2(z + e2 * nu * np.sin(phi), aside)
    return np.degrees(np.arctan2(y, x)), np.degrees(phi)
