"""The one place that joins settings, stores, connectors and the page."""

from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Mount
from starlette.types import ASGIApp


def join_api(page: ASGIApp) -> ASGIApp:
    """Put the HTTP API under /api beside the page. What is not known under /api is the API's to refuse."""
    return Starlette(
        routes=[Mount("/api", app=create_api()), Mount("", app=page)],
        # A page elsewhere that has its name resolve to this machine must not be taken for ours.
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", "[::1]"])],
    )


def create_api() -> FastAPI:
    api = FastAPI(title="Switchyard", docs_url="/docs", redoc_url=None)

    @api.get("/health")
    def health() -> dict[str, str]:
        return {"status": "ok"}

    return api
