"""What all actions share; their arguments are declared once and draw the form."""

from typing import ClassVar

from rulesets.conditions import Part


class Action(Part):
    """What all actions share. `label` names it in menus; `rule_kinds` are the kinds that offer it;
    `missing_because` says, when it is not empty, why it cannot be carried out now (shown greyed)."""

    label: ClassVar[str] = ""
    help: ClassVar[str] = ""
    rule_kinds: ClassVar[tuple[str, ...]] = ()
    missing_because: ClassVar[str] = ""
