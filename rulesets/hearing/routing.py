"""What a routing rule does, as it is heard: ways, whom it chooses among, demands, ranks, otherwise."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from rulesets.actions import Rank
from rulesets.hearing.acting import action_data, heads, hear_action, hear_phrased
from rulesets.hearing.clauses import Data
from rulesets.hearing.ear import Ear, Heard, Hole
from rulesets.hearing.frames import Net, hear_frames
from rulesets.hearing.lexicon import Lexicon, Option
from rulesets.model import OTHERWISE_WORDS
from rulesets.sentences.actions import RETRY
from rulesets.sentences.phrases import ALL_LOCATIONS, ALL_WITH_STOCK, BASES, CHOOSE_ONE, Saying
from rulesets.sentences.routing import PREFERRED, YES_NO, rank_table, tie_frame
from rulesets.sentences.templates import slots

WAYS, DEMANDS, DISTANCE = ("routing", "ways"), ("routing", "demands"), ("routing", "distance")


def hear_routing(ear: Ear, at: int, *, default: bool) -> Heard[list[Data]]:
    """The actions of a routing rule, in the order in which they are said."""
    ways: Heard[list[Data]] = [([way], end) for way, end in hear_action(ear, WAYS, at)]
    starts: Heard[list[Data]] = [([], at)]
    found: Heard[list[Data]] = []
    while ways:
        found += ways
        starts += [(said, place) for said, end in ways for place in _after_comma(ear, end)]
        more = [(said, place) for said, end in ways for place in _after_comma(ear, end)]
        ways = [([*said, way], end) for said, place in more for way, end in hear_action(ear, WAYS, place)]
    for said, place in starts:
        found += [([*said, *chosen], end) for chosen, end in _choosing(ear, place, default=default)]
    return found


def _after_comma(ear: Ear, at: int) -> list[int]:
    return [end for _, end in ear.phrase(_COMMA, at)]


_COMMA: Lexicon[None] = Lexicon([(Option(",", "And more"), None)])


def _choosing(ear: Ear, at: int, *, default: bool) -> Iterator[tuple[list[Data], int]]:
    """Whom it chooses among, then what is asked of them and what is better."""
    heard: Heard[list[Data]] = list(_among(ear, at, default=default))
    heard += [([*base, demand], end) for base, place in heard for demand, end in _within(ear, place)]
    while heard:
        yield from heard
        heard = [
            ([*said, item], last)
            for said, end in heard
            for place in _after_comma(ear, end)
            for item, last in _items(ear, place)
        ]


def _within(ear: Ear, at: int) -> Heard[Data]:
    """The distance, which follows without a comma."""
    return hear_action(ear, DISTANCE, at)


def _among(ear: Ear, at: int, *, default: bool) -> Iterator[tuple[list[Data], int]]:
    ear.parts.add(at)
    if at in ear.holes:
        yield [Hole()], ear.holes[at]
    for _, end in ear.phrase(_everywhere(default), at):
        yield [], end
    for data, end in hear_phrased(ear, _bases(), at):
        yield [ear.marked(data, at, end)], end


@cache
def _everywhere(default: bool) -> Lexicon[None]:
    words = (ALL_WITH_STOCK, ALL_LOCATIONS) if default else (ALL_LOCATIONS, ALL_WITH_STOCK)
    return Lexicon((Option(text, "All locations", offered=text == words[0]), None) for text in words)


@cache
def _bases() -> Any:
    one = {kind: Saying((CHOOSE_ONE,)) for kind in BASES if CHOOSE_ONE.template.find(_list_of(kind)) > 0}
    net = heads(BASES)
    for kind, saying in one.items():
        net.add(saying.heads[0].template, (kind, saying.heads[0]), ((kind.label, ""),))
    return net


def _list_of(kind: Any) -> str:
    return slots(BASES[kind].heads[0].template)[0].arg


def _items(ear: Ear, at: int) -> Heard[Data]:
    return [*hear_action(ear, DEMANDS, at), *hear_rank(ear, at)]


def hear_rank(ear: Ear, at: int) -> Heard[Data]:
    """`nearest first`, `then nearest`: a rank with the band in which it is a tie."""
    ear.parts.add(at)
    return ear.once(("rank", at), lambda: list(_ranks(ear, at)))


def _ranks(ear: Ear, at: int) -> Iterator[tuple[Data, int]]:
    starts = [at, *(end for _, end in ear.phrase(_THEN, at))]
    for place in starts:
        for key, end in ear.phrase(_rank_words(), place):
            ends = [end] if key[3] else [*(last for _, last in ear.phrase(_FIRST, end)), end]
            for last in ends:
                yield from _tied(ear, key, at, last)
        for (_, given), end in hear_frames(ear, _preferred(), place):
            yield ear.marked(action_data(Rank, {"by": "preferred", **given}), at, end), end


_THEN = Lexicon([(Option("then", "The next wish"), None)])
_FIRST = Lexicon([(Option("first", "The first wish"), None)])
Key = tuple[str, str | None, str, bool]


@cache
def _rank_words() -> Lexicon[Key]:
    """The words of every rank; those of a yes or no with their `first` before them, too."""
    found: list[tuple[Option, Key]] = []
    for (by, path, first), words in rank_table().items():
        yes_no = words.startswith(YES_NO)
        if not yes_no:
            found.append((Option(words, "Prefer"), (by, path, first, False)))
            continue
        found.append((Option(f"first {words}", "Prefer"), (by, path, first, True)))
        found.append((Option(words, "Prefer", offered=False), (by, path, first, True)))
    return Lexicon(found)


def _tied(ear: Ear, key: Key, at: int, end: int) -> Iterator[tuple[Data, int]]:
    by, path, first, _ = key
    said = {"by": by, "field": path, "first": first}
    rank = action_data(Rank, said)
    if not key[3]:
        frame = tie_frame(Rank(by=by, field=path))
        for (_, given), last in hear_frames(ear, _tie(frame), end):
            yield ear.marked(action_data(Rank, {**said, **given}), at, last), last
    yield ear.marked(rank, at, end), end


@cache
def _tie(frame: str) -> Net[None]:
    net: Net[None] = Net()
    net.add(frame, None, (("A tie within", ""),))
    return net


@cache
def _preferred() -> Net[None]:
    net: Net[None] = Net()
    net.add(PREFERRED, None, (("Preferred order of locations", ""),))
    return net


def hear_otherwise(ear: Ear, at: int) -> Heard[Data]:
    """What is done when nobody can serve: `otherwise`, and after how long it is tried again."""
    found: Heard[Data] = [({"otherwise": key}, end) for key, end in ear.phrase(_otherwise(), at)]
    for (_, given), end in hear_frames(ear, _retry(), at):
        found.append(({"otherwise": "retry", **given}, end))
    return [(ear.marked(data, at, end), end) for data, end in found]


@cache
def _otherwise() -> Lexicon[str]:
    return Lexicon(
        (Option(words, "When nobody can serve"), key)
        for key, words in OTHERWISE_WORDS.items()
        if key != "retry"
    )


@cache
def _retry() -> Net[None]:
    net: Net[None] = Net()
    net.add(RETRY, None, (("When nobody can serve", ""),))
    return net
