"""Several values in one text, parted by commas, and values by what they are called. Pure.

A value with a comma in it stands in quotes.
"""

from collections.abc import Iterable

from ui.builder.model import Value

Pairs = Iterable[tuple[str, str]]
"""Values with the labels that people read."""

_PARTING = ",;\n\r\t"


def show_list(items: Iterable[str]) -> str:
    """`web, phone`; `"Paris, Texas", Rome`."""
    return ", ".join(_quoted(item) for item in items)


def _quoted(item: str) -> str:
    plain = item and item == item.strip() and not any(sign in item for sign in _PARTING) and item[0] != '"'
    doubled = item.replace('"', '""')
    return item if plain else f'"{doubled}"'


def read_list(text: str) -> tuple[str, ...]:
    """The items, each once, letter case ignored; quotes that are not closed are signs like others."""
    found: dict[str, str] = {}
    for item in _items(text):
        if item:
            found.setdefault(item.casefold(), item)
    return tuple(found.values())


def _items(text: str) -> Iterable[str]:
    at = 0
    while at < len(text):
        if text[at] in _PARTING or text[at].isspace():
            at += 1
            continue
        item, at = _one(text, at)
        yield item


def _one(text: str, at: int) -> tuple[str, int]:
    """The item that begins here, and where the next may begin."""
    if text[at] == '"':
        end = _closing(text, at)
        after = text[end + 1 :].lstrip(" ") if end else ""
        if end and (not after or after[0] in _PARTING):
            return text[at + 1 : end].replace('""', '"'), end + 1
    end = next((place for place in range(at, len(text)) if text[place] in _PARTING), len(text))
    return text[at:end].strip(), end


def _closing(text: str, at: int) -> int:
    """Where the quotes that open here are closed; 0 for nowhere."""
    place = at + 1
    while place < len(text):
        if text[place] != '"':
            place += 1
        elif text[place + 1 : place + 2] == '"':
            place += 2
        else:
            return place
    return 0


def read_name(text: str, pairs: Pairs) -> str:
    """The value that is called so, by itself or by its label; the text itself when there is none, or two."""
    folded = text.strip().casefold()
    known = list(pairs)
    own = [value for value, _ in known if value.casefold() == folded]
    called = [value for value, label in known if label.casefold() == folded]
    found = own[:1] or called
    return found[0] if len(found) == 1 else text.strip()


def show_name(value: Value, pairs: Pairs) -> str:
    """The label of a value, where it can be read back; otherwise the value itself. Letter case is ignored."""
    known, text = list(pairs), str(value)
    own = read_name(text, known)
    own = own if own.casefold() == text.casefold() else text
    label = dict(known).get(own)
    return label if label and read_name(label, known) == own else own
