"""Stock & locations: what do we have, and do we trust it?"""

from ui.page import Page
from ui.pages.stock.body import body
from ui.pages.stock.state import StockState
from ui.words import stock as words

PAGE = Page(
    route="/stock",
    title=words.TITLE,
    short=words.SHORT,
    body=body,
    on_load=StockState.load,
    icon="stock",
    group=2,
)
