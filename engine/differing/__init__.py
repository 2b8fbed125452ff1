"""What would have had to differ for another decision: found by deciding again, never guessed."""

from engine.differing.applying import applied, one_less
from engine.differing.finding import MOST_DECIDES, differing
from engine.differing.model import Change, Difference, Differing
from engine.differing.trying import TriedEnough

__all__ = [
    "MOST_DECIDES",
    "Change",
    "Difference",
    "Differing",
    "TriedEnough",
    "applied",
    "differing",
    "one_less",
]
