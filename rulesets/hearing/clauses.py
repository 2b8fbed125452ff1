"""Conditions as they are heard: clauses, what is said of lines, and groups of both, as plain data."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from rulesets.conditions import Match
from rulesets.hearing.ear import Ear, Heard, Hole, distinct
from rulesets.hearing.frames import Given, Net, hear_frames
from rulesets.hearing.lexicon import Lexicon, Option, lexicon
from rulesets.hearing.values import register
from rulesets.operands import COUNT_FIELD, compared_operators
from rulesets.operators import ORDERED, Operand, Operator
from rulesets.sentences.demands import AND_WHERE, THAT
from rulesets.sentences.forms import number_word
from rulesets.sentences.frames import frame, lines_frame
from rulesets.sentences.groups import (
    CLAUSES,
    OF_A_LINE,
    OF_WHICH,
    OVER_ALL,
    OVER_THOSE,
    PAIRS,
    QUANTIFIERS,
    Wording,
)
from rulesets.vocabulary import FIELDS, Field

Data = dict[str, Any]
Sort = Literal["clause", "line", "place"]
MOST_IN_GROUP = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """What conditions may be about here: the fields of these entities, and lines or not."""

    entities: tuple[str, ...]

    @property
    def of_line(self) -> bool:
        """Whether it is said of a line, beginning with a verb."""
        return self.entities == ("line",)

    @property
    def wording(self) -> Wording:
        """How its groups announce themselves."""
        return OF_A_LINE if self.of_line else CLAUSES


LINE, PLACE = Asked(("line",)), Asked(("location",))


@cache
def _conditions(entities: tuple[str, ...]) -> Net[tuple[Field, Operator]]:
    net: Net[tuple[Field, Operator]] = Net()
    clauses = entities != ("line",)
    for field in FIELDS.values():
        if field.entity not in entities or (clauses and field.entity == "line"):
            continue
        for operator in field.operators:
            labels = ((field.label, field.help), (operator.words, ""))
            said, offered = frame(field, operator), not field.missing_because
            net.add(said, (field, operator), labels, offered=offered)
            if EXACTLY in said:
                net.add(said.replace(EXACTLY, ""), (field, operator), labels, offered=False)
    return net


EXACTLY = "exactly "
"""May be left out: `the total is £5.00`."""


@cache
def _totals() -> Net[tuple[str | None, Operator]]:
    net: Net[tuple[str | None, Operator]] = Net()
    for operator in compared_operators(COUNT_FIELD):
        net.add(lines_frame(None, operator), (None, operator), (("How many lines", ""), (operator.words, "")))
    for field in FIELDS.values():
        if field.entity == "line" and field.type in ORDERED:
            for operator in compared_operators(field):
                labels = ((f"{field.label}, added up", field.help), (operator.words, ""))
                net.add(lines_frame(field, operator), (field.path, operator), labels)
    return net


def operand(operator: Operator, given: Given) -> Data:
    """The operand as plain data: nothing, a value, or two."""
    if operator.operand is Operand.NONE:
        return {}
    return {"value": given["value"] if "value" in given else [given["low"], given["high"]]}


ONE_OF = {"is": "one_of", "is_not": "not_one_of"}


def condition(field: Field, operator: Operator, given: Given) -> Data:
    """A condition as plain data; `is a or b` is *is one of*, and `is one of a` is *is*."""
    data, name = operand(operator, given), operator.name
    if isinstance(data.get("value"), list) and operator.operand is Operand.ONE:
        several = len(data["value"]) > 1
        name, data = (ONE_OF[name], data) if several else (name, {"value": data["value"][0]})
    return {"field": field.path, "operator": name, **data}


def hear_tree(ear: Ear, asked: Asked, at: int) -> Heard[Data]:
    """A condition, or a group that shows where it ends."""
    ear.parts.add(at)
    return ear.once(("tree", asked, at), lambda: list(_trees(ear, asked, at)))


def _trees(ear: Ear, asked: Asked, at: int) -> Iterator[tuple[Data, int]]:
    if at in ear.holes:
        yield Hole(), ear.holes[at]
    for (field, operator), given, end in _framed(ear, _conditions(asked.entities), at):
        yield ear.marked(condition(field, operator, given), at, end), end
    if "line" in asked.entities and not asked.of_line:
        for data, end in _lines(ear, at):
            yield ear.marked(data, at, end), end
    for (match, many), end in ear.phrase(_openings(asked.of_line), at):
        for parts, last in _counted(ear, asked, match, many, end):
            yield ear.marked({match: parts}, at, last), last


def _framed(ear: Ear, net: Net[Any], at: int) -> Iterator[tuple[Any, Given, int]]:
    return ((leads, given, end) for (leads, given), end in hear_frames(ear, net, at))


Opening = tuple[Match, int]


@cache
def _openings(of_line: bool) -> Lexicon[Opening]:
    """How groups begin -> how their parts count, and how many there are."""
    wording = OF_A_LINE if of_line else CLAUSES
    found: list[tuple[str, Opening]] = [(wording.anything, ("all", 0)), (wording.denied, ("none", 1))]
    found += [(first, (match, 2)) for match, (first, _) in PAIRS.items()]
    for match, words in wording.announced.items():
        for count in range(3, MOST_IN_GROUP):
            found.append((words.format(number_word(count)), (match, count)))
            if number_word(count) != str(count):
                found.append((words.format(count), (match, count)))
    return lexicon((words.strip(), leads) for words, leads in found)


def _counted(ear: Ear, asked: Asked, match: Match, many: int, at: int) -> Heard[list[Data]]:
    """So many parts, with what stands between them."""
    joints = _joints(match, many)
    heard: Heard[list[Data]] = [([], at)]
    for index in range(many):
        places = heard if index == 0 else [(p, e) for p, end in heard for _, e in ear.phrase(joints, end)]
        heard = [
            ([*parts, part], end) for parts, place in places for part, end in hear_tree(ear, asked, place)
        ]
    return heard


@cache
def _joints(match: Match, many: int) -> Lexicon[None]:
    if many == 2:
        return lexicon([(PAIRS[match][1].strip(), None)])
    word = "and" if match == "all" else "or"
    return Lexicon([(Option(f", {word}"), None), (Option(word, offered=False), None)])


@cache
def _line_words() -> tuple[Lexicon[str], Lexicon[None], Lexicon[bool]]:
    return (
        lexicon((words, lines) for lines, words in QUANTIFIERS.items()),
        lexicon([(OF_WHICH.strip(), None)]),
        lexicon([(OVER_ALL.strip(), True), (OVER_THOSE.strip() + OF_WHICH.rstrip(), False)]),
    )


def _lines(ear: Ear, at: int) -> Iterator[tuple[Data, int]]:
    quantifiers, of_which, over = _line_words()
    for lines, end in ear.phrase(quantifiers, at):
        for where, last in hear_of_line(ear, end):
            yield {"lines": lines, "where": where}, last
    for (of, operator), given, end in _framed(ear, _totals(), at):
        compared = {"operator": operator.name, **operand(operator, given)}
        if of is None:
            yield {"lines": "count", "where": {"all": []}, **compared}, end
            wheres = [pair for _, place in ear.phrase(of_which, end) for pair in hear_of_line(ear, place)]
            yield from (({"lines": "count", "where": where, **compared}, last) for where, last in wheres)
            continue
        for all_lines, place in ear.phrase(over, end):
            wheres = [({"all": []}, place)] if all_lines else hear_of_line(ear, place)
            yield from (
                ({"lines": "sum", "where": where, "of": of, **compared}, last) for where, last in wheres
            )


def hear_of_line(ear: Ear, at: int) -> Heard[Data]:
    """What is said of a line: conditions joined by `and`, or by `or`, as one group."""
    return ear.once(("of line", at), lambda: _joined(ear, LINE, at, ("and", "or")))


def hear_of_place(ear: Ear, at: int) -> Heard[Data]:
    """What is said of a location: clauses joined by `and`, as one group."""
    return ear.once(("of place", at), lambda: _joined(ear, PLACE, at, (AND_WHERE.strip(),)))


def _joined(ear: Ear, asked: Asked, at: int, joints: Iterable[str]) -> Heard[Data]:
    """One part, or several with the same word between them."""
    firsts = hear_tree(ear, asked, at)
    found = [(as_group(part), end) for part, end in firsts]
    for joint in joints:
        between = _joint(joint)
        heard: Heard[list[Data]] = [([part], end) for part, end in firsts]
        while heard:
            heard = [
                ([*parts, part], end)
                for parts, place in heard
                for _, after in ear.phrase(between, place)
                for part, end in hear_tree(ear, asked, after)
            ]
            heard = distinct(heard)
            found += [({"all" if joint == "and" else "any": parts}, end) for parts, end in heard]
    return [(ear.marked(group, at, end), end) for group, end in found]


@cache
def _joint(word: str) -> Lexicon[None]:
    labels = {
        "and": "Another condition, which must hold too",
        "or": "Another condition, of which one must hold",
    }
    return Lexicon([(Option(word, labels[word]), None)])


def as_group(part: Data) -> Data:
    """The part as a group of its own."""
    return part if set(part) <= {"all", "any", "none"} and part else {"all": [part]}


def _that(ear: Ear, _of: str, at: int) -> Heard[Data]:
    return [pair for _, end in ear.phrase(_that_words(), at) for pair in hear_of_line(ear, end)]


@cache
def _that_words() -> Lexicon[None]:
    return lexicon([(THAT.strip(), None)])


register("lines", _that)
register("places", lambda ear, _of, at: hear_of_place(ear, at))
