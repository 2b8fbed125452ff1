"""Orders: where is it, and why there?"""

from ui.page import Page
from ui.pages.orders.body import body
from ui.pages.orders.state import OrdersState
from ui.words import orders as words

PAGE = Page(route="/orders", title=words.TITLE, body=body, on_load=OrdersState.load, icon="orders", group=0)
