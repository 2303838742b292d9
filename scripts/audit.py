"""Known vulnerabilities in the packages that the atlas ships: `make audit`.

Fails when there is one. Where the advisories cannot be reached, as in a closed network, it says so
and does not fail: what was not looked at is not a fault, and must not be mistaken for a pass.
"""

import json
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
PATIENCE = 120  # seconds in all
OPTIONS = ["--require-hashes", "--disable-pip", "--progress-spinner=off", "--timeout=5"]
UNREACHED = (
    "NOT AUDITED: {why}. The advisories (PyPI's, through pip's ordinary settings) are out of reach "
    "from here, so nothing is known either way. Run `make audit` where they can be reached."
)


def main() -> None:
    """Ask for advisories about every pin of requirements.txt, and say what was found."""
    command = [sys.executable, "-m", "pip_audit", "-r", "requirements.txt", "--format=json"]
    try:
        done = subprocess.run(
            [*command, *OPTIONS],
            cwd=REPOSITORY,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        packages = json.loads(done.stdout)["dependencies"]
    except subprocess.TimeoutExpired:
        print(UNREACHED.format(why=f"no answer in {PATIENCE} s"))
        return
    except ValueError:
        last = (done.stderr.strip().splitlines() or ["pip-audit said nothing"])[-1]
        if not any(
            word in last for word in ("Connection", "timed out", "ServiceError", "Max retries")
        ):
            raise SystemExit(f"pip-audit failed:\n{done.stderr}") from None
        print(UNREACHED.format(why=last[:200]))
        return
    found, audited, said = report(packages)
    print(said)
    if found:
        raise SystemExit(1)
    if not audited:
        print(UNREACHED.format(why="not one package could be looked up"))


def report(packages: list[dict]) -> tuple[int, int, str]:
    """How many vulnerabilities, how many packages looked at, and all of it in words."""
    audited = [one for one in packages if "skip_reason" not in one]
    lines = [
        f"{one['name']} {one['version']}: {vulnerability['id']}, mended in "
        f"{', '.join(vulnerability['fix_versions']) or 'no release yet'}"
        for one in audited
        for vulnerability in one["vulns"]
    ]
    lines.append(f"{len(audited)} of {len(packages)} packages looked at, {len(lines)} found.")
    return len(lines) - 1, len(audited), "\n".join(lines)


if __name__ == "__main__":
    main()
