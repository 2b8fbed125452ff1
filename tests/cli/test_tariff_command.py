"""`switchyard tariff`: exported, checked, imported and had back."""

import json

from engine.database import Database
from engine.store.setup import setup
from tests.cli.conftest import Run


def test_an_imported_tariff_is_used_until_the_one_before_is_had_back(
    run: Run, sample_of_module: Database
) -> None:
    text = run("tariff", "export").stdout
    dearer = text.replace("standard,100,1.55", "standard,100,1.65").replace("name,example 1", "name,Spring")
    done = json.loads(run("tariff", "import", "-", "--json", typed=dearer).stdout)
    assert done == {
        "name": "Spring",
        "before": "example 1",
        "changes": {"changed": 1, "added": 0, "removed": 0, "others": []},
    }
    with sample_of_module.read() as session:
        assert setup(session).tariff.steps["standard", "1"][0] == (100, 165)
    assert run("tariff", "export").stdout == dearer
    back = run("tariff", "back")
    assert back.stdout == "The tariff in use is example 1. 1 price changes.\n"
    assert run("tariff", "export").stdout == text
    assert "The tariff in use is Spring." in run("tariff", "back").stdout
    assert run("tariff", "back").exit_code == 0


def test_importing_what_is_in_use_changes_nothing(run: Run) -> None:
    text = run("tariff", "export").stdout
    assert "Nothing changes" in run("tariff", "import", "-", typed=text).stdout


def test_checking_says_what_would_change_and_changes_nothing(run: Run) -> None:
    text = run("tariff", "export").stdout
    checked = run("tariff", "check", "-", typed=text.replace("standard,100,", "standard,120,"))
    assert checked.exit_code == 0
    assert "2 services, 7 zones, 140 prices, no problems." in checked.stdout
    assert "7 prices are new, 7 prices are gone." in checked.stdout
    assert run("tariff", "export").stdout == text


def test_every_mistake_is_told_with_its_line_and_column(run: Run) -> None:
    text = run("tariff", "export").stdout
    wrong = text.replace("standard,100,1.55", "standard,100,£1.55").replace("standard,250", "standard,250kg")
    refused = run("tariff", "check", "-", typed=wrong)
    assert refused.exit_code == 1
    assert refused.stdout.splitlines() == [
        "line 10, column C: “£1.55” is not an amount of GBP, like 1.55.",
        "line 11, column B: “250kg” is not a weight in g, like 500.",
    ]
    told = json.loads(run("tariff", "check", "-", "--json", typed=wrong).stdout)
    assert told["ok"] is False
    assert [problem["place"] for problem in told["problems"]] == ["line 10, column C", "line 11, column B"]
    refused = run("tariff", "import", "-", typed=wrong)
    assert refused.exit_code == 1
    assert "line 10, column C" in refused.stderr
    assert run("tariff", "export").stdout == text


def test_a_file_can_be_checked_before_there_is_a_retailer(run_on_nothing: Run) -> None:
    assert run_on_nothing("tariff", "check", "nowhere.csv").exit_code == 3
    text = "[tariff]\nname,First\ncurrency,EUR\n[prices]\nservice,up to,1\nstandard,1000,4.50\n"
    checked = json.loads(run_on_nothing("tariff", "check", "-", "--json", typed=text).stdout)
    assert checked["ok"] is True
    assert checked["changes"] is None
    assert run_on_nothing("tariff", "export").exit_code == 3
