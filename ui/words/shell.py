"""Words of the frame around every page."""

PROGRAM = "Switchyard"
WHO = "somebody at this computer"
"""Who does what is written down while there are no people yet."""
SKIP = "Skip to the page"
MAIN_MENU = "Main"
TO_START = "Switchyard, start"
THEME = "Light or dark"
LOOPBACK_ONLY = "This program listens on this computer only; there are no people and roles yet."
LIVE_SINCE = " live since "
NO_ANSWER = "Switchyard does not answer."
NO_ANSWER_MORE = "Nothing saved is lost. Start it again on this computer; this page then goes on by itself."
NOT_LIVE = "no rules are live"
CLOSE = "Close"
CANCEL = "Cancel"
REMOVE = "Remove"


def tab(title: str) -> str:
    """The title in the browser's tab."""
    return f"{title} · {PROGRAM}"


def revision(number: int) -> str:
    """A revision's short name, as in v3."""
    return f"v{number}"
