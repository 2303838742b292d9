"""Several files in one zip: the same bytes for the same files and day."""

import io
import zipfile
from collections.abc import Iterable
from datetime import date

# Compressed by themselves: once more takes time and gains nothing.
_PACKED = (".parquet",)

# Of files that bear no day: the first that a zip can hold.
NO_DAY = date(1980, 1, 1)


def zipped(files: Iterable[tuple[str, bytes]], day: date) -> bytes:
    """The zip's bytes.

    Parameters
    ----------
    files
        Names and contents, in the order in which they are to stand. Each is written as it comes, so
        that a large one need not be held with the next.
    day
        Which day the files bear.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as into:
        for name, content in files:
            info = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            packed = name.endswith(_PACKED)
            info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            into.writestr(info, content)
    return stream.getvalue()
