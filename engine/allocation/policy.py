"""Several split rules -> one policy: the most restrictive answer to each question."""

from collections.abc import Iterable

from engine.allocation.model import Lines, Policy

_STRICTEST: tuple[Lines, ...] = ("none", "whole_lines", "units")


def most_restrictive(policies: Iterable[Policy]) -> Policy:
    """The strictest way of splitting, the fewest shipments, the greatest saving, the least that they may cost
    more, the most days, the greatest value; only if needed as soon as one says so; together and apart what
    any says. Raises ValueError when there is none."""
    found = tuple(policies)
    if not found:
        raise ValueError("no split rule says how an order may be split")
    return Policy(
        lines=min([policy.lines for policy in found], key=_STRICTEST.index),
        at_most=min(_said(found, "at_most"), default=None),
        only_if_needed=any(policy.only_if_needed for policy in found),
        cheaper_by=max(_said(found, "cheaper_by"), default=None),
        dearer_by=min(_said(found, "dearer_by"), default=None),
        saves_days=max(_said(found, "saves_days"), default=None),
        least_value=max(_said(found, "least_value"), default=None),
        together=_all([policy.together for policy in found]),
        apart=_all([policy.apart for policy in found]),
    )


def _said(policies: Iterable[Policy], name: str) -> list[int]:
    values = [getattr(policy, name) for policy in policies]
    return [value for value in values if value is not None]


def _all(groups: Iterable[tuple[tuple[int, ...], ...]]) -> tuple[tuple[int, ...], ...]:
    """All groups of line numbers, each once, in the order in which rules named them."""
    return tuple(dict.fromkeys([tuple(group) for each in groups for group in each]))
