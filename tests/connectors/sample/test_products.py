import pytest

from connectors.sample.codes import charge_kind
from connectors.sample.products import describe, product, products, read_words
from engine.model import Product


def made(name: str, price: int = 200, sku: str = "22423") -> Product:
    return describe(sku, name, price, read_words())


def test_every_sku_of_goods_is_a_product_with_weight_size_and_category() -> None:
    goods = products()
    assert len(goods) == 3938
    assert all(20 <= (of.weight_g or 0) <= 8000 and of.volume_ml and of.category for of in goods.values())
    assert all(charge_kind(sku) is None for sku in goods)


def test_a_product_of_the_source_has_its_name_and_usual_price() -> None:
    found = product("85123A")
    assert (found.name, found.unit_price) == ("White hanging heart t-light holder", 295)
    assert (found.category, found.fragile) == ("candles", False)


@pytest.mark.parametrize("sku", ["POST", "M", "GIFT_0001_20", "22016"])
def test_a_charge_is_no_product(sku: str) -> None:
    with pytest.raises(KeyError):
        product(sku)


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("CHRISTMAS CANDLE", "christmas"),
        ("RED RETROSPOT MUG", "ceramics"),
        ("T-LIGHT HOLDER", "candles"),
        ("SOMETHING ELSE", "gifts"),
    ],
)
def test_the_first_category_with_a_word_of_the_name_wins(name: str, category: str) -> None:
    assert made(name).category == category


@pytest.mark.parametrize(
    ("name", "fragile"), [("GLASS VASE", True), ("SET OF 6 PAPER CUPS", False), ("HOT WATER BOTTLE", False)]
)
def test_fragile_by_its_words_unless_another_word_says_it_is_not(name: str, fragile: bool) -> None:
    assert made(name).fragile is fragile


def test_seasonal_goods_cannot_be_backordered_and_matches_are_hazardous() -> None:
    assert made("CHRISTMAS STAR").backorderable is False
    assert made("HEART STAR").backorderable is True
    assert made("BOX OF MATCHES").hazardous is True


def test_weight_grows_with_the_price_and_the_size() -> None:
    plain, dear = made("MUG", 200).weight_g or 0, made("MUG", 800).weight_g or 0
    small, large = made("SMALL MUG").weight_g or 0, made("LARGE MUG").weight_g or 0
    assert dear == pytest.approx(2 * plain, abs=5)
    assert small < plain < large


def test_the_same_product_always_weighs_the_same_and_another_sku_differs() -> None:
    assert made("MUG") == made("MUG")
    assert len({made("MUG", sku=str(number)).weight_g for number in range(20)}) > 5


def test_tags_are_the_ranges_that_the_name_speaks_of() -> None:
    assert made("VINTAGE PAISLEY MUG").tags == ("paisley", "vintage")


def test_a_name_keeps_its_own_capitals_and_loses_the_sources() -> None:
    assert made("LONDON CHRISTMAS MUG").name == "London Christmas mug"
    assert made("BAG 500g SWIRLY MARBLES").name == "BAG 500g SWIRLY MARBLES"
