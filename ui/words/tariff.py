"""Words of the tariff on the Stock & locations page."""

from datetime import datetime

from engine.tariff.differences import Difference

TITLE = "Tariff"
DOWNLOAD = "Download as CSV"
REPLACE = "Replace…"
BACK = "Back to the one before…"
REPLACE_TITLE = "Replace the tariff"
CHOOSE = "A tariff as CSV"
CHOOSE_HELP = (
    "Download the one in use, change it in a spreadsheet, save it as CSV (UTF-8) and choose it here."
)
FOLLOWS = (
    "Decisions and simulations use it from now on; what was decided keeps its postage. "
    "The one in use until now is kept."
)
USE = "Use it from now on"
CLOSE = "Keep the one in use"
PROBLEMS = "Nothing was changed. Mend these places and choose the file again:"
TOO_LARGE = "That file is too large for a tariff."
TOO_LARGE_WHY = "Choose the CSV of a tariff, of at most 300,000 characters."
NO_FILE = "No tariff was chosen yet."
NO_FILE_WHY = "Choose a CSV file first."
NONE_BEFORE = "There was no other tariff before this one."
NOT_REPLACED = "The tariff stays as it was."


def says(name: str, services: int, zones: int, prices: int) -> str:
    """What the tariff in use is, in a sentence after its name."""
    return f"{name}: {services} services, {zones} zones, {prices:,} prices."


def since(at: str) -> str:
    """Since when it is in use."""
    return f"In use since {at}."


def file_name(name: str, now: datetime) -> str:
    """What the downloaded file is called."""
    plain = "".join(letter if letter.isalnum() else "-" for letter in name).strip("-")
    return f"tariff-{plain or 'in-use'}-{now:%Y-%m-%d}.csv"


def back_title(name: str) -> str:
    """The heading of going back."""
    return f"Go back to the tariff {name}"


def effect(name: str, found: Difference) -> str:
    """What a tariff would change, before it does."""
    return f"{name}: {found.sentence}"


def used(name: str) -> str:
    """After it was replaced."""
    return f"The tariff in use is {name}."
