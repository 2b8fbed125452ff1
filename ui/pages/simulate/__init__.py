"""Simulate: what would another version of the rules have done?"""

from ui.page import Page
from ui.pages.simulate.body import body
from ui.pages.simulate.state import SimulateState
from ui.words import simulate as words

PAGE = Page(
    route="/simulate",
    title=words.TITLE,
    body=body,
    on_load=SimulateState.load,
    icon="simulate",
    group=1,
)
