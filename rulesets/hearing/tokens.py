"""Text -> tokens: words, texts in quotes and single signs, each with where it stands."""

import re
from dataclasses import dataclass
from functools import cache

_TOKEN = re.compile(
    r"(?P<quoted>“(?:[^”]|””)*”|\"[^\"]*\")|(?P<open>“[^”]*$|\"[^\"]*$)"
    r"|(?P<word>[^\W_]+(?:[-'’&/][^\W_]+)*)|(?P<sign>\S)"
)
LONGEST = 20_000
"""More letters than this are not heard."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of text from `start` to before `end`; `norm` is what it is compared by. `sort`: word,
    quoted, open (a quote without its end) or sign."""

    text: str
    norm: str
    sort: str
    start: int
    end: int

    @property
    def unquoted(self) -> str:
        """The text that stands in the quotes."""
        inner = self.text[1:-1]
        return inner.replace("””", "”") if self.text.startswith("“") else inner


def tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens of the text in their order; blanks only separate them."""
    return tuple(
        Token(found[0], normal(found[0]), str(found.lastgroup), found.start(), found.end())
        for found in _TOKEN.finditer(text)
    )


def normal(word: str) -> str:
    """The word as it is compared: letter case and the shape of apostrophes and minus signs do not count."""
    return word.casefold().replace("’", "'").replace("−", "-")


@cache
def norms(phrase: str) -> tuple[str, ...]:
    """The tokens of a phrase, as they are compared."""
    return tuple(token.norm for token in tokens_of(phrase))
