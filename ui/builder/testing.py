"""Edits of the tests that live in the draft: each is one step that undo takes back. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from rulesets.ruletest import LONGEST_NAME
from ui.builder.model import EditedRules

Written = Mapping[str, Any]


def written_tests(edited: EditedRules) -> tuple[Written, ...]:
    """The tests of the draft as plain data; what is no test is left out."""
    found = edited.header.get("tests")
    return tuple(each for each in found if isinstance(each, Mapping)) if isinstance(found, list) else ()


def with_test(edited: EditedRules, test: Written) -> EditedRules:
    """The draft with one more test, under a name that no other has."""
    return _with(edited, [*written_tests(edited), {**test, "name": free_name(edited, str(test["name"]))}])


def renamed(edited: EditedRules, name: str, new: str) -> EditedRules:
    """The draft with a test called otherwise."""
    plain = " ".join(new.split())[:LONGEST_NAME]
    if not plain or plain == name:
        return edited
    called = free_name(edited, plain)
    return _with(
        edited,
        [{**each, "name": called} if each.get("name") == name else each for each in written_tests(edited)],
    )


def without(edited: EditedRules, name: str) -> EditedRules:
    """The draft without a test."""
    return _with(edited, [each for each in written_tests(edited) if each.get("name") != name])


def merged_tests(base: EditedRules, mine: EditedRules, theirs: EditedRules) -> list[Written] | None:
    """The tests of two windows in one list, by their names: what one side wrote or took out is so, and where
    both wrote one differently, both are kept. None for none."""
    before, ours = ({str(each.get("name")): each for each in written_tests(side)} for side in (base, mine))
    merged = theirs
    for name, test in before.items():
        if name not in ours and test in written_tests(theirs):
            merged = without(merged, name)
    for name, test in ours.items():
        if test == before.get(name) or test in written_tests(merged):
            continue
        if before.get(name) in written_tests(merged):
            merged = without(merged, name)
        merged = with_test(merged, test)
    return list(written_tests(merged)) or None


def free_name(edited: EditedRules, wanted: str) -> str:
    """The name, with a number after it when another test has it."""
    taken = {each.get("name") for each in written_tests(edited)}
    name, number = wanted[:LONGEST_NAME], 1
    while name in taken:
        number += 1
        name = f"{wanted[: LONGEST_NAME - 5]} {number}"
    return name


def _with(edited: EditedRules, tests: Iterable[Written]) -> EditedRules:
    kept = list(tests)
    header = {key: value for key, value in edited.header.items() if key != "tests"}
    return replace(edited, header=header | ({"tests": kept} if kept else {}))
