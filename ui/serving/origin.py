"""A Reflex plugin: one built page serves any port, and brings the API's documentation viewer with it.

Reflex writes the backend's address into the page when it is built. Our page always comes from the backend,
so here that address becomes "wherever this page came from".
"""

import re
import shutil
from pathlib import Path
from typing import Any

from reflex_base.plugins import Plugin

BUILT_FOR = "http://page.invalid"  # the reserved name can only be this plugin's own mark
DOCUMENTATION = "swagger-ui-dist@5.35.0"
DOCUMENTATION_FILES = ("swagger-ui-bundle.js", "swagger-ui.css")

_ADDRESS = re.compile(r"""(["'`])(ws|http)://page\.invalid(/[\w.\-/]*)\1""")
_ORIGIN = {
    "http": "globalThis.location.origin",
    "ws": 'globalThis.location.origin.replace("http","ws")',
}


class SameOrigin(Plugin):
    """Makes the built page speak to the address it was loaded from."""

    def get_frontend_dependencies(self, **_context: Any) -> list[str]:
        return [DOCUMENTATION]

    def post_build(self, **context: Any) -> None:
        static = Path(context["static_dir"])
        free_of_the_port(static)
        _add_documentation(static)


def free_of_the_port(static: Path) -> int:
    """Rewrite each address in the built scripts. Returns how many; raises if none was there, or one stays."""
    rewritten = 0
    for script in static.rglob("*.js"):
        text = script.read_text(encoding="utf-8")
        if "page.invalid" not in text:
            continue
        text, count = _ADDRESS.subn(lambda found: f'({_ORIGIN[found[2]]}+"{found[3]}")', text)
        if "page.invalid" in text:
            raise RuntimeError(
                f"The address in {script.name} is not written as expected; see ui/serving/origin.py."
            )
        script.write_text(text, encoding="utf-8")
        rewritten += count
    if not rewritten:
        raise RuntimeError("The built page names no backend address; see ui/serving/origin.py.")
    return rewritten


def _add_documentation(static: Path) -> None:
    package = static.parents[1] / "node_modules" / DOCUMENTATION.rpartition("@")[0]
    target = static / "api-docs"
    target.mkdir(exist_ok=True)
    for name in DOCUMENTATION_FILES:
        shutil.copyfile(package / name, target / name)
