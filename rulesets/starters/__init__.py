"""Rules to begin with: ready rulesets as YAML beside this file, and an empty one with its defaults only."""

from importlib.resources import files

from rulesets.model import Ruleset, default_rules
from rulesets.nearest import did_you_mean
from rulesets.reading import read_ruleset, read_yaml
from rulesets.starters.filling import Shop, WrongAnswers, filled, suggestions
from rulesets.starters.needs import Need
from rulesets.starters.rule_starters import RuleStarter, rule_starter, rule_starters
from rulesets.writing import to_data

__all__ = [
    "Need",
    "RuleStarter",
    "Shop",
    "WrongAnswers",
    "filled",
    "new_ruleset",
    "rule_starter",
    "rule_starters",
    "starter",
    "starters",
    "suggestions",
]

_FOLDER = files(__name__)


def starters() -> tuple[str, ...]:
    """Names of the ready rulesets, sorted."""
    found = (file.name for file in _FOLDER.iterdir() if file.name.endswith(".yaml"))
    return tuple(sorted(name.removesuffix(".yaml") for name in found))


def starter(name: str) -> Ruleset:
    """The ready ruleset of this name. Raises ValueError with the nearest names when there is none."""
    if name not in starters():
        raise ValueError(f"There is no ready ruleset “{name}”. {did_you_mean(name, starters())}")
    return read_yaml((_FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def new_ruleset(name: str, currency: str, zone: str, country: str) -> Ruleset:
    """A ruleset that has the five default rules and no others. Raises Refused on a name, currency,
    zone or country that cannot be."""
    begun = Ruleset(name=name, currency=currency, zone=zone, country=country, rules=default_rules())
    return read_ruleset(to_data(begun))
