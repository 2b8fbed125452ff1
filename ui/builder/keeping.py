"""What is saved beside the draft, and read again after a restart: ids of parts, and steps that can be undone.

Pure. A save holds the draft after one step. The steps of the window that saved last are gone through again,
from the oldest that is kept; a save by another window, or one that merged, is where they begin.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from ui.builder.history import History
from ui.builder.model import EditedRules, from_plain, ids_of

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
    first = base or run[-1]
    history = History(_state(first, now))
    for save in reversed(run if base else run[:-1]):
        history = _again(history, save, now)
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


def _state(save: Kept, now: EditedRules) -> EditedRules:
    found = read_again(save.data, save.beside, save.lock)
    return replace(found, made=now.made, maker=now.maker)


def _again(history: History, save: Kept, now: EditedRules) -> History:
    state, way = _state(save, now), _asked(save.beside, "way", "")
    if way == "edit":
        done, typed = _asked(save.beside, "done", ""), _asked(save.beside, "typed", "")
        return history.edited(state, done, save.at, typed)
    moved = history.undone() if way == "undo" else history.redone()
    return moved if moved.now == state else History(state)
