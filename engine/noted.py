"""What all rules said of one order, noted as it is kept: verdicts and the values seen, without words."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from engine import tabling
from engine.compiler.noting import AskedOfLines, Noter, scope_letters
from engine.course import Course
from engine.explain import Walker, grouped, shown_lines
from engine.facts import Facts, Values
from engine.model import NodeTrace, Noted, Verdict
from engine.scoping import why_outside
from rulesets.model import OTHERWISE_WORDS, Rule, RuleKind
from rulesets.operators import FieldType
from rulesets.vocabulary import FIELDS

IN_TURN = (RuleKind.HOLD, RuleKind.SPLIT, RuleKind.ROUTING, RuleKind.TRANSACTION)
"""The kinds that a decision asks."""

SAID: dict[str, Verdict] = {
    "C": "matched",
    "@": "not_matched",
    "A": "unknown",
    "F": "failed",
    "O": "off",
    "R": "not_reached",
}
"""What the letters mean."""

LETTERS: dict[Verdict, str] = {verdict: letter for letter, verdict in SAID.items()}


class Noting:
    """Notes one decision's course. `walker` walks the rules that cannot be noted."""

    def __init__(self, course: Course, walker: Walker) -> None:
        self._course, self._walker = course, walker
        self._letters: list[str] = []
        self._verdicts: list[str] = []
        self._notes: dict[int, str] = {}
        self._lines: dict[int, tuple[AskedOfLines, ...]] = {}
        self._walked: dict[int, NodeTrace] = {}
        self._applied = dict.fromkeys([rule.id for rules in course.matched.values() for rule in rules])
        self._tried = {tried.route.rule.id: tried for tried in course.tried}
        # A rule with a table is another object on each order, and keeps its id.
        self._asked = None if course.asked is None else course.asked.id
        self._told = list(dict.fromkeys([*self._applied, *self._tried, self._asked or ""]))
        self._failed = None if course.failure is None else course.failure.rule_id

    def noted(self) -> Noted:
        """Every rule of the kinds that a decision asks, in turn."""
        course, facts = self._course, self._course.facts
        for kind in IN_TURN:
            noter = course.compiled.noter(kind)
            if facts is not None and kind in course.matched:
                self._kind(noter, facts)
            else:
                self._not_reached(noter, facts)
        compiled, states = course.compiled, course.situation.snapshot.locations
        return Noted(
            "".join(self._verdicts),
            self._notes,
            " ".join(self._letters),
            {} if facts is None else self._seen(facts),
            self._lines,
            {} if facts is None else self._line_seen(facts),
            self._walked,
            {each.location.code: each.location.name for each in states} if compiled.names_locations else {},
        )

    def _not_reached(self, noter: Noter, facts: Facts | None) -> None:
        """Nothing is noted of them but why one of them failed."""
        letters = ["R"] * len(noter.rules)
        number = noter.numbers.get(self._failed or "")
        if number is not None and facts is not None:
            letters[number] = self._failure(number, noter.rules[number], facts)
        self._verdicts += letters
        self._letters.append(noter.nothing)

    def _failure(self, number: int, rule: Rule, facts: Facts) -> str:
        if not rule.in_force(facts.now):
            return "O"
        at = len(self._verdicts) + number
        if rule.when or rule.table:
            self._walked[at] = tabling.trace_of(self._walker, rule, facts)
        self._notes[at] = str(self._course.failure)
        return "F"

    def _kind(self, noter: Noter, facts: Facts) -> None:
        """A kind that was asked, all of it or up to the rule that decided."""
        try:
            said, answers = noter.run(facts.values, facts.lines, facts.now)
        except Exception:  # noqa: BLE001  whatever it was, walking the rules says whose it was
            said, answers = "", ()
        begin = len(self._verdicts)
        letters = [said[root] for root in noter.roots] if said else ["R"] * len(noter.rules)
        for number in noter.odd if said else range(len(noter.rules)):
            letters[number] = self._verdict(noter, number, said, facts)
        for number, indexes in noter.of_lines if said else ():
            self._lines[begin + number] = tuple([answers[index] for index in indexes])
        self._letters.append(said or noter.nothing)
        asked = noter.numbers.get(self._asked or "")
        if asked is not None:
            letters[asked + 1 :] = "R" * (len(letters) - asked - 1)
        failed = noter.numbers.get(self._failed or "", -1)
        if failed >= 0 and noter.rules[failed].in_force(facts.now):
            letters[failed], self._notes[begin + failed] = "F", str(self._course.failure)
        self._verdicts += letters
        for rule_id in self._told:
            number = noter.numbers.get(rule_id, -1)
            note = "" if number < 0 or letters[number] in "ORF" else self._note(noter.rules[number])
            if note:
                self._notes[begin + number] = note

    def _verdict(self, noter: Noter, number: int, said: str, facts: Facts) -> str:
        """Of an odd rule, or of any where `said` is "", since none of its kind can be noted."""
        rule, span = noter.rules[number], noter.spans[number]
        if not rule.in_force(facts.now):
            return "O"
        if rule.when is None and rule.table is None:
            return "C" if rule.id in self._told else "R"
        if said and span is not None:
            return LETTERS[verdict_of(rule, said[span[0] : span[1]], noter.rows.get(number, ()))]
        at = len(self._verdicts) + number
        self._walked[at] = tabling.trace_of(self._walker, rule, facts)
        outside = why_outside(self._walker, rule, facts)
        self._notes |= {at: outside} if outside else {}
        return LETTERS[tabling.verdict_of(self._walker, rule, facts)]

    def _note(self, rule: Rule) -> str:
        """What followed from a rule that matched."""
        tried = self._tried.get(rule.id)
        if tried is not None and tried.plan is not None and not tried.plan.shortfall:
            return "It decides."
        if tried is not None:
            return f"Nobody it allows can serve everything: {OTHERWISE_WORDS[tried.route.otherwise]}."
        if rule.id == self._asked:
            return "It decides."
        if rule.kind == RuleKind.HOLD and rule.id in self._applied and rule.actions:
            lifted = rule.id in self._course.situation.snapshot.holds_lifted
            return "Its hold was lifted." if lifted else "The order is held."
        return ""

    def _seen(self, facts: Facts) -> dict[str, Any]:
        """The values of the order; and where a scope asks for one of its lines, all that these have."""
        of_lines = self._course.compiled.scoped_lines
        every = {path: {line.get(path) for line in facts.lines} for path in of_lines}
        return plain_values(facts.values) | {path: sorted(each, key=str) for path, each in every.items()}

    def _line_seen(self, facts: Facts) -> dict[int, dict[str, Any]]:
        """The values of the lines that any question about lines tells."""
        answers = {answer for every in self._lines.values() for answer, _ in every}
        count = len(facts.lines)
        told = {at for answer in answers for at in shown_lines(line_verdicts(answer, count))}
        return {at: plain_values(facts.lines[at]) for at in sorted(told)}


def verdict_of(rule: Rule, letters: str, rows: Sequence[int]) -> Verdict:
    """What a rule says by its letters; those of each row of its table begin at one of these places."""
    begin = scope_letters(rule)
    within = grouped("all", [SAID[letter] for letter in letters[:begin]])
    if within != "matched":
        return within
    guard = "matched" if rule.when is None else SAID[letters[begin]]
    if rule.table is None:
        return guard
    return tabling.together(rule.table, guard, [SAID[letters[at]] for at in rows])


def line_verdicts(letters: str, lines: int) -> list[Verdict]:
    """What each of so many lines said: the first of its letters."""
    each = len(letters) // lines if lines else 1
    return [SAID[letters[at]] for at in range(0, len(letters), each)]


def plain_values(values: Values) -> dict[str, Any]:
    """Values as JSON can hold them and the words need them."""
    return {path: value if type(value) in _PLAIN else _plain(path, value) for path, value in values.items()}


_PLAIN = frozenset({str, int, float, bool, type(None)})


def _plain(path: str, value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if FIELDS[path].type is FieldType.INSTANT else str(value)


def read_value(path: str, plain: Any) -> Any:
    """The value as the words need it."""
    if plain is not None and FIELDS[path].type is FieldType.INSTANT:
        return datetime.fromisoformat(plain)
    return plain
