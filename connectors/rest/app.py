"""Puts the HTTP API together. It is mounted under /api, beside the page, on the same port."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from connectors.rest import figures, orders, places, problems, tariff
from connectors.rest.answers import ProblemAnswer
from connectors.rest.guard import Guard
from engine.database import Database

VERSION = "1"
DESCRIPTION = """
Orders in, decisions out. Send an order and read at once which location sends it, and why; report what went
wrong with a shipment and read what the exception rules did about it; report counts and feeds.

- **Keys.** Each request carries `Authorization: Bearer sy_live_…`; `switchyard keys create NAME` makes one.
- **Money** is in whole minor units (pence) of the retailer’s currency; **times** are ISO 8601 with a zone.
- **Again is safe.** The same order (`channel` and `external_id`), or the same event (`external_id`, or the
  header `Idempotency-Key`), changes nothing the second time and answers with the first result.
- **Refusals** are problem details (RFC 9457) that name each field; whatever is refused has changed nothing.
"""
_KEY = {"type": "http", "scheme": "bearer", "bearerFormat": "sy_live_…"}
_REFUSALS: dict[int | str, str] = {
    400: "The body is not JSON.",
    401: "No API key, or one that is not known.",
    404: "There is no such thing.",
    409: "Not possible now, as it is.",
    413: "The body is larger than 2 MB.",
    415: "The body was not sent as JSON (a tariff: as CSV).",
    422: "A field is wrong; `errors` names each.",
    503: "Busy; the same request may be sent again.",
}


class _Api(FastAPI):
    """FastAPI with our own description of the API."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document: every address needs a key but the one that asks whether all is well."""
        if self.openapi_schema is None:
            made = get_openapi(
                title=self.title,
                version=self.version,
                summary=self.summary,
                description=self.description,
                routes=self.routes,
                servers=[{"url": "/api"}],
            )
            made["components"]["securitySchemes"] = {"key": _KEY}
            made["security"] = [{"key": []}]
            made["paths"]["/health"]["get"]["security"] = []
            for path in made["paths"].values():
                for operation in path.values():
                    _as_problems(operation["responses"])
            self.openapi_schema = made
        return self.openapi_schema


def create_api(database: Database, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> FastAPI:
    """The API over this database; `now` is its clock. Paths are below the place where it is mounted."""
    api = _Api(
        title="Switchyard",
        version=VERSION,
        summary="Order orchestration for small retailers",
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        redirect_slashes=False,
        responses={status: _refusal(said) for status, said in _REFUSALS.items()},
    )
    api.state.context = (database, now)
    for part in (orders, places, tariff, figures):
        api.include_router(part.router)
    problems.install(api)
    api.add_middleware(Guard, database=database, now=now)
    return api


def _refusal(said: str) -> dict[str, Any]:
    return {"model": ProblemAnswer, "description": said}


def _as_problems(responses: dict[str, Any]) -> None:
    """Refusals come as application/problem+json, which FastAPI cannot be told for each status."""
    for status, response in responses.items():
        if status.startswith(("4", "5")) and "application/json" in response.get("content", {}):
            response["content"] = {problems.MEDIA_TYPE: response["content"]["application/json"]}
