"""What every event handler wears below `@rx.event`: who may call, with what, how a refusal is said.

Any socket client can call any public method of a State with any arguments. There are no people yet, so
whoever sits at this computer may do everything: the caller must come from loopback, out of our own page.
"""

import functools
import inspect
import ipaddress
from collections.abc import AsyncIterator, Callable
from typing import Any, TypeVar, get_type_hints
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from ui.refusal import Refused, said

LONGEST = 20_000
"""Characters that any text argument may have, unless its annotation says less."""

GUARDED = "__guarded__"

Handler = TypeVar("Handler", bound=Callable[..., Any])


def guarded(handler: Handler) -> Handler:
    """Check the caller and the arguments, then run. Raises TypeError for a handler that is not `async`."""
    arguments = _arguments(handler)
    if inspect.isasyncgenfunction(handler):
        run = _stream(handler, arguments)
    elif inspect.iscoroutinefunction(handler):
        run = _call(handler, arguments)
    else:
        raise TypeError(f"{handler.__qualname__} must be async: a handler that is not stalls everybody")
    setattr(run, GUARDED, True)
    return run  # type: ignore[return-value]


def _call(handler: Callable[..., Any], arguments: type[BaseModel]) -> Callable[..., Any]:
    @functools.wraps(handler)
    async def run(self: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return await handler(self, **_checked(self, handler, arguments, args, kwargs))
        except Refused as refusal:
            return said(refusal)

    return run


def _stream(handler: Callable[..., Any], arguments: type[BaseModel]) -> Callable[..., Any]:
    @functools.wraps(handler)
    async def run(self: Any, *args: Any, **kwargs: Any) -> AsyncIterator[Any]:
        try:
            async for event in handler(self, **_checked(self, handler, arguments, args, kwargs)):
                yield event
        except Refused as refusal:
            yield said(refusal)

    return run


def _checked(
    state: Any, handler: Callable[..., Any], arguments: type[BaseModel], args: tuple[Any, ...], kwargs: Any
) -> dict[str, Any]:
    check_caller(state.router)
    given = inspect.signature(handler).bind(state, *args, **kwargs).arguments
    try:
        checked = arguments.model_validate(
            {name: given[name] for name in arguments.model_fields if name in given}
        )
    except ValidationError as error:
        raise Refused(_plain(error), "Nothing was changed. Load the page again if it looks odd.") from error
    return {name: getattr(checked, name) for name in arguments.model_fields}


def _plain(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    place = " ".join(str(part) for part in first["loc"]).replace("_", " ")
    return f"The page sent something that cannot be taken: {place}: {first['msg']}."


def _arguments(handler: Callable[..., Any]) -> type[BaseModel]:
    """A model of the handler's arguments, `self` left out; every one must say its type."""
    hints = get_type_hints(handler, include_extras=True)
    parameters = list(inspect.signature(handler).parameters.values())[1:]
    fields: Any = {
        each.name: (hints[each.name], ... if each.default is each.empty else each.default)
        for each in parameters
    }
    config = ConfigDict(str_max_length=LONGEST, extra="forbid", arbitrary_types_allowed=False)
    return create_model(f"{handler.__name__}_arguments", __config__=config, **fields)


def check_caller(router: Any) -> None:
    """Raise Refused unless the event came from this computer, out of a page that this program served."""
    origin, host = urlsplit(router.headers.origin), router.headers.host
    if (
        _is_loopback(router.session.client_ip)
        and origin.netloc == host
        and _is_loopback(origin.hostname or "")
    ):
        return
    raise Refused(
        "Only a page that this program shows on this computer may do that.",
        "Open Switchyard in a browser on the computer that it runs on.",
    )


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
