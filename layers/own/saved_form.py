"""How layers and places are saved and travel: JSON that says what it is, and then holds it."""

import hashlib
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from layers.own.errors import OwnLayerError
from layers.own.texts import say

VERSION = 1
_Held = TypeVar("_Held", bound=msgspec.Struct)


class _Head(msgspec.Struct, frozen=True):
    format: str
    version: int


@dataclass(frozen=True)
class SavedForm:
    """The form of one kind of them.

    Attributes
    ----------
    format
        What a file says that it is.
    member
        Under which name it holds it.
    most_bytes
        How large it may be.
    texts
        Section of ``texts.toml`` with what is said of other files.
    """

    format: str
    member: str
    most_bytes: int
    texts: str

    def written(self, held: msgspec.Struct) -> bytes:
        """What is saved: the same bytes for the same thing."""
        head = msgspec.structs.asdict(_Head(self.format, VERSION))
        return msgspec.json.encode(head | {self.member: held})

    def read(self, content: bytes, kind: type[_Held]) -> _Held:
        """What :meth:`written` was given, of a kind; what it promises of itself is not looked at.

        Raises
        ------
        OwnLayerError
            When it is another file, too large, of a later version, or damaged.
        """
        self.check_size(content)
        try:
            if msgspec.json.decode(content, type=_Head) == _Head(self.format, VERSION):
                members = msgspec.json.decode(content, type=dict[str, msgspec.Raw])
                return msgspec.json.decode(members[self.member], type=kind)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, KeyError):
            pass
        raise OwnLayerError(say(self.texts, "other_file"))

    def check_size(self, content: bytes) -> None:
        """Hold that it is no larger than it may be.

        Raises
        ------
        OwnLayerError
        """
        if len(content) > self.most_bytes:
            kilobytes = self.most_bytes // 1000
            raise OwnLayerError(say(self.texts, "too_large", kilobytes=kilobytes))


def digest_of(written: bytes) -> str:
    """What the name of something saved ends with: it follows from all that it holds."""
    return hashlib.sha256(written).hexdigest()[:12]
