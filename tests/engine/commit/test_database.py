import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlmodel import Session, SQLModel

from engine.database import Database
from engine.records import EventRecord
from engine.records.types import from_micros, to_micros
from engine.store import events
from engine.store.events import Effect, Happened
from tests.engine.commit.world import NOW


def test_the_steps_lead_to_the_tables_that_the_records_say(empty: Database) -> None:
    with empty.write() as session:
        found = compare_metadata(MigrationContext.configure(session.connection()), SQLModel.metadata)
    assert found == []


def test_upgrading_twice_changes_nothing(empty: Database) -> None:
    with empty.write() as session:
        events.write(session, Happened("counted", NOW, "me"))
    empty.upgrade()
    with empty.read() as session:
        assert [one.type for one in events.latest(session)] == ["counted"]


def test_many_programs_may_upgrade_at_once(empty: Database, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/fresh.db" if empty.is_sqlite else empty.url.render_as_string(False)
    failed: list[Exception] = []

    def upgrade() -> None:
        database = Database(url)
        try:
            database.upgrade()
        except Exception as error:  # noqa: BLE001 a thread's error is told below
            failed.append(error)
        database.close()

    threads = [threading.Thread(target=upgrade) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


def test_what_fails_leaves_nothing_behind(empty: Database) -> None:
    def fail(session: Session) -> None:
        events.write(session, Happened("counted", NOW, "me"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        empty.transact(fail)
    with empty.read() as session:
        assert events.latest(session) == ()


def test_reading_keeps_nothing(empty: Database) -> None:
    if empty.is_sqlite:
        with empty.read() as session:
            events.write(session, Happened("counted", NOW, "me"))
    with empty.read() as session:
        assert events.latest(session) == ()


def test_a_reader_sees_one_state_throughout(empty: Database) -> None:
    with empty.read() as reader:
        assert events.latest(reader) == ()
        with empty.write() as writer:
            events.write(writer, Happened("counted", NOW, "me"))
        assert events.latest(reader) == ()
    with empty.read() as reader:
        assert len(events.latest(reader)) == 1


def test_an_effect_is_kept_once(empty: Database) -> None:
    with empty.write() as session:
        events.queue_effects(session, [Effect("order_decided", "a:1", {})], NOW)
    with pytest.raises(IntegrityError), empty.write() as session:
        events.queue_effects(session, [Effect("order_decided", "a:1", {})], NOW)


def test_sqlite_keeps_what_it_says_it_kept(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/deep/folder/switchyard.db")
    database.upgrade()
    with database.read() as session:
        settings = [
            session.connection().execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]
    assert settings == ["wal", 2, 1, 30_000]
    database.close()


def test_a_database_in_memory_is_refused_because_it_would_forget() -> None:
    with pytest.raises(ValueError, match="must be a file"):
        Database("sqlite://")


def test_a_time_without_a_zone_is_refused(empty: Database) -> None:
    with pytest.raises(StatementError, match="no zone"), empty.write() as session:
        session.add(EventRecord(at=datetime(2026, 1, 1), type="counted", who="me"))  # noqa: DTZ001 is the point


def test_times_keep_their_microsecond_and_come_back_in_utc() -> None:
    at = datetime(2026, 3, 29, 1, 30, 0, 123_457, tzinfo=UTC)
    assert from_micros(to_micros(at)) == at
    assert from_micros(to_micros(at + timedelta(microseconds=1))) - at == timedelta(microseconds=1)
    assert from_micros(to_micros(at)).tzinfo is UTC


@pytest.mark.parametrize("empty", ["postgres"], indirect=True)
def test_work_is_done_again_when_another_transaction_stood_in_its_way(empty: Database) -> None:
    """On PostgreSQL only: SQLite has one writer, so no two can wait for each other."""
    with empty.write() as session:
        for name in ("a", "b"):
            events.queue_effects(session, [Effect("count", name, {"n": 0})], NOW)
    both_hold_one, tries = threading.Barrier(2, timeout=60), []

    def cross(first: str, second: str) -> None:
        def work(session: Session) -> None:
            tries.append(first)
            _lock(session, first)
            if len(tries) <= 2:
                both_hold_one.wait()
            _lock(session, second)

        empty.transact(work)

    threads = [threading.Thread(target=cross, args=pair) for pair in (("a", "b"), ("b", "a"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(tries) == 3


def _lock(session: Session, key: str) -> None:
    session.connection().execute(
        text("SELECT id FROM outbox WHERE key = :key FOR UPDATE"), {"key": key}
    ).all()
