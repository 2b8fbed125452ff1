"""Refusals as RFC 9457 problem details: what is wrong, field by field; never a traceback."""

import json
import logging
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any, cast
from uuid import uuid4

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic_core import ErrorDetails
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException

from engine.intake.document import sentences
from engine.refusals import FieldProblem, NotKnown, Refused, RefusedMove, TooBusy
from engine.store.setup import NotSetUp
from rulesets.revisions import UnknownRevision

MEDIA_TYPE = "application/problem+json"
_log = logging.getLogger(__name__)


class Problem(HTTPException):
    """A refusal. `slug` names its kind for programs, `detail` says it in a sentence for people."""

    def __init__(
        self,
        status: int,
        slug: str,
        detail: str,
        errors: Iterable[FieldProblem] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(status, detail, dict(headers or {}))
        self.slug = slug
        self.errors = tuple(errors)


def answer(problem: Problem) -> Response:
    """The problem as a response."""
    body: dict[str, Any] = {
        "type": f"urn:switchyard:problem:{problem.slug}",
        "title": HTTPStatus(problem.status_code).phrase,
        "status": problem.status_code,
        "detail": problem.detail,
    }
    if problem.errors:
        body["errors"] = [{"field": one.field, "message": one.message} for one in problem.errors]
    content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    return Response(content, problem.status_code, dict(problem.headers or {}), MEDIA_TYPE)


def unexpected(error: Exception) -> Response:
    """What a caller hears of an error of ours: a number by which the log tells more."""
    number = uuid4().hex[:12]
    _log.error("Error %s", number, exc_info=error)
    said = f"Something went wrong here, and nothing was changed by it. The log has it as error {number}."
    return answer(Problem(500, "internal", said))


def install(api: FastAPI) -> None:
    """Make every refusal of the API a problem."""
    for kind, make in _MADE.items():
        api.add_exception_handler(kind, _handler(make))


def _handler(make: Any) -> Any:
    async def handle(_request: Request, error: Exception) -> Response:
        return answer(make(error))

    return handle


def _refused(error: Refused) -> Problem:
    status, slug = next((row[1:] for row in _STATUSES if isinstance(error, row[0])), (422, "refused"))
    return Problem(status, slug, _said(error.problems), error.problems)


_STATUSES: tuple[tuple[type[Refused], int, str], ...] = (
    (NotKnown, 404, "not-known"),
    (RefusedMove, 409, "not-possible-now"),
)


def _said(problems: tuple[FieldProblem, ...]) -> str:
    if len(problems) == 1:
        return f"{problems[0].field}: {problems[0].message}"
    return f"{len(problems)} fields are wrong; nothing was changed."


def _invalid(error: RequestValidationError) -> Problem:
    errors = tuple(_field(details) for details in error.errors())
    return Problem(422, "refused", _said(errors), errors)


def _field(details: Mapping[str, Any]) -> FieldProblem:
    """The place says body, query or path first; people look for the field."""
    place, *steps = details["loc"]
    inside = cast("ErrorDetails", {**details, "loc": tuple(steps)})
    return next(sentences((inside,), str(place)))


def _routing(error: HTTPException) -> Problem:
    if isinstance(error, Problem):
        return error
    known = {
        404: ("not-found", "There is nothing at this address. The documentation is at /api/docs."),
        405: ("method", "This address does not take this method."),
    }
    slug, said = known.get(error.status_code, ("refused", str(error.detail)))
    return Problem(error.status_code, slug, said, headers=error.headers)


def _busy(error: TooBusy) -> Problem:
    return Problem(503, "busy", str(error), headers={"Retry-After": "1"})


def _no_retailer(error: NotSetUp) -> Problem:
    return Problem(503, "not-set-up", str(error))


def _no_revision(error: UnknownRevision) -> Problem:
    return Problem(404, "not-known", str(error), (FieldProblem("revision", str(error)),))


def _database(error: OperationalError) -> Problem:
    _log.error("The database did not answer", exc_info=error)
    said = "The database did not answer; nothing was changed. Try again in a moment."
    return Problem(503, "database", said, headers={"Retry-After": "5"})


_MADE: dict[type[Exception], Any] = {
    Refused: _refused,
    RequestValidationError: _invalid,
    HTTPException: _routing,
    TooBusy: _busy,
    NotSetUp: _no_retailer,
    UnknownRevision: _no_revision,
    OperationalError: _database,
}
