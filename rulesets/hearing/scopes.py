"""For which orders a rule is meant, as it is heard: `for 20% of orders from web shop to the country GB`."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from rulesets.hearing.ear import Ear
from rulesets.hearing.frames import Net, hear_frames
from rulesets.hearing.lexicon import Lexicon, Option
from rulesets.sentences.scope import AND_REGIONS, FOR, LISTS, ORDERS, SHARE

Data = dict[str, Any]
_LABELS = {
    "channels": "Of these channels",
    "countries": "To these countries",
    "regions": "To these regions",
    "categories": "With a line of these categories",
}


def hear_scope(ear: Ear, at: int) -> Iterator[tuple[Data, int]]:
    """The scope that begins here."""
    for _, begun in ear.phrase(_FOR, at):
        shares = [({}, begun), *((dict(given), end) for (_, given), end in hear_frames(ear, _share(), begun))]
        for share, place in shares:
            for _, end in ear.phrase(_ORDERS, place):
                for scope, last in _lists(ear, share, end):
                    yield ear.marked(scope, at, last), last


def _lists(ear: Ear, share: Data, at: int) -> list[tuple[Data, int]]:
    """The share with each of the lists that follow, the longest first."""
    found: list[tuple[Data, int]] = [(share, at)]
    for key in LISTS:
        longer = [
            ({**scope, **given}, end)
            for scope, place in found
            for (_, given), end in hear_frames(ear, _list(key, "countries" in scope), place)
        ]
        found = [*longer, *found]
    return found


@cache
def _list(key: str, after_countries: bool) -> Net[None]:
    template = AND_REGIONS if key == "regions" and after_countries else LISTS[key]
    return _net(template, _LABELS[key])


@cache
def _share() -> Net[None]:
    return _net(SHARE, "A share of orders")


def _net(template: str, label: str) -> Net[None]:
    net: Net[None] = Net()
    net.add(template, None, ((label, ""),))
    return net


_FOR: Lexicon[None] = Lexicon([(Option(FOR.strip(), "Only for some orders"), None)])
_ORDERS: Lexicon[None] = Lexicon([(Option(ORDERS, "For which orders"), None)])
