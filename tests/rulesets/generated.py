"""Hypothesis strategies for valid rules of every kind, over every field, operator and action.

Values come from small pools, so that generated orders of other tests meet them often; texts are
now and then any text that can be shown.
"""

from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from rulesets.actions import (
    RANKERS,
    AnyAction,
    Cancel,
    Hold,
    KeepStock,
    NotLocations,
    OnlyKinds,
    OnlyLocations,
    Queue,
    Rank,
    Reroute,
    Split,
    Suspend,
    Tag,
    Where,
    WithinKm,
)
from rulesets.conditions import DEEPEST, Condition, Group, Lines, Node
from rulesets.model import OTHERWISE_WORDS, Rule, RuleKind, Ruleset
from rulesets.operands import compared_field, compared_operators
from rulesets.operators import ORDERED, WEEKDAYS, FieldType, Operand, Operator
from rulesets.values import Money
from rulesets.vocabulary import FIELDS, LOCATION_KINDS, READABLE, Field

CURRENCY = "GBP"
LOCATIONS = ("COV", "LDS", "BRS", "BTN")
SKUS = ("85123A", "22423", "84879", "MUG-1")
POOLS: dict[str, tuple[str, ...]] = {
    "destination.country": ("GB", "JE", "FR", "NO"),
    "destination.region": ("West Midlands", "Kent", "Scotland"),
    "destination.city": ("Coventry", "Leeds", "Bath"),
    "destination.postcode": ("BT", "IM", "JE", "GY", "CV1", "LS2 7AB"),
    "location.country": ("GB", "IE"),
    "line.category": ("candles", "ceramics", "gift bags"),
    "line.sku": SKUS,
    "location.code": LOCATIONS,
    "event.location": LOCATIONS,
}
WORDS = ("gift", "VIP", "trade", "fragile, this way up", "or", "£5 off", "all of these", "Tom’s “best”")

odd_texts = st.text(
    st.characters(exclude_categories=("C", "Zl", "Zp", "Zs")) | st.just(" "), min_size=1, max_size=12
).filter(lambda text: text == text.strip() and text.isprintable())
texts = st.one_of(st.sampled_from(WORDS), odd_texts)
instants = st.datetimes(datetime(2010, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda at: at.replace(microsecond=0)
)


def _pool(field: Field) -> SearchStrategy[Any]:
    if field.choices:
        return st.sampled_from([choice.value for choice in field.choices])
    pool = POOLS.get(field.path)
    if field.refers_to:
        return st.sampled_from(pool or SKUS)
    return st.one_of(st.sampled_from(pool or WORDS), odd_texts)


def scalars(field: Field) -> SearchStrategy[Any]:
    """One written value of the field's type."""
    if field.type is FieldType.NUMBER:
        return st.one_of(st.integers(-5, 60), st.sampled_from([0.5, 2.25, 1_000_000, 99.999999, 1e-6]))
    if field.type is FieldType.MONEY:
        return st.integers(-500, 40_000).map(lambda minor: str(Money(minor, CURRENCY)))
    return instants.map(lambda at: at.isoformat()) if field.type is FieldType.INSTANT else _pool(field)


def _lists(values: SearchStrategy[Any]) -> SearchStrategy[tuple[Any, ...]]:
    return st.lists(values, min_size=1, max_size=4, unique_by=lambda item: str(item).casefold()).map(tuple)


_times = st.tuples(st.integers(0, 23), st.sampled_from([0, 15, 30, 59])).map(
    lambda at: f"{at[0]:02}:{at[1]:02}"
)


def _amount(written: Any) -> Any:
    return Money.parse(written).minor if isinstance(written, str) else written


def operands(field: Field, operator: Operator) -> SearchStrategy[Any]:
    """A written operand that this field and operator take."""
    one = scalars(field)
    shapes: dict[Operand, SearchStrategy[Any]] = {
        Operand.NONE: st.none(),
        Operand.ONE: one,
        Operand.MANY: _lists(one),
        Operand.RANGE: st.tuples(one, one).map(lambda pair: tuple(sorted(pair, key=_amount))),
        Operand.HOURS: st.sampled_from([0.5, 1, 24, 48, 720]),
        Operand.WEEKDAYS: _lists(st.sampled_from(WEEKDAYS)),
        Operand.TIMES: st.lists(_times, min_size=2, max_size=2, unique=True).map(tuple),
        Operand.COUNT: st.integers(0, 5),
    }
    return shapes[operator.operand]


@st.composite
def conditions(draw: DrawFn, entities: tuple[str, ...]) -> Condition:
    """A condition on a field of these entities."""
    field = draw(st.sampled_from([field for field in FIELDS.values() if field.entity in entities]))
    operator = draw(st.sampled_from(field.operators))
    return Condition(field=field.path, operator=operator.name, value=draw(operands(field, operator)))


@st.composite
def lines_nodes(draw: DrawFn, depth: int = 2) -> Lines:
    """A condition on the order's lines, whose group stands at this depth."""
    match = draw(st.sampled_from(("any", "all", "none", "count", "sum")))
    where = draw(groups(("line",), depth, empty=True))
    if match in ("any", "all", "none"):
        return Lines(lines=match, where=where)
    summed = [f.path for f in FIELDS.values() if f.entity == "line" and f.type in ORDERED]
    of = draw(st.sampled_from(summed)) if match == "sum" else None
    field = compared_field(of)
    operator = draw(st.sampled_from(compared_operators(field)))
    value = draw(operands(field, operator))
    return Lines(lines=match, where=where, of=of, operator=operator.name, value=value)


@st.composite
def groups(draw: DrawFn, entities: tuple[str, ...], depth: int = 1, *, empty: bool = False) -> Group:
    """A group at this depth over fields of these entities; lines conditions where `line` is one of
    several. `empty`: it may hold nothing, as all and none may."""
    match = draw(st.sampled_from(("all", "any", "none")))
    least = 0 if empty and match != "any" else 1
    return Group(match=match, of=tuple(draw(st.lists(nodes(entities, depth), min_size=least, max_size=3))))


@st.composite
def nodes(draw: DrawFn, entities: tuple[str, ...], depth: int) -> Node:
    """A part of a group that stands at this depth."""
    of_lines = "line" in entities and len(entities) > 1
    sort = draw(st.integers(0, 5)) if depth < DEEPEST else 0
    if sort == 5:
        return draw(groups(entities, depth + 1, empty=True))
    if sort == 4 and of_lines:
        return draw(lines_nodes(depth + 1))
    return draw(conditions(tuple(e for e in entities if e != "line") if of_lines else entities))


def whens(kind: RuleKind | str) -> SearchStrategy[Group]:
    """The *when* of a rule of this kind."""
    return groups(READABLE[str(kind)], empty=True)


names = odd_texts.map(lambda text: text[:40])
codes = _lists(st.sampled_from(LOCATIONS))
minutes = st.integers(1, 5000)
holds = st.builds(Hold, reason=texts, owner=texts, lifts_after_minutes=st.none() | minutes)
eligibility = st.one_of(
    st.builds(OnlyKinds, kinds=_lists(st.sampled_from([kind.value for kind in LOCATION_KINDS]))),
    st.builds(OnlyLocations, locations=codes),
    st.builds(NotLocations, locations=codes),
    st.builds(WithinKm, km=st.integers(1, 900)),
    st.builds(KeepStock, units=st.integers(1, 9)),
    st.builds(Where, where=groups(("location",))),
)


@st.composite
def ranks(draw: DrawFn) -> tuple[Rank, ...]:
    """Up to three different rankers, each with the arguments that it takes."""
    chosen = draw(st.lists(st.sampled_from(list(RANKERS)), max_size=3, unique=True))
    return tuple(draw(_rank(by)) for by in chosen)


def _rank(by: Any) -> SearchStrategy[Rank]:
    if by == "preferred":
        return st.builds(Rank, by=st.just(by), locations=codes)
    return st.builds(Rank, by=st.just(by), tie_within=st.sampled_from([0, 0, 1, 25]))


splits = st.one_of(
    st.just(Split(policy="none")),
    st.builds(
        Split,
        policy=st.sampled_from(("whole_lines", "units")),
        at_most=st.none() | st.integers(1, 5),
        only_if_needed=st.booleans(),
        cheaper_by=st.none() | st.integers(1, 900).map(lambda minor: str(Money(minor, CURRENCY))),
    ),
)


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
    asked = draw(st.lists(eligibility, max_size=3, unique_by=lambda action: action.model_dump_json()))
    return (*asked, *draw(ranks()))


def thens(kind: RuleKind | str) -> SearchStrategy[tuple[AnyAction, ...]]:
    """The *then* of a rule of this kind."""
    tags = st.lists(st.builds(Tag, tag=texts), min_size=1, max_size=2, unique_by=lambda tag: tag.tag)
    return {
        "hold": holds.map(lambda action: (action,)),
        "routing": _routing_actions(),
        "split": splits.map(lambda action: (action,)),
        "exception": exception_actions(),
        "transaction": tags.map(tuple),
    }[str(kind)]


@st.composite
def rules(draw: DrawFn, kind: RuleKind | str, rule_id: str = "a-rule", *, default: bool = False) -> Rule:
    """A valid rule of this kind."""
    choices = [key for key in OTHERWISE_WORDS if not (default and key == "next_rule")]
    dates = sorted(draw(st.lists(instants, max_size=2, unique=True))) if not default else []
    return Rule(
        id=rule_id,
        name=draw(names),
        kind=RuleKind(kind),
        default=default,
        enabled=default or draw(st.booleans()),
        when=None if default else draw(whens(kind)),
        then=draw(thens(kind)),
        otherwise=draw(st.sampled_from(choices)) if kind == "routing" else None,
        valid_from=dates[0] if dates else None,
        valid_until=dates[1] if len(dates) > 1 else None,
        owner=draw(st.just("") | names),
        note=draw(st.sampled_from(["", "Why: the summer sale\nuntil September", "yes", "# not a comment"])),
    )


@st.composite
def rulesets(draw: DrawFn, most: int = 2) -> Ruleset:
    """A valid ruleset with up to `most` rules of each kind beside its default rule."""
    made: list[Rule] = []
    for kind in RuleKind:
        made += [draw(rules(kind, f"{kind}-{number}")) for number in range(draw(st.integers(0, most)))]
        made.append(draw(rules(kind, f"{kind}-default", default=True)))
    return Ruleset(name=draw(names), currency=CURRENCY, zone="Europe/London", rules=tuple(made))
