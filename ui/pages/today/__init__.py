"""Today: are we all right?"""

from ui.page import Page
from ui.pages.today.body import body, crumb
from ui.pages.today.state import TodayState
from ui.words import today as words

PAGE = Page(
    route="/",
    title=words.TITLE,
    body=body,
    on_load=TodayState.load,
    icon="today",
    group=0,
    crumb=crumb,
    main="page today",
)
