"""What every handler needs: the database, the clock, and who asks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request

from connectors.rest.guard import WHO
from engine.database import Database


@dataclass(frozen=True, slots=True)
class Context:
    """One request's surroundings. `who` names its API key."""

    database: Database
    now: Callable[[], datetime]
    who: str


def _context(request: Request) -> Context:
    database, now = request.app.state.context
    return Context(database, now, f"API key “{request.scope[WHO]}”")


Asked = Annotated[Context, Depends(_context)]
