"""`switchyard keys`: made, listed, revoked."""

import json
from datetime import UTC, datetime

from engine.access import find_key
from engine.database import Database
from tests.cli.conftest import Run


def test_a_key_is_printed_once_and_opens_until_it_is_revoked(run: Run, sample_of_module: Database) -> None:
    made = run("keys", "create", "Web shop")
    secret = made.stdout.strip()
    assert "“Web shop”. Keep it now" in made.stderr
    found = find_key(sample_of_module, secret, datetime.now(UTC))
    assert found is not None
    listed = json.loads(run("keys", "list", "--json").stdout)
    assert listed[0]["name"] == "Web shop"
    assert secret not in run("keys", "list").stdout
    assert run("keys", "revoke", str(found.id)).exit_code == 0
    assert find_key(sample_of_module, secret, datetime.now(UTC)) is None
    assert "revoked" in run("keys", "list").stdout


def test_a_key_without_a_name_is_refused(run: Run) -> None:
    refused = run("keys", "create", " ")
    assert refused.exit_code == 1
    assert "Give the key a name" in refused.stderr


def test_revoking_what_is_not_there_is_not_found(run: Run) -> None:
    refused = run("keys", "revoke", "12345")
    assert refused.exit_code == 3
    assert "There is no key 12345 that is still in use." in refused.stderr


def test_every_command_shows_examples_and_exit_codes(run_on_nothing: Run) -> None:
    for command in (
        ("decide",),
        ("simulate",),
        ("check",),
        ("publish",),
        ("rollback",),
        ("rules", "export"),
        ("rules", "import"),
        ("keys", "create"),
        ("keys", "list"),
        ("keys", "revoke"),
    ):
        shown = run_on_nothing(*command, "--help")
        assert shown.exit_code == 0
        assert "Examples:" in shown.stdout
        assert f"switchyard {' '.join(command)}" in shown.stdout
        assert "Exit codes:" in shown.stdout
