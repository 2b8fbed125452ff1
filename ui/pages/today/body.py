"""Draws the Today page: the answer, seven tiles, what waits, the feeds, and what the live rules changed."""

from typing import Any

import reflex as rx

from ui.components import bits
from ui.pages.today.kpis import kpis
from ui.pages.today.since import since
from ui.pages.today.state import TodayState
from ui.pages.today.waiting import feeds, waiting
from ui.words import today as words

State: Any = TodayState  # what Reflex makes of a state's fields has no types

MINUTE = 60_000
"""Milliseconds after which the page reads itself again while it is open."""


def body() -> rx.Component:
    """The whole page below the top bar."""
    nothing = bits.nothing(words.NOT_SET_UP, words.NOT_SET_UP_WHY)
    return rx.cond(State.ready, rx.cond(State.is_set_up, _page(), nothing), bits.loading(8))


def crumb() -> rx.Component:
    """When it is where the retailer is."""
    return rx.el.span(State.at, class_name="top-date")


def _page() -> rx.Component:
    return rx.fragment(
        kpis(),
        rx.el.div(waiting(), feeds(), class_name="today-cols"),
        since(),
        rx.el.span(rx.moment(interval=MINUTE, on_change=State.look), class_name="vh", aria_hidden="true"),
    )
