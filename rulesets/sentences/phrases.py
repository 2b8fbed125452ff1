"""What each action says, as templates: saying and hearing read the same table.

An action is said by the first of its heads that fits it, and after that, place by place, by the first
of the tails that fits. A phrase fits when the arguments it stands for are so and none of its slots is empty.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rulesets.actions import (
    AccurateCounts,
    Action,
    Authorise,
    ByThePromise,
    Cancel,
    CancelRoute,
    ChooseService,
    DecideTogether,
    DropShip,
    FreshFeed,
    Hold,
    HoldRoute,
    IgnoreCapacity,
    KeepStock,
    KeepTogether,
    NotGroups,
    NotKinds,
    NotLocations,
    NotRejectedLately,
    Offer,
    OnlyGroups,
    OnlyKinds,
    OnlyLocations,
    PickUp,
    Queue,
    Reroute,
    SameCountry,
    ShipApart,
    Split,
    Suspend,
    Tag,
    Tell,
    TransferThenPickUp,
    WaitForStock,
    Where,
    WithinKm,
)
from rulesets.sentences.templates import slots

Given = Mapping[str, Any]


@dataclass(frozen=True)
class Phrase:
    """A template, the arguments it stands for (`so`), and those that it does not fit (`but`). After
    arguments that make it needless (`idle`) it is said of a half-written rule, but not heard."""

    template: str
    so: Given = field(default_factory=dict)
    but: Given = field(default_factory=dict)
    idle: Given = field(default_factory=dict)

    def fits(self, action: Action) -> bool:
        """Whether the phrase says the action."""
        given = all(getattr(action, key) == value for key, value in self.so.items())
        denied = any(getattr(action, key) == value for key, value in self.but.items())
        empty = any(getattr(action, slot.arg) in EMPTY for slot in slots(self.template))
        return given and not denied and not empty


EMPTY = (None, "", (), 0)


@dataclass(frozen=True)
class Saying:
    """How an action is said."""

    heads: tuple[Phrase, ...]
    tails: tuple[tuple[Phrase, ...], ...] = ()


def _plain(*templates: str) -> Saying:
    return Saying(tuple(Phrase(template) for template in templates))


_UNTIL = {
    "stock": "stock arrives",
    "ship_after": "the day after which it may be sent has come",
    "requested_date": "the requested delivery date is near",
    "edit_window": "the customer can no longer change it",
    "payment": "the payment is authorised",
    "address": "the address is put right",
}
_PASSED = "{lifts_after_minutes:duration minutes} have passed"
_CLOCK = "the clock shows {lifts_at_time:clock}"
_OVER = (
    Phrase(f"{_PASSED} or {_CLOCK}"),
    Phrase(_PASSED, {"lifts_at_time": None}),
    Phrase(_CLOCK, {"lifts_after_minutes": None}),
)
_NEVER_OVER = Phrase("…", {"lifts_after_minutes": None, "lifts_at_time": None})
_ENDS = (
    Phrase("[cancel it]", {"at_expiry": "cancel"}),
    Phrase("[escalate it to ]{escalate_to:text}", {"at_expiry": "escalate"}),
    Phrase("[escalate it to …]", {"at_expiry": "escalate", "escalate_to": ""}),
)
_HOLD = Saying(
    (Phrase("hold the order because of {reason:speech} until {owner:text}[ lifts it]"),),
    (
        tuple(Phrase(f"[ or {words}]", {"until": until}) for until, words in _UNTIL.items()),
        tuple(Phrase(f"[ or {over.template}]", {**over.so, "at_expiry": "lift"}) for over in _OVER),
        (Phrase(", in the queue {queue:text}"),),
        (Phrase(", for the role {role:text}"),),
        (Phrase(", due in {due_in_minutes:duration minutes}"),),
        tuple(
            Phrase(f"; when {over.template}, {end.template}", {**over.so, **end.so})
            for over in (*_OVER, _NEVER_OVER)
            for end in _ENDS
        ),
    ),
)
_WHOLE: Given = {"policy": "none"}
_SPLIT = Saying(
    (
        Phrase("[do not split the order]", {"policy": "none"}),
        Phrase("[send one shipment of whole lines only]", {"policy": "whole_lines", "at_most": 1}),
        Phrase("[send one shipment, with a part of a line if need be]", {"policy": "units", "at_most": 1}),
        Phrase("[split the order between lines only]", {"policy": "whole_lines"}),
        Phrase("[split the order, within lines too]", {"policy": "units"}),
    ),
    (
        (Phrase(", [into at most {at_most:figure} shipments]", but={"at_most": 1}, idle=_WHOLE),),
        (Phrase(", [only if no single location can serve]", {"only_if_needed": True}, idle=_WHOLE),),
        (Phrase(", [only if it is cheaper by {cheaper_by:money} or more]", idle=_WHOLE),),
        (Phrase(", [only if it costs less than {dearer_by:money} more]", idle=_WHOLE),),
        (Phrase(", [only if it arrives {saves_days:number days} or more earlier]", idle=_WHOLE),),
        (Phrase(", [with goods worth {least_value:money} or more in each shipment]", idle=_WHOLE),),
        (Phrase(", [waiting up to {complete_for_days:number days} to be complete]"),),
        (Phrase(", [held for a person above {review_above:number shipments}]", idle=_WHOLE),),
    ),
)

SAYINGS: dict[type[Action], Saying] = {
    Hold: _HOLD,
    Split: _SPLIT,
    KeepTogether: Saying(
        (
            Phrase("[keep the lines of each ship-together group in one shipment]", {"where": None}),
            Phrase("[keep in one shipment every line]{where:lines}"),
        )
    ),
    ShipApart: _plain("[ship apart every line]{where:lines}"),
    Reroute: _plain("route the order again without the location, at most {at_most:times}"),
    Queue: _plain(
        "put the order in the queue of {owner:text} with the task {reason:speech}, "
        "due in {due_in_minutes:duration minutes}"
    ),
    Suspend: _plain("suspend the SKU at the location for {hours:duration hours}"),
    Cancel: _plain("cancel the order because of {reason:speech}"),
    Tag: _plain("tag the order {tag:text}"),
    Authorise: _plain("[authorise the payment now and capture it at shipment]"),
    Tell: _plain("tell the customer {message:speech}"),
    PickUp: _plain(
        "let the customer collect at {location:location}",
        "let the customer collect at [the location that the customer chose]",
    ),
    TransferThenPickUp: _plain(
        "send what is not there to {location:location} and let the customer collect",
        "send what is not there to [the location that the customer chose] and let the customer collect",
    ),
    DropShip: _plain("[let suppliers send it straight to the customer]"),
    Offer: _plain("offer it to at most [{locations:number locations} for {minutes:duration minutes}]"),
    WaitForStock: _plain("[let the whole order wait for stock]"),
    HoldRoute: _plain("hold the order for a person because of {reason:speech}"),
    CancelRoute: _plain("[cancel the order]"),
    DecideTogether: _plain("deciding together with other orders every {every_minutes:duration minutes}"),
    ChooseService: _plain(
        "[sent by the cheapest service of {services:texts and} that keeps the promise]",
        "[sent by the cheapest service that keeps the promise]",
    ),
    OnlyKinds: _plain("of the kind {kinds:kinds}"),
    NotKinds: _plain("not of the kind {kinds:kinds}"),
    OnlyLocations: _plain("only {locations:locations or}"),
    NotLocations: _plain("but not {locations:locations or}"),
    OnlyGroups: _plain("of the group {groups:texts or}"),
    NotGroups: _plain("not of the group {groups:texts or}"),
    WithinKm: _plain("within {km:number km}"),
    SameCountry: _plain("[in the customer’s country]"),
    ByThePromise: _plain(
        "arriving at most {days_late:number days} after the promise", "[arriving by the promise]"
    ),
    NotRejectedLately: _plain("without a rejected shipment in the last {hours:lately hours}"),
    FreshFeed: _plain("with stock reported in the last {minutes:lately minutes}"),
    AccurateCounts: _plain("with [{percent:number %} or more] of the counts right"),
    KeepStock: Saying(
        (
            Phrase("keeping {units:number units} of each SKU back", {"of": "units"}),
            Phrase("keeping {units:number %} of each SKU back", {"of": "percent"}),
            Phrase("keeping [{units:number weeks} of sales] of each SKU back", {"of": "weeks"}),
        )
    ),
    IgnoreCapacity: _plain("[even when today’s capacity is used up]"),
    Where: _plain("where {where:places}"),
}
RELAXED = Phrase(" unless nobody else can serve (given up {relax:turn})")
"""What follows a demand that may be given up."""

BASES: dict[type[Action], Saying] = {
    OnlyGroups: _plain("choose among the group {groups:texts or}"),
    OnlyKinds: _plain("choose among {kinds:plurals}"),
    OnlyLocations: _plain("choose among {locations:locations and}"),
}
"""What a rule chooses among, said by its first demand of these that is never given up."""
CHOOSE_ONE = Phrase("choose {locations:locations and}")
ALL_LOCATIONS = "choose among all locations"
ALL_WITH_STOCK = "every location with stock"
"""What it chooses among otherwise; the default rule's words are the second."""
