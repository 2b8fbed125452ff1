"""Draws what stands in the builder's place while there are only default rules: where to begin."""

import reflex as rx

from rulesets.starters import rule_starters
from ui.components.bits import link, link_button, nothing
from ui.words import starters as words

SHOWN = 5
"""So many questions are named; the gallery has all."""


def begin() -> rx.Component:
    """A few of the questions, and the way to all of them."""
    asked = [each for each in rule_starters() if each.needs][:SHOWN]
    return rx.el.section(
        nothing(
            words.NO_RULES,
            words.NO_RULES_MORE,
            link_button(words.BEGIN, to="/rules/starters", kind="primary", data_testid="begin"),
        ),
        rx.el.ul(
            *(rx.el.li(link(each.question, to=f"/rules/starters?starter={each.name}")) for each in asked),
            class_name="questions",
        ),
        aria_label=words.NO_RULES,
        class_name="builder",
        data_testid="beginning",
    )
