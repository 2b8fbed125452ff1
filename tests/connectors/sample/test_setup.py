from pathlib import Path

from connectors.sample.products import products
from connectors.sample.retailer import shop
from engine.database import Database
from engine.setup import install_retailer
from engine.store.setup import all_skus, setup


def test_the_sample_can_be_set_up_and_is_read_back_as_it_was(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'switchyard.db'}")
    database.upgrade()
    sample = shop()
    with database.write() as session:
        goods = tuple(products().values())
        install_retailer(session, sample.retailer, sample.locations, sample.tariff, goods)
    with database.read() as session:
        found = setup(session)
        assert found.retailer == sample.retailer
        assert set(found.locations) == set(sample.locations)
        assert found.tariff == sample.tariff
        assert all_skus(session) == tuple(sorted(products()))
    database.close()
