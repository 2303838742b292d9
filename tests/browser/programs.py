"""The programs that repeat figures: fetched from a running app, and run."""

import io
import json
import os
import runpy
import shutil
import subprocess
from contextlib import redirect_stdout
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import pytest

LANGUAGES = ("python", "r")
RSCRIPT = os.environ.get("RSCRIPT") or shutil.which("Rscript")


def asked_for(origin: str, figure: str, query: str) -> dict[str, str]:
    """What the app answers: a program by language, or why there is ``none``."""
    with urlopen(f"{origin}/repeat/{figure}{quote(query, safe='?&=.~!-')}") as answer:
        return dict(json.load(answer))


def printed(program: str, language: str, folder: Path) -> str:
    """What a program prints; Python's in this process, which has read pandas already."""
    file = folder / "program"
    file.write_text(program, "utf-8")
    if language == "python":
        with redirect_stdout(io.StringIO()) as said:
            runpy.run_path(str(file), run_name="__main__")
        return said.getvalue().strip()
    if not RSCRIPT:
        pytest.skip("no Rscript on this machine")
    command = [RSCRIPT, "--vanilla", str(file)]
    ran = subprocess.run(
        command,
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"LC_ALL": "C.UTF-8"},
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()
