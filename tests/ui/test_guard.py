"""Who may call an event handler, and with what."""

import asyncio
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Annotated, Any

import pytest
from pydantic import Field
from reflex_base.registry import RegistrationContext

from ui.guard import GUARDED, guarded
from ui.refusal import Refused


class Desk:
    """Something with handlers, as a State has them, that remembers what it was given."""

    def __init__(self, client: str = "127.0.0.1", origin: str = "http://127.0.0.1:3700") -> None:
        headers = SimpleNamespace(origin=origin, host="127.0.0.1:3700")
        self.router = SimpleNamespace(session=SimpleNamespace(client_ip=client), headers=headers)
        self.given: list[Any] = []

    @guarded
    async def take(self, name: Annotated[str, Field(max_length=5)], count: int = 1) -> None:
        self.given.append((name, count))

    @guarded
    async def refuse(self) -> None:
        raise Refused("The shop is closed.", "Come back at nine.")

    @guarded
    async def count(self, most: int) -> AsyncIterator[int]:
        for each in range(most):
            yield each


def call(handler: Any, *arguments: Any) -> Any:
    return asyncio.run(handler(*arguments))


def test_own_page_on_this_computer_may_call() -> None:
    desk = Desk()
    assert call(desk.take, "mug", 2) is None
    assert desk.given == [("mug", 2)]


@pytest.mark.parametrize(
    ("client", "origin"),
    [
        ("192.168.1.7", "http://127.0.0.1:3700"),
        ("127.0.0.1", "http://evil.example"),
        ("127.0.0.1", "http://127.0.0.1:9999"),
        ("127.0.0.1", ""),
        ("", "http://127.0.0.1:3700"),
    ],
)
def test_nobody_else_may_call(client: str, origin: str) -> None:
    desk = Desk(client, origin)
    answer = call(desk.take, "mug", 2)
    assert "on this computer" in str(answer.args)
    assert desk.given == []


@pytest.mark.parametrize("arguments", [("much too long",), ("mug", "many"), ({"a": 1},)])
def test_argument_of_the_wrong_shape_is_refused_and_changes_nothing(arguments: tuple[Any, ...]) -> None:
    desk = Desk()
    assert "cannot be taken" in str(call(desk.take, *arguments).args)
    assert desk.given == []


def test_refusal_is_said_with_its_remedy() -> None:
    said = str(call(Desk().refuse).args)
    assert "The shop is closed." in said
    assert "Come back at nine." in said


def test_handler_that_streams_is_guarded_too() -> None:
    async def collect(desk: Desk) -> list[Any]:
        return [each async for each in desk.count(3)]

    assert asyncio.run(collect(Desk())) == [0, 1, 2]
    assert len(asyncio.run(collect(Desk("10.0.0.1")))) == 1


def test_handler_that_would_stall_everybody_is_refused() -> None:
    with pytest.raises(TypeError, match="async"):

        @guarded
        def slow(self: Any) -> None:
            """Do nothing."""


def test_every_event_handler_of_the_program_is_guarded() -> None:
    import ui.app  # noqa: F401  registers every page's State

    ours = {
        name: entry.handler.fn
        for name, entry in RegistrationContext.get().event_handlers.items()
        if entry.handler.fn.__module__.startswith("ui.")
    }
    assert len(ours) >= 2
    assert [name for name, handler in ours.items() if not getattr(handler, GUARDED, False)] == []
