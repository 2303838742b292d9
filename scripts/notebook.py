"""Make ``docs/ten-questions.ipynb`` of ``scripts/ten_questions.py``, and run it.

``python scripts/notebook.py`` from the root of the repository, after a change of the questions, of
a method or of the snapshot. What the notebook shows is what it has worked out: a test makes it anew
and compares.
"""

import re
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

REPOSITORY = Path(__file__).resolve().parent.parent
SOURCE = REPOSITORY / "scripts" / "ten_questions.py"
MADE = REPOSITORY / "docs" / "ten-questions.ipynb"
_CELL = re.compile(r"^# %%(?: \[(markdown)\])?\n", re.MULTILINE)
_SECONDS = 120  # for a cell


def notebook(source: Path = SOURCE) -> nbformat.NotebookNode:
    """The notebook of a file of cells, each after ``# %%``; those of text are comments.

    It holds neither times nor versions, so that the same figures are the same file.
    """
    _, *parts = _CELL.split(source.read_text(encoding="utf-8"))
    cells = []
    for number, (kind, text) in enumerate(zip(parts[::2], parts[1::2], strict=True)):
        if kind:
            lines = [re.sub("^# ?", "", line) for line in text.strip().splitlines()]
            cell = nbformat.v4.new_markdown_cell("\n".join(lines))
        else:
            cell = nbformat.v4.new_code_cell(text.strip())
        cell.id = f"cell-{number}"
        cells.append(cell)
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def run(made: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The same with what its cells show. An error in a cell is one here."""
    where = {"metadata": {"path": str(REPOSITORY)}}
    NotebookClient(made, timeout=_SECONDS, resources=where, record_timing=False).execute()
    made.metadata.pop("language_info", None)
    return made


def text(made: nbformat.NotebookNode) -> str:
    """The file."""
    return nbformat.writes(made) + "\n"


if __name__ == "__main__":
    MADE.write_text(text(run(notebook())), encoding="utf-8")
    sys.stdout.write(f"Made {MADE.relative_to(REPOSITORY)}\n")
