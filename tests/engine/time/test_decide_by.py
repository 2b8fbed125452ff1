"""The latest moment to decide, as a decision tells it: at it the promise is kept, a minute later not."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.sample.retailer import shop
from engine.model import Decision, Snapshot
from rulesets.actions import ChooseService
from rulesets.model import Rule
from tests.engine.decision.world import decided, order, rule, snapshot, state

MINUTE = timedelta(minutes=1)
CHOOSING: tuple[Rule, ...] = (rule("routing", "choosing", ChooseService(action="choose_service")),)


def seen(at: datetime) -> Snapshot:
    """The sample's locations; nobody has both SKUs, so that two of them must send."""
    shelves = {"COV": {"MUG": 5}, "LDS": {"TRAY": 5}, "BRS": {"TRAY": 5}, "BTN": {"MUG": 5}}
    states = [state(place, shelves[place.code], fed_at=at) for place in shop().locations]
    return snapshot(*states, at=at, tariff=shop().tariff)


def late(decision: Decision, promised: datetime) -> bool:
    arrivals = [shipment.arrives_at for shipment in decision.plan.shipments]
    assert arrivals
    return any(at is None or at > promised for at in arrivals)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([(2026, 3, 26), (2026, 4, 1), (2026, 10, 22), (2026, 12, 21)]),
    st.integers(0, 6 * 1440),
    st.integers(24, 240),
    st.sampled_from(["standard", "express"]),
    st.booleans(),
)
def test_a_decision_says_exactly_until_when_it_keeps_the_promise(
    day: tuple[int, int, int], minutes: int, hours: int, service: str, choosing: bool
) -> None:
    at = datetime(*day, tzinfo=UTC) + timedelta(minutes=minutes)
    promised = at + timedelta(hours=hours)
    placed = order("MUG", "TRAY", service=service, promised_at=promised)
    rules = CHOOSING if choosing else ()
    decision = decided(placed, seen(at), rules)
    latest = decision.decide_by
    assert latest is not None
    assert late(decision, promised) == (latest < at)
    if choosing:
        return  # decided later it would go by a faster service
    assert not late(decided(placed, seen(latest), rules), promised)
    assert late(decided(placed, seen(latest + MINUTE), rules), promised)
