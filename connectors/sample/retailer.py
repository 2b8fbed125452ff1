"""The made-up retailer, Wren & Thistle: its locations, its tariff, and how its orders are read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from connectors.sample.pack import DATA
from engine.location_document import read_all
from engine.model import Location, Retailer, Tariff
from engine.tariff.reading import read_tariff


@dataclass(frozen=True, slots=True)
class OrderRules:
    """What the source does not say of an order. `express_share` of web orders are express;
    `promise_days`: (uk, europe or world; service) -> working days, kept until `promise_at` local time."""

    web_lines_at_most: int
    express_share: float
    promise_days: Mapping[tuple[str, str], int]
    promise_at: time
    vip_orders: int
    vip_value: int
    """Pence of earlier orders."""


@dataclass(frozen=True, slots=True)
class Shop:
    """The retailer with all that it is set up with."""

    retailer: Retailer
    locations: tuple[Location, ...]
    tariff: Tariff
    orders: OrderRules


@cache
def shop(folder: Path = DATA) -> Shop:
    """Read `retailer.yaml` and `tariff.csv`."""
    with (folder / "retailer.yaml").open(encoding="utf-8") as file:
        read: dict[str, Any] = yaml.safe_load(file)
    return Shop(
        retailer=Retailer(read["name"], read["currency"], read["zone"], read["country"], read["note"]),
        locations=read_all([{**row, "country": read["country"]} for row in read["locations"]]),
        tariff=_tariff(folder),
        orders=_order_rules(read),
    )


def _order_rules(read: Mapping[str, Any]) -> OrderRules:
    rules = read["orders"]
    promises = {
        (zone, service): days
        for zone, row in rules["promise_working_days"].items()
        for service, days in row.items()
    }
    return OrderRules(
        web_lines_at_most=rules["web_lines_at_most"],
        express_share=rules["express_share_of_web"],
        promise_days=promises,
        promise_at=time.fromisoformat(rules["promise_at"]),
        vip_orders=read["vip"]["orders"],
        vip_value=read["vip"]["value"] * 100,
    )


def _tariff(folder: Path) -> Tariff:
    return read_tariff((folder / "tariff.csv").read_text(encoding="utf-8"))
