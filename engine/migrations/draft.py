"""For developers: write the next step. `python -m engine.migrations.draft "What changed"`."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command

from engine.database import Database, alembic_config

VERSIONS = Path(__file__).parent / "versions"


def main() -> None:
    """Compare the records with a database that has every step so far, and write what is missing."""
    number = len(list(VERSIONS.glob("[0-9]*.py"))) + 1
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/draft.db")
        database.upgrade()
        with database.write() as session:
            config = alembic_config(session.connection())
            command.revision(config, message=sys.argv[1], autogenerate=True, rev_id=f"{number:04}")
        database.close()


if __name__ == "__main__":
    main()
