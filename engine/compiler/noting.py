"""The *when* of rules -> one generated Python function that notes what each of their parts says.

Where the matcher leaves a rule as soon as something decides it, this goes through every part: each condition,
group and row of a table, and for what is asked of the lines, each line. A verdict is a letter whose bits make
*and* the verdict of a group of all, *or* that of any; none exchanges the two that are certain. What rules
share is asked once. Nothing here can say that a part fails: whoever asks walks the rules instead where this
raises."""

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from engine.compiler.leaves import NOW, Bindings, read_operand, said
from engine.compiler.matcher import UNREADABLE
from engine.compiler.tree import assign, call, compare, constant, function, method, name
from engine.compiler.writer import ARGUMENTS, LINE, LINES, VALUES, Loads
from engine.facts import Values
from rulesets.conditions import Condition, Group, Lines, Node, fields_read
from rulesets.model import Rule, RuleKind, Ruleset
from rulesets.operators import FieldType
from rulesets.scope import IDENTITY, in_share
from rulesets.vocabulary import FIELDS

NOT, UNKNOWN, MATCHED, BETWEEN = ord("@"), ord("A"), ord("C"), ord(" ")
"""Not matched lies in unknown, and that in matched, bit by bit. A space stands between rules."""

_OPPOSITE = {NOT: MATCHED, UNKNOWN: UNKNOWN, MATCHED: NOT}
_SAID = {None: UNKNOWN, True: MATCHED, False: NOT}

AskedOfLines = tuple[str, Any]
"""The letters of all lines, one after the other, and what was counted or added up, None where nothing was."""

Note = Callable[[Values, Sequence[Values], datetime], tuple[str, tuple[AskedOfLines, ...]]]


@dataclass(frozen=True, slots=True)
class Noter:
    """The rules of one kind. `run` gives the letters of all parts, those of each rule in reading order, and
    what was asked of lines; of `spans` each is where a rule's letters lie, None where it has none;
    `of_lines`: which answers about lines are a rule's, by its number; `rows`: of a rule with a table, by its
    number, where in its letters each row begins. `roots`: where a rule's own verdict lies, but for `odd`
    ones, which have a scope, dates, a table or no letters. `numbers`: of rules, by their id."""

    rules: tuple[Rule, ...]
    run: Note
    spans: tuple[tuple[int, int] | None, ...]
    of_lines: tuple[tuple[int, tuple[int, ...]], ...]
    rows: dict[int, tuple[int, ...]]
    roots: tuple[int, ...]
    odd: tuple[int, ...]
    numbers: dict[str, int]

    @property
    def nothing(self) -> str:
        """What stands for rules of which nothing was noted."""
        return " " * (len(self.rules) - 1)


class _Writer:
    """Writes the function. `fill` for the letters of a rule."""

    def __init__(self, zone: tzinfo, currency: str) -> None:
        self._zone, self._currency = zone, currency
        self._bindings = Bindings()
        self._bindings.namespace |= {"join": b"".join, "bytes": bytes}
        self._loads = Loads(VALUES, "v")
        self._known: dict[Node, str] = {}
        self._steps: list[ast.stmt] = []
        self._helpers: list[ast.stmt] = []
        self._letters: list[ast.expr] = []
        self._answers: list[str] = []

    def fill(self, rule: Rule) -> tuple[int, tuple[int, ...]]:
        """Note the parts of a rule; how many letters they have, and their answers about lines."""
        letters, answers = list[str](), dict[str, None]()
        parts = noted_parts(rule)
        lists = 0 if rule.scope is None else len(rule.scope.asked())
        for part in parts[:lists]:
            self._part(part, letters, answers)
        if rule.scope is not None and rule.scope.percent is not None:
            letters.append(self._share(rule.id, rule.scope.percent))
        for part in parts[lists:]:
            self._part(part, letters, answers)
        self._letters += [name(letter) for letter in letters]
        self._answers += [answer for answer in answers if answer not in self._answers]
        return len(letters), tuple([self._answers.index(answer) for answer in answers])

    def _share(self, rule_id: str, percent: int) -> str:
        """The local that holds whether the order is among the rule's share."""
        local = f"p{len(self._steps)}"
        share, bind = self._bindings.named("share", in_share), self._bindings.bind
        among = call(share, self._loads.of(IDENTITY), bind(rule_id), bind(percent))
        self._steps.append(assign(local, ast.IfExp(among, constant(MATCHED), constant(NOT))))
        return local

    def between(self) -> None:
        self._letters.append(constant(BETWEEN))

    def made(self) -> Note:
        """The function."""
        letters = method(call(name("bytes"), ast.Tuple(self._letters, ast.Load())), "decode")
        answers = ast.Tuple([name(answer) for answer in self._answers], ast.Load())
        result = ast.Tuple([letters, answers], ast.Load())
        body = [*self._loads.statements(), *self._steps]
        module = ast.Module([*self._helpers, function("generated", ARGUMENTS, body, result)], [])
        code = compile(ast.fix_missing_locations(module), "<notes>", "exec")
        exec(code, self._bindings.namespace)  # noqa: S102  a tree built above, with no text in it
        found: Note = self._bindings.namespace["generated"]
        return found

    def _part(self, node: Node, letters: list[str], answers: dict[str, None]) -> str:
        """The local that holds the letter of a part. Its letter and those of all in it are added to
        `letters`, in reading order."""
        at = len(letters)
        letters.append("")
        inside = [self._part(each, letters, answers) for each in node.of] if isinstance(node, Group) else []
        if node not in self._known:
            self._known[node] = f"c{len(self._known)}"
            self._steps += self._written(node, self._known[node], inside)
        local = letters[at] = self._known[node]
        if isinstance(node, Lines):
            answers[f"l{local}"] = None
        return local

    def _written(self, node: Node, local: str, inside: Sequence[str]) -> list[ast.stmt]:
        if isinstance(node, Lines):
            return self._lines(node, local)
        if isinstance(node, Group):
            return [assign(local, self._group(node.match, [name(each) for each in inside]))]
        return [assign(local, self._condition(node, self._loads, of_line=False))]

    def _group(self, match: str, parts: Sequence[ast.expr]) -> ast.expr:
        if not parts:
            return constant(NOT if match == "any" else MATCHED)
        found = parts[0]
        for part in parts[1:]:
            found = ast.BinOp(found, ast.BitAnd() if match == "all" else ast.BitOr(), part)
        return self._bound("o", _OPPOSITE, found) if match == "none" else found

    def _bound(self, prefix: str, table: dict[Any, int], key: ast.expr) -> ast.expr:
        return ast.Subscript(self._bindings.named(prefix, table), key, ast.Load())

    def _condition(self, node: Condition, loads: Loads, *, of_line: bool) -> ast.expr:
        field, operator, operand = read_operand(node, self._zone, self._currency)
        if (field.entity == LINE) is not of_line:
            raise ValueError(f"“{field.label}” is asked where it is not known")
        seen = loads.of(field.path)
        test = said(operator, operand, seen, self._bindings)
        if operator.partial:
            letter = self._bound("s", _SAID, test)
        else:
            letter = ast.IfExp(test, constant(MATCHED), constant(NOT))
        if operator.sees_missing:
            return letter
        return ast.IfExp(compare(seen, (ast.Is, constant(None))), constant(UNKNOWN), letter)

    def _lines(self, node: Lines, local: str) -> list[ast.stmt]:
        """The letters of each line, by a helper; and the verdict, with what was counted, from these."""
        loads, letters, steps = Loads(LINE, "x"), list[ast.expr](), list[ast.stmt]()
        self._of_line(node.where, loads, letters, steps)
        row = call(name("bytes"), ast.Tuple(letters, ast.Load()))
        loop = ast.For(
            ast.Name(LINE, ast.Store()),
            name(LINES),
            [*loads.statements(), *steps, ast.Expr(method(name("rows"), "append", row))],
            [],
        )
        called = self._bindings.named("of_lines", None).id
        begin = assign("rows", ast.List([], ast.Load()))
        self._helpers.append(function(called, ARGUMENTS, [begin, loop], name("rows")))
        rows = call(name(called), *[name(argument) for argument in ARGUMENTS])
        judge = self._bindings.named("judge", _judge(node, self._zone, self._currency))
        judged = ast.Tuple([ast.Name(local, ast.Store()), ast.Name(f"l{local}", ast.Store())], ast.Store())
        return [ast.Assign([judged], call(judge, rows, name(LINES), name(NOW)))]

    def _of_line(self, node: Node, loads: Loads, letters: list[ast.expr], steps: list[ast.stmt]) -> ast.expr:
        if isinstance(node, Lines):
            raise ValueError("lines cannot be asked of a line")  # noqa: TRY004  what no check lets through
        at = len(letters)
        letters.append(constant(NOT))
        if isinstance(node, Group):
            inside = [self._of_line(each, loads, letters, steps) for each in node.of]
            letter = self._group(node.match, inside)
        else:
            letter = self._condition(node, loads, of_line=True)
        letters[at] = name(f"y{at}")
        steps.append(assign(f"y{at}", letter))
        return letters[at]


def _judge(node: Lines, zone: tzinfo, currency: str) -> Callable[..., tuple[int, AskedOfLines]]:
    """The verdict on lines from the letters of each, the first of which is the line's own."""
    if node.lines in {"count", "sum"}:
        return _counting(node, zone, currency)
    every, opposite = node.lines == "all", node.lines == "none"

    def judged(rows: Sequence[bytes], _lines: Sequence[Values], _now: datetime) -> tuple[int, AskedOfLines]:
        verdict = MATCHED if every else NOT
        for row in rows:
            verdict = verdict & row[0] if every else verdict | row[0]
        return (_OPPOSITE[verdict] if opposite else verdict), (b"".join(rows).decode(), None)

    return judged


def _counting(node: Lines, zone: tzinfo, currency: str) -> Callable[..., tuple[int, AskedOfLines]]:
    _, operator, operand = read_operand(node, zone, currency)
    test, sees_missing = operator.test, operator.sees_missing

    def judged(rows: Sequence[bytes], lines: Sequence[Values], now: datetime) -> tuple[int, AskedOfLines]:
        total = _total(node.of, rows, lines)
        verdict = UNKNOWN if total is None and not sees_missing else _SAID[test(total, operand, now)]
        return verdict, (b"".join(rows).decode(), total)

    return judged


def _total(of: str | None, rows: Sequence[bytes], lines: Sequence[Values]) -> Any:
    """None as soon as it is not known of a line whether it counts, or how much."""
    total = 0
    for row, line in zip(rows, lines, strict=True):
        if row[0] == UNKNOWN:
            return None
        if row[0] == MATCHED:
            more = 1 if of is None else line[of]
            if more is None:
                return None
            total += more
    return total


def noted_parts(rule: Rule) -> tuple[Node, ...]:
    """What of a rule is noted, in reading order: the lists of its scope, its *when*, then each row of its
    table. Whether it is in its share stands behind the lists."""
    guard = () if rule.when is None else (rule.when,)
    rows = () if rule.table is None else rule.table.whens()
    lists = () if rule.scope is None else tuple([node for _, node in rule.scope.asked()])
    return (*lists, *guard, *rows) if guard or rows else ()


def scope_letters(rule: Rule) -> int:
    """How many letters a rule's scope has, before all others."""
    return 0 if rule.scope is None else len(rule.scope.asked()) + (rule.scope.percent is not None)


def noter(rules: Sequence[Rule], zone: tzinfo, currency: str) -> Noter:
    """The rules of one kind. What is off, always applies or cannot be read has no letters."""
    writer, spans, of_lines, at = _Writer(zone, currency), list[tuple[int, int] | None](), [], 0
    for number, rule in enumerate(rules):
        if number:
            writer.between()
            at += 1
        if not rule.enabled or not noted_parts(rule) or not _readable(rule, zone, currency):
            spans.append(None)
            continue
        count, answers = writer.fill(rule)
        spans.append((at, at + count))
        at += count
        if answers:
            of_lines.append((number, answers))
    numbers = {rule.id: number for number, rule in enumerate(rules)}
    rows = {number: rows_of(rule) for number, rule in enumerate(rules) if rule.table is not None}
    odd = tuple([number for number, rule in enumerate(rules) if spans[number] is None or _odd(rule)])
    roots = tuple([0 if span is None else span[0] for span in spans])
    return Noter(tuple(rules), writer.made(), tuple(spans), tuple(of_lines), rows, roots, odd, numbers)


def _odd(rule: Rule) -> bool:
    given = (rule.scope, rule.table, rule.valid_from, rule.valid_until)
    return any(each is not None for each in given)


def rows_of(rule: Rule) -> tuple[int, ...]:
    """Where in a rule's letters those of each row of its table begin."""
    at = scope_letters(rule) + (0 if rule.when is None else letters_of(rule.when))
    begins = list[int]()
    for when in rule.table.whens() if rule.table is not None else ():
        begins.append(at)
        at += letters_of(when)
    return tuple(begins)


def letters_of(node: Node) -> int:
    """How many letters a part has: its own, and those of all in it; of lines only the answer's."""
    return 1 + sum([letters_of(each) for each in node.of]) if isinstance(node, Group) else 1


def _readable(rule: Rule, zone: tzinfo, currency: str) -> bool:
    try:
        _Writer(zone, currency).fill(rule)
    except UNREADABLE:
        return False
    return True


def names_locations(ruleset: Ruleset, kinds: Sequence[RuleKind]) -> bool:
    """Whether the words of these rules' conditions depend on what locations are called."""
    return any(
        FIELDS[path].refers_to == "location" or FIELDS[path].type is FieldType.PLACE
        for rule in ruleset.rules
        if rule.kind in kinds
        for part in noted_parts(rule)
        for path in fields_read(part)
        if path in FIELDS
    )


def scoped_lines(ruleset: Ruleset, kinds: Sequence[RuleKind]) -> tuple[str, ...]:
    """Fields of lines that the scopes of rules that are on ask for."""
    scopes = [rule.scope for rule in ruleset.rules if rule.kind in kinds and rule.enabled and rule.scope]
    paths = {path for scope in scopes for _, node in scope.asked() for path in fields_read(node)}
    return tuple(sorted([path for path in paths if FIELDS[path].entity == LINE]))
