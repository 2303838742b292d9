"""How to ask from each program: the steps and the code of ``examples.toml``, filled in."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode

import msgspec

from layers import toml_file

FILE = Path(__file__).parent / "examples.toml"


class Program(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody does in a program, step by step, and what is copied into it."""

    steps: tuple[str, ...]
    code: str


@lru_cache(maxsize=1)
def _programs() -> dict[str, Program]:
    return toml_file.read(FILE, dict[str, Program])


def programs(address: str, values: Mapping[str, str]) -> dict[str, Program]:
    """Each program by its name, for an installation.

    Parameters
    ----------
    address
        Where its API answers, without a slash at the end.
    values
        Arguments of the example of figures by area.
    """
    filled = {"ADDRESS": address, "VALUES": urlencode(values), "INDICATOR": values["indicator"]}

    def fill(code: str) -> str:
        for name, text in filled.items():
            code = code.replace(name, text)
        return code.strip()

    return {
        name: Program(steps=one.steps, code=fill(one.code)) for name, one in _programs().items()
    }
