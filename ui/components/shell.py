"""The frame around every page: rail, top bar, main landmark, foot."""

from collections.abc import Iterable
from datetime import UTC, datetime

import reflex as rx

from ui import clock
from ui.components.bits import banner, icon, link
from ui.desk import shell as desk
from ui.guard import guarded
from ui.page import Page
from ui.words import shell as words


class ShellState(rx.State):
    """What the frame shows of the retailer and of the rules that decide now."""

    retailer: str = ""
    live: str = ""
    live_since: str = ""
    live_exactly: str = ""
    note: str = ""
    known: bool = False

    @rx.event
    @guarded
    async def look(self) -> None:
        """Read the frame's words again: on each page's load, and after publishing or rolling back."""
        found = await rx.run_in_thread(desk.retailer)
        self.retailer, self.note, self.known = found.name, found.note, True
        if found.live is None:
            self.live = self.live_since = self.live_exactly = ""
            return
        self.live = words.revision(found.live.number)
        self.live_since = clock.day(found.live.since, found.zone, datetime.now(UTC))
        self.live_exactly = clock.exact(found.live.since, found.zone)


def framed(page: Page, pages: Iterable[Page]) -> rx.Component:
    """The whole page, its own content inside the frame."""
    between = () if page.bar is None else (page.bar(),)
    return rx.fragment(
        rx.el.a(words.SKIP, href="#main", class_name="skip"),
        rx.el.div(
            _rail(page, list(pages)),
            rx.el.div(
                _top(page),
                rx.connection_banner(_no_answer()),
                *between,
                rx.el.main(page.body(), id="main", tab_index=-1, class_name=page.main),
                _foot(),
                class_name="stage",
            ),
            class_name="shell",
        ),
    )


def _rail(here: Page, pages: list[Page]) -> rx.Component:
    shown = [page for page in pages if page.icon]
    groups = [
        [page for page in shown if page.group == group] for group in sorted({page.group for page in shown})
    ]
    return rx.el.nav(
        link(_mark(), to=shown[0].route, class_name="rail-mark", aria_label=words.TO_START),
        *(
            rx.el.ul(*(rx.el.li(_entry(page, here)) for page in group), style={"--n": len(group)})
            for group in groups
        ),
        aria_label=words.MAIN_MENU,
        class_name="rail",
    )


def _entry(page: Page, here: Page) -> rx.Component:
    current = {"aria_current": "page"} if page.route in (here.route, here.within) else {}
    label = (
        rx.el.span(page.short, rx.el.span(page.title.removeprefix(page.short), class_name="long"))
        if page.short
        else rx.el.span(page.title)
    )
    return link(icon(page.icon), label, to=page.route, **current)


def _mark() -> rx.Component:
    return rx.el.svg(
        rx.el.path(d="M3 14h6c6 0 5 7 11 7h5", class_name="mark-dim"),
        rx.el.path(d="M3 14h6c6 0 5-7 11-7h5", class_name="mark-lit"),
        rx.el.circle(cx="9", cy="14", r="2.25", class_name="mark-dot"),
        view_box="0 0 28 28",
        width="28",
        height="28",
        aria_hidden="true",
    )


def _top(page: Page) -> rx.Component:
    crumb = () if page.crumb is None else (page.crumb(),)
    return rx.el.header(
        rx.el.h1(page.title),
        *crumb,
        rx.el.div(_live(), _shop(), _theme(), class_name="top-right"),
        class_name="top",
    )


def _live() -> rx.Component:
    decides = link(
        icon("good"),
        rx.el.span(
            rx.el.b(ShellState.live), rx.el.span(words.LIVE_SINCE, ShellState.live_since, class_name="since")
        ),
        to="/versions",
        title=ShellState.live_exactly,
        class_name="live",
        data_testid="live-revision",
    )
    none = link(icon("warn"), rx.el.span(words.NOT_LIVE), to="/versions", class_name="live warn")
    return rx.cond(ShellState.live != "", decides, rx.cond(ShellState.known, none))


def _shop() -> rx.Component:
    return rx.el.span(ShellState.retailer, class_name="top-shop", data_testid="retailer")


def _theme() -> rx.Component:
    return rx.el.button(
        icon("moon"),
        icon("sun"),
        type="button",
        class_name="theme",
        aria_label=words.THEME,
        title=words.THEME,
        on_click=rx.toggle_color_mode,
    )


def _no_answer() -> rx.Component:
    """Shown while the program does not answer; it goes by itself."""
    return banner(
        words.NO_ANSWER,
        words.NO_ANSWER_MORE,
        kind="bad",
        class_name="banner--bar",
        data_lost="",
        data_testid="lost",
    )


def _foot() -> rx.Component:
    return rx.el.footer(
        rx.el.span(icon("lock", "s14"), words.LOOPBACK_ONLY),
        rx.cond(
            ShellState.note != "",
            rx.el.span(icon("info", "s14"), ShellState.note, data_testid="retailer-note"),
        ),
        class_name="foot",
    )
