"""The sample as it stands in the database: said to be made up, moved to last Friday, with its rules live."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import select

from connectors.sample.load import load_sample
from engine.database import Database
from engine.records import ProductRecord
from engine.store.setup import is_set_up, setup
from rulesets import revisions
from rulesets.starters import starter


def test_the_retailer_says_what_is_made_up_and_how_the_year_was_moved(sample_year: Database) -> None:
    with sample_year.read() as session:
        found = setup(session)
        products = session.exec(select(ProductRecord.sku)).all()
    assert found.retailer.name == "Wren & Thistle"
    assert "Places, stock, weights and postage are made up" in found.retailer.note
    year = "The year from 1 December 2010 to 9 December 2011"
    assert found.retailer.note.endswith(f"{year} is shown 743 weeks later, so that it ends on 6 March 2026.")
    assert [place.code for place in found.locations] == ["BRS", "BTN", "COV", "LDS"]
    assert len(products) > 3_500


def test_the_starting_rules_are_live_as_revision_one_by_the_sample(sample_year: Database) -> None:
    with sample_year.read() as session:
        live = revisions.live(session)
        entry = revisions.audit(session)[0]
    assert (live.number, live.created_by) == (1, "Sample")
    assert live.ruleset == starter("wren-and-thistle")
    assert (entry.action, entry.who, entry.reason) == (
        "published",
        "Sample",
        "The rules that the sample retailer starts with",
    )


def test_a_year_that_should_end_on_another_day_is_refused_and_nothing_is_loaded(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/empty.db")
    database.upgrade()
    with pytest.raises(ValueError, match="is not a Friday; the year ends on one"):
        load_sample(database, datetime(2026, 3, 10, tzinfo=UTC), ending=date(2026, 3, 5))
    with database.read() as session:
        assert not is_set_up(session)
    database.close()
