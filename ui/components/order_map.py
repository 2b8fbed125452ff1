"""Draws a map picture: land, distance rings, lanes from the senders, and every place with its label."""

from typing import Any

import reflex as rx

from ui.maps.picture import HEIGHT, WIDTH


def order_map(picture: Any) -> rx.Component:
    """The picture with its legend below. It is one image to a screen reader, described in words."""
    return rx.el.div(
        rx.el.svg(
            rx.el.rect(class_name="sea", width=str(WIDTH), height=str(HEIGHT)),
            rx.foreach(picture.land, lambda outline: rx.el.path(class_name="land", d=outline)),
            rx.foreach(picture.rings, _ring),
            rx.foreach(picture.lanes, lambda lane: rx.el.path(class_name="lane", d=lane)),
            rx.foreach(picture.marks, _mark),
            class_name="map",
            view_box=f"0 0 {WIDTH} {HEIGHT}",
            role="img",
            aria_label=picture.said,
            data_testid="order-map",
        ),
        rx.cond(picture.asked, _legend()),
    )


def _ring(ring: Any) -> rx.Component:
    return rx.fragment(
        rx.el.circle(class_name="ring", cx=ring.x, cy=ring.y, r=ring.radius),
        rx.el.text(ring.label, class_name="ring-t", x=ring.x, y=ring.label_y),
    )


def _mark(mark: Any) -> rx.Component:
    side = rx.cond(mark.end, " end", "")
    return rx.el.g(
        rx.match(
            mark.role,
            ("dest", _destination(mark)),
            ("use", _square(mark, "loc loc--use", 12)),
            ("lost", _square(mark, "loc loc--lost", 10)),
            ("idle", rx.el.circle(class_name="loc loc--idle", cx=mark.x, cy=mark.y, r="4")),
            _ruled_out(mark),
        ),
        rx.el.text(mark.name, class_name="map-l" + side, x=mark.label_x, y=mark.y),
        rx.el.text(mark.detail, class_name="map-s" + side, x=mark.label_x, y=mark.y + 13),
    )


def _destination(mark: Any) -> rx.Component:
    return rx.el.g(
        rx.el.circle(cx=mark.x, cy=mark.y, r="6.5"),
        rx.el.circle(class_name="in", cx=mark.x, cy=mark.y, r="2.2"),
        class_name="dest",
    )


def _square(mark: Any, look: str, size: int) -> rx.Component:
    return rx.el.rect(
        class_name=look, x=mark.x - size // 2, y=mark.y - size // 2, width=str(size), height=str(size), rx="2"
    )


def _ruled_out(mark: Any) -> rx.Component:
    return rx.el.g(
        rx.el.rect(x=mark.x - 5, y=mark.y - 5, width="10", height="10", rx="2"),
        rx.el.path(d="M" + (mark.x - 2).to_string() + " " + (mark.y - 2).to_string() + "l4 4m0-4l-4 4"),
        class_name="loc loc--out",
    )


def _legend() -> rx.Component:
    rows = (("use", "sends"), ("lost", "could, lost"), ("out", "ruled out"))
    return rx.el.p(
        *(
            rx.el.span(rx.el.i(class_name=f"sw sw--{role}"), words, class_name="inline")
            for role, words in rows
        ),
        class_name="legend small mute",
        aria_hidden="true",
    )
