"""Condition, Lines and Group: the *when* of a rule, as frozen values."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict

Scalar = str | int | float | bool


def one_form(value: object) -> Any:
    """Lists as tuples, and 2.0 as 2, so that what means the same is the same."""
    return tuple(_one(item) for item in value) if isinstance(value, list | tuple) else _one(value)


def _one(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 else value


Value = Annotated[Scalar | tuple[Scalar, ...] | None, AfterValidator(one_form)]
"""An operand as written: money `300.00 GBP`, instants ISO 8601 with offset, times `HH:MM`."""

Match = Literal["all", "any", "none"]
LinesMatch = Literal["any", "all", "none", "count", "sum"]
DEEPEST = 4
"""How many groups may stand inside each other, the outermost and those of lines counted."""


class Part(BaseModel):
    """Settings that every part of a ruleset shares: it never changes, and takes no unknown key."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Condition(Part):
    """`field operator value`; field is a path of the vocabulary, operator a name of the table."""

    field: str
    operator: str
    value: Value = None


class Group(Part):
    """Parts of which all, any or none hold. An empty group of all or none holds always."""

    match: Match
    of: tuple["Node", ...] = ()


class Lines(Part):
    """A condition on the order's lines. any, all, none: such lines fulfil `where`. count: how many
    lines do, compared by operator and value. sum: `of` (a number or money field of the line) added
    over the lines that do, compared by operator and value."""

    lines: LinesMatch
    where: Group
    of: str | None = None
    operator: str | None = None
    value: Value = None


Node = Condition | Lines | Group
Group.model_rebuild()
Lines.model_rebuild()

ALWAYS = Group(match="all")
Path = tuple[int, ...]
"""Where a node stands: the index taken in each group from the root, `()` being the root; the
`where` group of a Lines node is its child 0."""


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly inside this one."""
    if isinstance(node, Group):
        return node.of
    return (node.where,) if isinstance(node, Lines) else ()


def walk(node: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Every node with its path, parents before children, in reading order."""
    yield path, node
    for index, child in enumerate(children(node)):
        yield from walk(child, (*path, index))


def fields_read(node: Node) -> frozenset[str]:
    """Paths of all vocabulary fields that this part reads."""
    found: set[str] = set()
    for _, part in walk(node):
        if isinstance(part, Condition):
            found.add(part.field)
        elif isinstance(part, Lines) and part.of:
            found.add(part.of)
    return frozenset(found)
