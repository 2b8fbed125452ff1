"""Every action a rule may take: its kinds of rule, its label, its arguments. The arguments draw the form."""

from collections.abc import Iterable
from typing import Annotated, get_args

from pydantic import Field as Arg

from rulesets.actions.eligibility import (
    AccurateCounts,
    ByThePromise,
    Demand,
    Eligibility,
    FreshFeed,
    IgnoreCapacity,
    KeepStock,
    NotGroups,
    NotKinds,
    NotLocations,
    NotRejectedLately,
    OnlyGroups,
    OnlyKinds,
    OnlyLocations,
    SameCountry,
    Where,
    WithinKm,
)
from rulesets.actions.exception import Cancel, Queue, Reroute, Suspend
from rulesets.actions.hold import HOLD_PRESETS, Hold
from rulesets.actions.model import Action
from rulesets.actions.rank import RANKERS, Rank, RankBy
from rulesets.actions.route import (
    FINAL_ROUTES,
    CancelRoute,
    ChooseService,
    DecideTogether,
    DropShip,
    HoldRoute,
    Offer,
    PickUp,
    Route,
    Routing,
    TransferThenPickUp,
    WaitForStock,
)
from rulesets.actions.split import KeepTogether, ShipApart, Split, Splitting
from rulesets.actions.transaction import Authorise, Tag, Tell

__all__ = [
    "ACTIONS",
    "FINAL_ROUTES",
    "HOLD_PRESETS",
    "RANKERS",
    "AccurateCounts",
    "Action",
    "AnyAction",
    "Authorise",
    "ByThePromise",
    "Cancel",
    "CancelRoute",
    "ChooseService",
    "DecideTogether",
    "Demand",
    "DropShip",
    "Eligibility",
    "FreshFeed",
    "Hold",
    "HoldRoute",
    "IgnoreCapacity",
    "KeepStock",
    "KeepTogether",
    "NotGroups",
    "NotKinds",
    "NotLocations",
    "NotRejectedLately",
    "Offer",
    "OnlyGroups",
    "OnlyKinds",
    "OnlyLocations",
    "PickUp",
    "Queue",
    "Rank",
    "RankBy",
    "Reroute",
    "Route",
    "SameCountry",
    "ShipApart",
    "Split",
    "Suspend",
    "Tag",
    "Tell",
    "TransferThenPickUp",
    "WaitForStock",
    "Where",
    "WithinKm",
    "actions_for",
    "ends_here",
]

_Every = (
    Hold
    | Eligibility
    | Rank
    | Routing
    | Splitting
    | Reroute
    | Queue
    | Suspend
    | Cancel
    | Tag
    | Authorise
    | Tell
)
AnyAction = Annotated[_Every, Arg(discriminator="action")]

ACTIONS: dict[str, type[Action]] = {kind.model_fields["action"].default: kind for kind in get_args(_Every)}
"""Every action by its name, in the order in which menus show them."""


def ends_here(actions: Iterable[Action | None]) -> bool:
    """Whether one of these ways of routing ends the matter, so that there is no *otherwise*."""
    return any(isinstance(action, FINAL_ROUTES) for action in actions)


def actions_for(rule_kind: str) -> tuple[type[Action], ...]:
    """The actions that rules of this kind offer, in the order of the table."""
    return tuple(kind for kind in ACTIONS.values() if rule_kind in kind.rule_kinds)
