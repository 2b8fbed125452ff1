"""The sentence of a rule that is not finished says what is there, and nothing else."""

import pytest

from ui.builder.fields import Names
from ui.builder.model import Act, Cond, EditedRule, Grp
from ui.builder.speaking import speak

NAMES = Names((), "Europe/London", "GBP")
ROW = Cond("n", "order.total", "more_than", "30.00 GBP")


def said(*parts: Cond | Grp, match: str = "all", act: Act | None = None) -> str:
    then = (act or Act("a", "hold", {"reason": "Review", "owner": "Helen"}),)
    return speak(EditedRule("r", "R", "hold", when=Grp("g", match, parts), then=then), NAMES).text


@pytest.mark.parametrize("match", ["all", "any"])
@pytest.mark.parametrize("inner", ["all", "any", "none"])
def test_a_group_in_which_nothing_stands_is_not_said(match: str, inner: str) -> None:
    assert said(ROW, Grp("e", inner, (Grp("f", "any"),)), match=match) == said(ROW, match="all")


def test_texts_that_are_not_written_are_dots() -> None:
    act = Act("a", "hold", {"reason": "", "owner": ""})
    assert said(ROW, act=act).endswith("hold the order because of “…” until “…” lifts it.")


def test_an_action_that_cannot_be_said_yet_is_dots() -> None:
    rule = EditedRule(
        "r", "R", "routing", when=Grp("g", "all", (ROW,)), then=(Act("a", "within_km", {"km": "x"}),)
    )
    assert speak(rule, NAMES).text == "When the total is more than £30.00: …"


def test_an_any_of_nothing_begins_with_when() -> None:
    assert said(match="any").startswith("When …: hold the order")
