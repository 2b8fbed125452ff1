"""Lexicon: phrases of several words, found word by word, each with what it leads to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from rulesets.hearing.tokens import norms

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Option:
    """Something that could stand at a place: what to write, what it is called, and what it does.
    `offered`: it is suggested; what is only tolerated is not."""

    text: str
    label: str = ""
    help: str = ""
    offered: bool = True


@dataclass(slots=True)
class Branch(Generic[T]):
    """What may follow the words so far: more words, and what the words so far lead to."""

    words: dict[str, "Branch[T]"] = field(default_factory=dict)
    leads: list[tuple[Option, T]] = field(default_factory=list)

    def options(self) -> Iterator[Option]:
        """Every phrase that begins with the words so far."""
        for option, _ in self.leads:
            yield option
        for branch in self.words.values():
            yield from branch.options()


class Lexicon(Generic[T]):
    """Phrases and what they lead to."""

    def __init__(self, phrases: Iterable[tuple[Option, T]] = ()) -> None:
        self.root: Branch[T] = Branch()
        for option, leads in phrases:
            self.add(option, leads)

    def add(self, option: Option, leads: T) -> None:
        """Take another phrase; of two that read the same both are found."""
        branch = self.root
        for word in norms(option.text):
            branch = branch.words.setdefault(word, Branch())
        branch.leads.append((option, leads))

    def leading(self, text: str) -> T | None:
        """What exactly this phrase leads to, None when it is not there."""
        branch: Branch[T] | None = self.root
        for word in norms(text):
            branch = branch.words.get(word) if branch is not None else None
        return branch.leads[0][1] if branch is not None and branch.leads else None

    def __bool__(self) -> bool:
        return bool(self.root.words)


def lexicon(words: Iterable[tuple[str, T]]) -> Lexicon[T]:
    """A lexicon of phrases that need no label."""
    return Lexicon((Option(text), leads) for text, leads in words)
