"""``python -m data build | fetch | basemap | check``: from publications to the snapshot."""

import argparse
import sys

from data import basemap, build, check, fetch
from data.errors import SourceError
from layers.catalogue.definitions import CatalogueError
from layers.snapshot import SnapshotError

COMMANDS = {
    "build": (build, "read the publications and write the snapshot"),
    "fetch": (fetch, "download the publications from their publishers"),
    "basemap": (basemap, "cut the streets of the area from OS Open Zoomstack"),
    "check": (check, "validate a snapshot and print what it holds"),
}


def main(argv: list[str] | None = None) -> int:
    """Run one command; a problem with a file is a sentence, not a traceback."""
    parser = argparse.ArgumentParser(prog="python -m data", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, (module, help_text) in COMMANDS.items():
        command = commands.add_parser(name, help=help_text)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    args = parser.parse_args(argv)
    try:
        return int(args.run(args))
    except (SourceError, CatalogueError, SnapshotError, FileExistsError) as error:
        print(f"{args.command} stopped: {error}", file=sys.stderr)
        print("Nothing was changed.", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
