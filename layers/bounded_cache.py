"""A cache that holds at most so many bytes: for what depends on something that a person chose.

``functools.lru_cache`` counts entries. Where arguments come from an address, entries may be as
large as somebody likes to make them, and as many as there are ways to ask.
"""

import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from functools import update_wrapper
from typing import Generic, ParamSpec, TypeVar

import numpy as np
import pandas as pd

from layers.atlas import Atlas

_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")

# What an entry takes besides its key and its value: places in the table and in the order.
ENTRY = 200


class BoundedCache(Generic[_Given, _Found]):
    """A function that remembers what it found last, as long as that fits in so many bytes.

    Arguments are given by place and must be hashable. What was not asked for longest is forgotten
    first; what is too large by itself is not remembered. Two threads that ask for the same at once
    may both work it out.
    """

    def __init__(self, function: Callable[_Given, _Found], most_bytes: int) -> None:
        update_wrapper(self, function)
        self.function = function
        self.most_bytes = most_bytes
        self.held_bytes = 0
        self._entries: OrderedDict[Hashable, tuple[_Found, int]] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, *given: _Given.args, **named: _Given.kwargs) -> _Found:
        """What the function finds, remembered or worked out."""
        key = tuple(map(_held, given)), tuple((n, _held(one)) for n, one in sorted(named.items()))
        with self._lock:
            if key in self._entries:
                self._entries.move_to_end(key)
                return self._entries[key][0]
        found = self.function(*given, **named)
        self._keep(key, found)
        return found

    def _keep(self, key: Hashable, found: _Found) -> None:
        size = ENTRY + size_of((key, found))
        with self._lock:
            if key in self._entries or size > self.most_bytes:
                return
            self._entries[key] = (found, size)
            self.held_bytes += size
            while self.held_bytes > self.most_bytes:
                _, (_, gone) = self._entries.popitem(last=False)
                self.held_bytes -= gone

    def cache_clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()
            self.held_bytes = 0


def bounded_cache(
    most_bytes: int,
) -> Callable[[Callable[_Given, _Found]], BoundedCache[_Given, _Found]]:
    """Remember what a function finds in at most so many bytes; see :class:`BoundedCache`."""
    return lambda function: BoundedCache(function, most_bytes)


def _held(given: object) -> object:
    """An argument as a key holds it: of atlases that are equal, the one that stays anyhow."""
    return given.published if isinstance(given, Atlas) else given


def size_of(thing: object) -> int:
    """About how many bytes something holds, with all that is in it; what is there twice, once.

    An atlas counts as nothing: there is one, and it stays.
    """
    return _size(thing, set())


def _size(thing: object, seen: set[int]) -> int:
    if id(thing) in seen or isinstance(thing, Atlas):
        return 0
    seen.add(id(thing))
    if isinstance(thing, (pd.Series, pd.DataFrame, pd.Index)):
        used = thing.memory_usage(deep=True)
        return int(np.sum(used)) + sys.getsizeof(object())
    if isinstance(thing, np.ndarray):
        inside = sum(_size(one, seen) for one in thing.flat) if thing.dtype == object else 0
        return sys.getsizeof(thing) + inside
    size = sys.getsizeof(thing)
    if isinstance(thing, Mapping):
        return size + sum(_size(k, seen) + _size(v, seen) for k, v in thing.items())
    if isinstance(thing, (list, tuple, set, frozenset)):
        return size + sum(_size(one, seen) for one in thing)
    if is_dataclass(thing):
        return size + sum(_size(getattr(thing, one.name), seen) for one in fields(thing))
    return size
