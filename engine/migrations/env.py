"""Alembic's door: runs the steps, or compares tables with records, on the connection that it is handed."""

import importlib
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

for tables in ("engine.records", "rulesets.records"):
    importlib.import_module(tables)


def _plain(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:
    """Steps name plain types, so that they stand when ours change."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{type(item.impl_instance).__name__}()"
    if kind == "type" and "sqlite" in getattr(item, "_variant_mapping", {}):
        return 'sa.BigInteger().with_variant(sa.Integer(), "sqlite")'
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_item=_plain,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
