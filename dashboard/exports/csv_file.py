"""The table as CSV: UTF-8 with a mark for Excel, and what it rests on below the figures.

The figures come first, with one row of headers, so that programs read them as they are; the lines
about them follow after an empty line, so that the filters stay with the file.
"""

import csv
import io

from dashboard.exports import cells
from dashboard.exports.about import About
from dashboard.exports.table import Table

HEADING = "About these figures"


def to_csv(table: Table, about: About) -> bytes:
    """The file's bytes; a missing figure is an empty cell."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(table.headers())
    writer.writerows(table.rows())
    writer.writerow([])
    writer.writerow([HEADING])
    for section in about.sections():
        writer.writerow([])
        writer.writerow([section.title])
        writer.writerow(cells.row(section.head))
        writer.writerows(section.safe_rows())
    return stream.getvalue().encode("utf-8-sig")
