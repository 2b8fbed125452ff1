"""What the live rules changed: since when they decide, who published them and why, and what that did."""

from dataclasses import dataclass

from ui.views.simulation import GroupRow, RunView

SHOWN_GROUPS = 4


@dataclass(frozen=True, slots=True)
class LiveRules:
    """The live revision against the one before it (0 for none). `run` is the id of a finished simulation of
    the two, 0 while there is none; then what it says is empty."""

    number: int
    since: str
    since_exactly: str
    who: str
    reason: str
    before: int
    run: int = 0
    span: str = ""
    says: str = ""
    says_more: str = ""
    groups: tuple[GroupRow, ...] = ()


def with_run(live: LiveRules, run: RunView) -> LiveRules:
    """The same with what a finished simulation says."""
    return LiveRules(
        number=live.number,
        since=live.since,
        since_exactly=live.since_exactly,
        who=live.who,
        reason=live.reason,
        before=live.before,
        run=run.id,
        span=run.span,
        says=run.says,
        says_more=run.says_more,
        groups=run.groups[:SHOWN_GROUPS],
    )
