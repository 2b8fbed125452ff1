"""A Reflex plugin: the page's script understands views that travel as changes (`ui/mirror.py`)."""

from pathlib import Path
from typing import Any

from reflex_base.plugins import Plugin

STATE_SCRIPT = "utils/state.js"
THEIRS = "const value = own ? replaceEqualDeep(state[key], delta[key]) : delta[key];"
OURS = "const value = received(own ? state[key] : undefined, delta[key]);"
SCRIPT = Path(__file__).with_name("mirror.js")


class Mirroring(Plugin):
    """Teaches Reflex's own script, where it takes what the server sends."""

    def pre_compile(self, **context: Any) -> None:
        context["add_modify_task"](STATE_SCRIPT, taught)


def taught(script: str) -> str:
    """Reflex's state.js with our part; raises RuntimeError if it is not written as expected."""
    plain = script.partition("\n// Appended to Reflex's state.js")[0].replace(OURS, THEIRS)
    if plain.count(THEIRS) != 1:
        raise RuntimeError("Reflex's state.js is not written as expected; see ui/serving/mirroring.py.")
    return f"{plain.replace(THEIRS, OURS).rstrip()}\n\n{SCRIPT.read_text(encoding='utf-8')}"
