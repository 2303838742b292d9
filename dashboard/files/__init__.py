"""Writers of files that know no page: a table and what goes with it, in each format.

Every cell of every format passes :mod:`dashboard.files.cells`.
"""
