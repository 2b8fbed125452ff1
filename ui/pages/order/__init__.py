"""One order: where it is, and why there."""

from ui.page import Page
from ui.pages.order.body import body, crumb
from ui.pages.order.state import OrderState
from ui.words import orders as words

PAGE = Page(
    route="/orders/[order_id]",
    title=words.TITLE,
    body=body,
    on_load=OrderState.load,
    within="/orders",
    crumb=crumb,
)
