"""Another tariff for the one in use, on both databases: used at once, the old one kept and had back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from engine import documents, intake
from engine.database import Database
from engine.model import Tariff
from engine.refusals import NotKnown, RefusedSetup
from engine.rulebook import live
from engine.store import decisions
from engine.store import setup as setups
from engine.tariff_change import TariffChange, back_to_previous, previous_tariff, replace_tariff
from tests.engine.commit.world import NOW, TARIFF, order

DEARER = replace(
    TARIFF,
    version="dearer",
    steps={key: tuple((up_to, price + 100) for up_to, price in steps) for key, steps in TARIFF.steps.items()},
)


def use(database: Database, tariff: Tariff) -> TariffChange:
    return database.transact(lambda session: replace_tariff(session, tariff, NOW, "Ada"))


def in_use(database: Database) -> Tariff:
    with database.read() as session:
        return setups.setup(session).tariff


def test_orders_are_priced_by_the_tariff_in_use_and_old_decisions_replay_the_same(
    shop: Database, stock: Callable[..., None]
) -> None:
    stock("WH", MUG=5)
    first = intake.accept(shop, order(("MUG", 1)), NOW, "test")
    changed = use(shop, DEARER)
    assert (changed.version, changed.before, changed.difference.changed) == ("dearer", "test", 20)
    second = intake.accept(shop, order(("MUG", 1)), NOW + timedelta(minutes=1), "test")
    prices = [each.decision.plan.shipments[0].postage for each in (first, second)]
    assert prices == [300, 400]
    with shop.read() as session:
        (kept,) = decisions.kept_decisions(session, first.order_id)
        reading = decisions.reading(session, kept.id)
        rules = live(session).compiled
    assert documents.replay(reading, rules) == kept.decision == first.decision


def test_the_tariff_before_is_kept_and_can_be_had_back_and_forth(shop: Database) -> None:
    use(shop, DEARER)
    for name in ("test", "dearer", "test"):
        changed = shop.transact(lambda session: back_to_previous(session, NOW, "Ada"))
        assert changed.version == name
        assert in_use(shop) == (TARIFF if name == "test" else DEARER)


def test_the_same_tariff_again_changes_nothing(shop: Database) -> None:
    with shop.read() as session:
        token = setups.setup_token(session)
    assert use(shop, TARIFF).difference.none
    with shop.read() as session:
        assert setups.setup_token(session) == token
        assert previous_tariff(session) is None
    with pytest.raises(NotKnown, match="no other tariff"):
        shop.transact(lambda session: back_to_previous(session, NOW, "Ada"))


def test_another_tariff_of_the_same_name_gets_a_number(shop: Database) -> None:
    other = replace(DEARER, version="test")
    assert use(shop, other).version == "test (2)"
    assert use(shop, TARIFF).version == "test"
    assert use(shop, replace(other, bands=(50,))).version == "test (3)"
    assert use(shop, other).version == "test (2)"  # kept by this name already


@pytest.mark.parametrize(
    ("wrong", "said"),
    [(replace(DEARER, currency="EUR"), "must be GBP"), (replace(DEARER, steps={}), "no prices")],
)
def test_a_tariff_that_cannot_be_used_is_refused(shop: Database, wrong: Tariff, said: str) -> None:
    with pytest.raises(RefusedSetup, match=said):
        use(shop, wrong)
    assert in_use(shop) == TARIFF
