"""A tariff as CSV -> the tariff, or every mistake with its line and column and what to write instead.

The file has sections, each begun by its name in brackets in a line of its own: [tariff] name and units,
[prices] service × weight × zone, [services] working days and what a service does, [surcharges], [zones]."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from engine.model import Grams, Surcharge, Tariff, ZoneRow
from engine.tariff.sheet import Cell, Row, Sheet, day, number, sheet
from engine.tariff.weights import KM, UNITS
from engine.tariff.zones import plain
from rulesets.values import CURRENCIES

SECTIONS = ("tariff", "prices", "services", "surcharges", "zones")
SETTINGS = ("name", "currency", "weights", "distances", "bands", "volume divisor")
PRICES = ("service", "up to")
SERVICES = ("service", "saturday", "heavier")
SURCHARGES = ("name", "for each", "service", "zone", "when", "weekdays", "first", "last", "amount")
ZONES = ("from country", "from postcode", "to country", "to postcode", "zone")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EACH = ("shipment", "parcel", "unit")
OF_UNIT = ("oversize", "hazardous", "fragile")
WHEN = ("", "residential", *OF_UNIT)

MOST_GRAMS = 100_000_000
MOST_KM = 20_100
MOST_DAYS = 365
MOST_PRICE = 10_000_000
"""Of the currency's larger unit."""

Steps = dict[tuple[str, str], dict[Grams, int]]


def read_tariff(text: str, currency: str | None = None) -> Tariff:
    """The tariff that a CSV holds. `currency`: the retailer's, which it must have; None for any. Raises
    RefusedSetup, with every problem found by line and column."""
    found = sheet(text, SECTIONS)
    for name in ("tariff", "prices"):
        if not found.sections.get(name):
            found.wrong("file", f"The section [{name}] is missing or empty; see `switchyard tariff export`.")
    found.refuse_if_wrong()
    return _Reader(found).tariff(currency)


class _Reader:
    def __init__(self, found: Sheet) -> None:
        self._sheet = found
        self._settings = {row.texts[0].lower(): row for row in found.sections["tariff"] if row.texts[0]}
        self._weights = self._unit("weights", UNITS)
        self._distances = self._unit("distances", KM)
        self._currency = self._setting("currency").text.upper()

    def tariff(self, currency: str | None) -> Tariff:
        self._check_settings(currency)
        steps = self._prices()
        services, zones = {key[0] for key in steps}, {key[1] for key in steps}
        days, saturday, refuses = self._services(services)
        surcharges = self._surcharges(services, zones)
        table = self._table(zones)
        bands, divisor = self._bands(), self._divisor()
        self._sheet.refuse_if_wrong()
        return Tariff(
            self._currency,
            bands,
            {key: tuple(sorted(prices.items())) for key, prices in steps.items()},
            days,
            self._setting("name").text,
            table,
            surcharges,
            divisor,
            saturday,
            refuses,
            self._weights,
            self._distances,
        )

    def _setting(self, name: str) -> Cell:
        row = self._settings.get(name)
        return Cell("", self._sheet.sections["tariff"][0].line, 0) if row is None else row.cell(1)

    def _check_settings(self, currency: str | None) -> None:
        found, rows = self._sheet, self._sheet.sections["tariff"]
        found.name(self._setting("name"), "a name for the tariff, as in: name,Royal Mail 2026")
        for at, row in enumerate(rows):
            cell = row.cell(0)
            if cell.text.lower() not in SETTINGS:
                found.wrong(cell, f"“{cell.text[:60]}” is not a setting; use one of: {', '.join(SETTINGS)}.")
            elif cell.text.lower() in {other.texts[0].lower() for other in rows[:at]}:
                found.wrong(cell, f"“{cell.text}” is set twice; keep one of the lines.")
        cell = self._setting("currency")
        if self._currency not in CURRENCIES:
            found.wrong(cell, f"Write the currency as one of {', '.join(CURRENCIES)}, as in: currency,GBP")
        elif currency is not None and self._currency != currency:
            found.wrong(cell, f"It must be {currency}, as the retailer’s is.")

    def _unit(self, name: str, units: Mapping[str, Decimal]) -> str:
        cell = self._setting(name)
        if not cell.text:
            return next(iter(units))
        found = self._sheet.one_of(cell, tuple(units), "a unit")
        return found if found in units else next(iter(units))

    def _bands(self) -> tuple[float, ...]:
        row = self._settings.get("bands")
        if row is None:
            return ()
        found: list[float] = []
        for cell in row.cells[1:]:
            if not cell.text:
                continue
            read = self._sheet.read(cell, number, "a distance, like 50")
            if read is None:
                continue
            km = band_km(read, self._distances)
            if found and km <= found[-1]:
                self._sheet.wrong(cell, "Each bound must be farther than the one before it.")
            if km > MOST_KM:
                self._sheet.wrong(cell, "No two places on Earth are so far apart; give a smaller distance.")
            found.append(km)
        return tuple(found)

    def _divisor(self) -> Decimal | None:
        cell = self._setting("volume divisor")
        if "volume divisor" not in self._settings or not cell.text:
            return None
        expected = "cm³ to the kilogram, like 5000" if self._weights in {"g", "kg"} else "in³ to the pound"
        read = self._sheet.read(cell, number, expected)
        if read is not None and not 0 < read <= 1_000_000:
            self._sheet.wrong(cell, f"Write the {expected}, above 0; leave it empty where volume has no say.")
        return read

    def _prices(self) -> Steps:
        header, *rows = self._sheet.sections["prices"]
        zones = self._columns(header, PRICES, "zone")
        steps: Steps = {}
        for row in rows:
            service = self._sheet.name(row.cell(0), "the service, as in: standard")
            grams = self._grams(row.cell(1))
            self._no_more(row, len(header.texts))
            for column, zone in zones.items():
                price = self._price(row.cell(column)) if row.cell(column).text else None
                if price is None or grams is None:
                    continue
                if grams in steps.setdefault((service, zone), {}):
                    self._sheet.wrong(row.cell(column), f"{service} up to {row.cell(1).text} stands twice.")
                steps[service, zone][grams] = price
        if not steps:
            self._sheet.wrong(header.cell(0), "There is no price in [prices]; give one at least.")
        return steps

    def _services(self, known: set[str]) -> tuple[dict[tuple[str, str], int], frozenset[str], frozenset[str]]:
        section = self._sheet.sections.get("services")
        days: dict[tuple[str, str], int] = {}
        saturday, refuses, seen = set[str](), set[str](), set[str]()
        if not section:
            return days, frozenset(), frozenset()
        header, *rows = section
        zones = self._columns(header, SERVICES, "zone")
        for row in rows:
            service = row.cell(0).text
            if service not in known or service in seen:
                self._sheet.wrong(row.cell(0), f"“{service}” stands twice or has no line in [prices].")
            seen.add(service)
            self._no_more(row, len(header.texts))
            if self._sheet.one_of(row.cell(1), ("yes", "no"), "yes or no") == "yes":
                saturday.add(service)
            if self._sheet.one_of(row.cell(2), ("parcels", "refused"), "parcels or refused") == "refused":
                refuses.add(service)
            for column, zone in zones.items():
                if row.cell(column).text:
                    days[service, zone] = self._days(row.cell(column))
        return days, frozenset(saturday), frozenset(refuses)

    def _days(self, cell: Cell) -> int:
        read = self._sheet.read(cell, int, "a number of working days, like 2")
        if read is not None and not 0 <= read <= MOST_DAYS:
            self._sheet.wrong(cell, f"Give between 0 and {MOST_DAYS} working days.")
        return read or 0

    def _surcharges(self, services: set[str], zones: set[str]) -> tuple[Surcharge, ...]:
        rows = self._of(self._sheet.sections.get("surcharges"), SURCHARGES)
        return tuple([self._surcharge(row, services, zones) for row in rows])

    def _surcharge(self, row: Row, services: set[str], zones: set[str]) -> Surcharge:
        found = self._sheet
        name = found.name(row.cell(0), "a name, as in: Fuel")
        each = found.one_of(row.cell(1), EACH, "what it is charged for")
        when = found.one_of(row.cell(4), WHEN, "when it is charged")
        for cell, known in ((row.cell(2), services), (row.cell(3), zones)):
            if cell.text and cell.text not in known:
                found.wrong(cell, f"“{cell.text[:60]}” has no price in [prices]; leave it empty for all.")
        if when in OF_UNIT and each != "unit":
            found.wrong(row.cell(4), f"What depends on single goods is charged for each unit, not {each}.")
        if each == "unit" and (row.cell(2).text or when == "residential"):
            found.wrong(row.cell(1), "What is charged for each unit holds for every service and address.")
        first, last = (found.read(row.cell(at), day, "a day like 2026-12-24") for at in (6, 7))
        if first and last and last < first:
            found.wrong(row.cell(7), "The last day lies before the first.")
        amount, percent = self._amount(row.cell(8), each)
        values: dict[str, Any] = {"each": each, "when": when}  # checked just now
        return Surcharge(
            name,
            amount=amount,
            percent=percent,
            service=row.cell(2).text,
            zone=row.cell(3).text,
            weekdays=self._weekdays(row.cell(5)),
            first=first,
            last=last,
            **values,
        )

    def _amount(self, cell: Cell, each: str) -> tuple[int, Decimal]:
        if not cell.text.endswith("%"):
            return self._price(cell) or 0, Decimal(0)
        percent = Cell(cell.text[:-1].strip(), cell.line, cell.column)
        read = self._sheet.read(percent, number, "a share of the price, like 4.5%")
        if each != "parcel":
            self._sheet.wrong(cell, "A share of the price is charged for each parcel; write parcel.")
        if read is not None and read > 1000:
            self._sheet.wrong(cell, "It can be at most 1000%.")
        return 0, (read or Decimal(0)).normalize() + 0

    def _weekdays(self, cell: Cell) -> tuple[int, ...]:
        words = cell.text.lower().split()
        if any(word not in WEEKDAYS for word in words):
            self._sheet.wrong(cell, "Write weekdays with blanks between them, as in: sat sun")
            return ()
        return tuple(sorted({WEEKDAYS.index(word) for word in words}))

    def _table(self, zones: set[str]) -> tuple[ZoneRow, ...]:
        found: dict[tuple[str, ...], ZoneRow] = {}
        for row in self._of(self._sheet.sections.get("zones"), ZONES):
            start, prefix, end, to_prefix, zone = [row.cell(at).text for at in range(len(ZONES))]
            for at, country in ((0, start), (2, end)):
                if len(country) != 2 or not country.isascii() or not country.isalpha():
                    self._sheet.wrong(row.cell(at), "Write the two letters of the country, as in GB.")
            if zone not in zones:
                self._sheet.wrong(row.cell(4), f"Zone “{zone[:60]}” has no price in [prices].")
            key = (start.upper(), plain(prefix), end.upper(), plain(to_prefix))
            if key in found:
                self._sheet.wrong(row.cell(0), "The same places stand in an earlier line; keep one of them.")
            found[key] = ZoneRow(*key, zone)
        return tuple(found.values())

    def _columns(self, header: Row, first: Sequence[str], what: str) -> dict[int, str]:
        """The columns after the first, which must be named so, by their headings."""
        self._headings(header, first)
        found: dict[int, str] = {}
        for cell in header.cells[len(first) :]:
            if cell.text and cell.text in found.values():
                self._sheet.wrong(cell, f"The {what} “{cell.text}” has two columns; keep one.")
            elif cell.text:
                found[cell.column] = cell.text
        return found

    def _of(self, section: list[Row] | None, columns: Sequence[str]) -> list[Row]:
        if not section:
            return []
        self._headings(section[0], columns)
        for row in section:
            self._no_more(row, len(columns))
        return section[1:]

    def _headings(self, header: Row, names: Sequence[str]) -> None:
        for column, name in enumerate(names):
            if header.cell(column).text.lower() != name:
                self._sheet.wrong(header.cell(column), f"The heading of this column must be: {name}")

    def _no_more(self, row: Row, columns: int) -> None:
        for cell in row.cells[columns:]:
            if cell.text:
                self._sheet.wrong(cell, "This column has no heading; remove what stands in it.")

    def _grams(self, cell: Cell) -> Grams | None:
        read = self._sheet.read(cell, number, f"a weight in {self._weights}, like 500")
        if read is None:
            return None
        grams = exact_grams(read, self._weights)
        if not 1 <= grams <= MOST_GRAMS:
            self._sheet.wrong(cell, "A step reaches up to 1 gram at least, and 100 tonnes at most.")
        return grams

    def _price(self, cell: Cell) -> int | None:
        places = CURRENCIES.get(self._currency, ("", 2))[1]
        example = "1.55" if places else "155"
        read = self._sheet.read(cell, number, f"an amount of {self._currency or 'money'}, like {example}")
        if read is None:
            return None
        minor = read.scaleb(places)
        if minor != minor.to_integral_value() or read > MOST_PRICE:
            self._sheet.wrong(cell, f"Give it with at most {places} decimals, and not above {MOST_PRICE:,}.")
        return int(minor)


def band_km(written: Decimal, distances: str) -> float:
    """The kilometres of a bound as it is written; whole where they are."""
    km = written * KM[distances]
    return int(km) if km == km.to_integral_value() else float(km)


def exact_grams(written: Decimal, weights: str) -> Grams:
    """The grams of a weight as it is written, exactly; whole where they are."""
    grams = written * UNITS[weights]
    return int(grams) if grams == grams.to_integral_value() else grams.normalize()


Same = Callable[[Decimal], bool]
