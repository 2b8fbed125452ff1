"""`switchyard simulate`: the job of the screen, run here, with its progress beside the result."""

import json
from pathlib import Path

from engine.database import Database
from engine.store import simulations
from rulesets import revisions
from rulesets.starters import starter
from rulesets.writing import to_yaml
from tests.cli.conftest import Run

SPAN = ("--from", "2025-10-06", "--to", "2025-10-19")


def rules(tmp_path: Path) -> str:
    """The starting rules with express orders from £60 on only."""
    file = tmp_path / "rules.yaml"
    text = to_yaml(starter("wren-and-thistle"))
    file.write_text(text.replace("20.00 GBP", "60.00 GBP", 1), encoding="utf-8")
    return str(file)


def test_a_file_is_tried_and_the_result_kept_as_the_screens_job_is(
    run: Run, tmp_path: Path, sample_of_module: Database
) -> None:
    shown = run("simulate", "--rules", rules(tmp_path), *SPAN, "--who", "Mia", "--json")
    assert shown.exit_code == 0
    plain = json.loads(shown.stdout)
    assert plain["from"] == "2025-10-05T23:00:00+00:00"
    assert plain["until"] == "2025-10-19T23:00:00+00:00"
    with sample_of_module.read() as session:
        kept = simulations.one(session, plain["id"])
        assert revisions.live_number(session) == 1
    assert kept is not None
    assert (kept.status, kept.created_by, kept.result_hash) == ("done", "Mia", plain["hash"])
    assert kept.result is not None
    assert plain["changed"] == kept.result["changed"] > 0


def test_what_changes_is_shown_as_a_table(run: Run, tmp_path: Path) -> None:
    shown = run("simulate", "--rules", rules(tmp_path), *SPAN)
    assert shown.exit_code == 0
    assert "Order cycle time" in shown.stdout
    assert "→ Coventry" in shown.stdout
    assert "Routing rule “Express from the nearest” was edited" in shown.stdout
    assert "Rules that never fired:" in shown.stdout
    assert "Orders decided twice" not in shown.stdout


def test_a_candidate_must_be_named_one_way(run: Run, tmp_path: Path) -> None:
    assert run("simulate").exit_code == 2
    assert run("simulate", "--candidate", "1", "--rules", rules(tmp_path)).exit_code == 2


def test_days_without_orders_are_refused_with_those_that_have_some(run: Run) -> None:
    refused = run("simulate", "--candidate", "1", "--from", "2031-01-01", "--to", "2031-01-31")
    assert refused.exit_code == 1
    assert (
        "No order was placed in this span; orders go from 26 February 2025 to 06 March 2026."
        in refused.stderr
    )


def test_a_day_that_is_none_is_a_usage_error(run: Run) -> None:
    assert run("simulate", "--candidate", "1", "--from", "soon").exit_code == 2


def test_an_unknown_candidate_is_refused(run: Run) -> None:
    refused = run("simulate", "--candidate", "88", *SPAN)
    assert refused.exit_code == 1
    assert refused.stderr == "candidate: There is no revision 88.\n"
