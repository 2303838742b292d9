"""The one error a source file can cause, always naming file, column and row where it knows them."""


class SourceError(ValueError):
    """An official file is missing, damaged or not laid out as its reader expects.

    The message says which file, which column and row, what is wrong and what to do.
    """

    def __init__(
        self,
        file: str,
        problem: str,
        *,
        column: str = "",
        row: int | None = None,
        remedy: str = "",
    ) -> None:
        self.file = file
        self.column = column
        self.row = row
        where = [file]
        if column:
            where.append(f"column {column!r}")
        if row is not None:
            where.append(f"row {row}")
        message = f"{', '.join(where)}: {problem}"
        super().__init__(f"{message} {remedy}".strip())
