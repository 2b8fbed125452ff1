"""The tariff on the Stock page without a browser: checked, used, refused and had back, on a real database."""

import asyncio
from typing import Any

from engine.database import Database
from engine.store.setup import setup
from tests.engine.tariff.sample import TEXT
from tests.ui.pages.conftest import Open
from ui.pages.stock.tariff import LONGEST, TariffState


def run(handler: Any) -> Any:
    return asyncio.run(handler)


def in_use(shop: Database) -> str:
    with shop.read() as session:
        return setup(session).tariff.version


def test_a_file_is_checked_before_it_is_used(shop: Database, open_page: Open) -> None:
    page = open_page(TariffState)
    run(page.load())
    assert page.says == "t: 0 services, 0 zones, 0 prices."
    run(page.ask_file())
    run(page.read(TEXT))
    assert page.effect.startswith("Spring: 8 prices are new. Also other: the bounds of the zones,")
    assert in_use(shop) == "t"
    assert "The tariff in use is Spring." in str(run(page.use()))
    assert in_use(shop) == "Spring"
    assert (page.says, page.previous) == ("Spring: 2 services, 3 zones, 8 prices.", "t")
    assert page.since.startswith("In use since ")
    assert not page.is_file


def test_a_file_with_mistakes_shows_each_and_cannot_be_used(shop: Database, open_page: Open) -> None:
    page = open_page(TariffState)
    run(page.read(TEXT.replace("3.20", "x").replace("sat sun", "someday")))
    assert [mistake.place for mistake in page.mistakes] == ["line 11, column D", "line 25, column F"]
    assert page.effect == ""
    assert "No tariff was chosen yet" in str(run(page.use()))
    assert in_use(shop) == "t"


def test_the_tariff_before_can_be_had_back(shop: Database, open_page: Open) -> None:
    page = open_page(TariffState)
    run(page.read(TEXT))
    run(page.use())
    run(page.read(TEXT.replace("3.20", "3.30").replace("Spring", "Summer")))
    run(page.use())
    assert in_use(shop) == "Summer"
    run(page.ask_back())
    assert page.is_back
    assert page.effect == "Spring: 1 price changes."
    run(page.use())
    assert in_use(shop) == "Spring"
    assert page.previous == "Summer"


def test_closing_forgets_the_file(shop: Database, open_page: Open) -> None:
    page = open_page(TariffState)
    run(page.read(TEXT))
    run(page.close())
    assert "No tariff was chosen yet" in str(run(page.use()))
    assert in_use(shop) == "t"


def test_before_another_was_used_there_is_none_to_go_back_to(shop: Database, open_page: Open) -> None:
    assert "There was no other tariff" in str(run(open_page(TariffState).ask_back()))
    assert in_use(shop) == "t"


def test_a_file_that_is_too_large_is_refused(shop: Database, open_page: Open) -> None:
    page = open_page(TariffState)
    assert "too large" in str(run(page.read("x" * (LONGEST + 1))))
    assert "cannot be taken" in str(run(page.read("x" * (LONGEST + 2))))
    assert in_use(shop) == "t"


def test_what_is_downloaded_is_what_is_in_use(shop: Database, open_page: Open) -> None:
    page = open_page(TariffState)
    run(page.read(TEXT))
    run(page.use())
    said = str(run(page.download()))
    assert "tariff-Spring-" in said
    assert in_use(shop) == "Spring"


def test_where_no_retailer_is_set_up_nothing_is_shown(empty: Database, open_page: Open) -> None:
    page = open_page(TariffState)
    run(page.load())
    assert page.says == ""
    assert empty is not None
