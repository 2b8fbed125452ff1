"""The child process that builds the page with Reflex, in the environment that its parent made."""

import json
import shutil
from pathlib import Path

from reflex.utils import build, prerequisites
from reflex_base.constants import Env
from reflex_base.environment import environment

from ui.serving import fingerprint, page
from ui.serving.places import BUILD, PAGES, ROOT, WORKSHOP

# All that the server reads of a page: the files it hands out, and the pages whose state it must know.
SERVED = ("build/client", "backend", "routes.json")


def main() -> None:
    environment.REFLEX_ENV_MODE.set(Env.PROD)
    if prerequisites.needs_reinit():
        prerequisites.initialize_reflex_user_directory()
        prerequisites.initialize_frontend_dependencies()
    sources = fingerprint.of_sources()
    prerequisites.get_compiled_app(prerender_routes=True, use_rich=False)
    _tidy(ROOT / "reflex.lock" / "package.json")
    if fingerprint.of_sources() != sources:
        return  # edited meanwhile, or new packages were written to reflex.lock/: the parent asks again
    build.setup_frontend(Path.cwd())
    compiled = fingerprint.of_compiled()
    if not (PAGES / compiled).is_dir():
        build.build()
        page.keep(_finished(), compiled)
    page.note(sources, compiled)


def _tidy(package: Path) -> None:
    """Reflex writes this file in an order that depends on its past; a fresh clone must stay as it was."""
    content = json.loads(package.read_text(encoding="utf-8"))
    package.write_text(json.dumps(content, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def _finished() -> Path:
    """A copy of what is served, whole before anybody sees it."""
    target = BUILD / "finished"
    shutil.rmtree(target, ignore_errors=True)
    for name in SERVED:
        source = WORKSHOP / name
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target / name)
        else:
            shutil.copy2(source, target / name)
    return target


if __name__ == "__main__":
    main()
