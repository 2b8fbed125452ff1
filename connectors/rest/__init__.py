"""Our own HTTP API: orders, events, stock, dry runs and figures, for the shop, the till and the stores."""

from connectors.rest.app import create_api

__all__ = ["create_api"]
