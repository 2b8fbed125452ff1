"""Commands on rules: export, import, check, publish, rollback."""

import json
from pathlib import Path

from engine.database import Database
from rulesets import revisions
from rulesets.starters import starter
from rulesets.writing import to_yaml
from tests.cli.conftest import Run

RULES = to_yaml(starter("wren-and-thistle"))


def changed(file: Path, old: str, new: str) -> str:
    assert old in RULES
    file.write_text(RULES.replace(old, new, 1), encoding="utf-8")
    return str(file)


def test_what_is_exported_is_imported_as_the_same_revision(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "rules.yaml"
    file.write_text(run("rules", "export").stdout, encoding="utf-8")
    made = json.loads(run("rules", "import", str(file), "--json").stdout)
    assert made["revision"] == json.loads(run("rules", "export", "--json").stdout)["revision"]


def test_a_changed_ruleset_becomes_a_revision_is_published_and_rolled_back(
    run: Run, tmp_path: Path, sample_of_module: Database
) -> None:
    file = changed(tmp_path / "rules.yaml", "20.00 GBP", "35.00 GBP")
    number = json.loads(run("rules", "import", file, "--json").stdout)["revision"]
    with sample_of_module.read() as session:
        assert revisions.live_number(session) == 1
    shown = run("publish", str(number), "--reason", "Fewer express orders", "--who", "Mia")
    assert shown.exit_code == 0
    assert shown.stdout == f"Revision {number} is live; before it was 1.\n"
    assert "35.00 GBP" in run("rules", "export").stdout
    back = run("rollback", "1", "--reason", "Customers complained", "--who", "Mia", "--json")
    assert json.loads(back.stdout)["live"] == 1
    with sample_of_module.read() as session:
        last = revisions.audit(session, 2)
    assert [(entry.action, entry.who, entry.reason) for entry in last] == [
        ("rolled_back", "Mia", "Customers complained"),
        ("published", "Mia", "Fewer express orders"),
    ]


def test_publishing_what_is_not_there_is_not_found(run: Run) -> None:
    refused = run("publish", "99", "--reason", "To see")
    assert refused.exit_code == 3
    assert refused.stderr == "There is no revision 99. Look in the list of versions.\n"


def test_publishing_what_is_live_or_without_a_reason_is_refused_and_changes_nothing(
    run: Run, sample_of_module: Database
) -> None:
    with sample_of_module.read() as session:
        before = len(revisions.audit(session))
    for arguments, said in (
        (("publish", "1", "--reason", "Again"), "Revision 1 is live already. Nothing was changed."),
        (("publish", "1", "--reason", " "), "Give a reason. Nothing was changed."),
    ):
        refused = run(*arguments)
        assert refused.exit_code == 1
        assert said in refused.stderr
    with sample_of_module.read() as session:
        assert len(revisions.audit(session)) == before


def test_a_reason_must_be_given(run: Run) -> None:
    assert run("publish", "1").exit_code == 2


def test_rolling_back_to_what_was_never_live_says_to_publish_it(run: Run, tmp_path: Path) -> None:
    file = changed(tmp_path / "rules.yaml", "20.00 GBP", "36.00 GBP")
    number = json.loads(run("rules", "import", file, "--json").stdout)["revision"]
    refused = run("rollback", str(number), "--reason", "Back")
    assert refused.exit_code == 1
    assert "was never live. Publish it instead." in refused.stderr


def test_check_says_that_there_are_no_problems_without_any_data(run_on_nothing: Run, tmp_path: Path) -> None:
    file = tmp_path / "rules.yaml"
    file.write_text(RULES, encoding="utf-8")
    shown = run_on_nothing("check", str(file))
    assert shown.exit_code == 0
    assert "no problems" in shown.stdout
    assert not (tmp_path / "switchyard.db").exists()


def test_check_names_rule_place_and_remedy_and_fails(run_on_nothing: Run, tmp_path: Path) -> None:
    file = changed(tmp_path / "rules.yaml", "order.channel", "order.chanel")
    found = run_on_nothing("check", file)
    assert found.exit_code == 1
    assert "order.chanel" in found.stdout
    assert "order.channel" in found.stdout
    plain = json.loads(run_on_nothing("check", file, "--json").stdout)
    assert plain[0]["path"][:2] == ["rules", "hold"]


def test_check_looks_locations_up_where_there_is_a_retailer(run: Run, tmp_path: Path) -> None:
    file = changed(tmp_path / "rules.yaml", "        - action: only_kinds\n          kinds:", NAMED)
    found = run("check", file)
    assert found.exit_code == 1
    assert "warehouse" in found.stdout


NAMED = "        - action: only_locations\n          locations:"
"""The same list, taken for codes of locations; none is called “warehouse”."""


def test_rules_with_problems_are_not_imported(run: Run, tmp_path: Path, sample_of_module: Database) -> None:
    with sample_of_module.read() as session:
        before = len(revisions.revisions(session))
    refused = run("rules", "import", changed(tmp_path / "rules.yaml", "only_kinds", "only_knids"))
    assert refused.exit_code == 1
    assert "only_knids" in refused.stderr
    with sample_of_module.read() as session:
        assert len(revisions.revisions(session)) == before


def test_a_file_that_is_not_there_is_not_found(run_on_nothing: Run) -> None:
    refused = run_on_nothing("check", "no-such.yaml")
    assert (refused.exit_code, refused.stderr) == (3, "There is no file no-such.yaml.\n")


TEST = """
tests:
  - name: Web orders wait
    order: {lines: [{sku: MUG}]}
    stock: {COV: {MUG: 4}}
    expect: {outcome: %s}
"""


def test_a_red_test_is_found_by_check_and_stops_publishing(
    run: Run, tmp_path: Path, sample_of_module: Database
) -> None:
    file = tmp_path / "rules.yaml"
    file.write_text(RULES + TEST % "backordered", encoding="utf-8")
    (told,) = json.loads(run("check", str(file), "--json").stdout)
    assert (told["code"], told["place"], told["path"]) == ("T001", "test “Web orders wait”", ["tests", 0])
    assert told["message"] == "Expected it waiting for stock, got routed."
    number = json.loads(run("rules", "import", str(file), "--json").stdout)["revision"]
    refused = run("publish", str(number), "--reason", "Try", "--json")
    assert refused.exit_code == 1
    said = json.loads(refused.stdout)
    assert (said["published"], [each["message"] for each in said["tests"]]) == (False, [told["message"]])
    assert "test “Web orders wait”: Expected it waiting for stock, got routed." in refused.stderr
    with sample_of_module.read() as session:
        assert revisions.live_number(session) != number


def test_a_ruleset_whose_tests_pass_is_checked_and_published(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "rules.yaml"
    file.write_text(RULES + TEST % "routed", encoding="utf-8")
    shown = run("check", str(file))
    assert shown.exit_code == 0
    assert shown.stdout.endswith("rules, no problems; its tests (1) pass.\n")
    number = json.loads(run("rules", "import", str(file), "--json").stdout)["revision"]
    assert run("publish", str(number), "--reason", "Tested", "--who", "Mia").exit_code == 0
