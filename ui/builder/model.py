"""What the builder edits: rules as they are being written, finished or not, each part with an id of its own.

Plain data (the shape of the YAML file) goes in and comes out. A value that cannot be read yet stays as it
was typed; `rulesets.reading` says what is wrong with it. Everything is frozen: an edit makes a new value.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from rulesets.model import RuleKind

WITHOUT_CONDITIONS = ("keep_together",)
"""Actions whose conditions may be left out; an empty group of theirs says nothing."""

Value = Any
"""A written operand: text, a number, a tuple of either, or None."""


@dataclass(frozen=True, slots=True)
class Cond:
    """One row: field, operator, value."""

    id: str
    field: str = ""
    operator: str = ""
    value: Value = None


@dataclass(frozen=True, slots=True)
class Grp:
    """All, any or none of its parts."""

    id: str
    match: str = "all"
    of: tuple["Part", ...] = ()


@dataclass(frozen=True, slots=True)
class LineCond:
    """A condition on the order's lines; `of`, `operator`, `value` as in `rulesets.conditions.Lines`."""

    id: str
    where: Grp
    lines: str = "any"
    of: str | None = None
    operator: str | None = None
    value: Value = None


Part = Cond | Grp | LineCond


@dataclass(frozen=True, slots=True)
class Act:
    """One action of *then*: its kind, the arguments given, and the conditions of `where`."""

    id: str
    action: str
    given: Mapping[str, Value] = field(default_factory=dict)
    where: Grp | None = None


@dataclass(frozen=True, slots=True)
class EditedRule:
    """One rule. `valid_from` and `valid_until` as written, "" when open; `table` as plain data, which the
    builder shows and keeps; `scope` as plain data too, None for every order."""

    id: str
    name: str
    kind: str
    enabled: bool = True
    default: bool = False
    scope: Mapping[str, Value] | None = None
    when: Grp | None = None
    then: tuple[Act, ...] = ()
    table: Mapping[str, Any] | None = None
    otherwise: str | None = None
    retry_minutes: Value = None
    valid_from: str = ""
    valid_until: str = ""
    owner: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class EditedRules:
    """The whole draft. `header` is what stands above the rules; rules kind after kind, in their order.
    `made` counts the ids given so far, `maker` is what they begin with: no two windows give the same."""

    header: Mapping[str, Any]
    rules: tuple[EditedRule, ...] = ()
    made: int = field(default=0, compare=False)
    maker: str = field(default="n", compare=False)

    @property
    def currency(self) -> str:
        """The currency that money is entered in."""
        return str(self.header.get("currency", "GBP"))

    @property
    def zone(self) -> str:
        """The retailer's zone, in which times are entered."""
        return str(self.header.get("zone", "UTC"))

    def rule(self, rule_id: str) -> EditedRule | None:
        """The rule with this id, or None."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)

    def of_kind(self, kind: str) -> tuple[EditedRule, ...]:
        """The rules of one kind, the default rule last."""
        return tuple(rule for rule in self.rules if rule.kind == kind)


def parts_in(part: Part) -> Iterator[Part]:
    """This part and all inside it, in reading order."""
    yield part
    for each in inside(part):
        yield from parts_in(each)


def inside(part: Part) -> tuple[Part, ...]:
    """The parts directly inside; those of a line condition are the parts of its `where`."""
    if isinstance(part, Grp):
        return part.of
    return part.where.of if isinstance(part, LineCond) else ()


def from_plain(
    data: Mapping[str, Any],
    ids: Mapping[str, Sequence[str]] | None = None,
    dealt: str = "n",
    maker: str = "n",
) -> EditedRules:
    """What plain data holds, every part with an id: of a rule that `ids` knows and fits, those (as
    `ids_of` gives them), else new ones that begin with `dealt`. Later ones begin with `maker`. Raises
    TypeError or ValueError when it has not the shape of rules."""
    reader = _Reader(ids or {}, dealt)
    kinds = data.get("rules")
    if not isinstance(kinds, Mapping):
        raise TypeError("the draft has no rules: it should have a list for each kind")
    rules = tuple(reader.rule(rule, kind.value) for kind in RuleKind for rule in kinds.get(kind.value) or ())
    header = {key: value for key, value in data.items() if key != "rules"}
    return EditedRules(header, rules, next(reader.numbers), maker)


def ids_of(edited: EditedRules) -> dict[str, list[str]]:
    """The ids of each rule's parts, in the order in which `from_plain` reads them."""
    return {rule.id: list(_ids_in_rule(rule)) for rule in edited.rules}


def _ids_in_rule(rule: EditedRule) -> Iterator[str]:
    if rule.when is not None:
        yield from _ids_in_part(rule.when)
    for act in rule.then:
        if act.where is not None:
            yield from _ids_in_part(act.where)
        yield act.id


def _ids_in_part(part: Part) -> Iterator[str]:
    if isinstance(part, LineCond):
        yield from _ids_in_part(part.where)
    yield part.id
    if isinstance(part, Grp):
        for each in part.of:
            yield from _ids_in_part(each)


def to_plain(
    edited: EditedRules, plain: Callable[[EditedRule], Mapping[str, Any]] | None = None
) -> dict[str, Any]:
    """Plain data again, as `rulesets.reading` takes it; `plain` says a rule, `plain_rule` without it."""
    said = plain or plain_rule
    kinds = {kind.value: [said(rule) for rule in edited.of_kind(kind)] for kind in RuleKind}
    return {**edited.header, "rules": kinds}


def plain_rule(rule: EditedRule) -> dict[str, Any]:
    """One rule as plain data; what says nothing is left out."""
    data: dict[str, Any] = {"id": rule.id, "name": rule.name}
    if not rule.enabled:
        data["enabled"] = False
    if rule.default:
        data["default"] = True
    if rule.scope is not None:
        data["scope"] = _given({}, **rule.scope)
    if rule.when is not None:
        data["when"] = plain_part(rule.when)
    if rule.then:
        data["then"] = [_plain_action(act) for act in rule.then]
    if rule.table is not None:
        data["table"] = rule.table
    for key in ("otherwise", "retry_minutes", "valid_from", "valid_until", "owner", "note"):
        if getattr(rule, key):
            data[key] = getattr(rule, key)
    return data


def plain_part(part: Part) -> dict[str, Any]:
    """One condition, group or line condition as plain data."""
    if isinstance(part, Grp):
        return {part.match: [plain_part(each) for each in part.of]}
    if isinstance(part, Cond):
        return _given({"field": part.field, "operator": part.operator}, value=part.value)
    data = {"lines": part.lines, "where": plain_part(part.where)}
    return _given(data, of=part.of, operator=part.operator, value=part.value)


def _plain_action(act: Act) -> dict[str, Any]:
    data = _given({"action": act.action}, **act.given)
    if act.where is None or (not act.where.of and act.action in WITHOUT_CONDITIONS):
        return data
    return {**data, "where": plain_part(act.where)}


def _given(data: dict[str, Any], **more: Value) -> dict[str, Any]:
    written = {key: list(value) if isinstance(value, tuple) else value for key, value in more.items()}
    return data | {key: value for key, value in written.items() if value is not None}


class _Reader:
    """Gives out ids while it reads: the kept ones of a rule, or new ones when those do not fit it."""

    def __init__(self, kept: Mapping[str, Sequence[str]], dealt: str) -> None:
        self.numbers = count(1)
        self._kept, self._dealt = kept, dealt
        self._given: list[str] = []

    def _id(self) -> str:
        if self._given:
            return self._given.pop(0)
        return f"{self._dealt}{next(self.numbers)}"

    def rule(self, data: Mapping[str, Any], kind: str) -> EditedRule:
        kept = self._kept.get(str(data["id"]), ())
        self._given = list(kept)
        rule = self._rule(data, kind)
        if not kept or list(_ids_in_rule(rule)) == list(kept):
            return rule
        self._given = []
        return self._rule(data, kind)

    def _rule(self, data: Mapping[str, Any], kind: str) -> EditedRule:
        when = data.get("when")
        texts = {key: str(data.get(key) or "") for key in ("valid_from", "valid_until", "owner", "note")}
        return EditedRule(
            id=str(data["id"]),
            name=str(data.get("name", "")),
            kind=kind,
            enabled=bool(data.get("enabled", True)),
            default=bool(data.get("default", False)),
            scope=self.scope(data.get("scope")),
            when=None if when is None else self.group(when),
            then=tuple(self.action(each) for each in data.get("then") or ()),
            table=data.get("table"),
            otherwise=data.get("otherwise"),
            retry_minutes=data.get("retry_minutes"),
            **texts,
        )

    def scope(self, data: Any) -> Mapping[str, Value] | None:
        if data is None:
            return None
        if not isinstance(data, Mapping):
            raise TypeError("the scope of a rule of the draft is no mapping")
        return {key: _frozen(value) for key, value in data.items()}

    def action(self, data: Mapping[str, Any]) -> Act:
        given = {key: _frozen(value) for key, value in data.items() if key not in ("action", "where")}
        where = self.group(data["where"]) if data.get("where") is not None else None
        if where is None and data["action"] in WITHOUT_CONDITIONS:
            where = Grp(self._id())
        return Act(self._id(), str(data["action"]), given, where)

    def group(self, data: Mapping[str, Any]) -> Grp:
        match = next((word for word in ("all", "any", "none") if word in data), None)
        if match is None:
            raise ValueError("a group of the draft says neither all, any nor none")
        return Grp(self._id(), match, tuple(self.part(each) for each in data[match]))

    def part(self, data: Mapping[str, Any]) -> Part:
        value = _frozen(data.get("value"))
        if "lines" in data:
            where = self.group(data["where"])
            return LineCond(self._id(), where, data["lines"], data.get("of"), data.get("operator"), value)
        if "field" in data:
            return Cond(self._id(), str(data["field"]), str(data.get("operator", "")), value)
        return self.group(data)


def _frozen(value: Value) -> Value:
    return tuple(value) if isinstance(value, list) else value
