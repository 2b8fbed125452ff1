"""Draws what a starter does to an order: the order, the locations that were considered, and what comes."""

from typing import Any

import reflex as rx

from ui.views.starter_picture import MARK, ORDER, WIDTH
from ui.words import starters as words

STOP = ORDER + 28
"""Where the hold stands, in pixels from the left."""


def starter_picture(picture: Any) -> rx.Component:
    """The picture with what comes of the order without the rules and with them. It is one image to a screen
    reader, described in words."""
    drawn = rx.el.svg(
        rx.foreach(picture.spots, lambda spot: rx.el.path(class_name="lane lane--" + spot.role, d=spot.lane)),
        _order(picture),
        rx.cond(picture.held, _hold(picture)),
        rx.foreach(picture.spots, _spot),
        class_name="fate",
        view_box="0 0 " + str(WIDTH) + " " + picture.height.to_string(),
        role="img",
        aria_label=picture.said,
        data_testid="starter-picture",
    )
    return rx.el.figure(
        drawn,
        rx.el.figcaption(
            rx.el.span(rx.el.b(words.WITHOUT), " ", picture.without),
            rx.el.span(rx.el.b(words.WITH), " ", picture.after),
        ),
        class_name="fate-frame",
    )


def _order(picture: Any) -> rx.Component:
    y = picture.middle
    return rx.el.g(
        rx.el.rect(x="1", y=y - 19, width=str(ORDER - 1), height="38", rx="4", class_name="fate-order"),
        rx.el.text(picture.order, x="10", y=y - 3, class_name="map-l"),
        rx.el.text(picture.about, x="10", y=y + 11, class_name="map-s"),
    )


def _hold(picture: Any) -> rx.Component:
    y = picture.middle
    return rx.el.g(
        rx.el.rect(x=str(STOP - 7), y=y - 7, width="14", height="14", rx="3", class_name="fate-hold"),
        rx.el.path(d="M" + str(STOP - 2) + " " + (y - 3).to_string() + "v6m4 -6v6", class_name="fate-bars"),
        rx.el.text(words.HELD, x=str(STOP), y=y + 21, class_name="map-s mid"),
    )


def _spot(spot: Any) -> rx.Component:
    x, y = MARK, spot.y
    cross = "M" + str(x - 4) + " " + (y - 4).to_string() + "l8 8m0 -8l-8 8"
    return rx.el.g(
        rx.el.title(spot.why),
        rx.match(
            spot.role,
            ("sends", _square(spot, "loc loc--use")),
            ("could", _square(spot, "loc loc--lost")),
            ("idle", rx.el.circle(class_name="loc loc--idle", cx=str(x), cy=y, r="4")),
            rx.el.path(class_name="loc loc--no", d=cross),
        ),
        rx.el.text(spot.name, x=str(x + 13), y=y - 1, class_name="map-l"),
        rx.el.text(spot.said, x=str(x + 13), y=y + 12, class_name="map-s"),
    )


def _square(spot: Any, look: str) -> rx.Component:
    return rx.el.rect(x=str(MARK - 5), y=spot.y - 5, width="10", height="10", rx="2", class_name=look)
