"""The made-up retailer, Wren & Thistle: its locations, its tariff, and how its orders are read."""

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from connectors.sample.pack import DATA
from engine.model import Location, Retailer, Tariff

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


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
    """Read `retailer.yaml`, `tariff.csv` and `transit.csv`."""
    with (folder / "retailer.yaml").open(encoding="utf-8") as file:
        read: dict[str, Any] = yaml.safe_load(file)
    return Shop(
        retailer=Retailer(read["name"], read["currency"], read["zone"], read["country"], read["note"]),
        locations=tuple(_location(row, read["country"]) for row in read["locations"]),
        tariff=_tariff(folder, read),
        orders=_order_rules(read),
    )


def _location(row: Mapping[str, Any], country: str) -> Location:
    plain = {name: value for name, value in row.items() if name not in {"hours", "cutoff"}}
    hours = tuple(_span(row["hours"].get(day)) for day in WEEKDAYS)
    return Location(**plain, country=country, hours=hours, cutoff=_minutes(row["cutoff"]))


def _span(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    opens, closes = text.split("-")
    return _minutes(opens), _minutes(closes)


def _minutes(text: str) -> int:
    at = time.fromisoformat(text)
    return at.hour * 60 + at.minute


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


def _tariff(folder: Path, read: Mapping[str, Any]) -> Tariff:
    steps: defaultdict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for row in _rows(folder / "tariff.csv"):
        steps[row["service"], row["zone"]].append((int(row["up_to_g"]), int(row["price_pence"])))
    days = {(row["service"], row["zone"]): int(row["working_days"]) for row in _rows(folder / "transit.csv")}
    return Tariff(
        currency=read["currency"],
        bands=tuple(read["tariff"]["bands_km"]),
        steps={key: tuple(sorted(prices)) for key, prices in steps.items()},
        days=days,
        version=read["tariff"]["version"],
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
