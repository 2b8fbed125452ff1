"""Reflex's configuration: the theme, the plugins, and where the state of open pages is kept."""

import reflex as rx
from reflex_base.plugins.sitemap import SitemapPlugin

from ui.serving.mirroring import Mirroring
from ui.serving.origin import BUILT_FOR, SameOrigin

config = rx.Config(
    app_name="switchyard",
    app_module_import="ui.app",
    api_url=BUILT_FOR,
    deploy_url=None,
    telemetry_enabled=False,
    state_manager_mode=rx.constants.StateManagerMode.MEMORY,
    show_built_with_reflex=False,
    default_color_mode="system",
    # The server sets the true ones; without it nobody else may speak to this program.
    cors_allowed_origins=[BUILT_FOR],
    plugins=[
        rx.plugins.RadixThemesPlugin(
            theme=rx.theme(
                appearance="inherit",
                accent_color="cyan",
                gray_color="gray",
                radius="small",
                panel_background="solid",
            )
        ),
        Mirroring(),
        SameOrigin(),
    ],
    disable_plugins=[SitemapPlugin],
)
