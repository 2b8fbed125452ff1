"""What each row and group of the rule in the builder said of the order that is tried, by part. Pure."""

from collections.abc import Iterator

from engine.model import NodeTrace
from ui.builder.model import EditedRule, Grp, LineCond, Part


def marks(rule: EditedRule, walked: NodeTrace) -> dict[str, str]:
    """Verdicts by part. `walked`: the rule's *when*; of a rule with a table, that is its first child. What
    stands inside a condition on lines is marked by the line that tells most: the first that matched, else
    the first of which something is not known, else the first."""
    if rule.when is None:
        return {}
    return dict(_of(rule.when, walked.children[0] if rule.table is not None else walked))


def _of(part: Part, node: NodeTrace) -> Iterator[tuple[str, str]]:
    yield part.id, node.verdict
    if isinstance(part, Grp):
        for each, child in zip(part.of, node.children, strict=True):
            yield from _of(each, child)
    elif isinstance(part, LineCond) and node.children:
        line = min(node.children, key=_telling)
        if line.verdict != "not_reached":
            yield from _of(part.where, line)


def _telling(line: NodeTrace) -> int:
    order = ("matched", "unknown", "failed", "not_matched", "not_reached")
    return order.index(line.verdict)
