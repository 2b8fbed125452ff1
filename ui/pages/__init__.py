"""The pages, one module each. A page is added with its module and its line here; the rail has their order."""

from ui.page import Page
from ui.pages import order, orders, rules, simulate, starters, stock, today, versions

PAGES: tuple[Page, ...] = (
    today.PAGE,
    orders.PAGE,
    order.PAGE,
    rules.PAGE,
    starters.PAGE,
    simulate.PAGE,
    versions.PAGE,
    stock.PAGE,
)
