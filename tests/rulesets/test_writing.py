from hypothesis import HealthCheck, given, settings

from rulesets.checking import check
from rulesets.model import Ruleset
from rulesets.reading import read_ruleset, read_yaml
from rulesets.writing import content_hash, to_data, to_yaml
from tests.rulesets.generated import rulesets

often = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@often
@given(rulesets())
def test_yaml_loses_nothing(ruleset: Ruleset) -> None:
    assert check(ruleset) == ()
    again = read_yaml(to_yaml(ruleset))
    assert again == ruleset
    assert content_hash(again) == content_hash(ruleset)
    assert read_ruleset(to_data(ruleset)) == ruleset
