"""Rewrite the table of rooms in DEVELOPERS.md, and say how large the house is.

``python scripts/house.py`` from the root of the repository. Run it when a folder comes or goes, or
says something else of itself; a test compares the table with what this makes.
"""

import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

from tests.test_architecture import PACKAGES, files, imports, module_of  # noqa: E402

PAGE = REPOSITORY / "DEVELOPERS.md"
START, END = "<!-- rooms: start -->", "<!-- rooms: end -->"
HEAD = "| room | what it is | knows |\n|---|---|---|\n"


def rewritten(text: str) -> str:
    """The page with the table between its two markers made anew."""
    before, found, rest = text.partition(START)
    _, ended, after = rest.partition(END)
    if not found or not ended:
        raise SystemExit(f"{PAGE.name} has no line {START if not found else END}: put it back.")
    return f"{before}{START}\n{HEAD}{''.join(map(_row, rooms()))}{END}{after}"


def rooms() -> list[Path]:
    """Folders of the packages that hold modules, those of ``data`` and its readers aside."""
    parents = {Path(path).parent for path in files() if path.startswith(("dashboard/", "layers/"))}
    return sorted(parents - {Path("dashboard"), Path("layers")})


@lru_cache(maxsize=1)
def arrows() -> dict[Path, set[Path]]:
    """Which rooms each room imports something of; a package's own folder is a room here."""
    found: dict[Path, set[Path]] = {}
    for path in files():
        source = (REPOSITORY / path).read_text(encoding="utf-8")
        here = Path(path).parent
        there = {_folder(name) for name in imports(source, module_of(path))}
        found.setdefault(here, set()).update(there - {here, None})  # type: ignore[arg-type]
    return found


def lines(folder: str, *endings: str) -> int:
    """Lines of the files below a folder with some endings, but those of others."""
    every = (p for p in (REPOSITORY / folder).rglob("*") if p.suffix in endings)
    return sum(len(p.read_text("utf-8").splitlines()) for p in every if "vendor" not in p.parts)


def _folder(name: str) -> Path | None:
    """The folder of the package that a dotted name leads to; None for what is not ours."""
    path = Path(*name.split("."))
    if path.parts[0] not in PACKAGES:
        return None
    while not ((REPOSITORY / path).is_dir() or (REPOSITORY / path).with_suffix(".py").is_file()):
        path = path.parent
    return path if (REPOSITORY / path).is_dir() else path.parent


def _row(room: Path) -> str:
    """Its line in the table: the first sentence that it says of itself, and the rooms it knows."""
    about = (REPOSITORY / room / "__init__.py").read_text("utf-8").split('"""')[1]
    what = " ".join(about.strip().split("\n\n")[0].split()).rstrip(".")
    known = arrows()[room]
    top = room.parts[0]
    said = sorted(f"`{'/'.join(other.parts[1:])}`" for other in known if other.parts[0] == top)
    said = [one for one in said if one != "``"]
    more = ["`layers`"] if top == "dashboard" and any(k.parts[0] == "layers" for k in known) else []
    return f"| `{room.as_posix()}/` | {what} | {', '.join([*said, *more])} |\n"


def _counts() -> Iterator[str]:
    every = arrows()
    yield f"rooms: {len(every)}, arrows between them: {sum(map(len, every.values()))}"
    for package in PACKAGES:
        yield f"Python in {package}: {lines(package, '.py'):,} lines"
    yield f"Python in tests: {lines('tests', '.py'):,} lines"
    yield f"JavaScript: {lines('assets', '.js'):,} lines; its tests: {lines('tests/js', '.js'):,}"
    yield f"CSS of our own: {lines('assets', '.css'):,} lines"


if __name__ == "__main__":
    PAGE.write_text(rewritten(PAGE.read_text("utf-8")), "utf-8")
    print("\n".join(_counts()))
