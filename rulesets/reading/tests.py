"""Plain data -> the tests of a ruleset; what is wrong is said with the test and the place in it."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from rulesets.problems import Place, ordinal
from rulesets.reading.shape import Found, listed, mapping, said_of
from rulesets.ruletest import RuleTest, one_spelling
from rulesets.scalars import plain, shown
from rulesets.testing.shapes import WholeShape

MOST_TESTS = 1_000
_WANTED = "a test: name, order, stock and expect"


def read_tests(data: Mapping[str, Any], found: Found) -> tuple[RuleTest, ...]:
    """The tests of a ruleset as plain data; none where it names none."""
    place = Place().into("tests", words="tests")
    if data.get("tests") is None:
        return ()
    items = listed(data["tests"], place, found, "a list of tests") or []
    if len(items) > MOST_TESTS:
        found.append(
            place.problem("R501", f"There are {len(items):,} tests.", f"Keep at most {MOST_TESTS:,}.")
        )
        return ()
    tests = tuple(_test(item, _place(index, item), found) for index, item in enumerate(items))
    found += _names(items)
    return tuple(test for test in tests if test is not None)


def read_test(data: object, place: Place, found: Found) -> RuleTest | None:
    """One test; None, and its problems, when it cannot be read."""
    return _test(data, place, found)


def _place(index: int, data: object) -> Place:
    name = data.get("name") if isinstance(data, Mapping) else None
    said = f"test {index + 1}" + (f" “{plain(name)[:60]}”" if isinstance(name, str) and name else "")
    return Place("", (said,), ("tests", index))


def _test(data: object, place: Place, found: Found) -> RuleTest | None:
    read = mapping(data, place, found, _WANTED)
    if read is None:
        return None
    try:
        shape = WholeShape.model_validate(read)
    except ValidationError as wrong:
        found.extend(_explained(error, place) for error in _errors(wrong))
        return None
    told = shape.model_dump(mode="json", by_alias=True, exclude_unset=True)
    before = len(found)
    found.extend(_wrong(told, place))
    name, about = told.pop("name"), told.pop("about", "")
    return (
        RuleTest(name=name, about=about, told=one_spelling(_sorted(told))) if len(found) == before else None
    )


def _errors(wrong: ValidationError) -> Iterator[Any]:
    yield from wrong.errors(include_url=False, include_context=True)


def _explained(error: Any, place: Place) -> Any:
    steps = tuple(error["loc"])
    at = place.into(*steps, words=", ".join(_words(steps)))
    title = f"“{plain(str(error['loc'][-1]))}”"
    if error["type"] == "extra_forbidden":
        return at.problem("R008", f"{title} is not known here.", "Take it away, or look in the README.")
    context = error.get("ctx", {})
    if error["type"] == "wanted":
        return at.problem("R009", f"{title} {context['message']}.", context["remedy"])
    message, remedy = said_of(error)
    return at.problem("R007" if error["type"] == "missing" else "R009", f"{title} {message}.", remedy)


def _words(steps: tuple[Any, ...]) -> Iterator[str]:
    for at, step in enumerate(steps):
        if isinstance(step, int):
            yield f"{ordinal(step)} of them" if at == 0 else ordinal(step)
        else:
            yield plain(str(step))


def _wrong(told: Mapping[str, Any], place: Place) -> Iterator[Any]:
    """What the shapes cannot say."""
    name = told["name"]
    if name != name.strip() or not name.isprintable():
        yield place.into("name", words="name").problem(
            "R501", "The name has blanks around it or signs that do not show.", "Give it a plain name."
        )
    if not told["expect"]:
        yield place.into("expect", words="expect").problem(
            "R503", "The test expects nothing.", "Say what is to come of it, as in outcome: routed."
        )
    if not told["stock"]:
        yield place.into("stock", words="stock").problem(
            "R504", "No location is named.", "Name the locations that there are, as in COV: {MUG: 4}."
        )
    for code in told.get("places", {}):
        if code not in told["stock"]:
            yield place.into("places", code, words=f"places, {plain(code)}").problem(
                "R505", f"{shown(code)} is not among the locations of this test.", "Name it under stock too."
            )
    for code in {**told["expect"].get("sent", {}), **dict.fromkeys(told["expect"].get("from") or ())}:
        if code not in told["stock"]:
            yield place.into("expect", words="expect").problem(
                "R506",
                f"{shown(code)} is expected to send, and is not among the locations of this test.",
                "Name it under stock, or expect another one.",
            )


def _names(items: list[Any]) -> Iterator[Any]:
    first: dict[str, int] = {}
    for index, item in enumerate(items):
        name = item.get("name") if isinstance(item, Mapping) else None
        if isinstance(name, str) and first.setdefault(name, index) != index:
            yield (
                _place(index, item)
                .into("name", words="name")
                .problem(
                    "R502", f"Test {first[name] + 1} has this name too.", "Give every test its own name."
                )
            )


def _sorted(told: Any) -> Any:
    """Codes and SKUs in their order; what is a shape has the order of its keys already."""
    stock = {code: dict(sorted(units.items())) for code, units in sorted(told["stock"].items())}
    places = {"places": dict(sorted(told["places"].items()))} if told.get("places") else {}
    return told | {"stock": stock} | places
