"""A sentence that the program writes: spans, never HTML; each may light the row that it comes from."""

from typing import Any

import reflex as rx

from ui.components.bits import classes


def sentence(spans: Any, small: bool = False, **props: Any) -> rx.Component:
    """A var of spans (`text`, `kind`: "", mark, out, ins or del) as a paragraph."""
    names = classes("sentence", "s3" if small else "", props.pop("class_name", ""))
    return rx.el.p(rx.foreach(spans, _span), class_name=names, **props)


def _span(span: Any) -> rx.Component:
    return rx.match(
        span.kind,
        ("mark", rx.el.mark(span.text, data_part=span.part)),
        ("out", rx.el.mark(span.text, data_part=span.part, class_name="out")),
        ("ins", rx.el.ins(span.text)),
        ("del", rx.el.del_(span.text)),
        rx.el.span(span.text),
    )
