"""The small parts: icons, links, buttons, status words, section heads, banners, empty states."""

from typing import Any

import reflex as rx
from reflex_components_core.react_router.dom import ReactRouterLink  # type: ignore[import-untyped]

Text = Any
"""A text, or a var of one."""
Part = Any
"""A component, a text or a var: whatever may stand inside an element."""

STATUS_ICONS = {"good": "good", "warn": "warn", "bad": "bad", "note": "info", "off": "no", "wait": "clock"}


def classes(*names: Text) -> Text:
    """Class names joined; the empty ones left out. A var among them makes the whole a var."""
    joined: Any = ""
    for name in names:
        if isinstance(name, rx.Var) or name:
            joined = name if isinstance(joined, str) and not joined else joined + " " + name
    return joined


def icon(name: Text, size: str = "", **props: Any) -> rx.Component:
    """An icon of assets/icons.css, always beside a word. `size` is "", s12, s14 or s20."""
    names = classes("i", "i-" + name, size, props.pop("class_name", ""))
    return rx.el.i(class_name=names, aria_hidden="true", **props)


def link(*inside: Part, to: Text, **props: Any) -> rx.Component:
    """A link to another page of the program, gone to without loading the program again."""
    return ReactRouterLink.create(*inside, to=to, **props)


def _button_classes(kind: str, small: bool, more: Text) -> Text:
    return classes("btn", f"btn--{kind}" if kind else "", "btn--s" if small else "", more)


def button(*inside: Part, kind: str = "", small: bool = False, **props: Any) -> rx.Component:
    """A button. `kind` is "" (plain), primary, danger, quiet or link."""
    names = _button_classes(kind, small, props.pop("class_name", ""))
    return rx.el.button(*inside, type=props.pop("type", "button"), class_name=names, **props)


def link_button(*inside: Part, to: Text, kind: str = "", small: bool = False, **props: Any) -> rx.Component:
    """A link that looks like a button: it only goes somewhere."""
    return link(*inside, to=to, class_name=_button_classes(kind, small, props.pop("class_name", "")), **props)


def icon_button(name: Text, label: Text, *, kind: str = "quiet", **props: Any) -> rx.Component:
    """A small square button that shows only an icon; its label is spoken, and shown on hover."""
    names = classes("btn--icon", props.pop("class_name", ""))
    return button(
        icon(name, "s14"), kind=kind, small=True, class_name=names, aria_label=label, title=label, **props
    )


def status(kind: str, *words: Part) -> rx.Component:
    """How something is: an icon shape, a word and a colour. `kind` is a key of STATUS_ICONS."""
    shown = "warn" if kind == "wait" else kind
    return rx.el.span(icon(STATUS_ICONS[kind]), rx.el.span(*words), class_name=f"st st--{shown}")


def tag(*words: Part, new: bool = False) -> rx.Component:
    """A small word on a grey ground, as in `changed`; `new` puts it on the accent's."""
    return rx.el.span(*words, class_name="tag tag--new" if new else "tag")


def section_head(title: Part, *beside: Part, end: Part = None) -> rx.Component:
    """A section's heading, small words beside it, and what stands at the right end."""
    right = () if end is None else (rx.el.span(end, class_name="end"),)
    return rx.el.div(
        rx.el.h2(title),
        *(rx.el.p(each, class_name="small") for each in beside),
        *right,
        class_name="sec-head",
    )


def banner(what: Part, more: Part = "", *actions: Part, kind: str = "warn", **props: Any) -> rx.Component:
    """What happened and what to do, in the page. `kind` is warn, bad, good or note; it is spoken."""
    extra = "" if kind == "warn" else f"banner--{kind}"
    return rx.el.div(
        icon(STATUS_ICONS[kind]),
        rx.el.p(rx.el.b(what), " ", more),
        rx.el.div(*actions, class_name="btns"),
        role="alert" if kind == "bad" else "status",
        class_name=classes("banner", extra, props.pop("class_name", "")),
        **props,
    )


def nothing(what: Part, why: Part, *actions: Part) -> rx.Component:
    """An empty state: what is not there, why, and what to do about it."""
    return rx.el.div(
        rx.el.b(what), rx.el.p(why), rx.el.div(*actions, class_name="btns"), class_name="nothing"
    )


def loading(rows: int = 3) -> rx.Component:
    """Grey bars in the place of rows that are on their way."""
    bars = (rx.el.span(class_name="skel", style={"width": f"{70 - 12 * (row % 3)}%"}) for row in range(rows))
    return rx.el.div(*bars, aria_busy="true", class_name="loading")


def hidden(*words: Part, **props: Any) -> rx.Component:
    """Words for screen readers alone."""
    return rx.el.span(*words, class_name="vh", **props)


def moment(shown: Text, exactly: Text) -> rx.Component:
    """A relative time, with the exact one on hover."""
    return rx.el.span(shown, title=exactly, class_name="nowrap")
