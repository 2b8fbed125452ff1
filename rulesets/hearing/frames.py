"""Frames: many templates as one net of words and slots, so that hearing them all costs like hearing one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from rulesets.hearing.ear import Ear, Heard
from rulesets.hearing.lexicon import Lexicon, Option
from rulesets.hearing.values import hear_value
from rulesets.sentences.templates import STOP, Slot, Words, pieces

T = TypeVar("T")


@dataclass(slots=True)
class Net(Generic[T]):
    """A place in the net: the words and the slots that may follow, and what ends here."""

    words: Lexicon["Net[T]"] = field(default_factory=Lexicon)
    slots: dict[Slot, "Net[T]"] = field(default_factory=dict)
    ends: list[T] = field(default_factory=list)

    def add(
        self, template: str, leads: T, labels: Iterable[tuple[str, str]], *, offered: bool = True
    ) -> None:
        """Take a template; `labels` say what its words are called, from the first on. One that is not
        `offered` is only understood."""
        net, named = self, iter(labels)
        for chunk in _chunks(template):
            if isinstance(chunk, Slot):
                net = net.slots.setdefault(chunk, Net())
                continue
            label, about = next(named, ("", ""))
            following = net.words.leading(chunk)
            if following is None:
                following = Net()
                net.words.add(Option(chunk, label, about, offered), following)
            net = following
        net.ends.append(leads)


def _chunks(template: str) -> Iterator[str | Slot]:
    """The slots of a template, and the words between them up to each place where a suggestion stops."""
    said = ""
    for piece in pieces(template):
        if isinstance(piece, Words) and piece is not STOP:
            said += piece.text
            continue
        if said.strip():
            yield said.strip()
        said = ""
        if isinstance(piece, Slot):
            yield piece
    if said.strip():
        yield said.strip()


Given = Mapping[str, Any]


def hear_frames(ear: Ear, net: Net[T], at: int) -> Heard[tuple[T, Given]]:
    """What the templates that stand here lead to, each with the values of its slots."""
    return [((leads, dict(given)), end) for leads, given, end in _follow(ear, net, at)]


def _follow(ear: Ear, net: Net[T], at: int) -> Iterator[tuple[T, tuple[tuple[str, Any], ...], int]]:
    for leads in net.ends:
        yield leads, (), at
    for following, end in ear.phrase(net.words, at):
        yield from _follow(ear, following, end)
    for slot, following in net.slots.items():
        for value, end in hear_value(ear, slot.form, slot.of, at):
            for leads, given, last in _follow(ear, following, end):
                yield leads, ((slot.arg, value), *given), last
