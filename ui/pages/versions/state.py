"""The State of the Versions page: the list, what is compared with what, and the way back."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

import reflex as rx
from pydantic import Field

from engine.store.setup import NotSetUp
from ui.builder.views import Option
from ui.components.publishing import ChangeView, change_view
from ui.desk import histories
from ui.desk.histories import DRAFT, Past
from ui.guard import guarded
from ui.refusal import done
from ui.views.versions import AuditLine, RevisionLine, audit_line, draft_line, revision_line
from ui.words import versions as words

Number = Annotated[int, Field(ge=0, le=10_000_000)]
Digits = Annotated[str, Field(pattern=r"^[0-9]{1,8}$")]
Reason = Annotated[str, Field(max_length=500)]


class VersionsState(rx.State):
    """`chosen` and `against` are numbers of revisions, 0 being the draft."""

    lines: rx.Field[list[RevisionLine]] = rx.field(default_factory=list)
    log: rx.Field[list[AuditLine]] = rx.field(default_factory=list)
    changes: rx.Field[list[ChangeView]] = rx.field(default_factory=list)
    known: bool = False
    absent: str = ""
    chosen: int = DRAFT
    against: int = DRAFT
    title: str = ""
    summary: str = ""
    broken: bool = False
    look: str = "sentences"
    yaml: str = ""
    live: int = 0
    going_back: int = 0
    reason: str = ""
    missing: bool = False

    @rx.var
    def options(self) -> list[Option]:
        """What may be compared with."""
        return [Option(str(line.number), line.label) for line in self.lines]

    @rx.var
    def can_go_back(self) -> bool:
        """Whether a revision was live before this one."""
        return any(line.can_go_back for line in self.lines)

    @rx.event
    @guarded
    async def load(self) -> None:
        """Read the list again; at first the draft stands against the live revision."""
        first = not self.known
        try:
            found = await rx.run_in_thread(histories.past)
        except NotSetUp as nothing:
            self.known, self.absent = True, str(nothing)
            return
        self._list(found)
        numbers = {line.number for line in self.lines}
        if first or self.chosen not in numbers:
            self.chosen = self.lines[0].number if self.lines else DRAFT
        if first or self.against not in numbers:
            self.against = self.live or self.chosen
        await self._compare()

    def _list(self, found: Past) -> None:
        now = datetime.now(UTC)
        lines = [revision_line(each, found.audit, found.zone, now) for each in found.revisions]
        if found.draft_at is not None:
            lines.insert(0, draft_line(found.draft_of, found.draft_at, found.draft_problems, found.zone, now))
        self.lines = lines
        self.log = [audit_line(each, found.zone, now) for each in found.audit]
        self.live = next((each.number for each in found.revisions if each.live), 0)
        self.known, self.absent = True, "" if lines else words.NO_VERSIONS

    async def _compare(self) -> None:
        if not self.lines:
            return
        chosen, against = self.chosen, self.against
        found = await rx.run_in_thread(lambda: histories.difference(chosen, against))
        self.changes = [change_view(each) for each in found.changes]
        self.broken = found.broken
        self.title = next((line.label for line in self.lines if line.number == chosen), "")
        self.summary = words.summary(len({each.rule_id for each in found.changes}), found.rules)
        self.yaml = await rx.run_in_thread(lambda: histories.written(chosen)) if self.look == "yaml" else ""

    @rx.event
    @guarded
    async def choose(self, number: Number) -> None:
        """Look at this revision, or at the draft (0)."""
        self.chosen = number
        await self._compare()

    @rx.event
    @guarded
    async def compare_with(self, number: Digits) -> None:
        """Compare with this one."""
        self.against = int(number)
        await self._compare()

    @rx.event
    @guarded
    async def show(self, look: Literal["sentences", "yaml"]) -> None:
        """Sentences or YAML."""
        self.look = look
        await self._compare()

    @rx.event
    @guarded
    async def download(self) -> Any:
        """The revision in view as a YAML file."""
        chosen = self.chosen
        text = await rx.run_in_thread(lambda: histories.written(chosen))
        return rx.download(data=text, filename=words.file_name(chosen))

    @rx.event
    @guarded
    async def ask_back(self, number: Number) -> None:
        """Open the question whether to roll back to this revision."""
        self.going_back, self.reason, self.missing = number, "", False

    @rx.event
    @guarded
    async def stay(self) -> None:
        """Close it; nothing was changed."""
        self.going_back = 0

    @rx.event
    @guarded
    async def type_reason(self, text: Reason) -> None:
        """The reason as typed."""
        self.reason, self.missing = text, False

    @rx.event
    @guarded
    async def roll_back(self) -> Any:
        """Make the revision live again, for the reason given."""
        if not self.reason.strip():
            self.missing = True
            return None
        number, reason = self.going_back, self.reason
        await rx.run_in_thread(lambda: histories.roll_back(number, reason))
        self.going_back = 0
        self._list(await rx.run_in_thread(histories.past))
        self.against = self.live
        await self._compare()
        return done(words.rolled_back(number), words.ROLLED_BACK_MORE)
