"""Rules to begin with: what do other shops ask themselves?"""

from ui.page import Page
from ui.pages.starters.body import body
from ui.pages.starters.state import StartersState
from ui.words import starters as words

PAGE = Page(
    route="/rules/starters", title=words.TITLE, body=body, on_load=StartersState.load, within="/rules"
)
