"""Another tariff for the one in use: it is kept for what was decided under it, and can be had back."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from engine.model import Tariff
from engine.refusals import FieldProblem, NotKnown, RefusedSetup
from engine.store import events
from engine.store import setup as store
from engine.tariff.differences import Difference, difference

CHANGED = "tariff_changed"


@dataclass(frozen=True, slots=True)
class TariffChange:
    """What replacing did. `version`: the tariff in use now, `before`: the one until then; the same when it
    was in use already. A name that another tariff has gets a number."""

    version: str
    before: str
    difference: Difference


def replace_tariff(session: Session, tariff: Tariff, now: datetime, who: str) -> TariffChange:
    """Use a tariff from now on, for decisions and simulations alike. Raises RefusedSetup when its currency is
    not the retailer's, or it has no prices."""
    setup = store.setup(session)
    if tariff.currency != setup.retailer.currency:
        said = f"It must be {setup.retailer.currency}, as the retailer’s is."
        raise RefusedSetup(FieldProblem("tariff.currency", said))
    if not tariff.steps:
        raise RefusedSetup(FieldProblem("tariff.steps", "The tariff has no prices."))
    live = setup.tariff
    change = difference(live, tariff)
    if tariff == live:
        return TariffChange(live.version, live.version, change)
    kept = replace(tariff, version=_free_name(session, tariff))
    store.use_tariff(session, kept, now)
    data = {"from": live.version, "to": kept.version, "prices": change.prices}
    events.write(session, events.Happened(CHANGED, now, who, data=data))
    return TariffChange(kept.version, live.version, change)


def previous_tariff(session: Session) -> Tariff | None:
    """The tariff that was in use before the one in use now; None when there was none."""
    last = events.last(session, CHANGED)
    return None if last is None else store.tariff(session, str(last.data["from"]))


def back_to_previous(session: Session, now: datetime, who: str) -> TariffChange:
    """Use the tariff again that was in use before. Raises NotKnown when there was none."""
    previous = previous_tariff(session)
    if previous is None:
        raise NotKnown(FieldProblem("tariff", "There was no other tariff before this one."))
    return replace_tariff(session, previous, now, who)


def _free_name(session: Session, tariff: Tariff) -> str:
    """The tariff's name, or the first `name (2)`, `name (3)`, … that no other tariff has."""
    name, number = tariff.version, 1
    while (kept := store.tariff(session, name)) is not None and replace(
        kept, version=tariff.version
    ) != tariff:
        number += 1
        name = f"{tariff.version} ({number})"
    return name
