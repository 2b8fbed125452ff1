"""What the gallery of starters asks of the retailer's setup."""

from dataclasses import dataclass

from engine.store.setup import setup
from rulesets.starters import Shop
from ui.builder.fields import Names
from ui.desk import drafts
from ui.wiring import database


@dataclass(frozen=True, slots=True)
class Here:
    """The retailer, as starters and as sentences need it."""

    shop: Shop
    names: Names


def here() -> Here:
    """The retailer's currency and locations. Raises NotSetUp before there is a retailer."""
    with database().read() as session:
        places = setup(session).locations
        names = drafts.names(session)
    return Here(Shop(names.currency, tuple((each.code, each.name, each.kind) for each in places)), names)
