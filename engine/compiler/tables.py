"""What a rule with a table is on one order: the same rule, doing what the rows that fit do."""

from collections.abc import Sequence

from rulesets.model import Rule
from rulesets.table import Table

MOST_KEPT = 1024


class SeveralRows(Exception):
    """More than one row of a table fits, of which only one may."""

    def __init__(self, rows: Sequence[int]) -> None:
        named = [f"row {row + 1}" for row in rows]
        super().__init__(f"{', '.join(named[:-1])} and {named[-1]} of its table fit, and only one may")


class Picked:
    """The rule by the rows that fit; made once for each choice of rows, so that it stays the same object."""

    def __init__(self, rule: Rule, table: Table) -> None:
        self._rule, self._table = rule, table
        self._kept: dict[tuple[int, ...], Rule] = {}

    def __call__(self, rows: Sequence[int]) -> Rule:
        """The rule with the actions of these rows, from the top. Raises SeveralRows."""
        key = tuple(rows)
        if key not in self._kept:
            if self._table.hit == "unique" and len(key) > 1:
                raise SeveralRows(key)
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            then = (*self._rule.then, *(action for row in key for action in self._table.rows[row].then))
            self._kept[key] = self._rule.model_copy(update={"then": then})
        return self._kept[key]
