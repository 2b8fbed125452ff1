"""Runs the program: one process, one port, the page and the HTTP API on it."""

import os
import socket
import sys
from contextlib import suppress

import uvicorn
from starlette.types import ASGIApp

from ui.serving import page
from ui.serving.places import BUILD, ROOT
from ui.settings import Settings

TURN = 0.0005
"""Seconds after which a thread that works gives way, so that pages are answered while orders are counted."""
GRACE = 2  # seconds that requests under way may take to end; open pages are simply let go


class AddressError(RuntimeError):
    """The port cannot be had; the message says what to do."""


def serve(settings: Settings) -> None:
    """Build the page if needed, serve until stopped. Raises PageError, ToolchainError or AddressError."""
    sys.setswitchinterval(TURN)
    listener = _listen(settings)
    settings = settings.model_copy(update={"port": listener.getsockname()[1]})
    app = _application(settings)
    config = uvicorn.Config(
        app,
        http="httptools",
        ws="wsproto",
        log_level="warning",
        lifespan="on",
        timeout_graceful_shutdown=GRACE,
    )
    with suppress(KeyboardInterrupt):  # uvicorn hands the signal on after it has ended everything
        _Announcing(config, settings.address).run(sockets=[listener])


class _Announcing(uvicorn.Server):
    """A server that says where it is once it answers."""

    def __init__(self, config: uvicorn.Config, address: str) -> None:
        super().__init__(config)
        self._address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        print(f"Switchyard is open at {self._address} (this machine only; Ctrl+C stops it)", flush=True)


def _listen(settings: Settings) -> socket.socket:
    """Take the port before building, so that a taken one is said at once. Port 0 takes any free one."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # Named TCP, or asyncio leaves Nagle's algorithm on and each answer waits 40 ms for an acknowledgement.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        raise AddressError(
            f"{settings.address} cannot be used ({error.strerror}). Perhaps Switchyard runs already; "
            f"to use another port: switchyard serve --port {settings.port + 1}"
        ) from error
    return listener


def _application(settings: Settings) -> ASGIApp:
    """Load the app the way Reflex serves a page that is already built, without compiling anything."""
    os.environ.update(
        settings.as_environment(),
        REFLEX_WEB_WORKDIR=str(page.ensure_page()),
        REFLEX_DIR=str(BUILD / "reflex"),
        REFLEX_ENV_MODE="prod",
        __REFLEX_SKIP_COMPILE="true",
        __REFLEX_MOUNT_FRONTEND_COMPILED_APP="true",
        REFLEX_CORS_ALLOWED_ORIGINS=",".join(settings.origins),
        REFLEX_TELEMETRY_ENABLED="false",
        REFLEX_CHECK_LATEST_VERSION="false",
    )
    # Reflex looks for its configuration and the pages' other files where the process stands.
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    from ui.app import app  # noqa: PLC0415  reads the settings above while it loads

    return app()
