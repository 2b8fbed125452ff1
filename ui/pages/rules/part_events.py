"""Events of the conditions in the builder: rows, groups, line conditions, and their values."""

from typing import Any, Literal

import reflex as rx

from rulesets.operands import compared_field, compared_operators
from rulesets.vocabulary import FIELDS, Field
from ui.builder import arrange, edits, values
from ui.builder.fields import Names, first_operator, known_values, summable
from ui.builder.model import Cond, EditedRule, Grp, LineCond, Part, Value
from ui.guard import guarded
from ui.pages.rules.core import Drafting, Id, Typed, Word
from ui.refusal import Refused
from ui.words import rules as words

Matching = Literal["all", "any", "none"]
Lines = Literal["any", "all", "none", "count", "sum"]


class PartEvents(Drafting, mixin=True):
    """Each finds the part by its id, and makes one step that can be undone."""

    @rx.event
    @guarded
    async def pick_field(self, purpose: Literal["row", "add"], part: Id, path: Word) -> None:
        """Another field for a row, or a new row with this field at the end of a group."""
        field = _field(path)
        names = (await self._editing()).names
        if purpose == "add":
            await self._edit(
                lambda rule, new: _added(rule, part, _fresh(field, names, new), field, new), words.DID_ADD
            )
        else:
            await self._edit(lambda rule, new: _refielded(rule, part, field, names, new), words.DID_FIELD)

    @rx.event
    @guarded
    async def set_operator(self, part: Id, operator: Word) -> None:
        """Another operator for a row, a count or a sum; the value is kept as far as it fits."""
        names = (await self._editing()).names

        def how(rule: EditedRule, _: arrange.NewId) -> EditedRule:
            row = edits.find(rule, part)
            field = _read_by(row)
            if operator not in {each.name for each in _operators(row, field)}:
                raise Refused(words.GONE, words.GONE_REMEDY)
            before = getattr(row, "operator", None) or ""
            known = tuple(value for value, _ in known_values(field, names))
            kept = values.kept(field, before, operator, getattr(row, "value", None), known, names.currency)
            return _written(rule, row, operator, kept)

        await self._edit(how, words.DID_OPERATOR)

    @rx.event
    @guarded
    async def type_value(self, part: Id, place: Literal[0, 1], text: Typed) -> None:
        """What is typed or chosen as a row's value; the second place is a range's upper end."""
        await self._type(part, place, text)

    async def _type(self, part: str, place: int, text: str) -> None:
        names = (await self._editing()).names

        def how(rule: EditedRule, _: arrange.NewId) -> EditedRule:
            row = edits.find(rule, part)
            return _written(rule, row, getattr(row, "operator", "") or "", _typed(row, place, text, names))

        await self._edit(how, words.DID_VALUE, typed=f"{part}.{place}")

    @rx.event
    @guarded
    async def leave_value(self, part: Id, place: Literal[0, 1], text: Typed) -> None:
        """The entry is left: take what is typed, and show it as it is written."""
        await self._type(part, place, text)
        editing = await self._editing()
        rule = editing.now.rule(self.selected)
        if rule is not None and _shown(edits.find(rule, part), place, editing.names) != text:
            self._kept = (editing.stamped(part),)
            self.rule = self._kept[0].rule_view(self.selected)

    @rx.event
    @guarded
    async def add_values(self, part: Id, text: Typed) -> None:
        """More values for a list, parted by commas or lines; each once."""
        added = values.read_many(text)
        if not added:
            return
        await self._edit(
            lambda rule, _: _with_values(rule, part, lambda old: (*old, *added)), words.DID_VALUE
        )

    @rx.event
    @guarded
    async def remove_value(self, part: Id, value: Typed) -> None:
        """One value fewer in a list."""
        await self._edit(
            lambda rule, _: _with_values(rule, part, lambda old: tuple(v for v in old if str(v) != value)),
            words.DID_VALUE,
        )

    @rx.event
    @guarded
    async def toggle_value(self, part: Id, value: Word) -> None:
        """A weekday on or off."""
        order = list(words.WEEKDAYS)
        if value not in order:
            raise Refused(words.GONE, words.GONE_REMEDY)

        def toggled(old: tuple[Value, ...]) -> tuple[Value, ...]:
            chosen = set(old) ^ {value}
            return tuple(day for day in order if day in chosen)

        await self._edit(lambda rule, _: _with_values(rule, part, toggled), words.DID_VALUE)

    @rx.event
    @guarded
    async def set_match(self, part: Id, match: Matching) -> None:
        """A group as all, any or none of its parts."""
        await self._edit(lambda rule, _: edits.set_match(rule, part, match), words.DID_MATCH)

    @rx.event
    @guarded
    async def set_lines(self, part: Id, lines: Lines) -> None:
        """Which lines, or how many, or a sum over them."""
        await self._edit(lambda rule, _: edits.set_lines(rule, part, lines), words.DID_LINES)

    @rx.event
    @guarded
    async def set_summed(self, part: Id, path: Word) -> None:
        """What is added up over the lines."""
        if path not in {each.path for each in summable()}:
            raise Refused(words.GONE, words.GONE_REMEDY)
        names = (await self._editing()).names
        begins = values.first_operand(FIELDS[path], "at_least", (), names.currency)
        await self._edit(
            lambda rule, _: edits.set_compared(rule, part, path, "at_least", begins), words.DID_LINES
        )

    @rx.event
    @guarded
    async def add_group(self, part: Id) -> None:
        """An empty *any* group at the end of a group."""
        await self._edit(lambda rule, new: edits.append(rule, part, Grp(new(), "any")), words.DID_ADD_GROUP)

    @rx.event
    @guarded
    async def add_lines(self, part: Id) -> None:
        """An empty line condition at the end of a group."""
        await self._edit(
            lambda rule, new: edits.append(rule, part, LineCond(new(), Grp(new()))), words.DID_ADD_LINES
        )

    @rx.event
    @guarded
    async def move_part(self, part: Id, by: Literal[-1, 1]) -> None:
        """One place up or down in its group."""
        await self._edit(
            lambda rule, _: arrange.move(rule, part, by), words.MOVE_UP if by < 0 else words.MOVE_DOWN
        )

    @rx.event
    @guarded
    async def indent_part(self, part: Id) -> None:
        """Into the group before it, or into a new one."""
        await self._edit(lambda rule, new: arrange.indent(rule, part, new), words.INDENT)

    @rx.event
    @guarded
    async def outdent_part(self, part: Id) -> None:
        """Out of its group."""
        await self._edit(lambda rule, _: arrange.outdent(rule, part), words.OUTDENT)

    @rx.event
    @guarded
    async def duplicate_part(self, part: Id) -> None:
        """A copy right after it."""
        await self._edit(lambda rule, new: arrange.duplicate(rule, part, new), words.DUPLICATE)

    @rx.event
    @guarded
    async def remove_part(self, part: Id) -> None:
        """Away with it."""
        await self._edit(lambda rule, _: edits.remove(rule, part), words.DELETE)


def _field(path: str) -> Field:
    field = FIELDS.get(path)
    if field is None or field.missing_because:
        raise Refused(words.no_field(path), words.GONE_REMEDY)
    return field


def _fresh(field: Field, names: Names, new: arrange.NewId) -> Cond:
    """A new row with an operator and a value to begin with."""
    operator = first_operator(field)
    known = tuple(value for value, _ in known_values(field, names))
    return Cond(new(), field.path, operator, values.first_operand(field, operator, known, names.currency))


def _added(rule: EditedRule, group: str, row: Cond, field: Field, new: arrange.NewId) -> EditedRule:
    return edits.append(rule, group, _in_lines(rule, group, row, field, new))


def _in_lines(rule: EditedRule, group: str, row: Cond, field: Field, new: arrange.NewId) -> Part:
    """The row, in a line condition of its own when it asks about lines and stands among the order's rows."""
    if field.entity != "line" or edits.is_of_lines(rule, group):
        return row
    return LineCond(new(), Grp(new(), "all", (row,)))


def _refielded(rule: EditedRule, part: str, field: Field, names: Names, new: arrange.NewId) -> EditedRule:
    row = edits.find(rule, part)
    if isinstance(row, Cond) and row.field == field.path:
        return rule
    fresh = _fresh(field, names, lambda: part)
    holder = arrange.parent(rule, part)
    group = holder.where.id if isinstance(holder, LineCond) else holder.id
    return edits.replace_part(rule, part, _in_lines(rule, group, fresh, field, new))


def _read_by(part: Part) -> Field:
    """The field whose values a row, a count or a sum is compared with."""
    if isinstance(part, Cond) and part.field in FIELDS:
        return FIELDS[part.field]
    if isinstance(part, LineCond) and part.lines in ("count", "sum"):
        return compared_field(part.of)
    raise Refused(words.GONE, words.GONE_REMEDY)


def _operators(part: Part, field: Field) -> tuple[Any, ...]:
    return field.operators if isinstance(part, Cond) else compared_operators(field)


def _typed(part: Part, place: int, text: str, names: Names) -> Value:
    field = _read_by(part)
    kind = values.editor(field, getattr(part, "operator", "") or "")
    if kind in ("hours", "count"):
        return values.read_number(text)
    if kind in ("chips", "picks"):  # typed while the entry of one value was turning into one of many
        return values.read_many(text)
    one = text.strip() if kind == "times" else values.read_one(field, text, names.currency, names.zone)
    if kind == "radius" and place == 1:
        one = values.read_number(text)
    if kind not in ("range", "money_range", "times", "radius"):
        return one
    old = getattr(part, "value", None)
    both = list(old) if isinstance(old, tuple) and len(old) == 2 else [one, one]
    both[place] = one
    return tuple(both)


def _shown(part: Part, place: int, names: Names) -> str:
    """What the entry would show of the value that the part has now."""
    kind = values.editor(_read_by(part), getattr(part, "operator", "") or "")
    value = getattr(part, "value", None)
    several = value if isinstance(value, tuple) else (value,)
    return values.shown(several[place] if place < len(several) else None, kind, names.zone)


def _written(rule: EditedRule, part: Part, operator: str, value: Value) -> EditedRule:
    if isinstance(part, Cond):
        return edits.set_row(rule, part.id, part.field, operator, value)
    of = part.of if isinstance(part, LineCond) else None
    return edits.set_compared(rule, part.id, of, operator, value)


def _with_values(rule: EditedRule, part: str, how: Any) -> EditedRule:
    row = edits.find(rule, part)
    if not isinstance(row, Cond):
        raise Refused(words.GONE, words.GONE_REMEDY)
    old = row.value if isinstance(row.value, tuple) else ()
    seen = {str(value).casefold(): value for value in reversed(how(old))}
    kept = tuple(value for value in how(old) if seen.pop(str(value).casefold(), None) is not None)
    return edits.set_row(rule, part, row.field, row.operator, kept)
