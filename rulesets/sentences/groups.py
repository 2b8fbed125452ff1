"""Groups in words, so that each grouping has its own words and no brackets are needed.

1. Groups of one part, and a group inside another that counts the same way, are dissolved first: they
   say nothing. The *none of these* groups of an outermost *all* become its one `unless`.
2. The outermost parts are joined by `, and` or `, or`; what may not hold follows `unless`.
3. A group further in says how many parts it has before it names them: `either … or …`, `both … and …`,
   `neither … nor …`, or `at least one of these three is true: …`. So it is always clear where it ends.
4. What is said of a line begins with a verb, and every other clause with a noun: `any line is candles
   and costs £25.00 or more` cannot be taken for two clauses.
"""

from collections.abc import Callable
from dataclasses import dataclass

from rulesets.conditions import Condition, Group, Lines, Match, Node
from rulesets.operands import COUNT_FIELD, compared_operators
from rulesets.operators import OPERATORS
from rulesets.sentences.clauses import Path, clause, fits, given
from rulesets.sentences.forms import number_word
from rulesets.sentences.frames import added, lines_frame
from rulesets.sentences.spans import Span, Spans, between
from rulesets.sentences.templates import filled
from rulesets.sentences.words import Names
from rulesets.vocabulary import FIELDS


@dataclass(frozen=True, slots=True)
class Leaf:
    """A condition, where it stands."""

    node: Condition | Lines
    path: Path


@dataclass(frozen=True, slots=True)
class Branch:
    """A group whose parts all say something, where it stands."""

    match: Match
    parts: tuple["Leaf | Branch", ...]
    path: Path


Tree = Leaf | Branch
Say = Callable[[Leaf], Spans]
_SAME = {"all": ("all",), "any": ("any",), "none": ("any",)}
"""Which groups dissolve in which: a none of these says `not any`, so an any of these inside adds nothing."""


def simplified(node: Node, path: Path) -> Tree:
    """The node without the groups that say nothing. An empty all of these is what always holds."""
    if not isinstance(node, Group):
        return Leaf(node, path)
    inside = (simplified(part, (*path, node.match, index)) for index, part in enumerate(node.of))
    parts = tuple(leaf for part in inside for leaf in _dissolved(part, node.match))
    if node.match != "none" and len(parts) == 1:
        return parts[0]
    return Branch("all" if node.match == "none" and not parts else node.match, parts, path)


def _dissolved(part: Tree, match: Match) -> tuple[Tree, ...]:
    return part.parts if isinstance(part, Branch) and part.match in _SAME[match] else (part,)


def always(tree: Tree) -> bool:
    """Whether the tree holds of everything."""
    return isinstance(tree, Branch) and tree.match == "all" and not tree.parts


def outermost(tree: Tree, names: Names) -> tuple[Spans, Spans]:
    """What must hold and what must not, of a tree that says something; either may be empty."""
    if isinstance(tree, Leaf) or tree.match == "any":
        parts, joint = (tree.parts, ", or ") if isinstance(tree, Branch) else ((tree,), "")
        return _joined(parts, joint, names), ()
    wanted = [part for part in tree.parts if not _denies(part)] if tree.match == "all" else []
    denied = [part for part in tree.parts if _denies(part)] if tree.match == "all" else [tree]
    unwanted = tuple(leaf for part in denied if isinstance(part, Branch) for leaf in part.parts)
    return _joined(tuple(wanted), ", and ", names), _joined(unwanted, ", or ", names)


def _denies(tree: Tree) -> bool:
    return isinstance(tree, Branch) and tree.match == "none"


def _joined(parts: tuple[Tree, ...], joint: str, names: Names) -> Spans:
    return between([whole(part, names) for part in parts], (Span(joint),))


def whole(tree: Tree, names: Names) -> Spans:
    """A tree in words that show where it ends."""
    return _whole(tree, lambda leaf: said(leaf, names), CLAUSES)


def said(leaf: Leaf, names: Names) -> Spans:
    """A condition in words; one on lines with all that is asked of the lines."""
    if isinstance(leaf.node, Condition):
        return clause(leaf.node, names, leaf.path)
    return _lines(leaf.node, names, leaf.path)


@dataclass(frozen=True, slots=True)
class Wording:
    """How groups of three or more announce themselves, and how one part is denied."""

    announced: dict[Match, str]
    denied: str
    anything: str


CLAUSES = Wording(
    {
        "all": "all {} of these are true: ",
        "any": "at least one of these {} is true: ",
        "none": "none of these {} is true: ",
    },
    "it is not true that ",
    "it is always so",
)
OF_A_LINE = Wording(
    {
        "all": "fulfils all {} of these: ",
        "any": "fulfils at least one of these {}: ",
        "none": "fulfils none of these {}: ",
    },
    "is none that ",
    "is of any sort",
)
PAIRS: dict[Match, tuple[str, str]] = {
    "all": ("both ", " and "),
    "any": ("either ", " or "),
    "none": ("neither ", " nor "),
}


def _whole(tree: Tree, say: Say, wording: Wording) -> Spans:
    if isinstance(tree, Leaf):
        return say(tree)
    if not tree.parts:
        return (Span(wording.anything, "plain", tree.path),)
    parts = [_whole(part, say, wording) for part in tree.parts]
    if len(parts) == 1:
        return (Span(wording.denied, "strong", tree.path), *parts[0])
    first, joint = PAIRS[tree.match] if len(parts) == 2 else _announced(tree.match, len(parts), wording)
    return (Span(first, "strong", tree.path), *between(parts, (Span(joint, "plain", tree.path),)))


def _announced(match: Match, count: int, wording: Wording) -> tuple[str, str]:
    return wording.announced[match].format(number_word(count)), ", and " if match == "all" else ", or "


def of_a_line(tree: Tree, names: Names) -> Spans:
    """What is said of a line: `is candles and costs £25.00 or more`. Its outermost parts are only
    joined, since a clause after them begins otherwise."""

    def say(leaf: Leaf) -> Spans:
        return said(leaf, names)

    if isinstance(tree, Leaf) or tree.match == "none" or not tree.parts:
        return _whole(tree, say, OF_A_LINE)
    parts = [_whole(part, say, OF_A_LINE) for part in tree.parts]
    return between(parts, (Span(" and " if tree.match == "all" else " or ", "plain", tree.path),))


def _lines(node: Lines, names: Names, path: Path) -> Spans:
    inside = simplified(node.where, (*path, "where"))
    predicate = of_a_line(inside, names)
    quantifier = QUANTIFIERS.get(node.lines)
    if quantifier is not None:
        return (Span(f"{quantifier} ", "mark", path), *predicate)
    total = _total(node, names, path)
    each: Spans = () if always(inside) else (Span(OF_WHICH, "plain", path), *predicate)
    if node.lines == "count":
        return (*total, *each)
    return (*total, Span(OVER_THOSE if each else OVER_ALL, "plain", path), *each)


QUANTIFIERS: dict[str, str] = {"any": "any line", "all": "every line", "none": "no line"}
OF_WHICH = " of which each "
OVER_THOSE, OVER_ALL = " over the lines", " over all lines"


def _total(node: Lines, names: Names, path: Path) -> Spans:
    """The count or sum itself; as far as it can be said when it is half written."""
    summed = FIELDS.get(node.of or "") if node.lines == "sum" else None
    operator = OPERATORS.get(node.operator or "")
    field = COUNT_FIELD if node.lines == "count" else summed
    if field is not None and operator in compared_operators(field) and fits(field, operator, node.value):
        return filled(lines_frame(summed, operator), given(operator, node.value), names, path)
    if node.lines == "count":
        return (Span("there are ", "plain", path), Span("…", "mark", path))
    said = added(summed) if summed is not None else "the …"
    return (Span(f"{said} adds up to ", "plain", path), Span("…", "mark", path))
