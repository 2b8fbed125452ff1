"""YAML without its surprises: what is taken, what is refused, and in which words."""

import pytest

from rulesets.problems import Refused
from rulesets.reading import read_yaml
from rulesets.reading.yaml_text import plain_data


def _refusal(text: str) -> str:
    with pytest.raises(Refused) as refused:
        plain_data(text)
    (problem,) = refused.value.problems
    return str(problem)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("NO", "NO"),
        ("on", "on"),
        ("yes", "yes"),
        ("true", True),
        ("12:30", "12:30"),
        ("2026-12-01", "2026-12-01"),
        ("2026-12-01T09:00:00+00:00", "2026-12-01T09:00:00+00:00"),
        ("0123", "0123"),
        ("0x1F", "0x1F"),
        ("0o17", "0o17"),
        ("1_000", "1_000"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("12345678901234567890", "12345678901234567890"),
        ("85123", 85123),
        ("'85123'", "85123"),
        ("-4", -4),
        ("2.5", 2.5),
        ("~", None),
        ("", None),
        ("=", "="),
        ("<<", "<<"),
    ],
)
def test_only_plain_numbers_true_false_and_null_are_more_than_text(written: str, read: object) -> None:
    value = plain_data(f"value: {written}")["value"]
    assert value == read
    assert type(value) is type(read)


def test_two_same_keys_are_refused_with_their_line() -> None:
    assert (
        _refusal("name: Shop\nzone: UTC\nname: Other")
        == "R003 line 3: “name” stands twice. Keep one of the two."
    )


def test_aliases_are_refused_before_they_grow() -> None:
    bomb = "a: &a [x, x, x]\n" + "\n".join(
        f"{new}: &{new} [*{old}, *{old}, *{old}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert _refusal(bomb).startswith("R004 line 1: Anchors (&) and aliases (*) are not taken.")
    assert _refusal("a: *b").startswith("R004 line 1")


def test_tags_are_refused_so_that_nothing_is_ever_called() -> None:
    assert "The tag “tag:yaml.org,2002:python/object/apply:os.system” is not taken" in _refusal(
        "a: !!python/object/apply:os.system ['true']"
    )


@pytest.mark.parametrize("text", ["[" * 200_000, "{a: " * 5_000, "- " * 5_000, "- 1\n" * 200_001])
def test_too_deep_and_too_many_pieces_are_refused_quickly(text: str) -> None:
    assert "R005" in _refusal(text)


def test_a_huge_file_is_refused_unread() -> None:
    assert _refusal("# " + "x" * 1_000_001) == "R002 The file is larger than 1 MB. Split it up."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "R001 The file is empty. Give it the rules, beginning with switchyard: 1."),
        ("name: [Shop", "R001 line 2: This is not YAML"),
        ("name: Shop: two", "R001 line 1: This is not YAML"),
        ("a: \x00", "This is not YAML"),
        ("a: \ud800", "This is not YAML"),
        ("---\na: 1\n---\nb: 2", "R001 line 3: The file holds a second document."),
        ("? [a, b]\n: c", "R006 line 1: A list or mapping stands where a name belongs."),
    ],
)
def test_what_is_not_yaml_is_refused_with_the_place(text: str, said: str) -> None:
    assert said in _refusal(text)


def test_a_file_that_is_no_mapping_is_refused() -> None:
    with pytest.raises(Refused, match="A list stands here"):
        read_yaml("- 1\n- 2")
