"""What the tariff on the Stock & locations page asks of the other packages; called in threads."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlmodel import Session

from engine.model import Tariff
from engine.refusals import Refused as EngineRefused
from engine.refusals import RefusedSetup
from engine.store import events
from engine.store.setup import is_set_up, setup
from engine.tariff.differences import difference, notes
from engine.tariff.reading import read_tariff
from engine.tariff.writing import write_tariff
from engine.tariff_change import CHANGED, TariffChange, back_to_previous, previous_tariff, replace_tariff
from ui.refusal import Refused
from ui.views.stock import day
from ui.wiring import database
from ui.words import tariff as words
from ui.words.shell import WHO


@dataclass(frozen=True, slots=True)
class InUse:
    """The tariff in use, in words; `previous` is the name of the one before, "" when there was none."""

    name: str
    says: str
    since: str
    previous: str


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a file, and where."""

    place: str
    message: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A tariff that may be used, or what is wrong with it. `effect` is "" while anything is."""

    name: str
    effect: str
    mistakes: tuple[Mistake, ...]
    notes: tuple[str, ...]


def in_use() -> InUse | None:
    """The tariff in use; None while no retailer is set up."""
    with database().read() as session:
        if not is_set_up(session):
            return None
        shop = setup(session)
        changed, before = events.last(session, CHANGED), previous_tariff(session)
    tariff = shop.tariff
    services, zones = ({key[at] for key in tariff.steps} for at in (0, 1))
    prices = sum(len(steps) for steps in tariff.steps.values())
    return InUse(
        tariff.version,
        words.says(tariff.version, len(services), len(zones), prices),
        words.since(day(changed.at, shop.retailer.zone)) if changed else "",
        before.version if before else "",
    )


def written() -> tuple[str, str]:
    """The name of the file, and the tariff in use as CSV."""
    with database().read() as session:
        tariff = setup(session).tariff
    return words.file_name(tariff.version, datetime.now(UTC)), write_tariff(tariff)


def check(text: str) -> Checked:
    """What a file says, and what using it would change. Nothing is changed."""
    with database().read() as session:
        try:
            return _checked(session, read_tariff(text, setup(session).retailer.currency))
        except RefusedSetup as refused:
            found = tuple(Mistake(each.field, each.message) for each in refused.problems)
            return Checked("", "", found, ())


def check_previous() -> Checked:
    """What going back to the tariff before would change. Raises Refused when there was none."""
    with database().read() as session:
        before = previous_tariff(session)
        if before is None:
            raise Refused(words.NONE_BEFORE)
        return _checked(session, before)


def use(text: str) -> TariffChange:
    """Use the tariff of a file from now on."""
    try:
        with database().read() as session:
            tariff = read_tariff(text, setup(session).retailer.currency)
        return database().transact(lambda session: replace_tariff(session, tariff, datetime.now(UTC), WHO))
    except EngineRefused as refused:
        raise _refused(refused) from refused


def go_back() -> TariffChange:
    """Use the tariff before again."""
    try:
        return database().transact(lambda session: back_to_previous(session, datetime.now(UTC), WHO))
    except EngineRefused as refused:
        raise _refused(refused) from refused


def _checked(session: Session, tariff: Tariff) -> Checked:
    found = difference(setup(session).tariff, tariff)
    return Checked(tariff.version, words.effect(tariff.version, found), (), notes(tariff))


def _refused(refused: EngineRefused) -> Refused:
    first = refused.problems[0]
    return Refused(words.NOT_REPLACED, f"{first.field}: {first.message}")
