"""Sends of a large view only what changed: the page keeps the view, and applies the change to it.

A State names its views in `MIRRORED`. Each is replaced whole and never changed in place; what goes to the
page is then the change from what was sent before, numbered. A page that missed one (`ui/serving/mirror.js`
sees it by the number) asks for the whole by `send_whole`.

A change is a list: [0, value] another value; [1, {name: change}] fields of an object; [2, {index: change}]
places of a list; [3, start, removed, [values]] a part of a list exchanged.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, ClassVar

import reflex as rx
from reflex.istate.delta import Delta
from reflex.state import _override_base_method
from reflex_base.constants.state import FIELD_MARKER

from ui.guard import guarded

Change = list[Any]


class Mirrored(rx.State, mixin=True):
    """A State whose views named in `MIRRORED` travel as changes."""

    MIRRORED: ClassVar[tuple[str, ...]] = ()
    _sent: tuple[Mapping[str, tuple[int, Any]], ...] = ()
    """By view: the number of what the page has, and that; in a tuple so that Reflex hands it out as it is."""

    @_override_base_method
    def get_delta(self) -> Delta:
        """What changed since the last one, the views as numbered changes."""
        delta = super().get_delta()
        own = delta.get(self.get_full_name(), {})
        sent = dict(self._sent[0]) if self._sent else {}
        for name in self.MIRRORED:
            key = name + FIELD_MARKER
            if key in own:
                number, before = sent.get(name, (0, None))
                own[key] = _packed(number, before, own[key])
                sent[name] = (number + 1, self.get_value(name))
        if sent:
            self._sent = (sent,)
        return delta

    @_override_base_method
    def dict(self, include_computed: bool = True, initial: bool = False, **more: Any) -> dict[str, Any]:
        """Everything whole, as for a page that was just loaded. A State that remembers nothing says nothing:
        a new page has the same to begin with, and one that outlived the server keeps what it shows."""
        found: dict[str, Any] = super().dict(include_computed, initial, **more)
        if initial or self._remembers():
            self._sent = ({name: (0, self.get_value(name)) for name in self.MIRRORED},)
        else:
            self._sent, found[self.get_full_name()] = (), {}
        return found

    def _remembers(self) -> bool:
        """Whether it holds anything that the page does not have from the beginning."""
        return True

    @rx.event
    @guarded
    async def send_whole(self) -> None:
        """The page missed a change: send the views whole."""
        self._sent = ()
        for name in self.MIRRORED:
            setattr(self, name, self.get_value(name))


def _packed(number: int, before: Any, now: Any) -> Mapping[str, Any]:
    if before is None:
        return {"$whole": [number + 1, now]}
    nothing: Change = [2 if isinstance(now, list) else 1, {}]
    return {"$patch": [number, number + 1, change(before, now) or nothing]}


def change(old: Any, new: Any) -> Change | None:
    """What must be done to `old`, a value of dataclasses, mappings, lists and plain values, to have `new`;
    None when they are the same."""
    if old is new or old == new:
        return None
    if is_dataclass(old) and type(old) is type(new):
        names = [each.name for each in fields(old)]
        return [1, _changed({n: (getattr(old, n), getattr(new, n)) for n in names})]
    if isinstance(old, Mapping) and isinstance(new, Mapping) and list(old) == list(new):
        return [1, _changed({name: (old[name], new[name]) for name in old})]
    if isinstance(old, list) and isinstance(new, list):
        return _list_change(old, new)
    return [0, new]


def _changed(pairs: Mapping[Any, tuple[Any, Any]]) -> Mapping[Any, Change]:
    found = {name: change(old, new) for name, (old, new) in pairs.items()}
    return {name: each for name, each in found.items() if each is not None}


def _list_change(old: Sequence[Any], new: Sequence[Any]) -> Change:
    if len(old) == len(new):
        return [2, _changed(dict(enumerate(zip(old, new, strict=True))))]
    most = min(len(old), len(new))
    start = next((n for n in range(most) if old[n] != new[n]), most)
    end = next((n for n in range(most - start) if old[-1 - n] != new[-1 - n]), most - start)
    return [3, start, len(old) - start - end, list(new[start : len(new) - end])]
