"""Every action a rule may take: its kinds of rule, its label, its arguments. The arguments draw the form."""

from typing import Annotated

from pydantic import Field as Arg

from rulesets.actions.eligibility import (
    Eligibility,
    KeepStock,
    NotLocations,
    OnlyKinds,
    OnlyLocations,
    Where,
    WithinKm,
)
from rulesets.actions.exception import Cancel, Queue, Reroute, Suspend
from rulesets.actions.hold import Hold
from rulesets.actions.model import Action
from rulesets.actions.rank import RANKERS, Rank, RankBy
from rulesets.actions.split import Split
from rulesets.actions.transaction import Authorise, Tag, Tell

__all__ = [
    "ACTIONS",
    "RANKERS",
    "Action",
    "AnyAction",
    "Authorise",
    "Cancel",
    "Eligibility",
    "Hold",
    "KeepStock",
    "NotLocations",
    "OnlyKinds",
    "OnlyLocations",
    "Queue",
    "Rank",
    "RankBy",
    "Reroute",
    "Split",
    "Suspend",
    "Tag",
    "Tell",
    "Where",
    "WithinKm",
    "actions_for",
]

AnyAction = Annotated[
    Hold | Eligibility | Rank | Split | Reroute | Queue | Suspend | Cancel | Tag | Authorise | Tell,
    Arg(discriminator="action"),
]

ACTIONS: dict[str, type[Action]] = {
    kind.model_fields["action"].default: kind
    for kind in (
        Hold,
        OnlyKinds,
        OnlyLocations,
        NotLocations,
        WithinKm,
        KeepStock,
        Where,
        Rank,
        Split,
        Reroute,
        Queue,
        Suspend,
        Cancel,
        Tag,
        Authorise,
        Tell,
    )
}


def actions_for(rule_kind: str) -> tuple[type[Action], ...]:
    """The actions that rules of this kind offer, in the order of the table."""
    return tuple(kind for kind in ACTIONS.values() if rule_kind in kind.rule_kinds)
