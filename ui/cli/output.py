"""How commands answer: a refusal on the error stream and exit code 1, a result as text or as JSON."""

import json
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from pydantic import ValidationError

from ui.settings import Settings

if TYPE_CHECKING:
    from rulesets.problems import Problem

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as one JSON document.")]


REFUSED, NOT_FOUND = 1, 3
"""Exit codes: it cannot be done as asked, or a check found something; what it is about is not there."""


def refuse(reason: str, code: int = REFUSED) -> NoReturn:
    """Say why not, and end with this exit code."""
    typer.echo(reason, err=True)
    raise typer.Exit(code)


def echo_note(text: str) -> None:
    """Say something beside the result: on the error stream, so that a pipe gets the result alone."""
    typer.echo(text, err=True)


def print_json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def plain_problem(problem: "Problem") -> dict[str, object]:
    """A problem as JSON."""
    return {
        "code": problem.code,
        "rule": problem.rule,
        "place": problem.place,
        "path": list(problem.path),
        "message": problem.message,
        "remedy": problem.remedy,
    }


def settings(**given: Any) -> Settings:
    """The environment's settings, overruled by what the command line gave (None: not given)."""
    try:
        stored = Settings.from_environment()
        return Settings.model_validate(
            stored.model_dump() | {k: v for k, v in given.items() if v is not None}
        )
    except ValidationError as error:
        refuse("\n".join(_sentence(problem["loc"], problem["msg"]) for problem in error.errors()))


def _sentence(place: tuple[int | str, ...], message: str) -> str:
    return f"{'.'.join(map(str, place))}: {message.removeprefix('Value error, ')}"
