"""Stands before every request: from this machine, with a key, not too large; no traceback leaves."""

import ipaddress
from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from connectors.rest.problems import Problem, answer, unexpected
from engine.access import START, find_key, list_keys
from engine.database import Database

LARGEST_BODY = 2 * 1024 * 1024
OPEN_PATHS = frozenset({"/health", "/docs", "/openapi.json"})
WHO = "switchyard_who"
"""Where a request's scope holds the name of the key that it came with."""

_MAKE_ONE = "Make a key with `switchyard keys create NAME` and send it as `Authorization: Bearer KEY`."


class Guard:
    """ASGI middleware. What it refuses never reaches a handler, nor is its body read."""

    def __init__(self, app: ASGIApp, database: Database, now: Callable[[], datetime]) -> None:
        self._app, self._database, self._now = app, database, now

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        sending = _Sending(send)
        try:
            headers = Headers(scope=scope)
            _from_here(headers)
            _small_enough(headers)
            if _path(scope) not in OPEN_PATHS:
                scope[WHO] = await self._who(headers)
            await self._app(scope, _limited(receive), sending)
        except Problem as problem:
            await self._say(answer(problem), scope, receive, sending)
        except Exception as error:  # noqa: BLE001  it is logged, and the caller hears of it without its inside
            await self._say(unexpected(error), scope, receive, sending)

    async def _who(self, headers: Headers) -> str:
        """The name of the request's key. Raises Problem 401 without one that may be used."""
        scheme, _, secret = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and secret.startswith(START):
            found = await run_in_threadpool(find_key, self._database, secret.strip(), self._now())
            if found is not None:
                return found.name
            said = "This API key is not known here, or was revoked."
        elif scheme:
            said = f"The Authorization header must read “Bearer {START}…”."
        else:
            said = "This address needs an API key."
        if not await run_in_threadpool(self._any_key):
            said = "There is no API key yet."
        challenge = {"WWW-Authenticate": 'Bearer realm="Switchyard"'}
        raise Problem(401, "no-key", f"{said} {_MAKE_ONE}", headers=challenge)

    def _any_key(self) -> bool:
        with self._database.read() as session:
            return any(key.revoked_at is None for key in list_keys(session))

    @staticmethod
    async def _say(response: ASGIApp, scope: Scope, receive: Receive, sending: "_Sending") -> None:
        if not sending.started:
            await response(scope, receive, sending)


class _Sending:
    """Passes a response on, and remembers that it began."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.started = False

    async def __call__(self, message: Message) -> None:
        self.started = self.started or message["type"] == "http.response.start"
        await self._send(message)


def is_loopback(host: str) -> bool:
    """Whether a host name is one of this machine's own."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _from_here(headers: Headers) -> None:
    """A page elsewhere whose name resolves to this machine must not be taken for ours."""
    if not is_loopback(urlsplit(f"//{headers.get('host', '')}").hostname or ""):
        raise Problem(421, "not-here", "Switchyard answers on this machine only, as 127.0.0.1 or localhost.")
    origin = headers.get("origin")
    if origin is not None and not is_loopback(urlsplit(origin).hostname or ""):
        raise Problem(403, "origin", "Pages of other sites may not use this API.")


def _small_enough(headers: Headers) -> None:
    length = headers.get("content-length", "0")
    if length.isdigit() and int(length) > LARGEST_BODY:
        raise _too_large()


def _limited(receive: Receive) -> Receive:
    """Counts what arrives, whatever its length was said to be."""
    so_far = 0

    async def counting() -> Message:
        nonlocal so_far
        message = await receive()
        so_far += len(message.get("body", b""))
        if so_far > LARGEST_BODY:
            raise _too_large()
        return message

    return counting


def _too_large() -> Problem:
    said = f"The body is larger than {LARGEST_BODY // 1024**2} MB; send less at a time."
    return Problem(413, "too-large", said, headers={"Connection": "close"})


def _path(scope: Scope) -> str:
    """The path below the place where the API is mounted."""
    return str(scope["path"]).removeprefix(str(scope.get("root_path", "")))
