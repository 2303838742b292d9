"""``python -m workspace``: back up, restore, check, export and erase what is kept.

Where it is kept is read from WORKSPACE, as the server does. All of it may be used while the server
runs.
"""

import argparse
import os
import sys
from pathlib import Path

from workspace import backup, check, edits, layers_moved, own_layers, plans, retention, transfer
from workspace.database import Workspace
from workspace.errors import NotThere, WorkspaceError
from workspace.export import export
from workspace.location import location, place
from workspace.records import Plan

WHO = "python -m workspace"


def _backup(workspace: Workspace, args: argparse.Namespace) -> int:
    backup.back_up(workspace, args.file)
    print(f"{args.file} is a whole copy, checked and on the disk. Keep it as safe as the plans.")
    return 0


def _restore(workspace: Workspace, args: argparse.Namespace) -> int:
    kept = backup.restore(workspace, args.file)
    print(f"{args.file} is what is kept now.")
    if kept:
        print(f"What was kept before is in {kept}; delete it when it is not wanted any more.")
    return 0


def _check(workspace: Workspace, args: argparse.Namespace) -> int:
    found = check.faults(workspace)
    print("\n".join(found) or "All is whole: the file, the tables, what refers to what, the sums.")
    return 1 if found else 0


def _export(workspace: Workspace, args: argparse.Namespace) -> int:
    for path in export(workspace, args.folder):
        print(path)
    return 0


def _upgrade(workspace: Workspace, args: argparse.Namespace) -> int:
    workspace.upgrade()
    print("The tables are as this release has them.")
    return 0


def _retention(workspace: Workspace, args: argparse.Namespace) -> int:
    with workspace.writing() as session:
        gone = retention.apply(session, args.undo_days)
    workspace.sweep()
    print(f"Texts and contacts of {gone.plans:,} plans were emptied.")
    print(f"{gone.layers:,} layers of people’s own were kept until today or earlier, and are gone.")
    print(f"{gone.records:,} records deleted more than {args.undo_days} days ago are gone.")
    return 0


def _erase(workspace: Workspace, args: argparse.Namespace) -> int:
    with workspace.reading() as session:
        plan = edits.find(session, Plan, args.plan)
    if plan is None:
        raise NotThere("plan")
    title = plan.title
    if not args.yes:
        try:
            said = input(f"Erase “{title}” with all that belongs to it, for good? Type yes: ")
        except EOFError:
            said = ""
        if said != "yes":
            print("Nothing was erased.")
            return 1
    with workspace.writing() as session:
        plans.erase(session, args.plan, WHO)
    workspace.sweep()
    print(f"“{title}” is erased here. It is still in backups that were made before.")
    return 0


def _layers(workspace: Workspace, args: argparse.Namespace) -> int:
    with workspace.reading() as session:
        for one in own_layers.every(session):
            deleted = ", taken away" if one.deleted_at else ""
            print(
                f"{one.id}  until {one.keep_until}  by {one.owner or 'somebody'}, seen by "
                f"{one.seen_by}{deleted}: {one.label}"
            )
    return 0


def _erase_layer(workspace: Workspace, args: argparse.Namespace) -> int:
    with workspace.writing() as session:
        label = own_layers.erase(session, args.layer, WHO)
    workspace.sweep()
    print(f"“{label}” is erased here. It is still in backups that were made before.")
    return 0


def _private(path: str, flags: int) -> int:
    """Opens a file that nobody else may read."""
    return os.open(path, flags, 0o600)


def _write_new(path: Path, content: bytes) -> None:
    with open(path, "xb", opener=_private) as file:
        file.write(content)


def _plan_out(workspace: Workspace, args: argparse.Namespace) -> int:
    with workspace.reading() as session:
        content = transfer.to_json(session, args.plan)
    _write_new(args.file, content)
    print(f"{args.file} holds the plan with its true counts: keep it as safe as the plans.")
    return 0


def _plan_in(workspace: Workspace, args: argparse.Namespace) -> int:
    moved = transfer.from_json(args.file.read_bytes())
    with workspace.writing() as session:
        plan = transfer.bring_in(session, moved, WHO, copy=args.copy)
    print(f"“{plan.title}” is here now, as {plan.id}.")
    return 0


def _layers_out(workspace: Workspace, args: argparse.Namespace) -> int:
    with workspace.reading() as session:
        content = layers_moved.to_json(session)
    _write_new(args.file, content)
    print(f"{args.file} holds all layers that people keep: keep it as safe as the plans.")
    return 0


def _layers_in(workspace: Workspace, args: argparse.Namespace) -> int:
    content = args.file.read_bytes()
    with workspace.writing() as session:
        number = layers_moved.bring_in(session, content, WHO)
    print(f"Layers that are here now and were not before: {number:,}.")
    return 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m workspace", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)

    def command(name: str, run: object, words: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=words, description=words)
        made.set_defaults(run=run)
        return made

    one = command("backup", _backup, "write all that is kept to one file")
    one.add_argument("file", type=Path)
    one = command("restore", _restore, "put a backup in the place of what is kept")
    one.add_argument("file", type=Path)
    command("check", _check, "say whether what is kept is whole; exit status 1 if not")
    one = command("export", _export, "write every table as CSV to a new folder")
    one.add_argument("folder", type=Path)
    command("upgrade", _upgrade, "bring the tables to this release's shape, as a start does")
    one = command("retention", _retention, "empty and delete what is due, as each day does")
    one.add_argument(
        "--undo-days", type=int, default=os.environ.get("UNDO_DAYS") or 30, metavar="DAYS",
        help="how long a deletion can be undone (UNDO_DAYS, else 30)",
    )  # fmt: skip
    one = command("erase", _erase, "take one plan away for good")
    one.add_argument("plan", help="its id, as in its page's address behind p=")
    one.add_argument("--yes", action="store_true", help="without asking")
    one = command("plan-out", _plan_out, "write one plan to a file for another installation")
    one.add_argument("plan", help="its id, as in its page's address behind p=")
    one.add_argument("file", type=Path)
    one = command("plan-in", _plan_in, "keep a plan that was taken from another installation")
    one.add_argument("file", type=Path)
    one.add_argument("--copy", action="store_true", help="as one more, where it is here already")
    command("layers", _layers, "list the figures of people's own that are kept")
    one = command("erase-layer", _erase_layer, "take one of them away for good")
    one.add_argument("layer", help="its id, as `layers` lists it")
    one = command("layers-out", _layers_out, "write all of them to a file for another database")
    one.add_argument("file", type=Path)
    one = command("layers-in", _layers_in, "keep those of such a file that are not here")
    one.add_argument("file", type=Path)
    return parser


def main(argv: list[str] | None = None) -> int:
    """Run one command; what goes wrong is a sentence."""
    args = _arguments().parse_args(argv)
    try:
        url = location(os.environ.get("WORKSPACE", ""))
        if url is None:
            raise WorkspaceError("No plans are kept: WORKSPACE is off.")
        workspace = Workspace(url)
        makes_it = args.command in ("restore", "upgrade")
        if workspace.file and not makes_it and not workspace.file.is_file():
            raise WorkspaceError(f"Nothing is kept yet: {place(url)} is not there.")
        return int(args.run(workspace, args))
    except (WorkspaceError, OSError, ValueError) as error:
        print(f"{args.command} stopped: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
