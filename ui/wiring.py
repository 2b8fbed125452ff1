"""The one place that joins settings, stores, connectors and the page."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache

from fastapi import FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Mount
from starlette.types import ASGIApp

from connectors.rest.app import create_api
from engine.database import Database
from ui.headers import Headers
from ui.settings import Settings
from ui.upkeep import upkeep

LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]


@cache
def settings() -> Settings:
    """This process's settings; whoever starts it has put them into the environment."""
    return Settings.from_environment()


@cache
def database() -> Database:
    """This process's one database. It is opened when first asked for, never by merely loading the page."""
    return Database(settings().database)


@asynccontextmanager
async def running() -> AsyncIterator[None]:
    """What lives as long as the program serves."""
    async with upkeep(database(), settings().database):
        yield
    database().close()


def join_api(page: ASGIApp) -> ASGIApp:
    """Put the HTTP API under /api beside the page. What is not known under /api is the API's to refuse."""
    return Starlette(
        routes=[Mount("/api", app=documented(create_api(database()))), Mount("", app=page)],
        # A page elsewhere that has its name resolve to this machine must not be taken for ours.
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=LOOPBACK), Middleware(Headers)],
    )


def documented(api: FastAPI) -> FastAPI:
    """Add /docs, with a viewer that comes from this program and from nobody's content network."""

    @api.get("/docs", include_in_schema=False)
    def docs() -> HTMLResponse:
        return get_swagger_ui_html(
            title=f"{api.title}: HTTP API",
            openapi_url="/api/openapi.json",
            swagger_js_url="/api-docs/swagger-ui-bundle.js",
            swagger_css_url="/api-docs/swagger-ui.css",
            swagger_favicon_url="/icon.svg",
        )

    return api
