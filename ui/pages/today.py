"""Today: are we all right?"""

from datetime import UTC, datetime

import reflex as rx

from ui.guard import guarded
from ui.page import Page


class Today(rx.State):
    """What the page shows: when the program last answered, in UTC."""

    answered: str = ""

    @rx.event
    @guarded
    async def load(self) -> None:
        """Note when the program answered."""
        self.answered = datetime.now(UTC).strftime("%H:%M:%S")


def body() -> rx.Component:
    return rx.el.p(
        "Switchyard runs on this machine only. It answered at ",
        rx.el.span(Today.answered, id="answered"),
        " UTC.",
    )


PAGE = Page(route="/", title="Today", body=body, on_load=Today.load, icon="today")
