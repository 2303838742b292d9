"""Where it is said which kinds of figure there are, all of them are named."""

import tomllib
from pathlib import Path
from typing import get_args

import dashboard
from layers.catalogue.definitions import Kind

FOLDER = Path(dashboard.__file__).parent


def test_the_dictionary_and_the_read_api_name_every_kind() -> None:
    *first, last = get_args(Kind)
    every = f"{', '.join(first)} or {last}."
    columns = tomllib.loads((FOLDER / "take/tables.toml").read_text("utf-8"))["indicators"]
    assert columns["columns"]["kind"]["meaning"] == every
    said = tomllib.loads((FOLDER / "api/texts.toml").read_text("utf-8"))
    fields = [
        table[f"{of}.kind"]
        for table in said.values()
        for of in ("Indicator", "IndicatorDetail")
        if f"{of}.kind" in table
    ]
    assert fields == [every, every]
