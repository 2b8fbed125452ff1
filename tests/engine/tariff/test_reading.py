"""What a tariff says is read as it stands; every mistake is named by line and column, with the remedy."""

from datetime import date
from decimal import Decimal

import pytest

from engine.model import Surcharge, ZoneRow
from engine.refusals import RefusedSetup
from engine.tariff.differences import difference, notes
from engine.tariff.reading import read_tariff
from tests.engine.tariff.sample import TEXT


def refused(text: str, currency: str | None = None) -> dict[str, str]:
    with pytest.raises(RefusedSetup) as found:
        read_tariff(text, currency)
    return {problem.field: problem.message for problem in found.value.problems}


def test_everything_in_it_is_read() -> None:
    found = read_tariff(TEXT, "GBP")
    assert (found.version, found.currency, found.bands, found.divisor) == ("Spring", "GBP", (50, 150), 5000)
    assert found.steps["standard", "3"] == ((1000, 360), (5000, 560))
    assert ("express", "3") not in found.steps  # an empty cell is no price
    assert found.days == {
        ("standard", "1"): 2,
        ("standard", "2"): 2,
        ("standard", "3"): 3,
        ("express", "1"): 1,
        ("express", "2"): 1,
    }
    assert (found.saturday, found.refuses) == ({"express"}, {"express"})
    assert found.surcharges == (
        Surcharge("Fuel", "parcel", percent=Decimal("4.5")),
        Surcharge("Home", "shipment", 120, when="residential"),
        Surcharge("Large", "unit", 300, when="oversize"),
        Surcharge(
            "Christmas",
            "parcel",
            35,
            service="express",
            zone="2",
            weekdays=(5, 6),
            first=date(2026, 11, 20),
            last=date(2026, 12, 24),
        ),
    )
    assert found.table == (ZoneRow("GB", "", "GB", "BT", "3"), ZoneRow("GB", "CV", "GB", "B", "1"))


@pytest.mark.parametrize(
    ("was", "becomes", "place", "said"),
    [
        ("name,Spring", "name,", "line 2, column B", "a name for the tariff"),
        ("currency,GBP", "currency,XXX", "line 3, column B", "one of GBP, EUR, USD, JPY"),
        ("currency,GBP", "currency,EUR", "line 3, column B", "must be GBP"),
        ("weights,g", "weights,stone", "line 4, column B", "use one of: g, kg, oz, lb"),
        ("weights,g", "colour,red", "line 4, column A", "“colour” is not a setting"),
        ("weights,g", "bands,5", "line 6, column A", "set twice"),
        ("bands,50,150", "bands,150,50", "line 6, column C", "must be farther"),
        ("bands,50,150", "bands,50,far", "line 6, column C", "is not a distance"),
        ("divisor,5000", "divisor,0", "line 7, column B", "above 0"),
        ("service,up to", "service,weight", "line 10, column B", "must be: up to"),
        ("up to,1,2,3", "up to,1,2,2", "line 10, column E", "has two columns"),
        ("standard,1000,3.00", "standard,1000,3.005", "line 11, column C", "at most 2 decimals"),
        ("standard,1000,3.00", "standard,1000,-3", "line 11, column C", "is not an amount"),
        ("standard,5000,5.00", "standard,1000,5.00", "line 12, column C", "stands twice"),
        ("standard,5000,", "standard,,", "line 12, column B", "It is empty, and must be a weight in g"),
        ("standard,5000,", "standard,0.5,", "line 12, column B", "1 gram at least"),
        ("express,1000,7.00", ",1000,7.00", "line 13, column A", "the service"),
        ("7.00,7.20,", "7.00,7.20,,9.99", "line 13, column F", "no heading"),
        ("standard,no,parcels", "standard,maybe,parcels", "line 17, column B", "use one of: yes, no"),
        ("express,yes,refused", "express,yes,thrown", "line 18, column C", "use one of: parcels, refused"),
        ("express,yes", "balloon,yes", "line 18, column A", "has no line in [prices]"),
        ("parcels,2,2,3", "parcels,2,soon,3", "line 17, column E", "a number of working days"),
        ("parcels,2,2,3", "parcels,2,999,3", "line 17, column E", "between 0 and 365"),
        ("Fuel,parcel", "Fuel,pallet", "line 22, column B", "shipment, parcel, unit"),
        ("Fuel,parcel", "Fuel,shipment", "line 22, column I", "charged for each parcel"),
        (",4.5%", ",4.5.1%", "line 22, column I", "a share of the price"),
        ("Home,shipment", "Home,unit", "line 23, column B", "every service and address"),
        ("Large,unit", "Large,parcel", "line 24, column E", "charged for each unit"),
        ("express,2,,sat sun", "express,9,,sat sun", "line 25, column D", "“9” has no price"),
        ("sat sun", "sat/sun", "line 25, column F", "blanks between them"),
        ("2026-11-20", "20.11.2026", "line 25, column G", "is not a day like 2026-12-24"),
        ("2026-12-24", "2025-12-24", "line 25, column H", "before the first"),
        ("GB,,GB,BT,3", "GBR,,GB,BT,3", "line 29, column A", "two letters"),
        ("GB,,GB,BT,3", "GB,,GB,BT,7", "line 29, column E", "Zone “7” has no price"),
        ("GB,CV,GB,B,1", "gb,,gb,b t,1", "line 30, column A", "in an earlier line"),
        ("[zones]", "[regions]", "line 27, column A", "There is no section [regions]"),
        ("[zones]", "[prices]", "line 27, column A", "stands twice"),
        ("[tariff]\n", "", "line 1, column A", "Begin with a section"),
        ("GB,CV", 'GB,"CV', "line 30", "cannot be read"),
        ("name,Spring", "name,Spr\ufffdng", "file", "in UTF-8"),
    ],
)
def test_a_mistake_is_named_by_line_and_column(was: str, becomes: str, place: str, said: str) -> None:
    assert was in TEXT
    found = refused(TEXT.replace(was, becomes, 1), "GBP")
    assert place in found
    assert said in found[place]


def test_all_mistakes_are_told_at_once() -> None:
    found = refused(TEXT.replace("3.20", "x").replace("sat sun", "someday").replace("BT,3", "BT,9"))
    assert set(found) == {"line 11, column D", "line 25, column F", "line 29, column E"}


def test_a_file_that_is_no_tariff_says_what_is_missing() -> None:
    with pytest.raises(RefusedSetup, match=r"\[tariff\] is missing .*\[prices\] is missing"):
        read_tariff("")
    assert "[prices] is missing" in refused("[tariff]\nname,A\ncurrency,GBP\n")["file"]
    no_price = "[tariff]\nname,A\ncurrency,GBP\n[prices]\nservice,up to,1\nstandard,100,\n"
    assert "no price" in refused(no_price)["line 5, column A"]


def test_a_difference_counts_prices_and_names_the_rest() -> None:
    before = read_tariff(TEXT)
    after = read_tariff(
        TEXT.replace("3.00,3.20", "3.10,3.20").replace("7.00,7.20,", "7.00,7.20,9.00").replace("4.5%", "5%")
    )
    found = difference(before, after)
    assert (found.changed, found.added, found.removed, found.prices) == (1, 1, 0, 2)
    assert found.sentence == "1 price changes, 1 price is new. Also other: the surcharges."
    assert difference(before, before).sentence == "Nothing changes: all prices and times are the same."


def test_what_is_seldom_meant_is_noted() -> None:
    odd = TEXT.replace("bands,50,150", "bands,50,150,300").replace("5.00,5.20,5.60", "2.00,5.20,5.60")
    assert notes(read_tariff(odd)) == (
        "Zone 4 of the bands has no price: what goes there has no known cost.",
        "standard, zone 1: up to 5000 g costs less than a lighter parcel.",
    )
    assert notes(read_tariff(TEXT)) == ()
