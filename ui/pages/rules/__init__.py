"""Rules: what do we do with orders?"""

from ui.page import Page
from ui.pages.rules.body import bar, body
from ui.pages.rules.state import RulesState
from ui.words import rules as words

PAGE = Page(
    route="/rules",
    title=words.TITLE,
    body=body,
    on_load=RulesState.load,
    icon="rules",
    group=1,
    bar=bar,
    main="rules",
)
