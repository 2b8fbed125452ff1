"""Words of what would have had to differ, on the page of one order."""

TITLE = "What would have had to differ"
NOTHING = "No single change that was tried would have given another result."
NOT_ALL = "There was not time to try everything."
LOOKING = "Deciding the order again with one thing changed at a time…"


def counted(times: int) -> str:
    """How it was found."""
    return f"each found by deciding this order again, {times:,} times in all"


def so_far(times: int) -> str:
    """While it is looked for."""
    return f"Decided again {times:,} times so far…"


def runner_up(places: str) -> str:
    """Who would have come next."""
    return f"Next best: {places}."
