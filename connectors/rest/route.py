"""How every route reads a request: JSON said exactly, and no parameter that it does not know."""

import json
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel

from connectors.rest.problems import Problem
from engine.refusals import FieldProblem, listed

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class StrictRequest(Request):
    """A request whose JSON is read strictly: UTF-8, no key twice, no NaN."""

    async def json(self) -> Any:
        """The body. Raises Problem 400, with the place, when it is not JSON."""
        if not hasattr(self, "_json"):
            self._json = parsed(await self.body())
        return self._json


class StrictRoute(APIRoute):
    """A route that refuses what it does not know before its handler runs."""

    def get_route_handler(self) -> Handler:
        handle, known = super().get_route_handler(), self._parameters()
        takes_body = self.body_field is not None

        async def strictly(request: Request) -> Response:
            _only_known(request, known)
            if takes_body:
                _is_json(request)
            return await handle(StrictRequest(request.scope, request.receive))

        return strictly

    def _parameters(self) -> tuple[str, ...]:
        return tuple(name for field in self.dependant.query_params for name in _names(field))


def _names(field: Any) -> tuple[str, ...]:
    """The parameters that a field of the handler stands for: a model's are its own fields."""
    model = field.field_info.annotation
    if isinstance(model, type) and issubclass(model, BaseModel):
        return tuple(model.model_fields)
    return (field.alias,)


def parsed(body: bytes) -> Any:
    """The value of a JSON text. Raises Problem 400 that says where it breaks."""
    if not body.strip():
        raise Problem(400, "broken-json", "The body is empty; send a JSON object.")
    try:
        return json.loads(body.decode(), object_pairs_hook=_once, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        said = f"The body is not UTF-8: byte {error.start + 1} cannot be read."
        raise Problem(400, "broken-json", said) from error
    except json.JSONDecodeError as error:
        said = f"The body is not JSON: {error.msg.lower()} at line {error.lineno}, column {error.colno}."
        raise Problem(400, "broken-json", said) from error
    except (RecursionError, ValueError) as error:
        said = str(error) if isinstance(error, _Said) else "it has too deep a nesting or too long a number"
        raise Problem(400, "broken-json", f"The body is not JSON that can be read: {said}.") from error


class _Said(ValueError):
    """Why a JSON text is refused, in our words."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _Said(f"“{twice[:60]}” stands twice in one object")
    return found


def _no_constant(name: str) -> Any:
    raise _Said(f"{name} is not a number that JSON has")


def _is_json(request: Request) -> None:
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != "application/json":
        said = f"Send the body as application/json{f', not as {media[:60]}' if media else ''}."
        raise Problem(415, "media-type", said, headers={"Accept": "application/json"})


def _only_known(request: Request, known: tuple[str, ...]) -> None:
    given = [name for name, _ in request.query_params.multi_items()]
    wrong = [
        FieldProblem(name[:60], _unknown(known) if name not in known else "It is given twice; give it once.")
        for name in dict.fromkeys(given)
        if name not in known or given.count(name) > 1
    ]
    if wrong:
        raise Problem(422, "parameter", "The address has parameters that cannot be used.", wrong)


def _unknown(known: tuple[str, ...]) -> str:
    if not known:
        return "This address takes no parameters."
    return f"There is no such parameter; use {listed(known)}."
