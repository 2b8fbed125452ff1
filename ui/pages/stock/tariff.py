"""The tariff: what it is, downloaded, replaced by a file that is checked first, and had back."""

from typing import Annotated, Any

import reflex as rx
from pydantic import Field

from ui.components import bits, entries
from ui.components.dialog import dialog
from ui.desk import tariff as desk
from ui.desk.tariff import Checked, InUse, Mistake
from ui.guard import guarded
from ui.refusal import Refused, done
from ui.words import tariff as words

LONGEST = 300_000
"""Characters of a file that is read; of a larger one only so many, so that it is refused."""

File = Annotated[str, Field(max_length=LONGEST + 1)]

_READ = f"""(async () => {{
  const file = document.getElementById('tariff-file').files[0];
  return file ? (await file.text()).slice(0, {LONGEST + 1}) : '';
}})()"""


_FORGET = "document.getElementById('tariff-file').value = ''"
"""So that the same file, mended, can be chosen again: browsers tell only of another one."""


class TariffState(rx.State):
    """The tariff in use, and the one that is about to be used. `asked` is file or back while a dialog is
    open."""

    name: str = ""
    says: str = ""
    since: str = ""
    previous: str = ""
    asked: str = ""
    effect: str = ""
    mistakes: tuple[Mistake, ...] = ()
    notes: tuple[str, ...] = ()
    _text: str = ""

    @rx.var
    def is_file(self) -> bool:
        """Whether a file is asked for."""
        return self.asked == "file"

    @rx.var
    def is_back(self) -> bool:
        """Whether going back is asked."""
        return self.asked == "back"

    @rx.var
    def back_title(self) -> str:
        """The heading of going back."""
        return words.back_title(self.previous)

    @rx.event
    @guarded
    async def load(self) -> None:
        """Show the tariff in use."""
        await self._look()

    @rx.event
    @guarded
    async def download(self) -> Any:
        """The tariff in use as a CSV file."""
        name, text = await rx.run_in_thread(desk.written)
        return rx.download(data=text, filename=name)

    @rx.event
    @guarded
    async def ask_file(self) -> None:
        """Ask for a file."""
        self._forget()
        self.asked = "file"

    @rx.event
    @guarded
    async def ask_back(self) -> None:
        """Ask whether to use the tariff before again."""
        self._forget()
        self._show(await rx.run_in_thread(desk.check_previous))
        self.asked = "back"

    @rx.event
    @guarded
    async def read(self, text: File) -> None:
        """Check the file that was chosen."""
        self._forget()
        self.asked = "file"
        if len(text) > LONGEST:
            raise Refused(words.TOO_LARGE, words.TOO_LARGE_WHY)
        if text:
            self._show(await rx.run_in_thread(lambda: desk.check(text)))
            self._text = text

    @rx.event
    @guarded
    async def close(self) -> None:
        """Keep the tariff in use."""
        self._forget()

    @rx.event
    @guarded
    async def use(self) -> Any:
        """Use the tariff that was checked."""
        text, back = self._text, self.asked == "back"
        if not self.effect:
            raise Refused(words.NO_FILE, words.NO_FILE_WHY)
        changed = await rx.run_in_thread(desk.go_back if back else lambda: desk.use(text))
        self._forget()
        await self._look()
        return done(words.used(changed.version), changed.difference.sentence)

    def _show(self, checked: Checked) -> None:
        self.effect, self.mistakes, self.notes = checked.effect, checked.mistakes, checked.notes

    def _forget(self) -> None:
        self.asked = self.effect = self._text = ""
        self.mistakes = self.notes = ()

    async def _look(self) -> None:
        found: InUse | None = await rx.run_in_thread(desk.in_use)
        if found is not None:
            self.name, self.says = found.name, found.says
            self.since, self.previous = found.since, found.previous


State: Any = TariffState  # what Reflex makes of a state's fields has no types


def tariff() -> rx.Component:
    """The part of the page, and its two dialogs."""
    return rx.el.section(
        bits.section_head(words.TITLE),
        rx.el.p(State.says, " ", State.since, data_testid="tariff-says"),
        rx.el.div(
            bits.button(words.DOWNLOAD, on_click=State.download, data_testid="tariff-download"),
            bits.button(words.REPLACE, on_click=State.ask_file, data_testid="tariff-replace"),
            rx.cond(
                State.previous != "",
                bits.button(words.BACK, on_click=State.ask_back, data_testid="tariff-back"),
            ),
            class_name="btns",
        ),
        _by_file(),
        _by_going_back(),
        on_mount=State.load,
    )


def _by_file() -> rx.Component:
    return dialog(
        words.REPLACE_TITLE,
        entries.field(
            words.CHOOSE,
            rx.el.input(
                type="file",
                accept=".csv,text/csv",
                on_click=rx.call_script(_FORGET),
                on_change=rx.call_script(_READ, callback=State.read),
                id="tariff-file",
                data_testid="tariff-file",
            ),
            words.CHOOSE_HELP,
            html_for="tariff-file",
        ),
        _found(),
        is_open=State.is_file,
        on_close=State.close,
        data_testid="tariff-dialog",
    )


def _by_going_back() -> rx.Component:
    return dialog(
        State.back_title,
        _found(),
        is_open=State.is_back,
        on_close=State.close,
        data_testid="tariff-back-dialog",
    )


def _found() -> rx.Component:
    """What the check found, what using it means, and the buttons."""
    return rx.fragment(
        rx.cond(State.mistakes.length() > 0, _mistakes()),
        rx.cond(State.effect != "", rx.el.p(rx.el.b(State.effect), data_testid="tariff-effect")),
        rx.foreach(State.notes, lambda note: rx.el.p(note, class_name="small mute")),
        rx.cond(State.effect != "", rx.el.p(words.FOLLOWS)),
        rx.el.div(
            bits.button(words.CLOSE, on_click=State.close),
            bits.button(
                words.USE,
                kind="primary",
                on_click=State.use,
                disabled=State.effect == "",
                data_testid="tariff-use",
            ),
            class_name="btns",
        ),
    )


def _mistakes() -> rx.Component:
    return rx.fragment(
        rx.el.p(bits.icon("bad", "s14"), words.PROBLEMS, class_name="err"),
        rx.el.ul(
            rx.foreach(State.mistakes, lambda each: rx.el.li(rx.el.b(each.place), ": ", each.message)),
            data_testid="tariff-mistakes",
        ),
    )
