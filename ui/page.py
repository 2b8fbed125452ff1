"""What a page module hands to the app, and where it stands in the rail."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its address, its title in the bar and in the browser's tab, what draws the inside of its
    main landmark, and the events that fill it.

    `icon` puts it in the rail, in `group` (0 work, 1 decide, 2 run); `within` is the route of the page
    whose place in the rail it shares. `crumb` stands after the title, `bar` between the top bar and the
    page. `main` is the class of the main landmark: one with `page` has the usual padding."""

    route: str
    title: str
    body: Callable[[], rx.Component]
    on_load: Any = None
    icon: str = ""
    group: int = 0
    short: str = ""
    within: str = ""
    crumb: Callable[[], rx.Component] | None = None
    bar: Callable[[], rx.Component] | None = None
    main: str = "page"
