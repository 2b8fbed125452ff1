"""Addresses that only read: KPIs, revisions, what the outside should be told, and whether all is well."""

from datetime import datetime
from math import sqrt
from typing import Annotated

from fastapi import APIRouter, Query, Request

from connectors.rest.answers import (
    HealthAnswer,
    KpiAnswer,
    KpisAnswer,
    OutboxAnswer,
    OutboxEntryAnswer,
    RevisionAnswer,
    RevisionsAnswer,
)
from connectors.rest.context import Asked
from connectors.rest.route import StrictRoute
from engine import rulebook
from engine.intake.document import Instant, Long
from engine.kpis import KPIS, Z95, Kpi, Summary
from engine.refusals import FieldProblem, RefusedOrder
from engine.store import kpis, orders, outbox
from engine.store.kpis import Window
from engine.store.setup import setup
from rulesets import revisions

router = APIRouter(tags=["Figures"], route_class=StrictRoute)


@router.get("/kpis", summary="Read the KPIs")
def read_kpis(
    asked: Asked,
    starts: Annotated[Instant | None, Query(description="Without: when the first order was placed.")] = None,
    ends: Annotated[Instant | None, Query(description="Not included; without: now.")] = None,
    channel: Annotated[Long | None, Query(max_length=40)] = None,
) -> KpisAnswer:
    """Every KPI over the orders placed in a span of time, each as it is defined on the screens."""
    now = asked.now()
    with asked.database.read() as session:
        currency = setup(session).retailer.currency
        span = orders.span(session)
        window = _window(starts or (span[0] if span else now), ends or now, now, channel)
        found = kpis.summaries(session, window)
    shown = [_kpi(kpi, found[kpi.key]) for kpi in KPIS if kpi.key in found]
    return KpisAnswer(starts=window.starts, ends=window.ends, currency=currency, kpis=shown)


@router.get("/revisions", summary="List the revisions of the rules")
def read_revisions(asked: Asked) -> RevisionsAnswer:
    """Every revision that was ever frozen, newest first."""
    with asked.database.read() as session:
        rows = [RevisionAnswer.model_validate(row) for row in revisions.revisions(session)]
        return RevisionsAnswer(live=rulebook.live_number(session), revisions=rows)


@router.get("/outbox", summary="Poll what the outside should be told")
def read_outbox(
    asked: Asked,
    after: Annotated[int, Query(ge=0, le=2**62, description="The last entry that was read.")] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> OutboxAnswer:
    """What happened that other systems act on, oldest first; each entry is written once, with its cause."""
    with asked.database.read() as session:
        found = outbox.after(session, after, limit + 1)
    entries = [OutboxEntryAnswer.model_validate(one) for one in found[:limit]]
    last = entries[-1].id if entries else after
    return OutboxAnswer(entries=entries, next_after=last, more=len(found) > limit)


@router.get("/health", summary="Ask whether all is well")
def health(request: Request) -> HealthAnswer:
    """Answers without a key; reads the database once."""
    database, _ = request.app.state.context
    with database.read() as session:
        rulebook.live_number(session)
    return HealthAnswer(status="ok")


def _window(starts: datetime, ends: datetime, now: datetime, channel: str | None) -> Window:
    if ends < starts:
        raise RefusedOrder(FieldProblem("ends", "It lies before the start; exchange the two."))
    return Window(starts, ends, now, channel)


def _kpi(kpi: Kpi, found: Summary) -> KpiAnswer:
    margin = Z95 * sqrt(found.variance / found.orders) if found.orders > 1 else None
    return KpiAnswer(
        key=kpi.key,
        label=kpi.label,
        unit=kpi.unit,
        better=kpi.better,
        how=kpi.how,
        orders=found.orders,
        mean=found.mean,
        median=found.median,
        margin=margin,
    )
