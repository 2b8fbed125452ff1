"""Addresses of locations and their stock: closings, counts, feeds, and what may be promised."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from connectors.rest.answers import (
    EventAnswer,
    ExpectedAnswer,
    ProductStockAnswer,
    StockAnswer,
    StockChangeAnswer,
)
from connectors.rest.context import Asked
from connectors.rest.documents import Count, Expected, Feed, LocationEvent
from connectors.rest.orders import Key
from connectors.rest.route import StrictRoute
from connectors.rest.views import event_answer
from engine import intake
from engine.exceptions import report_event
from engine.intake import StockTaken
from engine.intake.document import Long
from engine.refusals import FieldProblem, NotKnown
from engine.store import stock
from engine.store.setup import setup

router = APIRouter(tags=["Locations and stock"], route_class=StrictRoute)


@router.post("/locations/{code}/events", status_code=201, summary="Report that a location closes")
def post_location_event(
    asked: Asked,
    code: Annotated[Long, Path(max_length=100, description="The location’s code.")],
    document: LocationEvent,
    response: Response,
    key: Key = None,
) -> EventAnswer:
    """Closes the location and lets the exception rules answer for each shipment that it has not sent."""
    result = report_event(asked.database, document.at(code, key), asked.now(), asked.who)
    response.status_code = 200 if result.repeated else 201
    return event_answer(result)


@router.post("/stock/counts", summary="Report a count")
def post_count(asked: Asked, document: Count) -> StockChangeAnswer:
    """On hand becomes what was counted; orders that waited for it are decided again."""
    return _change(
        intake.count_stock(
            asked.database, document.location, document.sku, document.units, asked.now(), asked.who
        )
    )


@router.post("/stock/feed", summary="Report a location’s stock")
def post_feed(asked: Asked, document: Feed) -> StockChangeAnswer:
    """On hand of each SKU named becomes what the location says; orders that waited are decided again."""
    return _change(
        intake.feed_stock(asked.database, document.location, document.stock, asked.now(), asked.who)
    )


@router.put("/incoming", summary="Say when deliveries are expected")
def put_incoming(asked: Asked, document: Expected) -> ExpectedAnswer:
    """When the next delivery of each SKU is expected, for rules that read it; nothing is decided again."""
    event_id = intake.expect_stock(asked.database, document.expected, asked.now(), asked.who)
    return ExpectedAnswer(event_id=event_id, skus=len(document.expected))


@router.get("/stock", summary="Read the stock")
def read_stock(
    asked: Asked,
    text: Annotated[str, Query(max_length=200, description="Looked for in SKU and name.")] = "",
    location: Annotated[Long, Query(max_length=100, description="Only what this location ever had.")] = "",
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> StockAnswer:
    """One page of products with what each location has, and what of it may be promised."""
    with asked.database.read() as session:
        if location and setup(session).location(location) is None:
            raise NotKnown(FieldProblem("location", f"“{location}” is not a location."))
        page = stock.stock_page(session, asked.now(), text, location, offset, limit)
    rows = [ProductStockAnswer.model_validate(row) for row in page.rows]
    return StockAnswer(products=rows, total=page.total, offset=offset, limit=limit)


def _change(taken: StockTaken) -> StockChangeAnswer:
    change = taken.change
    return StockChangeAnswer(
        event_id=change.event_id, changed=change.changed, oversold=change.oversold, decided=taken.decided
    )
