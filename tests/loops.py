"""Runs what is asynchronous in a test, whatever else the process has going on."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def run(what: Coroutine[Any, Any, Any]) -> Any:
    """As ``asyncio.run``, in a thread of its own: a browser driven in an earlier test keeps an
    event loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, what).result()
