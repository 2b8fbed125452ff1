"""Addresses of the tariff: what sending costs, as CSV, read and replaced."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field

from connectors.rest.answers import Answer
from connectors.rest.context import Asked
from connectors.rest.problems import Problem
from connectors.rest.route import StrictRoute
from engine.store.setup import setup
from engine.tariff.reading import read_tariff
from engine.tariff.writing import write_tariff
from engine.tariff_change import replace_tariff

MEDIA_TYPE = "text/csv"
_CSV: dict[str, Any] = {"content": {MEDIA_TYPE: {"schema": {"type": "string"}}}}

router = APIRouter(tags=["Tariff"], route_class=StrictRoute)


class TariffChangeAnswer(Answer):
    """What replacing the tariff did. `name`: the tariff in use now, with a number where another one has its
    name; `before`: the one until then, the same when nothing changed."""

    name: str = Field(examples=["Royal Mail 2026"])
    before: str
    changed: int = Field(description="Prices that are other than before.")
    added: int
    removed: int
    others: tuple[str, ...] = Field(description="What else is not the same, in words.")


async def _text(request: Request) -> str:
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != MEDIA_TYPE:
        said = f"Send the tariff as {MEDIA_TYPE}, as GET /tariff gives it."
        raise Problem(415, "media-type", said, headers={"Accept": MEDIA_TYPE})
    try:
        return (await request.body()).decode()
    except UnicodeDecodeError as error:
        said = f"The tariff is not UTF-8: byte {error.start + 1} cannot be read."
        raise Problem(400, "broken-csv", said) from error


@router.get(
    "/tariff",
    summary="Read the tariff",
    response_class=Response,
    responses={200: {**_CSV, "description": "The tariff in use, as CSV."}},
)
def get_tariff(asked: Asked) -> Response:
    """The tariff in use; sent back as it is, it changes nothing."""
    with asked.database.read() as session:
        text = write_tariff(setup(session).tariff)
    return Response(text, media_type=MEDIA_TYPE)


@router.put(
    "/tariff",
    summary="Replace the tariff",
    openapi_extra={"requestBody": {**_CSV, "required": True}},
)
def put_tariff(asked: Asked, text: Annotated[str, Depends(_text)]) -> TariffChangeAnswer:
    """Decisions and simulations use it from now on. The errors of a refused tariff name line and column."""
    with asked.database.read() as session:
        tariff = read_tariff(text, setup(session).retailer.currency)
    done = asked.database.transact(lambda session: replace_tariff(session, tariff, asked.now(), asked.who))
    found = done.difference
    return TariffChangeAnswer(
        name=done.version,
        before=done.before,
        changed=found.changed,
        added=found.added,
        removed=found.removed,
        others=found.others,
    )
