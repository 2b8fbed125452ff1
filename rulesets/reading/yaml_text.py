"""YAML text -> plain data, with none of YAML's surprises: no aliases, no tags, no guessed dates or octals.

Only `true`, `false`, `null` and plain decimal numbers are more than text. So `NO`, `on`, `12:30`,
`2026-12-01`, `0123` and `1e3` stay the text that they look like.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from rulesets.problems import Place, Problem, Refused

MOST_BYTES = 1_000_000
DEEPEST_NESTING = 40
MOST_PIECES = 200_000

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,15})")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]{0,15})\.[0-9]{1,16}")
_WORDS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NOTHING = ("", "~", "null", "Null", "NULL")


def plain_data(text: str) -> Any:
    """The mapping, list or scalar that the text holds. Raises Refused with one problem, which names
    the line, on text that is not YAML, too large, nested too deep, or that uses what is not allowed."""
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise _refused("R002", None, f"The file is larger than {MOST_BYTES // 1_000_000} MB.", "Split it up.")
    try:
        return _Builder(_events(text)).document()
    except (yaml.YAMLError, UnicodeError) as broken:
        raise _unreadable(broken) from None


def _events(text: str) -> Iterator[Any]:
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=_LOADER)):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST_NESTING or count > MOST_PIECES:
            raise _refused(
                "R005", event, "The file is nested too deep or has too many pieces.", "Make it simpler."
            )
        _refuse_tricks(event)
        yield event


def _refuse_tricks(event: Any) -> None:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        remedy = "Write the part out where it is needed."
        raise _refused("R004", event, "Anchors (&) and aliases (*) are not taken.", remedy)
    if getattr(event, "tag", None):
        remedy = "Take it away, and put text in quotes."
        raise _refused("R006", event, f"The tag “{event.tag}” is not taken.", remedy)


class _Builder:
    """Makes data of a stream of events; the depth is already limited, so it may call itself."""

    def __init__(self, events: Iterator[Any]) -> None:
        self._stream = events

    def document(self) -> Any:
        started = [next(self._stream), next(self._stream)]
        if isinstance(started[-1], yaml.StreamEndEvent):
            raise _refused(
                "R001", None, "The file is empty.", "Give it the rules, beginning with switchyard: 1."
            )
        data = self._node(next(self._stream))
        next(self._stream)
        more = next(self._stream)
        if not isinstance(more, yaml.StreamEndEvent):
            raise _refused(
                "R001", more, "The file holds a second document.", "Keep one file for one ruleset."
            )
        return data

    def _node(self, event: Any) -> Any:
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping()
        if isinstance(event, yaml.SequenceStartEvent):
            return list(self._items())
        return _scalar(event)

    def _items(self) -> Iterator[Any]:
        while not isinstance(event := next(self._stream), yaml.SequenceEndEvent):
            yield self._node(event)

    def _mapping(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self._stream), yaml.MappingEndEvent):
            key = _key(event)
            if key in found:
                raise _refused("R003", event, f"“{key}” stands twice.", "Keep one of the two.")
            found[key] = self._node(next(self._stream))
        return found


def _key(event: Any) -> str:
    if not isinstance(event, yaml.ScalarEvent):
        raise _refused("R006", event, "A list or mapping stands where a name belongs.", "Write name: value.")
    return str(event.value)


def _scalar(event: Any) -> str | int | float | bool | None:
    text = str(event.value)
    if not event.implicit[0]:
        return text
    if text in _NOTHING:
        return None
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text


def _refused(code: str, event: Any, message: str, remedy: str) -> Refused:
    where = f"line {event.start_mark.line + 1}" if event is not None else ""
    return Refused((Place(words=(where,) if where else ()).problem(code, message, remedy),))


def _unreadable(broken: Exception) -> Refused:
    mark = getattr(broken, "problem_mark", None)
    said = (
        getattr(broken, "problem", None)
        or getattr(broken, "reason", None)
        or "it has signs that YAML does not take"
    )
    place = f"line {mark.line + 1}" if mark is not None else ""
    remedy = "Look at the indents, colons and quotes there; text with a colon in it needs quotes."
    return Refused((Problem("R001", "", place, f"This is not YAML: {said}.", remedy),))
