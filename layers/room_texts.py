"""Words of a room by section and name, which an analyst edits in a TOML file beside it."""

from functools import cached_property
from pathlib import Path

from layers import toml_file


class RoomTexts:
    """The file, read when it is first wanted, once.

    Parameters
    ----------
    module
        The ``__file__`` of the module that stands beside it.
    name
        The file's own name.
    """

    def __init__(self, module: str, name: str = "texts.toml") -> None:
        self._file = Path(module).with_name(name)

    @cached_property
    def sections(self) -> dict[str, dict[str, str]]:
        """Texts by section and name. An error names what in the file does not fit."""
        return toml_file.read(self._file, dict[str, dict[str, str]])

    def say(self, section: str, name: str, /, **parts: object) -> str:
        """One text with its parts filled in."""
        return self.sections[section][name].format(**parts)

    def one_or_many(self, section: str, name: str, how_many: float, /, **parts: object) -> str:
        """One of two texts, ``<name>_one`` or ``<name>``, by how many there are."""
        return self.say(section, f"{name}_one" if how_many == 1 else name, **parts)

    def of(self, section: str, name: str) -> str:
        """One text as it stands; empty where the section has none of that name."""
        return self.sections[section].get(name, "")
