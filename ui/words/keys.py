"""The keys of the Rules page: one table, of which the page has its keys and the help sheet its words."""

from dataclasses import dataclass

from ui.words import grid

TITLE = "Keys"
HELP = "Keys of this page"
CLOSE = "Close"
THEN = "or"
MAC = "On a Mac: Option for Alt, Command for Ctrl."
MOVE_BY_HAND = (
    "With a mouse: drag a rule, a condition, a group or an action to its new place; Escape puts it back."
)


@dataclass(frozen=True, slots=True)
class Key:
    """What is pressed, as browsers name it, and what that does. `own`: the browser does it by itself."""

    name: str
    chords: tuple[str, ...]
    does: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Keys that work in the same place."""

    title: str
    where: str
    keys: tuple[Key, ...]


GROUPS = (
    Group(
        "Everywhere on the page",
        "",
        (
            Key("help", ("?",), "Show these keys; outside text entries"),
            Key("undo", ("Control+z",), "Undo; outside text entries"),
            Key("redo", ("Control+Shift+z",), "Redo; outside text entries"),
            Key("problems", ("Alt+p",), "Go to the next problem"),
            Key("simulate", ("Alt+Shift+s",), "Simulate the draft"),
            Key("publish", ("Alt+Shift+p",), "Publish the draft"),
        ),
    ),
    Group(
        "Rules",
        "",
        (
            Key("find-rule", ("Control+k",), "Find a rule"),
            Key("new-rule", ("Alt+n",), "New rule, of the kind of the open one"),
            Key("next-rule", ("Alt+PageDown",), "Open the next rule"),
            Key("previous-rule", ("Alt+PageUp",), "Open the previous rule"),
            Key("to-rule", ("Alt+i",), "Go into the open rule: to its conditions"),
            Key("try-it", ("Alt+y",), "Go to Try it"),
            Key("rule-up", ("Alt+ArrowUp",), "In the list: move the rule up"),
            Key("rule-down", ("Alt+ArrowDown",), "In the list: move the rule down"),
            Key("list-arrows", ("ArrowDown", "ArrowUp"), "In the list: go from rule to rule", own=True),
            Key("open-rule", ("Enter",), "In the list: open the rule", own=True),
        ),
    ),
    Group(
        "Conditions",
        "In the group that has the focus, or in the outermost one.",
        (
            Key("add-condition", ("Alt+c",), "Add a condition"),
            Key("add-group", ("Alt+g",), "Add a group"),
            Key("add-lines", ("Alt+l",), "Add a line condition"),
            Key("add-action", ("Alt+a",), "Add an action to the rule"),
            Key("fold", ("Alt+o",), "Fold the group, or open it"),
            Key("type-it", ("Alt+s",), "Type the rule as a sentence"),
            Key("use-sentence", ("Control+Enter",), "Use the sentence that was typed"),
        ),
    ),
    Group(
        "A condition, group or action that has the focus",
        "",
        (
            Key("up", ("Alt+ArrowUp",), "Move it up"),
            Key("down", ("Alt+ArrowDown",), "Move it down"),
            Key("in", ("Alt+ArrowRight",), "Move it into a group"),
            Key("out", ("Alt+ArrowLeft",), "Move it out of its group"),
            Key("copy", ("Alt+Shift+ArrowDown",), "Duplicate it"),
            Key("remove", ("Delete", "Alt+Delete"), "Delete it; in text entries with Alt"),
        ),
    ),
    Group("A table", grid.KEYS, ()),
    Group(
        "Entries",
        "",
        (
            Key("tab", ("Tab",), "Go to the next field, operator, value or button", own=True),
            Key(
                "take", ("Enter",), "Take what was typed; in a list with a search, the first found", own=True
            ),
            Key("chip", ("Backspace",), "In an empty entry of several values: take the last away", own=True),
            Key("escape", ("Escape",), "Close what floats; put back what is dragged", own=True),
        ),
    ),
)

_KEYS = {key.name: key for group in GROUPS for key in group.keys}
_SAID = {
    "Control": "Ctrl",
    "ArrowUp": "Up",
    "ArrowDown": "Down",
    "ArrowLeft": "Left",
    "ArrowRight": "Right",
    "PageUp": "Page up",
    "PageDown": "Page down",
    "Escape": "Esc",
}


def chords(name: str) -> str:
    """The keys that do this, as the page's script takes them: parted by spaces."""
    return " ".join(_KEYS[name].chords)


def pressed(chord: str) -> tuple[str, ...]:
    """The keys of a chord as they are printed on keyboards: `Ctrl`, `Z`."""
    return tuple(_SAID.get(key, key.upper() if len(key) == 1 else key) for key in chord.split("+"))
