"""What the sentences about a decision are made from, and the words that they share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.calendar import local
from engine.candidate import Candidate
from engine.course import Course, Tried
from engine.model import CandidateTrace, Decision, NodeTrace, PlannedShipment
from rulesets.model import Rule


@dataclass(frozen=True, slots=True)
class Told:
    """What the sentences are made from."""

    course: Course
    decision: Decision
    candidates: Sequence[CandidateTrace]
    when: Callable[[str], NodeTrace | None]
    """The conditions of a rule, told, by its id."""

    def name(self, code: str) -> str:
        """What people call the location."""
        return self.course.state(code).location.name

    def rule(self, rule_id: str) -> Rule | None:
        return self.course.compiled.ruleset.rule(rule_id)

    def day(self, at: datetime) -> str:
        """`Fri 21 Nov` in the retailer's zone."""
        there = local(at, self.course.situation.snapshot.zone)
        return f"{there:%a} {there.day} {there:%b}"

    def moment(self, at: datetime) -> str:
        """`Fri 21 Nov at 15:30` in the retailer's zone."""
        return f"{self.day(at)} at {local(at, self.course.situation.snapshot.zone):%H:%M}"

    @property
    def tried(self) -> Tried:
        """The routing rule that was tried last. Only where one was."""
        return self.course.tried[-1]

    def sender(self, shipment: PlannedShipment) -> Candidate:
        """The location that sends it, as the rule let it serve."""
        return next(each for each in self.tried.candidates if each.code == shipment.location)


def lowered(sentence: str) -> str:
    """A sentence as the end of another one: names keep their capital."""
    word = sentence.split(" ", 1)[0]
    return sentence[:1].lower() + sentence[1:] if word in _OPENERS else sentence


_OPENERS = frozenset(
    "A Available Capacity Closed Days Everything It Lost No Nothing Rule Same Sends Share Stock The".split()
)
"""First words of the reasons that are made here; every other one is a name or a number."""


def opened(text: str) -> str:
    return text[:1].upper() + text[1:]
