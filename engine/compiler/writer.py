"""The *when* of rules -> one generated Python function that gives those that match, in their order.

1. A part is matched, not matched or unknown, and groups follow Kleene. Two formulas say that without a third
   value: T is true exactly where the part is matched, F exactly where it is not matched.
2. T(all) = and of T, F(all) = or of F; T(any) = or of T, F(any) = and of F; none is any with T and F
   exchanged. Any, all and none of the lines are the same over lines.
3. T of a condition is `x is not None and x op c`, F `x is not None and not x op c`. The test for None is left
   out where the field is never missing, or where the comparison is false on None anyway.
4. Each field is loaded once into a local. What several rules ask alike is worked out once; on lines, only
   when it is first needed. Inside a group what is cheap is asked first, which changes no answer.
5. A table is a function of its own that gives the rows that fit, each asked as a group of all; every fact
   of its columns is loaded once.
6. A scope is asked before the rule's conditions, its lists as conditions, its share of orders by a function.
7. Operands enter as constants of the tree or as names bound to values; no text ever becomes source.
"""

import ast
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from engine.compiler.leaves import (
    FALSE_ON_NONE,
    INLINE,
    NOW,
    Bindings,
    is_certain,
    leaf,
    read_operand,
)
from engine.compiler.tables import Picked
from engine.compiler.tree import assign, call, compare, constant, function, joined, method, name, negated
from engine.facts import Values
from rulesets.conditions import Condition, Group, Lines, Node, children
from rulesets.model import Rule
from rulesets.scope import IDENTITY, in_share
from rulesets.scope import Scope as RuleScope
from rulesets.table import Table

Match = Callable[[Values, Sequence[Values], datetime], list[Rule]]
Holds = Callable[[Values, Sequence[Values], datetime], bool]

VALUES, LINES, LINE, FOUND, TOTAL, ROWS = "values", "lines", "line", "found", "total", "rows"
ARGUMENTS = (VALUES, LINES, NOW)
"""What every generated function takes: the facts of the order, those of its lines, and the instant."""
OFTEN = 3
"""So many rules must ask the same of the order before it is worked out ahead of them."""

NOT_YET = ast.Constant(...)
"""What a shared question about lines holds until it is asked."""


class Loads:
    """Fields that a function reads from one mapping, each loaded once into a local."""

    def __init__(self, source: str, prefix: str) -> None:
        self._source, self._prefix = source, prefix
        self._names: dict[str, str] = {}

    def of(self, path: str) -> ast.expr:
        """The local that holds the field."""
        return name(self._names.setdefault(path, f"{self._prefix}{len(self._names)}"))

    def statements(self) -> list[ast.stmt]:
        """What fills the locals."""
        return [
            assign(local, ast.Subscript(name(self._source), constant(path), ast.Load()))
            for path, local in self._names.items()
        ]


@dataclass(frozen=True, slots=True)
class Scope:
    """The function that is being written. `line` only inside a loop over lines; `alone`: a function of its
    own, which cannot see what the rules share."""

    values: Loads
    line: Loads | None = None
    alone: bool = False


class Writer:
    """Writes one function. `fields` and `line_fields` are what it reads, complete once it is written."""

    def __init__(self, zone: tzinfo, currency: str, rules: Sequence[Rule] = ()) -> None:
        self._zone, self._currency, self._rules = zone, currency, rules
        self._bindings = Bindings()
        self._helpers: list[ast.stmt] = []
        self._asked: dict[tuple[Lines, bool], ast.expr] = {}
        self._shared: dict[tuple[Node, bool], str] = {}
        self._ahead: list[ast.stmt] = []
        self._uses = Counter(part for rule in rules for node in _asked(rule) for part in _questions(node))
        self._tables: dict[str, ast.expr] = {}
        self._scope = Scope(Loads(VALUES, "v"))
        self.fields: set[str] = set()
        self.line_fields: set[str] = set()

    def matching(self) -> Match:
        """The function that gives the matching rules. Raises KeyError or ValueError where it cannot."""
        tests = [(rule, self._rule_test(rule)) for rule in self._rules]
        self._tables = {rule.id: self._rows(rule.table) for rule in self._rules if rule.table is not None}
        body = [*self._scope.values.statements(), *self._ahead, assign(FOUND, ast.List([], ast.Load()))]
        for rule, test in tests:
            body.append(ast.If(test, self._found(rule), []))
        made: Match = self._built(body, name(FOUND))
        return made

    def _found(self, rule: Rule) -> list[ast.stmt]:
        """What is done when a rule's *when* is matched: it is added, with the rows of its table that fit."""
        if rule.table is None:
            return [_added(self._bindings.named("r", rule))]
        fitting = call(self._tables[rule.id], *[name(argument) for argument in ARGUMENTS])
        picked = call(self._bindings.named("p", Picked(rule, rule.table)), name(ROWS))
        return [assign(ROWS, fitting), ast.If(name(ROWS), [_added(picked)], [])]

    def _rows(self, table: Table) -> ast.expr:
        """A helper that gives the numbers of the rows that fit, ascending; of *first* no more than one."""
        scope = Scope(Loads(VALUES, "v"), alone=True)
        called = self._bindings.named("rows", None)
        steps: list[ast.stmt] = []
        for index, when in enumerate(table.whens()):
            test = self._test(when, scope, True)
            if table.hit == "first":
                steps.append(ast.If(test, [ast.Return(constant((index,)))], []))
            else:
                add = method(name(FOUND), "append", constant(index))
                steps.append(ast.If(test, [ast.Expr(add)], []))
        body = [*scope.values.statements(), assign(FOUND, ast.List([], ast.Load())), *steps]
        self._helpers.append(function(called.id, ARGUMENTS, body, name(FOUND)))
        return called

    def holding(self, group: Group) -> Holds:
        """The function that says whether the group certainly holds. Raises KeyError or ValueError."""
        test = self._test(group, self._scope, True)
        made: Holds = self._built([*self._scope.values.statements(), *self._ahead], test)
        return made

    def within(self, scope: RuleScope, rule_id: str) -> Holds:
        """The function that says whether an order is certainly within the scope of a rule."""
        test = joined(ast.And, self._in_scope(scope, rule_id))
        made: Holds = self._built([*self._scope.values.statements(), *self._ahead], test)
        return made

    def _built(self, body: list[ast.stmt], result: ast.expr) -> Any:
        module = ast.Module([*self._helpers, function("generated", ARGUMENTS, body, result)], [])
        code = compile(ast.fix_missing_locations(module), "<rules>", "exec")
        exec(code, self._bindings.namespace)  # noqa: S102  a tree built above, with no text in it
        return self._bindings.namespace["generated"]

    def _rule_test(self, rule: Rule) -> ast.expr:
        bind, now = self._bindings.bind, name(NOW)
        tests: list[ast.expr] = []
        tests += [] if rule.valid_from is None else [compare(now, (ast.GtE, bind(rule.valid_from)))]
        tests += [] if rule.valid_until is None else [compare(now, (ast.Lt, bind(rule.valid_until)))]
        tests += [] if rule.scope is None else self._in_scope(rule.scope, rule.id)
        tests += [] if rule.when is None else [self._test(rule.when, self._scope, True)]
        return joined(ast.And, tests)

    def _in_scope(self, scope: RuleScope, rule_id: str) -> list[ast.expr]:
        tests = [self._test(node, self._scope, True) for _, node in scope.asked()]
        if scope.percent is not None:
            self.fields.add(IDENTITY)
            order, bind = self._scope.values.of(IDENTITY), self._bindings.bind
            share = self._bindings.named("s", in_share)
            tests.append(call(share, order, bind(rule_id), bind(scope.percent)))
        return tests

    def _test(self, node: Node, scope: Scope, want: bool) -> ast.expr:
        """Where the part is certainly true (`want`), or certainly false."""
        if not want and is_certain(node):
            return negated(self._test(node, scope, True))
        if isinstance(node, Group):
            return self._group(node, scope, want)
        if isinstance(node, Lines) and node.lines in {"count", "sum"}:
            return self._amount(node, scope, want)
        if isinstance(node, Lines):
            return self._kept(node, scope, want, self._quantified)
        if scope.line is None and not scope.alone:
            return self._known(node, want, self._leaf(node, scope, want))
        return self._leaf(node, scope, want)

    def _group(self, group: Group, scope: Scope, want: bool) -> ast.expr:
        each = not want if group.match == "none" else want
        every = want if group.match != "any" else not want
        parts = [self._test(part, scope, each) for part in sorted(group.of, key=_effort)]
        return joined(ast.And if every else ast.Or, parts)

    def _leaf(self, node: Condition, scope: Scope, want: bool) -> ast.expr:
        field, operator, operand = read_operand(node, self._zone, self._currency)
        of_line = field.entity == LINE
        if of_line and scope.line is None:
            raise ValueError(f"“{field.label}” can only be asked of lines")
        (self.line_fields if of_line else self.fields).add(field.path)
        loads = scope.line if of_line and scope.line is not None else scope.values
        return leaf(field, operator, operand, loads.of(field.path), self._bindings, want)

    def _known(self, node: Condition, want: bool, test: ast.expr) -> ast.expr:
        """A condition that several rules share becomes a local, worked out ahead of the rules."""
        if self._uses[node] < OFTEN:
            return test
        if (node, want) not in self._shared:
            self._shared[node, want] = f"c{len(self._shared)}"
            self._ahead.append(assign(self._shared[node, want], test))
        return name(self._shared[node, want])

    def _kept(
        self, node: Lines, scope: Scope, want: bool, write: Callable[[Lines, bool], ast.expr]
    ) -> ast.expr:
        """A call of a helper on lines. What several rules ask is asked once, when it is first needed."""
        key = (node, want)
        if key not in self._asked:
            self._asked[key] = write(node, want)
        asked = call(self._asked[key], *[name(argument) for argument in ARGUMENTS])
        if self._uses[node] < 2 or scope.line is not None or scope.alone:
            return asked
        if key not in self._shared:
            self._shared[key] = f"c{len(self._shared)}"
            self._ahead.append(assign(self._shared[key], NOT_YET))
        kept = self._shared[key]
        again = ast.NamedExpr(ast.Name(kept, ast.Store()), asked)
        return ast.IfExp(compare(name(kept), (ast.IsNot, NOT_YET)), name(kept), again)

    def _quantified(self, node: Lines, want: bool) -> ast.expr:
        """A helper that says whether any, all or none of the lines certainly do, or certainly do not."""
        each = not want if node.lines == "none" else want
        every = want if node.lines != "any" else not want
        scope = Scope(Loads(VALUES, "v"), Loads(LINE, "x"))
        test = self._test(node.where, scope, each)
        leave: list[ast.stmt] = [ast.Return(constant(not every))]
        return self._helper(scope, [], [ast.If(negated(test) if every else test, leave, [])], constant(every))

    def _amount(self, node: Lines, scope: Scope, want: bool) -> ast.expr:
        """A count or sum, compared; the helper gives None where it is unknown."""
        field, operator, operand = read_operand(node, self._zone, self._currency)
        ask = self._kept(node, scope, True, self._counted)
        if is_certain(node):
            return leaf(field, operator, operand, ask, self._bindings, want)
        found = f"n{len(self._bindings.namespace)}"
        known = compare(ast.NamedExpr(ast.Name(found, ast.Store()), ask), (ast.IsNot, constant(None)))
        test = leaf(field, operator, operand, name(found), self._bindings, True)
        return joined(ast.And, [known, test if want else negated(test)])

    def _counted(self, node: Lines, _want: bool) -> ast.expr:
        scope = Scope(Loads(VALUES, "v"), Loads(LINE, "x"))
        unknown: list[ast.stmt] = [ast.Return(constant(None))]
        add: ast.expr = constant(1)
        steps: list[ast.stmt] = []
        matched = self._test(node.where, scope, True)
        if node.of is not None and scope.line is not None:
            self.line_fields.add(node.of)
            add = scope.line.of(node.of)
            steps.append(ast.If(compare(add, (ast.Is, constant(None))), unknown, []))
        steps.append(ast.AugAssign(ast.Name(TOTAL, ast.Store()), ast.Add(), add))
        not_matched = negated(self._test(node.where, scope, False))
        otherwise = [] if is_certain(node.where) else [ast.If(not_matched, unknown, [])]
        body: list[ast.stmt] = [ast.If(matched, steps, list(otherwise))]
        return self._helper(scope, [assign(TOTAL, constant(0))], body, name(TOTAL))

    def _helper(
        self, scope: Scope, first: list[ast.stmt], each: list[ast.stmt], result: ast.expr
    ) -> ast.expr:
        """A function that does something for each line, then gives the result."""
        called = self._bindings.named("lines", None)
        loads = scope.line.statements() if scope.line is not None else []
        loop = ast.For(ast.Name(LINE, ast.Store()), name(LINES), [*loads, *each], [])
        body = [*scope.values.statements(), *first, loop]
        self._helpers.append(function(called.id, ARGUMENTS, body, result))
        return called


def _added(rule: ast.expr) -> ast.stmt:
    return ast.Expr(method(name(FOUND), "append", rule))


def _asked(rule: Rule) -> tuple[Node, ...]:
    scope = () if rule.scope is None else rule.scope.asked()
    return (*(node for _, node in scope), *(() if rule.when is None else (rule.when,)))


def _questions(node: Node) -> Iterator[Node]:
    """Conditions on the order and questions about its lines, which rules may share."""
    if isinstance(node, Group):
        for child in children(node):
            yield from _questions(child)
    else:
        yield node


def _effort(node: Node) -> int:
    """What is asked first: what is one comparison, then groups, then what walks the order's lines."""
    if isinstance(node, Lines):
        return 9
    if isinstance(node, Group):
        return max((_effort(child) for child in children(node)), default=0) + 1
    return 0 if node.operator in FALSE_ON_NONE else 1 if node.operator in INLINE else 2
