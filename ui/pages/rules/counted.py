"""Counting in a thread that ends when its event is superseded: threads are few, and pages wait for them."""

from asyncio import CancelledError
from collections.abc import Callable
from threading import Event
from typing import TypeVar

import reflex as rx

from ui.desk.hits import Left

Found = TypeVar("Found")


async def while_wanted(work: Callable[[Left], Found]) -> Found:
    """What the work finds, in a thread. It is told when the one who waits for it has left."""
    left = Event()
    try:
        return await rx.run_in_thread(lambda: work(left.is_set))
    except CancelledError:
        left.set()
        raise
