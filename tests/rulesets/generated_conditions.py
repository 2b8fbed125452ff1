"""Hypothesis strategies for conditions over every field and operator.

Values come from small pools, so that generated orders of other tests meet them often; texts are
now and then any text that can be shown.
"""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from rulesets.conditions import DEEPEST, Condition, Group, Lines, Node
from rulesets.model import RuleKind
from rulesets.operands import compared_field, compared_operators
from rulesets.operators import ORDERED, WEEKDAYS, FieldType, Operand, Operator
from rulesets.values import Money
from rulesets.vocabulary import FIELDS, READABLE, Field

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
    "order.pickup_at": LOCATIONS,
}
ZONE = ZoneInfo("Europe/London")
GROUPS = ("north", "South", "zone 2")
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


def distinct(values: SearchStrategy[Any]) -> SearchStrategy[tuple[Any, ...]]:
    """One to four different values."""
    return st.lists(values, min_size=1, max_size=4, unique_by=lambda item: str(item).casefold()).map(tuple)


times_of_day = st.tuples(st.integers(0, 23), st.sampled_from([0, 15, 30, 59])).map(
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
        Operand.MANY: distinct(one),
        Operand.RANGE: st.tuples(one, one).map(lambda pair: tuple(sorted(pair, key=_amount))),
        Operand.HOURS: st.sampled_from([0.5, 1, 24, 48, 720]),
        Operand.WEEKDAYS: distinct(st.sampled_from(WEEKDAYS)),
        Operand.TIMES: st.lists(times_of_day, min_size=2, max_size=2, unique=True).map(tuple),
        Operand.COUNT: st.integers(0, 5),
        Operand.NAMES: distinct(st.sampled_from((*GROUPS, *WORDS)) | odd_texts),
        Operand.RADIUS: st.tuples(st.sampled_from((*LOCATIONS, "52.4,-1.5")), st.sampled_from([0.5, 1, 50])),
        Operand.LOCATION: st.sampled_from(LOCATIONS),
    }
    return shapes[operator.operand]


def asked(*entities: str) -> list[Field]:
    """The fields of these entities that can be asked now."""
    return [field for field in FIELDS.values() if field.entity in entities and not field.missing_because]


@st.composite
def conditions(draw: DrawFn, entities: tuple[str, ...]) -> Condition:
    """A condition on a field of these entities."""
    field = draw(st.sampled_from(asked(*entities)))
    operator = draw(st.sampled_from(field.operators))
    return Condition(field=field.path, operator=operator.name, value=draw(operands(field, operator)))


@st.composite
def lines_nodes(draw: DrawFn, depth: int = 2) -> Lines:
    """A condition on the order's lines, whose group stands at this depth."""
    match = draw(st.sampled_from(("any", "all", "none", "count", "sum")))
    where = draw(groups(("line",), depth, empty=True))
    if match in ("any", "all", "none"):
        return Lines(lines=match, where=where)
    summed = [f.path for f in asked("line") if f.type in ORDERED]
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
