"""Words of the gallery of starters."""

from collections.abc import Mapping, Sequence

from rulesets.sentences.words import counted, listed

TITLE = "Rules to begin with"
FROM_STARTER = "From a starter"
BACK = "Back to the rules"
INTRO = (
    "Each answers a question that shops ask. The pictures and tests are of an example shop, worked out by "
    "the same decision that your orders get."
)
ALL = "All"
GROUPS = {
    "hold": "Which orders should wait?",
    "routing": "Who should send an order?",
    "split": "When may an order travel in several parcels?",
    "exception": "What if something goes wrong?",
    "transaction": "What else should happen?",
}
FILTER = "Kind of rule"
USE = "Use this…"
ADD = "Add to the draft"
CANCEL = "Cancel"
SWITCHED_ON = "Switch it on at once"
OFF_MEANS = "Switched off it decides nothing until you switch it on. Nothing is live before you publish."
ASKS_NOTHING = "It needs nothing from you."
SENTENCE = "The rule"
SENTENCES = "The rules"
EVERY_KIND = {
    "store": "None named: all stores, those to come included.",
    "warehouse": "None named: all warehouses, those to come included.",
    "": "None named: all locations.",
}
ADD_LOCATION = "Add a location"
ADD_WORDS = "Add; paste many, parted by commas or lines"
WRONG = "An answer cannot be taken yet."
UNKNOWN = "This starter does not exist."
UNKNOWN_REMEDY = "Choose one of those on the page."
DID_ADD = "add from a starter"
PASSES, FAILS = "passes", "fails"
WITHOUT, WITH = "Without it", "With it"
EXAMPLE = "An example order"
ROLES = {
    "sends": "sends it",
    "could": "could",
    "out": "ruled out",
    "no": "said no",
    "idle": "not asked",
}
HELD = "held"

NO_RULES = "There are only default rules yet"
NO_RULES_MORE = (
    "Every order goes from the nearest location that has it. Begin with a question that other shops ask, or "
    "with a rule of your own."
)
BEGIN = "See the questions"


def added(names: Sequence[str]) -> str:
    return (
        f"{listed([f'“{name}”' for name in names], 'and')} {'is' if len(names) == 1 else 'are'} in the draft."
    )


def switched(on: bool) -> str:
    return (
        "Switched on, and live when you publish." if on else "Switched off, so that it decides nothing yet."
    )


def tests(passed: int, of: int) -> str:
    said = counted(of, "tests")
    if passed == of:
        return f"{said}, {'all pass' if of > 1 else 'passes'}"
    return f"{said}, {counted(of - passed, 'tests')} failing"


def asks(needs: int) -> str:
    return "asks for nothing" if not needs else f"asks for {counted(needs, 'things')}"


def order_words(units: int, skus: Sequence[str]) -> str:
    if len(skus) == 1:
        return f"{units} × {skus[0].capitalize()}"
    return " and ".join(sku.capitalize() for sku in skus)


def sends(names: Sequence[str]) -> str:
    return f"{listed(names, 'and')} {'sends' if len(names) == 1 else 'send'} it"


def is_held(owner: str) -> str:
    return f"it is held for {owner}"


CAME = {
    "held": "it is held",
    "backordered": "it waits for stock",
    "preordered": "it waits for the goods",
    "waiting": "it waits to be tried again",
    "cancelled": "it is cancelled",
    "part_backordered": "a part is sent, the rest waits",
    "part_cancelled": "a part is sent, the rest is cancelled",
}
QUEUED = "a person must look at it"


def put_aside(place: str) -> str:
    return f"the product is put aside at {place}"


def said_no(place: str) -> str:
    return f"{place} said no"


def picture(order: str, without: str, after: str) -> str:
    return f"{order}. {WITHOUT}: {without}. {WITH}: {after}."


def spot(role: str, stock: Mapping[str, int], *, several: bool) -> str:
    """What a location does, and what it has of the order: units, or which products of several."""
    has = listed([sku.capitalize() for sku in stock], "and") if several else f"{sum(stock.values()):,}"
    return f"{ROLES[role]}, has {has if stock else 'none'}"
