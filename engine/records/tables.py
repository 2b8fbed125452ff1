"""The plain table of a record, for rows in bulk."""

from sqlalchemy import Table
from sqlmodel import SQLModel


def table_of(record: type[SQLModel]) -> Table:
    """The table that the record is kept in. Rows for it name every column that may not be empty."""
    return SQLModel.metadata.tables[str(record.__tablename__)]
