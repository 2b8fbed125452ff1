"""What is saved beside the draft, and read again after a restart: ids of parts, and steps that can be undone.

Pure. A save holds the draft after one step. The steps of the window that saved last are gone through again,
from the oldest that is kept; a save by another window, or one that merged, is where they begin.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from rulesets.model import RuleKind
from ui.builder.history import History
from ui.builder.model import EditedRule, EditedRules, from_plain, ids_of

Way = Literal["edit", "undo", "redo", "merge", ""]


@dataclass(frozen=True, slots=True)
class Did:
    """What was done last: an edit, an undo, a redo or a merge; `done` and `typed` as in a `Step`."""

    way: Way = ""
    done: str = ""
    typed: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """One save: the draft as plain data, what was kept beside it, when."""

    lock: int
    data: Mapping[str, Any]
    beside: Any
    at: datetime


def beside(edited: EditedRules, window: str, did: Did, entries: Any) -> dict[str, Any]:
    """What is kept beside the draft, as plain data. `entries`: what makes the keys of entries."""
    return {
        "entries": entries,
        "ids": ids_of(edited),
        "window": window,
        "way": did.way,
        "done": did.done,
        "typed": did.typed,
    }


def read_again(data: Mapping[str, Any], kept: Any, lock: int, maker: str = "") -> EditedRules:
    """The draft with the ids that were kept beside it. A rule that has none gets those that every window
    gives it at this lock, and no later one."""
    return from_plain(data, _asked(kept, "ids", {}), f"d{lock}n", maker or f"d{lock}n")


def entries_of(kept: Any) -> tuple[int, Mapping[str, int]]:
    """What makes the keys of entries: a page that outlived the server goes on with the same ones."""
    generation, stamps = (*_asked(kept, "entries", []), None, None)[:2]
    fits = isinstance(generation, int) and isinstance(stamps, dict)
    return (generation, stamps) if fits else (0, {})


def _asked(kept: Any, name: str, nothing: Any) -> Any:
    found = kept.get(name) if isinstance(kept, Mapping) else None
    return found if isinstance(found, type(nothing)) else nothing


def steps_of(saves: Sequence[Kept], now: EditedRules, lock: int, window: str, others: bool) -> History:
    """The draft with the steps that its last window took. `saves`: newest first. Another window may take
    them back only when no others have the draft open: they may be theirs."""
    run = _run(saves, lock)
    if not run or (others and _asked(run[0].beside, "window", "") != window):
        return History(now)
    base = saves[len(run)] if len(saves) > len(run) and saves[len(run)].lock == run[-1].lock - 1 else None
    reading = _Reading(saves[0], now)
    history = History(reading.state(base or run[-1]))
    for save in reversed(run if base else run[:-1]):
        history = _again(history, save, reading.state(save))
    return replace(history, now=now) if history.now == now else History(now)


def _run(saves: Sequence[Kept], lock: int) -> list[Kept]:
    """The latest saves of one window, newest first, without a gap, up to its last merge."""
    run: list[Kept] = []
    for place, save in enumerate(saves):
        window, way = _asked(save.beside, "window", ""), _asked(save.beside, "way", "")
        own = bool(window) and (not run or window == _asked(run[0].beside, "window", ""))
        if not own or way not in ("edit", "undo", "redo") or save.lock != lock - place:
            break
        run.append(save)
    return run


class _Reading:
    """Reads saves one after the other; a rule that stands in them as before is the very same object, since
    most are, and reading fifty large drafts anew takes seconds."""

    def __init__(self, newest: Kept, now: EditedRules) -> None:
        self._now = now
        self._seen: dict[str, tuple[Any, EditedRule]] = {}
        self._learn(newest, now.rules)

    def _learn(self, save: Kept, rules: Iterable[EditedRule]) -> None:
        said = dict(_rules_in(save))
        self._seen |= {rule.id: (said.get((rule.kind, rule.id)), rule) for rule in rules}

    def state(self, save: Kept) -> EditedRules:
        """The draft as this save has it."""
        said = _rules_in(save)
        new = [(kind, each) for (kind, each), written in said if self._seen.get(each, ("",))[0] != written]
        self._learn(save, self._read(save, set(new)).rules)
        rules = tuple(self._seen[each][1] for (_, each), _ in said)
        header = {name: value for name, value in save.data.items() if name != "rules"}
        return EditedRules(header, rules, self._now.made, self._now.maker)

    @staticmethod
    def _read(save: Kept, wanted: Container[tuple[str, str]]) -> EditedRules:
        """Those rules; all of them when no ids are kept, since they are then given in one row."""
        if not _asked(save.beside, "ids", {}):
            return read_again(save.data, save.beside, save.lock)
        some = {
            kind: [rule for rule in rules or () if (kind, str(rule["id"])) in wanted]
            for kind, rules in save.data["rules"].items()
        }
        return read_again({**save.data, "rules": some}, save.beside, save.lock)


def _rules_in(save: Kept) -> list[tuple[tuple[str, str], Any]]:
    """What a save has of each rule, with the ids of its parts; kind after kind."""
    ids = _asked(save.beside, "ids", {})
    kinds = ((kind.value, save.data["rules"].get(kind.value) or ()) for kind in RuleKind)
    return [((k, str(rule["id"])), (k, rule, ids.get(rule["id"]))) for k, rules in kinds for rule in rules]


def _again(history: History, save: Kept, state: EditedRules) -> History:
    way = _asked(save.beside, "way", "")
    if way == "edit":
        done, typed = _asked(save.beside, "done", ""), _asked(save.beside, "typed", "")
        return history.edited(state, done, save.at, typed)
    moved = history.undone() if way == "undo" else history.redone()
    return moved if moved.now == state else History(state)
