"""The pages, one module each. A page is added with its module and its line here."""

from ui.page import Page
from ui.pages import today

PAGES: tuple[Page, ...] = (today.PAGE,)
