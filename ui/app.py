"""The Reflex app: its pages, its styles, and the HTTP API beside them on the same port."""

import reflex as rx

from ui import wiring
from ui.pages import PAGES

app = rx.App(
    stylesheets=["/tokens.css"],
    html_lang="en-GB",
    api_transformer=wiring.join_api,
)

for page in PAGES:
    app.add_page(page.body, route=page.route, title=f"{page.title} – Switchyard", on_load=page.on_load)
