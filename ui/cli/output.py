"""How commands answer: a refusal on the error stream and exit code 1, a result as text or as JSON."""

import json
from typing import Annotated, Any, NoReturn

import typer
from pydantic import ValidationError

from ui.settings import Settings

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as one JSON document.")]


def refuse(reason: str) -> NoReturn:
    """Say why not, and end with exit code 1."""
    typer.echo(reason, err=True)
    raise typer.Exit(1)


def print_json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


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
