"""Ear: hears phrases and values at a place of the text, and remembers what it would have liked to hear.

Every `hear…` takes a place (the index of a token) and gives all that can be heard there, each with the
place after it. Nothing is heard twice at one place, so that long sentences stay quick; of two readings
that end at one place the first is kept, since no two differ there in a sentence that the grammar makes.
What was wanted furthest to the right says where the sentence is not understood, and why.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from rulesets.hearing.lexicon import Branch, Lexicon, Option
from rulesets.hearing.tokens import Token, tokens_of
from rulesets.sentences.words import Names

T = TypeVar("T")
Heard = list[tuple[T, int]]


@dataclass(frozen=True, slots=True)
class Want:
    """From token `at` on something was looked for, and found wanting at token `reach`. `wrong`: what was
    found there instead is known to be wrong, and this says why. `end`, when it is not 0: the options are
    for the words up to this token, whatever they are."""

    at: int
    reach: int
    options: Callable[[], Iterable[Option]]
    wrong: str = ""
    end: int = 0


class Hole(dict[str, Any]):
    """Stands for a part that was not understood."""


class Ear:
    """A text that is listened to. `parts`: places where a condition or an action was looked for; `texts`:
    words that were taken for free text; `holes`: parts to be left out, from their place to the place after;
    `spans`: where each part stands, by the identity of its data."""

    def __init__(self, text: str, names: Names, tokens: tuple[Token, ...] | None = None) -> None:
        self.text, self.names = text, names
        self.tokens = tokens_of(text) if tokens is None else tokens
        self.norms = tuple(token.norm for token in self.tokens)
        self.last = len(self.tokens)
        self.ends = {token.end: index + 1 for index, token in enumerate(self.tokens)}
        self.furthest = -1
        self.wants: list[Want] = []
        self.parts: set[int] = set()
        self.texts: set[int] = set()
        self.holes: dict[int, int] = {}
        self.spans: dict[int, tuple[int, int]] = {}
        self._known: dict[Any, Any] = {}

    def norm(self, at: int) -> str:
        """The token at a place as it is compared, "" after the last."""
        return self.norms[at] if at < self.last else ""

    def once(self, key: Any, hear: Callable[[], Heard[T]]) -> Heard[T]:
        """What is heard there; from memory when it was asked before."""
        if key not in self._known:
            self._known[key] = []
            self._known[key] = distinct(hear())
        found: Heard[T] = self._known[key]
        return found

    def want(self, want: Want) -> None:
        """Remember what was wanted, if nothing was further to the right."""
        if want.reach > self.furthest:
            self.furthest, self.wants = want.reach, []
        if want.reach == self.furthest:
            self.wants.append(want)

    def phrase(self, lexicon: Lexicon[T], at: int) -> Heard[T]:
        """What the phrases that stand here lead to, the shortest first."""
        branch, reach, found = lexicon.root, at, list[tuple[T, int]]()
        while branch is not None:
            found.extend((leads, reach) for _, leads in branch.leads)
            following = branch.words.get(self.norm(reach))
            if following is None:
                if reach >= self.furthest and branch.words:
                    self._want_more(branch, at, reach)
                break
            branch, reach = following, reach + 1
        return found

    def _want_more(self, branch: Branch[Any], at: int, reach: int) -> None:
        def more() -> Iterable[Option]:
            return (option for words in branch.words.values() for option in words.options())

        self.want(Want(at, reach, more))

    def marked(self, part: T, start: int, end: int) -> T:
        """The part, of which is remembered where it was heard."""
        self.spans.setdefault(id(part), (start, end))
        return part

    def letters(self, start: int, end: int) -> tuple[int, int]:
        """Where the tokens from `start` to before `end` stand in the text."""
        if start >= self.last:
            return len(self.text), len(self.text)
        return self.tokens[start].start, self.tokens[max(start, end - 1)].end


def distinct(found: Heard[T]) -> Heard[T]:
    """The first reading for each place where one ends."""
    by_end: dict[int, T] = {}
    for value, end in found:
        by_end.setdefault(end, value)
    return [(value, end) for end, value in by_end.items()]
