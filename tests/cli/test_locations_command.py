"""`switchyard locations`: exported, changed, imported."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.database import Database
from engine.setup import install_retailer
from engine.store import events
from engine.store.setup import setup
from tests.cli.conftest import Run
from tests.engine.commit.world import LOCATIONS, NOW, PRODUCTS, RETAILER, TARIFF


@pytest.fixture
def shop(run_on_nothing: Run, tmp_path: Path) -> Iterator[Database]:
    """A retailer with a warehouse and a store, where the commands look."""
    assert run_on_nothing is not None
    database = Database(f"sqlite:///{tmp_path}/switchyard.db")
    database.upgrade()
    with database.write() as session:
        install_retailer(session, RETAILER, LOCATIONS, TARIFF, PRODUCTS, NOW)
    yield database
    database.close()


def test_a_location_gets_its_calendar_and_the_others_stay(shop: Database, run_on_nothing: Run) -> None:
    run = run_on_nothing
    before = run("locations", "export").stdout
    assert "Nothing changes" in run("locations", "import", "-", typed=before).stdout
    store = before[before.index("- code: ST") : before.index("- code: WH")]
    changed = store + "  holidays: GB-ENG\n  closures: [{first: 2026-08-03, last: 2026-08-14}]\n"
    done = run("locations", "import", "-", "--json", typed=changed)
    assert json.loads(done.stdout) == {"ST": ["holidays", "closures"]}
    with shop.read() as session:
        warehouse, found = (setup(session).location(code) for code in ("WH", "ST"))
        told = events.last(session, "location_changed")
    assert warehouse == LOCATIONS[0]
    assert found is not None
    assert found.holidays == "GB-ENG"
    assert told is not None
    assert (told.location, told.data) == ("ST", {"fields": ["holidays", "closures"]})


@pytest.mark.parametrize(
    ("was", "becomes", "said", "code"),
    [
        ("code: ST", "code: XX", "XX: There is no such location; use one of ST, WH.", 3),
        ("kind: store", "kind: shed", "is not a kind of location", 1),
        ("cutoff: '16:00'", "cutoff: '16:00'\n  holidays: GB-LON", "use one of ENG, NIR, SCT, WLS", 1),
        ("cutoff: '16:00'", "cutoff: soon", "ST.cutoff: Write a time of day", 1),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    shop: Database, run_on_nothing: Run, was: str, becomes: str, said: str, code: int
) -> None:
    text = run_on_nothing("locations", "export").stdout
    assert was in text
    refused = run_on_nothing("locations", "import", "-", typed=text.replace(was, becomes, 1))
    assert refused.exit_code == code
    assert said in refused.stderr
    assert run_on_nothing("locations", "export").stdout == text
    with shop.read() as session:
        assert events.last(session, "location_changed") is None
