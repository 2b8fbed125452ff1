"""The order of rules that two sides arranged: a pair changes places when either side changed it. Pure."""

from collections.abc import Sequence


def merged_order(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Everything that stands in any of the three, once. Which side is which makes no difference."""
    if list(mine) == list(theirs):
        return _with_rest(mine, base)
    if list(base) == list(theirs):
        return _with_rest(mine, base)
    if list(base) == list(mine):
        return _with_rest(theirs, base)
    return _queue(_Places(base, mine, theirs))


def _with_rest(order: Sequence[str], base: Sequence[str]) -> list[str]:
    """The order, with what only the base has after what stood before it there."""
    found = list(order)
    for place, each in enumerate(base):
        if each not in found:
            before = next((other for other in reversed(base[:place]) if other in found), None)
            found.insert(0 if before is None else found.index(before) + 1, each)
    return found


class _Places:
    """Where each stands on each side; -1 where it does not."""

    def __init__(self, base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> None:
        self.sides = [{each: place for place, each in enumerate(side)} for side in (base, mine, theirs)]
        self.all = sorted({each for side in self.sides for each in side}, key=self.key)

    def key(self, each: str) -> tuple[int, str]:
        """What decides where nothing else does: the place in the base, at the end for a new one; the id."""
        return self.sides[0].get(each, len(self.sides[0])), each

    def is_before(self, one: str, other: str) -> bool | None:
        """Whether one stands before the other; None when no side has both."""
        said = [self._says(side, one, other) for side in self.sides]
        base, changed = said[0], [each for each in said[1:] if each is not None]
        if base is not None:
            return not base if (not base) in changed else base
        return changed[0] if changed and len(set(changed)) == 1 else None

    @staticmethod
    def _says(side: dict[str, int], one: str, other: str) -> bool | None:
        return side[one] < side[other] if one in side and other in side else None


def _queue(places: _Places) -> list[str]:
    """Whoever has nobody before it goes first; in a circle, whoever has the fewest."""
    ahead = {one: {other for other in places.all if places.is_before(other, one)} for one in places.all}
    queue: list[str] = []
    while ahead:
        first = min(ahead, key=lambda each: (len(ahead[each]), places.key(each)))
        del ahead[first]
        queue.append(first)
        for others in ahead.values():
            others.discard(first)
    return queue
