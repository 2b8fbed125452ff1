"""The kinds of value that a test may hold: texts, instants, numbers and rows; each says what it wants."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
MOST = 10**15


def wanted(message: str, remedy: str) -> PydanticCustomError:
    """Something else than what belongs here, said as `“Now” is not …` and a remedy."""
    return PydanticCustomError("wanted", "{message}", {"message": message, "remedy": remedy})


def _instant(value: object) -> str:
    try:
        read = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        read = None
    if read is None or read.tzinfo is None or not 1970 <= read.year <= 2999:
        raise wanted("is not a time with an offset", "Write it like '2026-03-04T10:00:00+00:00'.")
    return read.astimezone(UTC).isoformat()


def _day(value: object) -> str:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise wanted("is not a day", "Write it like '2026-03-04'.") from None


def _number(value: object) -> int | float:
    """A number; one with more digits than YAML numbers may have is written as text."""
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        value = float(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < MOST:
        raise wanted("is not a number", "Give a number, without quotes.")
    return int(value) if value == int(value) else value


def _units(value: object) -> Any:
    """Units on hand; or a mapping of on_hand, allocated and reserved."""
    given = value if isinstance(value, dict) else {"on_hand": value}
    known = {"on_hand", "allocated", "reserved"}
    if not given.keys() <= known or not all(_is_count(each) for each in given.values()):
        raise wanted("is not a number of units", "Give units, or on_hand, allocated and reserved.")
    return value


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 1_000_000_000


def _steps(value: list[list[Any]]) -> list[list[Any]]:
    """Prices by service and zone: up to so many grams, so much."""
    fine = all(
        len(row) == 3 and isinstance(row[0], str) and isinstance(row[1], str) and _prices(row[2])
        for row in value
    )
    if not fine:
        raise wanted(
            "has a row that is not right",
            "Give rows like [standard, '1', [[1000, 300]]]: up to grams, price.",
        )
    return value


def _prices(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(step, list) and len(step) == 2 and _is_grams(step[0]) and _is_count(step[1])
        for step in value
    )


def _is_grams(value: object) -> bool:
    return _is_count(value) or (isinstance(value, str) and _DECIMAL.fullmatch(value) is not None)


def rows(*kinds: type | tuple[type, ...], words: str) -> AfterValidator:
    """A list of rows, each with a value of every kind."""

    def check(value: list[list[Any]]) -> list[list[Any]]:
        for row in value:
            fits = len(row) == len(kinds) and all(map(isinstance, row, kinds))
            if not fits or any(isinstance(each, bool) for each in row):
                raise wanted("has a row that is not right", f"Give rows of {words}.")
        return value

    return AfterValidator(check)


Text = Annotated[str, Field(max_length=2_000)]
Word = Annotated[str, Field(min_length=1, max_length=200)]
Count = Annotated[int, Field(ge=0, le=MOST)]
Instant = Annotated[str, BeforeValidator(_instant)]
Day = Annotated[str, BeforeValidator(_day)]
Number = Annotated[int | float, BeforeValidator(_number)]
Steps = Annotated[list[list[Any]], AfterValidator(_steps)]
Units = Annotated[Any, BeforeValidator(_units)]
