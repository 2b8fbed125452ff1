"""The database as commands use it: opened, with its tables up to date, or refused in a sentence."""

from sqlalchemy.exc import SQLAlchemyError

from engine.database import Database
from ui.cli.output import refuse
from ui.settings import Settings


def open_database(settings: Settings) -> Database:
    """The database of these settings, its tables in the newest shape. Ends the command when there is none."""
    try:
        database = Database(settings.database)
        database.upgrade()
    except (SQLAlchemyError, ValueError, OSError) as error:
        reason = str(getattr(error, "orig", None) or error).strip().partition("\n")[0]
        refuse(f"The database cannot be used: {reason}. See DATABASE_URL, SWITCHYARD_DATA or --database-url.")
    return database
