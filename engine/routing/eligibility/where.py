"""Only locations of which some conditions hold may serve; what is unknown does not hold."""

from collections.abc import Callable, Sequence
from datetime import datetime

from engine.candidate import Candidate
from engine.facts import Values, location_facts

Holds = Callable[[Values, Sequence[Values], datetime], bool]


class OnlyWhere:
    """The action `where`, its group compiled: the `fields` it reads, whether it `holds`, and `say`, which
    finds the sentence for a location that it ruled out."""

    def __init__(self, fields: frozenset[str], holds: Holds, say: Callable[[Candidate], str]) -> None:
        self._fields = tuple(sorted(fields))
        self._holds = holds
        self._say = say

    def admit(self, candidate: Candidate) -> Candidate | None:
        facts = location_facts(candidate, self._fields)
        return candidate if self._holds(facts, (), candidate.situation.now) else None

    def because(self, candidate: Candidate) -> str:
        return self._say(candidate)
