"""The ready rulesets: clean, and every sentence as it stands in sentences.txt."""

from pathlib import Path

import pytest

from connectors.sample.retailer import shop
from rulesets.checking import Known, check
from rulesets.model import RuleKind, Ruleset
from rulesets.problems import Refused
from rulesets.reading import read_yaml
from rulesets.sentences import Names, rule_sentence
from rulesets.starters import new_ruleset, starter, starters
from rulesets.writing import to_yaml

SENTENCES = Path(__file__).with_name("sentences.txt")


def _known() -> Known:
    return Known(locations=frozenset(location.code for location in shop().locations))


def _said(ruleset: Ruleset) -> list[str]:
    names = Names.of(ruleset, {location.code: location.name for location in shop().locations})
    return [
        f"{kind} {number}. {rule_sentence(rule, names)}"
        for kind in RuleKind
        for number, rule in enumerate(ruleset.of_kind(kind), start=1)
    ]


@pytest.mark.parametrize("name", starters())
def test_every_starter_is_clean_for_the_sample_s_locations(name: str) -> None:
    assert check(starter(name), _known()) == ()


@pytest.mark.parametrize("name", starters())
def test_every_starter_is_written_as_it_stands(name: str) -> None:
    file = Path(__file__).parents[2] / "rulesets" / "starters" / f"{name}.yaml"
    assert to_yaml(read_yaml(file.read_text(encoding="utf-8"))) == file.read_text(encoding="utf-8")


def test_every_sentence_of_the_starters_reads_as_written_down() -> None:
    new = new_ruleset("New shop", "EUR", "Europe/Berlin", "DE")
    lines = [
        line
        for ruleset in (*map(starter, starters()), new)
        for line in (f"# {ruleset.name}", *_said(ruleset))
    ]
    assert lines == SENTENCES.read_text(encoding="utf-8").splitlines()


def test_a_starter_that_is_not_there_is_named_with_the_nearest() -> None:
    with pytest.raises(ValueError, match=r"There is no ready ruleset “wren”\. Use wren-and-thistle\."):
        starter("wren")


def test_a_new_ruleset_is_refused_when_its_header_cannot_be() -> None:
    with pytest.raises(Refused) as refused:
        new_ruleset(" ", "XYZ", "Mars/Base", "Germany")
    assert [problem.code for problem in refused.value.problems] == ["R101", "R102", "R103", "R104"]
