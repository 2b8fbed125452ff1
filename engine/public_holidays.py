"""Public holidays by country and subdivision, as the `holidays` package has them."""

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=1024)
def days_off(name: str, year: int) -> frozenset[date]:
    """The public holidays of a year in a country (`DE`) or a part of it (`GB-ENG`). A country alone has
    those that all of it keeps; one that is not known has none."""
    if problem_with(name) is not None:
        return frozenset()
    import holidays  # noqa: PLC0415  loading it takes a tenth of a second, and not every command needs it

    country, _, part = name.partition("-")
    return frozenset(holidays.country_holidays(country, subdiv=part or None, years=year))


def is_off(name: str | None, day: date) -> bool:
    """Whether the day is a public holiday there; never where none is named."""
    return name is not None and day in days_off(name, day.year)


@lru_cache(maxsize=1024)
def problem_with(name: str) -> str | None:
    """Why this names no public holidays, with the remedy; None when it does."""
    import holidays  # noqa: PLC0415  as above

    countries = holidays.list_supported_countries()
    country, dash, part = name.partition("-")
    if country not in countries:
        return f"“{name}” has no public holidays here; write a country and its part, as in GB-ENG or US-NY."
    if dash and part not in countries[country]:
        parts = ", ".join(countries[country]) or "no parts; write the country alone"
        return f"“{part}” is not a part of {country}; use one of {parts}."
    return None
