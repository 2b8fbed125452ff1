"""Today: are we all right?"""

from datetime import UTC, datetime

import reflex as rx

from ui.page import Page


class Today(rx.State):
    """What the page shows: when the program last answered, in UTC."""

    answered: str = ""

    @rx.event
    async def load(self) -> None:
        self.answered = datetime.now(UTC).strftime("%H:%M:%S")


def body() -> rx.Component:
    return rx.el.main(
        rx.heading("Today", size="5"),
        rx.text(
            "Switchyard runs on this machine only. It answered at ",
            rx.el.span(Today.answered, id="answered"),
            " UTC.",
        ),
        rx.button("Light or dark", on_click=rx.toggle_color_mode, variant="surface"),
        padding="var(--space-5)",
    )


PAGE = Page(route="/", title="Today", body=body, on_load=Today.load)
