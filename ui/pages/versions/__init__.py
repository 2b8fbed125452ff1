"""Versions: what changed, who, why; and the way back."""

from ui.page import Page
from ui.pages.versions.body import body
from ui.pages.versions.state import VersionsState
from ui.words import versions as words

PAGE = Page(
    route="/versions",
    title=words.TITLE,
    body=body,
    on_load=VersionsState.load,
    icon="versions",
    group=1,
)
