"""Addresses of orders: send one, list them, read one with its why, try one without keeping it."""

from typing import Annotated

from fastapi import APIRouter, Header, Path, Query, Response

from connectors.rest.answers import (
    AcceptedAnswer,
    DecisionAnswer,
    EventAnswer,
    OrderAnswer,
    OrderDetailAnswer,
    OrdersAnswer,
)
from connectors.rest.context import Asked
from connectors.rest.documents import NewOrder, OrderEvent, OrdersQuery
from connectors.rest.route import StrictRoute
from connectors.rest.views import accepted_answer, decision_answer, detail_answer, event_answer, explained
from engine import intake
from engine.exceptions import report_event
from engine.intake.document import Long, Short
from engine.refusals import FieldProblem, NotKnown
from engine.store import decisions, orders

router = APIRouter(tags=["Orders"], route_class=StrictRoute)

OrderId = Annotated[Long, Path(description="Our id of the order.", max_length=40)]
Key = Annotated[
    Short | None,
    Header(
        alias="Idempotency-Key",
        max_length=100,
        description="Stands in for a missing external_id of the event.",
    ),
]


@router.post("/orders", status_code=201, summary="Send an order")
def post_order(asked: Asked, document: NewOrder, response: Response) -> AcceptedAnswer:
    """Checks, decides and keeps the order: 201, or 200 with the first result when it came before."""
    accepted = intake.accept(asked.database, document, asked.now(), asked.who)
    response.status_code = 200 if accepted.repeated else 201
    response.headers["Location"] = f"/api/orders/{accepted.order_id}"
    with asked.database.read() as session:
        return accepted_answer(session, accepted)


@router.post("/orders/dry-run", summary="Try an order without keeping it")
def dry_run(
    asked: Asked,
    document: NewOrder,
    revision: Annotated[
        int | None, Query(ge=1, le=2**31, description="A revision's number; the live one without.")
    ] = None,
) -> DecisionAnswer:
    """Decides the order by any revision, on the stock of now, with its trace; nothing is kept."""
    decision = intake.dry_run(asked.database, document, revision, asked.now())
    return decision_answer(decision, decision.trace)


@router.get("/orders", summary="List orders")
def list_orders(asked: Asked, wanted: Annotated[OrdersQuery, Query()]) -> OrdersAnswer:
    """One page of the orders that fit every filter given."""
    with asked.database.read() as session:
        page = orders.orders_page(session, wanted.filter(), wanted.offset, wanted.limit, wanted.sort)
    rows = [OrderAnswer.model_validate(row) for row in page.rows]
    return OrdersAnswer(orders=rows, total=page.total, offset=wanted.offset, limit=wanted.limit)


@router.get("/orders/{order_id}", summary="Read an order with its why")
def read_order(asked: Asked, order_id: OrderId) -> OrderDetailAnswer:
    """The order with its decisions, the trace of the current one, shipments, holds and timeline."""
    with asked.database.read() as session:
        detail = decisions.order_detail(session, order_id)
        if detail is None:
            raise NotKnown(FieldProblem("order_id", f"There is no order “{order_id}”."))
        trace = explained(session, detail.current)
    return detail_answer(detail, trace)


@router.post("/orders/{order_id}/events", status_code=201, summary="Report what went wrong with a shipment")
def post_event(
    asked: Asked, order_id: OrderId, document: OrderEvent, response: Response, key: Key = None
) -> EventAnswer:
    """Writes the event and lets the live exception rules answer it: 201, or 200 when it came before."""
    result = report_event(asked.database, document.of(order_id, key), asked.now(), asked.who)
    response.status_code = 200 if result.repeated else 201
    return event_answer(result)
