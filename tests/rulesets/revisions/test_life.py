"""From draft to live and back, on SQLite and PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from engine.database import Database
from rulesets import revisions
from rulesets.actions import Tag
from rulesets.conditions import Group
from rulesets.model import Rule, RuleKind, Ruleset, default_rules
from rulesets.problems import Refused
from rulesets.records import AuditRecord, NeverChangesError, RevisionRecord
from rulesets.revisions import NotPossible, StaleDraft, Tampered, UnknownRevision
from rulesets.writing import content_hash, to_data

NOW = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)


def _ruleset(*tags: str) -> Ruleset:
    rules = tuple(
        Rule(id=tag, name=tag, kind=RuleKind.TRANSACTION, when=Group(match="all"), then=(Tag(tag=tag),))
        for tag in tags
    )
    return Ruleset(name="Shop", currency="GBP", zone="Europe/London", rules=(*rules, *default_rules()))


def _import(database: Database, *tags: str, publish: bool = True) -> int:
    with database.write() as session:
        made = revisions.import_ruleset(session, _ruleset(*tags), "Tom", NOW)
        if publish:
            revisions.publish(session, made.number, "Tom", f"For {tags}", NOW)
        return made.number


def _save(database: Database, document: Any, lock: int, who: str = "Priya") -> revisions.Draft:
    with database.write() as session:
        return revisions.save_draft(session, document, lock, who, NOW)


def _draft(database: Database) -> revisions.Draft:
    with database.write() as session:
        return revisions.get_draft(session, "Priya", NOW)


def _live(database: Database) -> revisions.Revision:
    with database.read() as session:
        return revisions.live(session)


def test_without_rules_it_says_what_to_do(database: Database) -> None:
    with pytest.raises(UnknownRevision, match=r"No rules are live yet\. Import a ruleset and publish it\."):
        _live(database)
    with pytest.raises(UnknownRevision, match="No rules are live yet"):
        _draft(database)


def test_a_draft_is_frozen_published_and_rolled_back(database: Database) -> None:
    first = _import(database, "gift")
    draft = _draft(database)
    _save(database, to_data(_ruleset("gift", "trade")), draft.lock)
    with database.write() as session:
        second = revisions.freeze(session, "Priya", NOW)
    assert (first, second.number) == (1, 2)
    assert _live(database).number == first
    with database.write() as session:
        revisions.publish(session, 2, "Priya", " Trade buyers ", NOW + timedelta(hours=1))
    assert _live(database).ruleset == _ruleset("gift", "trade")
    with database.write() as session:
        revisions.rollback(session, 1, "Tom", "Wrong tags", NOW + timedelta(hours=2))
    assert _live(database).ruleset == _ruleset("gift")
    with database.read() as session:
        log = revisions.audit(session)
        listed = revisions.revisions(session)
    assert [(entry.who, entry.action, entry.number, entry.before, entry.reason) for entry in log] == [
        ("Tom", "rolled_back", 1, 2, "Wrong tags"),
        ("Priya", "published", 2, 1, "Trade buyers"),
        ("Tom", "published", 1, None, "For ('gift',)"),
        ("Tom", "imported", 1, None, ""),
    ]
    assert log[0].at == NOW + timedelta(hours=2)
    assert log[0].at.tzinfo is not None
    assert [(entry.number, entry.live, entry.was_live) for entry in listed] == [
        (2, False, True),
        (1, True, True),
    ]


def test_the_same_content_is_the_same_revision(database: Database) -> None:
    _import(database, "gift")
    draft = _draft(database)
    _save(database, to_data(_ruleset("trade")), draft.lock)
    with database.write() as session:
        second = revisions.freeze(session, "Priya", NOW)
        again = revisions.freeze(session, "Tom", NOW + timedelta(days=1))
    assert again == second
    _save(database, to_data(_ruleset("gift")), draft.lock + 1)
    with database.write() as session:
        assert revisions.freeze(session, "Tom", NOW).number == 1
        assert len(revisions.revisions(session)) == 2


def test_a_draft_with_problems_is_saved_and_not_frozen(database: Database) -> None:
    _import(database, "gift")
    broken = to_data(_ruleset("gift"))
    broken["rules"]["transaction"][0]["then"] = []
    saved = _save(database, broken, _draft(database).lock)
    assert [problem.message for problem in saved.problems] == ["The rule does nothing."]
    assert _draft(database).document == broken
    with pytest.raises(Refused, match="The rule does nothing"), database.write() as session:
        revisions.freeze(session, "Priya", NOW)
    with database.read() as session:
        assert len(revisions.revisions(session)) == 1


def test_a_half_written_draft_of_any_letters_comes_back_as_it_was(database: Database) -> None:
    _import(database, "gift")
    odd = {"switchyard": 1, "name": "A\x00B \ud800 “ÿ”", "rules": {"hold": [{"when": {"all": [{}]}}]}}
    saved = _save(database, odd, _draft(database).lock)
    assert saved.problems
    assert _draft(database).document == odd


def test_a_stale_save_changes_nothing_and_shows_all_three_versions(database: Database) -> None:
    _import(database, "gift")
    opened = _draft(database)
    _save(database, to_data(_ruleset("trade")), opened.lock, "Tom")
    mine = to_data(_ruleset("wholesale"))
    with pytest.raises(StaleDraft, match="Tom saved the rules after you opened them") as stale:
        _save(database, mine, opened.lock)
    assert stale.value.yours == mine
    assert stale.value.theirs == to_data(_ruleset("trade"))
    assert stale.value.base == opened.document
    assert _draft(database).document == to_data(_ruleset("trade"))
    assert _save(database, mine, stale.value.lock).document == mine


def test_a_draft_that_is_too_large_is_refused(database: Database) -> None:
    _import(database, "gift")
    opened = _draft(database)
    with pytest.raises(Refused, match="larger than 1 MB"):
        _save(database, {"note": "x" * 1_000_001}, opened.lock)
    with pytest.raises(Refused, match="not plain data"):
        _save(database, {"value": float("nan")}, opened.lock)
    assert _draft(database) == opened


def test_publishing_needs_a_reason_and_a_revision_that_is_not_live(database: Database) -> None:
    _import(database, "gift")
    other = _import(database, "trade", publish=False)
    for number, reason, message in (
        (other, "  ", "Give a reason"),
        (other, "x" * 501, "at most 500 letters"),
        (1, "Again", "Revision 1 is live already"),
        (9, "Why not", "There is no revision 9"),
    ):
        with pytest.raises(NotPossible, match=message), database.write() as session:
            revisions.publish(session, number, "Tom", reason, NOW)
    with (
        pytest.raises(NotPossible, match=r"Revision 2 was never live\. Publish it instead"),
        database.write() as session,
    ):
        revisions.rollback(session, other, "Tom", "Because", NOW)
    with database.read() as session:
        assert revisions.live_number(session) == 1
        assert [entry.action for entry in revisions.audit(session)] == ["imported", "published", "imported"]


def test_a_revision_cannot_be_changed_or_deleted(database: Database) -> None:
    _import(database, "gift")
    with database.read() as session:
        record = session.get(RevisionRecord, 1)
    assert record is not None
    record.document = to_data(_ruleset("trade"))
    with pytest.raises(NeverChangesError, match="revisions"), database.write() as session:
        session.add(record)
    with pytest.raises(NeverChangesError, match="audit"), database.write() as session:
        session.delete(session.get(AuditRecord, 1))
    assert _live(database).ruleset == _ruleset("gift")


def test_a_tampered_revision_is_an_error_and_not_a_rule(database: Database) -> None:
    _import(database, "gift")
    with database.write() as session:
        session.connection().execute(
            text("UPDATE revisions SET document = replace(document, 'gift', 'gold')")
        )
    with pytest.raises(Tampered, match="Revision 1 in the database is not what was frozen"):
        _live(database)


def test_a_broken_ruleset_is_not_imported(database: Database) -> None:
    broken = _ruleset("gift").model_copy(update={"currency": "GPB", "rules": default_rules()[1:]})
    with pytest.raises(Refused, match="The default rule of hold is missing"), database.write() as session:
        revisions.import_ruleset(session, broken, "Tom", NOW)
    with database.read() as session:
        assert revisions.revisions(session) == ()


def test_an_older_revision_becomes_the_draft_again(database: Database) -> None:
    _import(database, "gift")
    _import(database, "trade")
    with database.write() as session:
        draft = revisions.replace_draft(session, 1, "Tom", NOW)
    assert (draft.document, draft.based_on) == (to_data(_ruleset("gift")), 1)
    assert _draft(database).lock == draft.lock


def test_only_the_latest_saves_are_kept_as_bases(database: Database) -> None:
    _import(database, "gift")
    first = _draft(database).lock
    for step in range(51):
        _save(database, to_data(_ruleset(f"tag-{step}")), first + step)
    with pytest.raises(StaleDraft) as stale:
        _save(database, {}, first)
    assert stale.value.base is None
    with pytest.raises(StaleDraft) as stale:
        _save(database, {}, first + 2)
    assert stale.value.base == to_data(_ruleset("tag-1"))


def test_many_at_once_number_revisions_without_gap_or_twin(database: Database) -> None:
    _import(database, "gift")

    def work(step: int) -> None:
        def once(session: Any) -> None:
            made = revisions.import_ruleset(session, _ruleset(f"tag-{step % 8}"), f"p{step}", NOW)
            if revisions.live_number(session) != made.number:
                revisions.publish(session, made.number, f"p{step}", "At once", NOW)

        database.transact(once)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(24)))
    with database.read() as session:
        listed = revisions.revisions(session)
        assert sorted(entry.number for entry in listed) == list(range(1, 10))
        assert len({entry.hash for entry in listed}) == 9
        assert sum(entry.live for entry in listed) == 1
        moves = [entry for entry in revisions.audit(session) if entry.action == "published"]
        chain = [(entry.before, entry.number) for entry in reversed(moves)]
        assert all(before == earlier for (before, _), (_, earlier) in zip(chain[1:], chain, strict=False))
        assert revisions.live_number(session) == chain[-1][1]


def test_only_one_of_many_saves_with_one_lock_wins(database: Database) -> None:
    _import(database, "gift")
    lock = _draft(database).lock

    def work(step: int) -> bool:
        def once(session: Any) -> bool:
            revisions.save_draft(session, to_data(_ruleset(f"tag-{step}")), lock, f"p{step}", NOW)
            return True

        try:
            return database.transact(once)
        except StaleDraft:
            return False

    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(work, range(16)))
    assert won.count(True) == 1
    assert _draft(database).document == to_data(_ruleset(f"tag-{won.index(True)}"))


def test_the_database_itself_refuses_a_second_revision_with_one_number(database: Database) -> None:
    _import(database, "gift")
    twin = RevisionRecord(number=1, hash="0" * 64, document={}, created_at=NOW, created_by="Tom")
    with pytest.raises(IntegrityError), database.write() as session:
        session.add(twin)
    assert _live(database).hash == content_hash(_ruleset("gift"))
