"""The Versions page without a browser: what is compared, published and rolled back."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from engine.database import Database
from rulesets import revisions
from rulesets.reading import read_yaml
from tests.ui.pages.conftest import Open
from ui.components.publishing import PublishState
from ui.pages.rules.state import RulesState
from ui.pages.versions.state import VersionsState


def run(work: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(work)


def live(shop: Database) -> int | None:
    with shop.read() as session:
        return revisions.live_number(session)


@pytest.fixture
def second(shop: Database, open_page: Open) -> Any:  # noqa: ARG001  the shop stands behind the page
    """The page, after a second revision was published."""
    rules = open_page(RulesState, rule="big")
    run(rules.load())
    run(rules.type_value(rules.rule.when[0].parts[0].id, 0, "250"))
    publishing = open_page(PublishState)
    run(publishing.ask())
    run(publishing.type_reason("Less risk"))
    run(publishing.publish())
    state = open_page(VersionsState)
    run(state.load())
    return state


def words(state: Any, mark: str) -> list[str]:
    return [span.text for change in state.changes for span in change.spans if span.kind == mark]


def test_lists_draft_and_revisions_newest_first(second: Any) -> None:
    assert [(line.number, line.state) for line in second.lines] == [(0, "draft"), (2, "live"), (1, "past")]
    assert [line.why for line in second.lines] == ["", "Less risk", "To begin with"]


def test_begins_with_the_draft_against_the_live_rules(second: Any) -> None:
    assert (second.chosen, second.against) == (0, 2)
    assert second.changes == []


def test_says_what_changed_between_any_two(second: Any) -> None:
    run(second.choose(2))
    run(second.compare_with("1"))
    assert "".join(words(second, "del")).startswith("£400")
    assert "".join(words(second, "ins")).startswith("£250")
    run(second.choose(1))
    run(second.compare_with("2"))
    assert "".join(words(second, "ins")).startswith("£400")


def test_rolls_back_with_a_reason_in_one_step(second: Any, shop: Database) -> None:
    run(second.ask_back(1))
    run(second.roll_back())
    assert second.missing
    assert live(shop) == 2
    run(second.type_reason("Too many holds"))
    run(second.roll_back())
    assert live(shop) == 1
    assert [(line.number, line.state) for line in second.lines] == [(0, "draft"), (2, "back"), (1, "live")]
    assert second.log[0].what == "Rolled back to v1; v2 was live"
    assert second.log[0].reason == "Too many holds"


def test_revision_that_is_live_already_is_not_rolled_back_to(second: Any, shop: Database) -> None:
    run(second.ask_back(2))
    run(second.type_reason("Why not"))
    assert "live already" in str(run(second.roll_back()).args)
    assert live(shop) == 2


def test_revision_that_is_not_there_is_refused(second: Any) -> None:
    assert "no revision 99" in str(run(second.choose(99)).args)


def test_yaml_of_a_revision_is_read_back_as_the_same_rules(second: Any, shop: Database) -> None:
    run(second.choose(1))
    run(second.show("yaml"))
    with shop.read() as session:
        assert read_yaml(second.yaml) == revisions.revision(session, 1).ruleset
    assert "rules-v1.yaml" in str(run(second.download()).args)


def test_draft_with_problems_is_said_not_to_compare(second: Any, open_page: Open) -> None:
    rules = open_page(RulesState, rule="big")
    run(rules.load())
    run(rules.type_value(rules.rule.when[0].parts[0].id, 0, "lots"))
    run(second.load())
    assert second.broken
    assert second.lines[0].state_words == "1 problem"


def test_page_without_rules_says_what_to_do(open_page: Open, empty: Database) -> None:  # noqa: ARG001
    state = open_page(VersionsState)
    run(state.load())
    assert "switchyard demo" in state.absent
