"""A database with every table, on real SQLite and on real PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from engine.database import Database


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database of each sort."""
    on_sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path}/rules.db" if on_sqlite else request.getfixturevalue("postgres_url")
    opened = Database(url)
    opened.upgrade()
    if not on_sqlite:
        with opened.write() as session:
            tables = "draft_saves, drafts, pointers, audit, revisions"
            session.connection().execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
    yield opened
    opened.close()
