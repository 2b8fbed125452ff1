"""Edits of a rule's table as edits of the rule; each raises ValueError, with a sentence, or does it. Pure."""

from collections.abc import Callable

from rulesets.table import HIT_WORDS
from ui.builder.grids import edits
from ui.builder.grids.model import Grid, grid_of, with_grid
from ui.builder.model import EditedRule
from ui.words import grid as words


def change_grid(rule: EditedRule, how: Callable[[Grid], Grid]) -> EditedRule:
    """The rule with its table changed."""
    grid = grid_of(rule)
    if grid is None:
        raise ValueError(words.NO_GRID)
    return with_grid(rule, how(grid))


def with_column(rule: EditedRule, path: str) -> EditedRule:
    """The rule with one more column that asks."""
    return change_grid(rule, lambda grid: edits.add_head(grid, path))


def with_result(rule: EditedRule, key: str) -> EditedRule:
    """The rule with one more column that decides."""
    return change_grid(rule, lambda grid: edits.add_result(grid, key))


def with_hit(rule: EditedRule, hit: str) -> EditedRule:
    """The rule with another of the rows that fit deciding."""
    if hit not in HIT_WORDS:
        raise ValueError(words.NO_GRID)
    return change_grid(rule, lambda grid: edits.set_hit(grid, hit))
