from datetime import timedelta

import pytest
from sqlmodel import select

from engine.access import START, create_key, find_key, list_keys, revoke_key
from engine.database import Database
from engine.records import ApiKeyRecord
from engine.refusals import NotKnown, RefusedSetup
from tests.engine.commit.world import NOW, on_sqlite


def test_a_key_opens_and_only_its_hash_is_kept(empty: Database) -> None:
    with empty.write() as session:
        made = create_key(session, " Web shop ", NOW)
    assert made.secret.startswith(START)
    assert len(made.secret) == len(START) + 43
    found = find_key(empty, made.secret, NOW)
    assert found is not None
    assert (found.id, found.name, found.prefix) == (made.key.id, "Web shop", made.secret[:14])
    with empty.read() as session:
        kept = session.exec(select(ApiKeyRecord)).one()
    assert made.secret not in str(kept.model_dump())


def test_nothing_else_opens(empty: Database) -> None:
    with empty.write() as session:
        secret = create_key(session, "Web shop", NOW).secret
    wrong = (
        "",
        START,
        secret[:-1],
        secret + "x",
        secret.swapcase(),
        secret[:14] + "\0",
        "é" * 50,
        secret[:14],
    )
    assert [one for one in wrong if find_key(empty, one, NOW) is not None] == []


def test_a_revoked_key_opens_no_longer(empty: Database) -> None:
    with empty.write() as session:
        made = create_key(session, "Web shop", NOW)
    with empty.write() as session:
        revoke_key(session, made.key.id, NOW + timedelta(hours=1))
    assert find_key(empty, made.secret, NOW) is None
    with empty.read() as session:
        assert [key.revoked_at for key in list_keys(session)] == [NOW + timedelta(hours=1)]
    with pytest.raises(NotKnown, match="still in use"), empty.write() as session:
        revoke_key(session, made.key.id, NOW)


def test_the_last_use_is_noted_at_most_once_a_minute(empty: Database) -> None:
    with empty.write() as session:
        secret = create_key(session, "Web shop", NOW).secret
    for seconds in (0, 59, 61):
        find_key(empty, secret, NOW + timedelta(seconds=seconds))
        with empty.read() as session:
            used = list_keys(session)[0].last_used_at
        assert used == NOW + timedelta(seconds=61 if seconds == 61 else 0)


@on_sqlite
@pytest.mark.parametrize("name", ["", "  ", "x" * 81])
def test_a_key_without_a_proper_name_is_refused(empty: Database, name: str) -> None:
    with pytest.raises(RefusedSetup, match="at most 80 characters"), empty.write() as session:
        create_key(session, name, NOW)
    with empty.read() as session:
        assert list_keys(session) == ()
