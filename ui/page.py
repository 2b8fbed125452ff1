"""What a page module hands to the app."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its address, the title in the browser's tab, what draws it, and the event that fills it."""

    route: str
    title: str
    body: Callable[[], rx.Component]
    on_load: Any = None
