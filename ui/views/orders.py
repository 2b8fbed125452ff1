"""Orders as a list shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.store.orders import OrderRow
from ui import clock
from ui.views import figures
from ui.words import orders as words


@dataclass(frozen=True, slots=True)
class Names:
    """What codes are called: locations by code, rules by id."""

    locations: Mapping[str, str]
    rules: Mapping[str, str]

    def location(self, code: str) -> str:
        """The location's name, or its code."""
        return self.locations.get(code, code)

    def rule(self, rule_id: str) -> str:
        """The rule's name, or its id when no rule has it any more."""
        return self.rules.get(rule_id, rule_id)


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One order of the list. `look` is a key of the status component."""

    id: str
    name: str
    placed: str
    placed_exactly: str
    channel: str
    service: str
    customer: str
    place: str
    size: str
    total: str
    look: str
    status: str
    locations: str
    because: str


def order_line(row: OrderRow, names: Names, zone: str, now: datetime) -> OrderLine:
    """An order as one line."""
    look, status = words.STATUS[row.status]
    return OrderLine(
        id=row.id,
        name=row.external_id,
        placed=clock.minute(row.placed_at, zone, now),
        placed_exactly=clock.exact(row.placed_at, zone),
        channel=words.CHANNELS.get(row.channel, row.channel),
        service=row.service,
        customer=row.customer_name or row.customer_id or words.GUEST,
        place=place(row.city, row.postcode, row.country),
        size=f"{figures.count(row.line_count, 'line')}, {figures.count(row.units, 'unit')}",
        total=figures.money(row.total, row.currency),
        look=look,
        status=status,
        locations=", ".join(names.location(code) for code in row.locations) or words.NOBODY,
        because=_because(row, names),
    )


def place(city: str | None, postcode: str | None, country: str | None) -> str:
    """Town and postcode, or the country where neither is known."""
    return " ".join(part for part in (city, postcode) if part) or country or figures.NOT_KNOWN


def _because(row: OrderRow, names: Names) -> str:
    return row.hold or row.cause or (names.rule(row.rule_id) if row.rule_id else "")
