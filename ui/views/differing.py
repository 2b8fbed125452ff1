"""What would have had to differ, as the order's page shows it."""

from dataclasses import dataclass

from engine.differing import Differing
from engine.routing.words import listed
from ui.views.orders import Names
from ui.words import differing as words


@dataclass(frozen=True, slots=True)
class DifferRow:
    """One change, and what would have followed."""

    says: str
    then: str


@dataclass(frozen=True, slots=True)
class DifferView:
    """What was found about one decision. `note` is said where there is nothing, or not everything."""

    decision: int
    rows: tuple[DifferRow, ...]
    beside: str
    runner_up: str
    note: str


def differ_view(decision: int, found: Differing, names: Names) -> DifferView:
    """The differences of the decision with this id."""
    said = [] if found.complete else [words.NOT_ALL]
    said += [] if found.differences else [words.NOTHING]
    places = listed([names.location(code) for code in found.runner_up])
    return DifferView(
        decision,
        tuple([DifferRow(each.says, each.then) for each in found.differences]),
        words.counted(found.decides),
        words.runner_up(places) if places else "",
        " ".join(said),
    )
