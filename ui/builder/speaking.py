"""A rule being edited, finished or not -> its sentence, each piece knowing its row. Pure."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from rulesets import sentences
from rulesets.actions import ACTIONS
from rulesets.conditions import ALWAYS, Condition, Group, Lines, Node
from rulesets.model import Rule
from rulesets.problems import Place, Problem, Step
from rulesets.reading.actions import read_actions
from rulesets.reading.scope import read_scope
from rulesets.table import HIT_WORDS, Column, Row, Table
from ui.builder.fields import Names
from ui.builder.grids.model import Grid, grid_of
from ui.builder.model import WITHOUT_CONDITIONS, Act, Cond, EditedRule, Grp, Part, plain_rule
from ui.builder.places import within_rule
from ui.builder.values import read_instant
from ui.builder.views import Span
from ui.words import grid as words

MOST_SAID, MOST_CELLS = 4, 12
"""Rows of a table that a sentence says, and about how many cells of them; one row at least."""

UNSAID = "…"
"""Stands for a text that is not written yet."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A rule's sentence. `whole`: nothing in the rule had to be left out of it."""

    text: str
    spans: tuple[Span, ...]
    whole: bool


def speak(rule: EditedRule, names: Names) -> Spoken:
    """The rule's sentence; what cannot be said yet (an action without what it needs) is left out."""
    acts = [_action(act) for act in rule.then]
    shown = sentences.Names(dict(names.locations), ZoneInfo(names.zone), names.currency)
    lenient = _lenient(rule, tuple(act for act in acts if act is not None), names)
    if acts and not any(acts):
        said = [*sentences.beginning_spans(lenient, shown), sentences.Span(f": {UNSAID}")]
    else:
        said = _with_rest(rule, list(sentences.rule_spans(lenient, shown)))
    kept = [place for place, act in enumerate(acts) if act is not None]
    spans = tuple(Span(each.text, _kind(each), _part(rule, each.path, kept)) for each in said)
    if spans and spans[0].text.startswith(":"):  # an *any* of nothing has no words yet
        spans = (Span(f"When {UNSAID}"), *spans)
    return Spoken("".join(span.text for span in spans), spans, None not in acts)


def _kind(span: sentences.Span) -> str:
    if span.role != "mark":
        return ""
    return "mark" if span.path[:1] in (("when",), ("scope",)) else "out"


def _part(rule: EditedRule, path: tuple[Step, ...], kept: list[int]) -> str:
    if path[:1] == ("then",) and len(path) > 1 and isinstance(path[1], int):
        path = ("then", kept[path[1]], *path[2:])
    return within_rule(rule, path)[0]


def _lenient(rule: EditedRule, then: tuple[Any, ...], names: Names) -> Rule:
    """The rule as the sentences take it, unchecked: what is wrong with it is said elsewhere."""
    parts: dict[str, Any] = {
        "id": rule.id,
        "name": rule.name,
        "kind": rule.kind,
        "default": rule.default,
        "scope": _scope(rule),
        "when": None if rule.when is None else _group(rule.when),
        "then": then,
        "table": _table(rule),
        "otherwise": rule.otherwise,
        "retry_minutes": rule.retry_minutes if isinstance(rule.retry_minutes, int) else None,
        "valid_from": _instant(rule.valid_from, names.zone),
        "valid_until": _instant(rule.valid_until, names.zone),
    }
    return Rule.model_construct(**parts)


def _scope(rule: EditedRule) -> Any:
    """The scope as it was read; None when there is none, or when it cannot be said."""
    found: list[Problem] = []
    return None if rule.scope is None else read_scope(plain_rule(rule)["scope"], Place(), found)


def _instant(written: str, zone: str) -> Any:
    try:
        return datetime.fromisoformat(read_instant(written, zone))
    except ValueError:
        return None


def _group(group: Grp) -> Group:
    of = tuple(_node(part) if _begun(part) else _unsaid(group.match) for part in group.of)
    parts: dict[str, Any] = {"match": group.match, "of": of}
    return Group.model_construct(**parts)


def _begun(part: Part) -> bool:
    """Whether anything stands in it yet."""
    return not isinstance(part, Grp) or any(_begun(each) for each in part.of)


def _unsaid(match: str) -> Group:
    """What changes nothing in such a group, and is not said: it holds the place of one that is empty."""
    parts: dict[str, Any] = {"match": "all" if match == "all" else "any", "of": ()}
    return Group.model_construct(**parts)


def _node(part: Part) -> Node:
    if isinstance(part, Cond):
        return Condition.model_construct(field=part.field, operator=part.operator, value=part.value)
    if isinstance(part, Grp):
        return _group(part)
    parts: dict[str, Any] = {"lines": part.lines, "where": _group(part.where)}
    return Lines.model_construct(**parts, of=part.of, operator=part.operator, value=part.value)


def _action(act: Act) -> Any:
    """The action, or None while it is not whole."""
    kind = ACTIONS.get(act.action)
    if kind is None:
        return None
    given: dict[str, Any] = {"action": act.action}
    given |= {name: UNSAID if value == "" else value for name, value in act.given.items()}
    said = act.where is not None and _begun(act.where)
    if act.where is not None and not said and act.action not in WITHOUT_CONDITIONS:
        return None
    if said:
        given["where"] = ALWAYS
    try:
        made = kind.model_validate(given)
    except ValidationError:
        return None
    return made.model_copy(update={"where": _group(act.where)}) if said and act.where is not None else made


def _table(rule: EditedRule) -> Any:
    """The first rows of the table, without what cannot be read yet; None when there is none, or none that
    can be said."""
    grid = grid_of(rule)
    if grid is None:
        return None
    columns = [Column.model_construct(**asdict(head)) for head in grid.heads]
    rows = [
        Row.model_construct(cells=case.cells, then=_readable(case.then)) for case in grid.cases[: _said(grid)]
    ]
    hit = grid.hit if grid.hit in HIT_WORDS else "first"
    parts: dict[str, Any] = {"hit": hit, "columns": tuple(columns), "rows": tuple(rows)}
    return Table.model_construct(**parts)


def _said(grid: Grid) -> int:
    return max(1, min(MOST_SAID, MOST_CELLS // grid.width))


def _readable(then: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(act for plain in then for act in read_actions([plain], Place(), []) if act is not None)


def _with_rest(rule: EditedRule, spans: list[sentences.Span]) -> list[sentences.Span]:
    """The sentence saying how many rows it leaves out, after the last that it says."""
    grid = grid_of(rule)
    if grid is None or len(grid.cases) <= _said(grid):
        return spans
    left, place = len(grid.cases) - _said(grid), ("table", "rows", _said(grid) - 1)
    last = [at for at, each in enumerate(spans) if each.path[:3] == place] or [len(spans) - 1]
    rest = sentences.Span(words.more_rows(left), "plain", ("table",))
    return [*spans[: last[-1] + 1], rest, *spans[last[-1] + 1 :]]
