"""The browser's modules: one address for all, and what each needs with it."""

import re
from pathlib import Path

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard.web.modules import Modules


@pytest.fixture(scope="module")
def client(open_app: Dash) -> FlaskClient:
    return open_app.server.test_client()


def folder(path: Path, **texts: str) -> Path:
    """A folder of modules; ``pages_a="…"`` is ``pages/a.js``."""
    for name, text in texts.items():
        file = path / f"{name.replace('_', '/')}.js"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return path


def test_every_module_is_served_for_good_and_under_one_address_alone(client: FlaskClient) -> None:
    told = Modules().for_page()
    assert re.fullmatch(r"/modules/[0-9a-f]{12}/", told["folder"])
    for needed in told["files"].values():
        answer = client.get(told["folder"] + needed[0], headers={"Accept-Encoding": "br, gzip"})
        assert (answer.status_code, answer.mimetype) == (200, "text/javascript")
        assert "immutable" in answer.headers["Cache-Control"]
    for address in (
        "/modules/", "/modules/000000000000/numbers.js", "/modules/numbers.js", told["folder"],
        f"{told['folder']}none.js", f"{told['folder']}../numbers.js", "/assets/modules/numbers.js",
        f"{told['folder']}pages", f"{told['folder']}%2e%2e/js/10-core.js",
    ):  # fmt: skip
        answer = client.get(address)
        assert answer.status_code == 404, address
        assert "max-age" not in answer.headers["Cache-Control"]


def test_a_module_is_told_with_all_that_it_imports(tmp_path: Path) -> None:
    modules = Modules(
        folder(
            tmp_path,
            pages_gap='import { a } from "./gap-form.js";\nimport {\n  b,\n} from "../one.js";\n',
            **{"pages_gap-form": 'import * as one from "../one.js";\nimport "../two.js";'},
            one='export { c } from "./two.js";\nexport const d = "./three.js";',
            two="/* no more */",
        )
    )
    files = modules.for_page()["files"]
    assert files["gap"] == ["pages/gap.js", "pages/gap-form.js", "one.js", "two.js"]
    assert files["two"] == ["two.js"]
    assert modules.preloads() == ""


def test_what_a_page_needs_at_once_is_asked_for_with_it(tmp_path: Path) -> None:
    imports = {"frame": 'import "./one.js";', "pages_gap": 'import "../one.js";'}
    modules = Modules(folder(tmp_path, one="", two="", **imports))
    address = modules.for_page()["folder"]
    asked = re.findall('href="([^"]*)"', modules.preloads("", "gap"))
    assert asked == [f"{address}{name}" for name in ("frame.js", "pages/gap.js", "one.js")]
    assert len(re.findall("href", modules.preloads())) == 2
    assert modules.for_page()["files"]["gap"] == ["pages/gap.js"]  # frame.js has brought the other


def test_any_change_is_a_new_address(tmp_path: Path) -> None:
    before = Modules(folder(tmp_path, one="1", two="2")).for_page()["folder"]
    assert Modules(folder(tmp_path, two="3")).for_page()["folder"] != before


@pytest.mark.parametrize(
    ("texts", "wrong"),
    [
        ({"one": 'import "./none.js";'}, "imports none.js"),
        ({"one": "", "pages_one": ""}, "same name"),
    ],
)
def test_what_would_not_work_in_a_browser_does_not_start(
    tmp_path: Path, texts: dict[str, str], wrong: str
) -> None:
    with pytest.raises(ValueError, match=wrong):
        Modules(folder(tmp_path, **texts)).for_page()
