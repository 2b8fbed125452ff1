"""Tables of the rules' life: the draft and its saves, the revisions, the live pointer, the audit log."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, Integer, event
from sqlalchemy.orm import Mapper
from sqlmodel import Field, SQLModel

from rulesets.columns import Document, Instant

ONLY_DRAFT = 1
LIVE = "live"
_BigId = BigInteger().with_variant(Integer, "sqlite")


class DraftRecord(SQLModel, table=True):
    """The one draft. `lock` counts its saves; `based_on` is the revision that it began as, None for a
    ruleset that never was one; `document` is plain data as `writing.to_data` makes it, or half-written.
    `beside` is what its editor keeps with it, as ids of its parts; nobody else reads it."""

    __tablename__ = "drafts"

    id: int = Field(default=ONLY_DRAFT, primary_key=True)
    lock: int
    based_on: int | None = None
    document: Any = Field(sa_type=Document)
    beside: Any = Field(default=None, sa_type=Document, nullable=True)
    saved_at: datetime = Field(sa_type=Instant)
    saved_by: str


class DraftSaveRecord(SQLModel, table=True):
    """What the draft held at each of its latest saves, so that a stale save can be shown its base, and
    edits taken back after a restart."""

    __tablename__ = "draft_saves"

    lock: int = Field(primary_key=True)
    document: Any = Field(sa_type=Document)
    beside: Any = Field(default=None, sa_type=Document, nullable=True)
    saved_at: datetime = Field(sa_type=Instant)
    saved_by: str


class DraftWindowRecord(SQLModel, table=True):
    """A window that has the draft open: `rule` is the one in its builder, `seen_at` when it last said so."""

    __tablename__ = "draft_windows"

    window: str = Field(primary_key=True)
    rule: str = ""
    seen_at: datetime = Field(sa_type=Instant)


class RevisionRecord(SQLModel, table=True):
    """A ruleset that never changes. `number` counts 1, 2, 3…; `hash` is `writing.content_hash`."""

    __tablename__ = "revisions"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    hash: str = Field(unique=True)
    document: Any = Field(sa_type=Document)
    created_at: datetime = Field(sa_type=Instant)
    created_by: str


class PointerRecord(SQLModel, table=True):
    """Which revision is live."""

    __tablename__ = "pointers"

    name: str = Field(default=LIVE, primary_key=True)
    number: int = Field(foreign_key="revisions.number")
    moved_at: datetime = Field(sa_type=Instant)


class AuditRecord(SQLModel, table=True):
    """What a person did with the rules. `action`: imported, published or rolled_back; `before` is the
    revision that was live until then."""

    __tablename__ = "audit"

    id: int | None = Field(default=None, primary_key=True, sa_type=_BigId)
    at: datetime = Field(sa_type=Instant)
    who: str
    action: str
    number: int = Field(foreign_key="revisions.number")
    before: int | None = None
    reason: str = ""


class NeverChangesError(RuntimeError):
    """Somebody tried to change or delete what is kept as it is for ever."""


def _refuse(_mapper: Mapper[Any], _connection: Connection, record: SQLModel) -> None:
    raise NeverChangesError(f"A row of “{type(record).__tablename__}” is never changed and never deleted.")


for _table in (RevisionRecord, AuditRecord):
    event.listen(_table, "before_update", _refuse)
    event.listen(_table, "before_delete", _refuse)
