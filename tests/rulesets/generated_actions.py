"""Hypothesis strategies for valid actions of every kind of rule, alone and together."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from rulesets.actions import (
    RANKERS,
    AccurateCounts,
    AnyAction,
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
    OnlyGroups,
    OnlyKinds,
    OnlyLocations,
    PickUp,
    Queue,
    Rank,
    Reroute,
    SameCountry,
    ShipApart,
    Split,
    Suspend,
    Tag,
    TransferThenPickUp,
    WaitForStock,
    Where,
    WithinKm,
)
from rulesets.checking.arguments import RANK_FIELDS
from rulesets.model import RuleKind
from rulesets.operators import FieldType
from rulesets.values import Money
from rulesets.vocabulary import FIELDS, LOCATION_KINDS
from tests.rulesets.generated_conditions import (
    CURRENCY,
    LOCATIONS,
    WORDS,
    distinct,
    groups,
    odd_texts,
    texts,
    times_of_day,
)

names = odd_texts.map(lambda text: text[:40])
codes = distinct(st.sampled_from(LOCATIONS))
minutes = st.integers(1, 5000)
turns = st.none() | st.integers(1, 20)
_kinds = distinct(st.sampled_from([kind.value for kind in LOCATION_KINDS]))
_groups = distinct(st.sampled_from(("north", "south", "pop-up", *WORDS)))
_sums = st.integers(1, 900).map(lambda minor: str(Money(minor, CURRENCY)))


@st.composite
def holds(draw: DrawFn) -> Hold:
    """A hold with every argument that fits it."""
    end = draw(st.sampled_from(["none", "after", "at"]))
    then = "lift" if end == "none" else draw(st.sampled_from(["lift", "escalate", "cancel"]))
    return Hold(
        reason=draw(texts),
        owner=draw(texts),
        until=draw(
            st.sampled_from(
                ("person", "stock", "ship_after", "requested_date", "edit_window", "payment", "address")
            )
        ),
        lifts_after_minutes=draw(minutes) if end == "after" else None,
        lifts_at_time=draw(times_of_day) if end == "at" else None,
        at_expiry=then,
        escalate_to=draw(texts) if then == "escalate" else "",
        queue=draw(st.just("") | texts),
        role=draw(st.just("") | texts),
        due_in_minutes=draw(st.none() | minutes),
    )


eligibility = st.one_of(
    st.builds(OnlyKinds, kinds=_kinds, relax=turns),
    st.builds(NotKinds, kinds=_kinds, relax=turns),
    st.builds(OnlyLocations, locations=codes, relax=turns),
    st.builds(NotLocations, locations=codes, relax=turns),
    st.builds(OnlyGroups, groups=_groups, relax=turns),
    st.builds(NotGroups, groups=_groups, relax=turns),
    st.builds(WithinKm, km=st.integers(1, 900), relax=turns),
    st.builds(SameCountry, relax=turns),
    st.builds(ByThePromise, days_late=st.integers(0, 3), relax=turns),
    st.builds(NotRejectedLately, hours=st.integers(1, 72), relax=turns),
    st.builds(FreshFeed, minutes=minutes, relax=turns),
    st.builds(AccurateCounts, percent=st.integers(1, 100), relax=turns),
    st.builds(
        KeepStock, units=st.integers(1, 9), of=st.sampled_from(("units", "percent", "weeks")), relax=turns
    ),
    st.just(IgnoreCapacity()),
    st.builds(Where, where=groups(("location",)), relax=turns),
)
final = st.one_of(
    st.just(WaitForStock()),
    st.builds(HoldRoute, reason=texts),
    st.just(CancelRoute()),
)
ways = st.one_of(
    st.builds(PickUp, location=st.none() | st.sampled_from(LOCATIONS)),
    st.builds(TransferThenPickUp, location=st.none() | st.sampled_from(LOCATIONS)),
    st.just(DropShip()),
)
_others: dict[str, SearchStrategy[Any]] = {
    "way": ways,
    "together": st.builds(DecideTogether, every_minutes=st.integers(1, 1440)),
    "service": st.builds(
        ChooseService, services=st.just(()) | distinct(st.sampled_from(("express", "standard", "next day")))
    ),
}


@st.composite
def ranks(draw: DrawFn) -> tuple[Rank, ...]:
    """Up to three different rankers, each with the arguments that it takes."""
    chosen = draw(st.lists(st.sampled_from(list(RANKERS)), max_size=3, unique=True))
    return tuple(draw(_rank(by)) for by in chosen)


def _rank(by: Any) -> SearchStrategy[Rank]:
    if by == "preferred":
        return st.builds(Rank, by=st.just(by), locations=codes)
    ties = st.sampled_from([0, 0, 1, 25])
    if by == "field":
        return st.sampled_from(RANK_FIELDS).flatmap(lambda path: _by_field(path, ties))
    return st.builds(Rank, by=st.just(by), tie_within=ties)


def _by_field(path: str, ties: SearchStrategy[int]) -> SearchStrategy[Rank]:
    return st.builds(
        Rank,
        by=st.just("field"),
        field=st.just(path),
        first=st.sampled_from(("lowest", "highest")),
        tie_within=st.just(0) if FIELDS[path].type is FieldType.YES_NO else ties,
    )


@st.composite
def _in_parts(draw: DrawFn) -> Split:
    cheaper = draw(st.none() | _sums)
    return Split(
        policy=draw(st.sampled_from(("whole_lines", "units"))),
        at_most=draw(st.none() | st.integers(1, 5)),
        only_if_needed=draw(st.booleans()),
        cheaper_by=cheaper,
        dearer_by=None if cheaper else draw(st.none() | _sums),
        saves_days=draw(st.none() | st.integers(1, 5)),
        least_value=draw(st.none() | _sums),
        complete_for_days=draw(st.none() | st.integers(1, 9)),
        review_above=draw(st.none() | st.integers(1, 4)),
    )


splits = st.one_of(
    st.just(Split(policy="none")),
    st.builds(Split, policy=st.just("none"), complete_for_days=st.integers(1, 9)),
    _in_parts(),
)
_of_lines = st.one_of(
    st.builds(KeepTogether, where=st.none() | groups(("line",))),
    st.builds(ShipApart, where=groups(("line",))),
)


@st.composite
def _splitting(draw: DrawFn, *, default: bool) -> tuple[AnyAction, ...]:
    more = draw(st.lists(_of_lines, max_size=2, unique_by=lambda action: action.model_dump_json()))
    whole = (draw(splits),) if default or not more or draw(st.booleans()) else ()
    return (*whole, *more)


@st.composite
def exception_actions(draw: DrawFn) -> tuple[AnyAction, ...]:
    """One or more different actions of exception rules that do not undo each other."""
    options: dict[str, SearchStrategy[Any]] = {
        "reroute": st.builds(Reroute, at_most=st.integers(1, 10)),
        "queue": st.builds(Queue, owner=texts, reason=texts, due_in_minutes=minutes),
        "suspend": st.builds(Suspend, hours=st.integers(1, 72)),
        "cancel": st.builds(Cancel, reason=texts),
    }
    chosen = draw(
        st.lists(st.sampled_from(list(options)), min_size=1, max_size=3, unique=True).filter(
            lambda names: not {"reroute", "cancel"} <= set(names)
        )
    )
    return tuple(draw(options[name]) for name in chosen)


@st.composite
def _routing_actions(draw: DrawFn) -> tuple[AnyAction, ...]:
    if draw(st.integers(0, 7)) == 7:
        return (draw(final),)
    chosen = draw(st.lists(st.sampled_from(list(_others)), max_size=2, unique=True))
    asked = draw(st.lists(eligibility, max_size=3, unique_by=lambda action: action.model_dump_json()))
    return (*(draw(_others[key]) for key in chosen), *asked, *draw(ranks()))


def thens(kind: RuleKind | str, *, default: bool = False) -> SearchStrategy[tuple[AnyAction, ...]]:
    """The *then* of a rule of this kind; `default`: of its default rule."""
    tags = st.lists(st.builds(Tag, tag=texts), min_size=1, max_size=2, unique_by=lambda tag: tag.tag)
    return {
        "hold": holds().map(lambda action: (action,)),
        "routing": _routing_actions(),
        "split": _splitting(default=default),
        "exception": exception_actions(),
        "transaction": tags.map(tuple),
    }[str(kind)]
