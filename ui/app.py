"""The Reflex app: its pages in their frame, its styles, and the HTTP API beside them on the same port."""

from functools import partial

import reflex as rx

from ui import wiring
from ui.components.shell import ShellState, framed
from ui.pages import PAGES
from ui.refusal import unexpected
from ui.words.shell import tab

STYLES = (
    "tokens",
    "base",
    "icons",
    "shell",
    "controls",
    "tables",
    "sentences",
    "states",
    "path",
    "rules",
    "together",
    "versions",
    "simulate",
    "order",
    "today",
    "lists",
    "starters",
)
"""The style sheets of assets/, in the order in which they are read."""

app = rx.App(
    stylesheets=[f"/{name}.css" for name in STYLES],
    html_lang="en-GB",
    head_components=[
        rx.el.link(rel="icon", href="/icon.svg", type="image/svg+xml"),
        rx.el.script(src="/theme.js"),
        rx.el.script(src="/page.js", defer=True),
        rx.el.script(src="/keep.js", defer=True),
    ],
    toaster=rx.toast.provider(position="bottom-right", close_button=True, class_name="toasts"),
    backend_exception_handler=unexpected,
    api_transformer=wiring.join_api,
)

# The frame says itself, in words, that the program does not answer.
app.app_wraps[5, "Overlay"] = lambda _: None
app.register_lifespan_task(wiring.running)

for page in PAGES:
    own = () if page.on_load is None else (page.on_load,)
    app.add_page(
        partial(framed, page, PAGES), route=page.route, title=tab(page.title), on_load=[ShellState.look, *own]
    )
