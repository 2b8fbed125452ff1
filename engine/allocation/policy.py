"""Several split rules -> one policy: the most restrictive answer to each question."""

from collections.abc import Iterable

from engine.allocation.model import Lines, Policy

_STRICTEST: tuple[Lines, ...] = ("none", "whole_lines", "units")


def most_restrictive(policies: Iterable[Policy]) -> Policy:
    """The strictest way of splitting, the fewest shipments, the greatest saving asked; only if needed as
    soon as one says so. Raises ValueError when there is none."""
    found = tuple(policies)
    if not found:
        raise ValueError("no split rule says how an order may be split")
    return Policy(
        lines=min([policy.lines for policy in found], key=_STRICTEST.index),
        at_most=min([policy.at_most for policy in found if policy.at_most is not None], default=None),
        only_if_needed=any(policy.only_if_needed for policy in found),
        cheaper_by=max(
            [policy.cheaper_by for policy in found if policy.cheaper_by is not None], default=None
        ),
    )
