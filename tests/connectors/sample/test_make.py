import csv
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from connectors.sample import make
from connectors.sample.pack import DATA, SourceLine, read_codes, read_lines
from connectors.sample.places import districts
from connectors.sample.products import products
from connectors.sample.source import InvoiceLine, invoices
from connectors.sample.stock import opening_stock, receipts
from tests.connectors.sample.builders import HEADER, write_geo, write_source

ROWS = (
    "536365,85123A,WHITE HEART HOLDER,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom",
    "536365,22423,CAKESTAND,1,2010-12-01 08:26:00,12.75,17850.0,United Kingdom",
    "536365,85123A,WHITE HEART HOLDER,6,2010-12-01 08:27:00,2.1,17850.0,United Kingdom",
    "536366,85123a,wrongly sold,2,2010-12-01 08:28:00,2.55,,Channel Islands",
    "536365,POST,POSTAGE,1,2010-12-01 08:28:00,18.0,17850.0,United Kingdom",
    "C536379,85123A,WHITE HEART HOLDER,-6,2010-12-02 09:41:00,2.55,17850.0,United Kingdom",
    "536380,PADS,PADS,1,2010-12-02 09:41:00,0.001,,EIRE",
    "536381,22423,damaged,-3,2010-12-03 09:41:00,0.0,,United Kingdom",
    "536382,22423,CAKESTAND,2,2010-12-07 09:41:00,12.75,,United Kingdom",
)
Made = Callable[..., tuple[int, Path]]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Runs the command on rows and gives its exit code and the folder it wrote to."""

    def run(*rows: str, name: str = "orders.csv", header: str = HEADER) -> tuple[int, Path]:
        orders = write_source(tmp_path / name, rows, header)
        geo = write_geo(tmp_path / "geo.txt")
        out = tmp_path / f"out-{len(list(tmp_path.iterdir()))}"
        out.mkdir()
        return make.main(["--orders", str(orders), "--geo", str(geo), "--out", str(out)]), out

    return run


def _as_lines(rows: tuple[str, ...]) -> list[SourceLine]:
    return [
        SourceLine(
            row[0],
            row[1],
            int(row[3]),
            datetime.fromisoformat(row[4]),
            int(Decimal(row[5]) * 1000),
            row[6].removesuffix(".0"),
            row[7],
        )
        for row in csv.reader(rows)
    ]


@pytest.mark.parametrize("name", ["orders.csv", "orders.csv.gz"])
def test_what_is_packed_is_read_back_equal(made: Made, name: str) -> None:
    code, out = made(*ROWS, name=name)
    assert code == 0
    assert list(read_lines(out)) == _as_lines(ROWS)


def test_the_same_source_gives_the_same_bytes(made: Made) -> None:
    _, one = made(*ROWS)
    _, other = made(*ROWS)
    assert one != other
    files = sorted(path.name for path in one.iterdir())
    assert files == ["codes.csv.gz", "districts.csv", "orders.csv.xz", "stock.csv.xz"]
    assert [(one / name).read_bytes() for name in files] == [(other / name).read_bytes() for name in files]


def test_lines_of_one_invoice_come_together_with_its_first_minute(made: Made) -> None:
    _, out = made(*ROWS)
    first = next(iter(invoices(out)))
    assert (first.number, first.customer) == ("536365", "17850")
    assert first.placed_at == datetime.fromisoformat("2010-12-01 08:26")
    assert [line.sku for line in first.lines] == ["85123A", "22423", "85123A", "POST"]


def test_skus_are_in_capitals_and_a_guest_has_no_customer(made: Made) -> None:
    _, out = made(*ROWS)
    guest = next(found for found in invoices(out) if found.number == "536366")
    assert guest.customer is None
    assert guest.lines == (InvoiceLine("85123A", 2, 255),)


@pytest.mark.parametrize(
    ("price", "pence"), [("0.001", 0), ("2.345", 234), ("2.355", 236), ("2.356", 236), ("-2.345", -234)]
)
def test_finer_prices_are_rounded_half_to_even_and_say_so(made: Made, price: str, pence: int) -> None:
    _, out = made(f"536365,22423,STAND,1,2010-12-01 08:26:00,{price},,United Kingdom")
    (found,) = invoices(out)
    assert found.lines == (InvoiceLine("22423", 1, pence, rounded=True),)


def test_a_product_is_named_by_its_most_usual_priced_description(made: Made) -> None:
    rows = (
        "1,22423,REGENCY CAKESTAND,1,2010-12-01 08:26:00,12.75,,United Kingdom",
        "2,22423,faulty,1,2010-12-01 08:26:00,0.0,,United Kingdom",
        "3,22423,faulty,1,2010-12-01 08:26:00,0.0,,United Kingdom",
        "4,99999,check,-1,2010-12-01 08:26:00,0.0,,United Kingdom",
    )
    _, out = made(*rows)
    assert {code.code: code.name for code in read_codes(out)} == {"22423": "REGENCY CAKESTAND", "99999": ""}
    assert products(out)["99999"].name == "99999 (no description)"


def test_a_district_is_its_most_central_accurate_place(made: Made) -> None:
    _, out = made(*ROWS)
    table = {district.code: district for district in districts(out)}
    assert (table["BN1"].place, table["BN1"].region, table["BN1"].country) == ("Patcham", "East Sussex", "GB")
    assert table["BN1"].weight == 8_635_000
    assert (table["BN99"].weight, table["JE2"].weight, table["JE2"].country) == (0, 0, "JE")


def test_stock_covers_what_the_first_weeks_sell(made: Made) -> None:
    _, out = made(*ROWS)
    # 80 % of the 3 that are sold, and £200 worth at £12.75: 2.4 + 16, in packs of 2
    assert opening_stock(out)["COV", "22423"] == 20
    assert all(receipt.units > 0 for receipt in receipts(out))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            "1,2,X,1,2010-12-01 08:26:30,1.0,,United Kingdom",
            "row 2: InvoiceDate 2010-12-01 08:26:30 has seconds",
        ),
        ("1,2,X,1,2010-12-01 08:26:00,1.0001,,United Kingdom", "row 2: UnitPrice 1.0001 is finer than"),
        ("1,2,X,1,2010-12-01 08:26:00,1.0,,Atlantis", "row 2: the Country Atlantis is new"),
        (
            '1,"2,3",X,1,2010-12-01 08:26:00,1.0,,France',
            "row 2: a comma in the number, code, customer or country",
        ),
    ],
)
def test_a_row_that_would_lose_something_is_refused_and_nothing_written(
    made: Made, capsys: pytest.CaptureFixture[str], row: str, message: str
) -> None:
    code, out = made(row)
    assert code == 2
    assert message in capsys.readouterr().err
    assert list(out.iterdir()) == []


def test_a_missing_column_is_named(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    code, _ = made("1,2", header="InvoiceNo,StockCode")
    assert code == 2
    assert "orders.csv: no column Description" in capsys.readouterr().err


def test_a_file_that_is_not_geonames_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    orders = write_source(tmp_path / "orders.csv", ROWS)
    geo = tmp_path / "geo.txt"
    geo.write_text("GB,LS1,Leeds\n", encoding="utf-8")
    assert make.main(["--orders", str(orders), "--geo", str(geo), "--out", str(tmp_path)]) == 2
    assert "geo, row 1: 1 columns instead of GeoNames' 12" in capsys.readouterr().err
    assert not (tmp_path / "districts.csv").exists()


def test_a_source_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = str(tmp_path / "none.csv")
    assert make.main(["--orders", missing, "--geo", missing, "--out", str(tmp_path)]) == 2
    assert "none.csv" in capsys.readouterr().err


def test_what_travels_is_small() -> None:
    assert sum(path.stat().st_size for path in DATA.iterdir()) < 5_000_000
