"""Who has the draft open, and what the editor keeps beside it, on SQLite and PostgreSQL."""

from datetime import UTC, datetime, timedelta

from engine.database import Database
from rulesets import revisions
from rulesets.model import Ruleset, default_rules
from rulesets.revisions.windows import SILENT
from rulesets.writing import to_data

NOW = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)
RULES = Ruleset(name="Shop", currency="GBP", zone="Europe/London", rules=default_rules())


def _see(database: Database, window: str, rule: str, at: datetime) -> list[str]:
    with database.write() as session:
        return [each.rule for each in revisions.see_window(session, window, rule, at)]


def test_windows_see_each_other_until_one_falls_silent_or_is_closed(database: Database) -> None:
    assert _see(database, "one", "big", NOW) == []
    assert _see(database, "two", "gifts", NOW) == ["big"]
    assert _see(database, "one", "near", NOW + timedelta(seconds=4)) == ["gifts"]
    assert _see(database, "two", "gifts", NOW + timedelta(seconds=5)) == ["near"]
    assert _see(database, "two", "gifts", NOW + timedelta(seconds=5) + SILENT) == []
    with database.write() as session:
        revisions.close_window(session, "two", NOW)
    assert _see(database, "one", "big", NOW + timedelta(seconds=6)) == []


def test_what_is_kept_beside_the_draft_comes_back_with_it_and_with_its_saves(database: Database) -> None:
    with database.write() as session:
        revisions.import_ruleset(session, RULES, "Tom", NOW)
        first = revisions.get_draft(session, "Tom", NOW)
        revisions.save_draft(session, to_data(RULES), first.lock, "Tom", NOW, beside={"ids": {"a": ["n1"]}})
    with database.write() as session:
        draft = revisions.get_draft(session, "Tom", NOW)
        assert (draft.beside, revisions.draft_lock(session)) == ({"ids": {"a": ["n1"]}}, first.lock + 1)
        assert [save.beside for save in revisions.saves(session)] == [{"ids": {"a": ["n1"]}}, None]
        assert revisions.replace_draft(session, 1, "Tom", NOW).beside is None


def test_without_a_draft_there_is_no_lock(database: Database) -> None:
    with database.read() as session:
        assert revisions.draft_lock(session) is None
