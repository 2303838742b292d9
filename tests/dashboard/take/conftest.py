"""Packages as they are taken, each made once."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from dashboard.take.cited_package import cite
from dashboard.take.package_zip import to_zip
from dashboard.take.packages import packages
from layers.atlas import Atlas
from layers.own.own_indicator import with_own
from tests.layers.own.layers import layer

OWN = "theme-own"  # which there is where somebody has brought figures
ADDRESS, DAY = "https://atlas.example.nhs.uk/data", date(2026, 11, 22)


@dataclass(frozen=True)
class Taken:
    """A package's bytes, its files, and the folder into which they were unpacked."""

    content: bytes
    folder: Path

    @property
    def names(self) -> list[str]:
        with zipfile.ZipFile(io.BytesIO(self.content)) as zipped:
            return zipped.namelist()

    def text(self, name: str) -> str:
        return (self.folder / name).read_text("utf-8")


@pytest.fixture(scope="package")
def taken(atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Taken]:
    made: dict[str, Taken] = {}

    def take(name: str) -> Taken:
        if name not in made:
            known = with_own(atlas, [layer()]) if name == OWN else atlas
            made[name] = unpacked(zipped(known, name), tmp_path_factory.mktemp("taken"))
        return made[name]

    return take


def zipped(atlas: Atlas, name: str, day: date = DAY) -> bytes:
    package = packages(atlas)[name]
    return to_zip(atlas, package, cite(atlas, package, ADDRESS, day))


def unpacked(content: bytes, folder: Path) -> Taken:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        file.extractall(folder)
    return Taken(content, folder)
