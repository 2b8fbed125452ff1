"""What waits for a person, by due time, and the age of the stock feeds."""

from typing import Any

import reflex as rx

from ui.components import bits
from ui.pages.orders.body import status_of
from ui.pages.today.state import TodayState
from ui.words import today as words

State: Any = TodayState  # what Reflex makes of a state's fields has no types


def waiting() -> rx.Component:
    """The queue: what is due first stands first."""
    of_owner = bits.nothing(
        words.NOTHING_WAITS_OF,
        "",
        bits.button(words.SHOW_EVERY_OWNER, small=True, on_click=State.choose_owner("")),
    )
    nothing = rx.cond(State.owner == "", bits.nothing(words.NOTHING_WAITS, words.NOTHING_WAITS_WHY), of_owner)
    return rx.el.section(
        bits.section_head(words.WAITS, _numbers(), end=rx.cond(State.owners.length() > 1, _owners())),
        rx.cond(State.rows.length() > 0, rx.fragment(_table(), _pages()), nothing),
        aria_live="polite",
    )


def _numbers() -> rx.Component:
    late = rx.el.b(State.overdue, " overdue", class_name="bad")
    return rx.fragment(
        rx.el.span(State.waits, data_testid="waits"),
        rx.cond(State.overdue > 0, rx.fragment(", ", late)),
    )


def _owners() -> rx.Component:
    return rx.el.select(
        rx.el.option(words.EVERY_OWNER, value=""),
        rx.foreach(State.owners, lambda owner: rx.el.option(owner, value=owner)),
        value=State.owner,
        on_change=State.choose_owner,
        aria_label=words.EVERY_OWNER,
        class_name="sel ctl",
    )


def _table() -> rx.Component:
    return rx.el.div(
        rx.el.table(
            rx.el.thead(rx.el.tr(*(rx.el.th(head, scope="col") for head in words.WAITS_HEADS))),
            rx.el.tbody(rx.foreach(State.rows, _row)),
            class_name="table waits",
            data_testid="waiting",
        ),
        class_name="scroll",
    )


def _row(row: Any) -> rx.Component:
    why = rx.el.p(rx.el.b(row.what), " ", row.why)
    about = rx.fragment(
        bits.link(row.order, to="/orders/" + row.order_id), rx.cond(row.total != "", ", " + row.total, "")
    )
    return rx.el.tr(
        rx.el.td(rx.el.div(bits.icon(row.icon), why, class_name="what")),
        rx.el.td(rx.cond(row.order_id != "", about)),
        rx.el.td(_owner(row)),
        rx.el.td(
            rx.cond(row.due_look == "", rx.el.span(row.due), status_of(row.due_look, row.due)),
            rx.cond(row.due_more != "", rx.el.small(row.due_more)),
            title=row.due_exactly,
        ),
        rx.el.td(bits.link(row.action, to=row.page)),
        key=row.key,
    )


def _owner(row: Any) -> rx.Component:
    nobody = rx.el.span(bits.icon("plus", "s12"), class_name="avatar avatar--s avatar--none")
    somebody = rx.el.span(row.initials, class_name="avatar avatar--s avatar--c", aria_hidden="true")
    return rx.el.span(rx.cond(row.initials == "", nobody, somebody), row.owner, class_name="who")


def _pages() -> rx.Component:
    return rx.cond(
        State.has_before | State.has_next,
        rx.el.nav(
            bits.button(
                bits.icon("left"),
                words.BEFORE,
                small=True,
                on_click=State.before,
                disabled=~State.has_before,
            ),
            rx.el.span(State.shown, class_name="mute", data_testid="waits-shown"),
            bits.button(
                words.NEXT, bits.icon("right"), small=True, on_click=State.next, disabled=~State.has_next
            ),
            aria_label="Pages of what waits",
            class_name="pages",
        ),
    )


def feeds() -> rx.Component:
    """Each location's last report of its stock."""
    right = {"Age", "Limit"}
    return rx.el.section(
        bits.section_head(words.FEEDS, words.FEEDS_MORE),
        rx.el.table(
            rx.el.thead(
                rx.el.tr(
                    *(
                        rx.el.th(head, scope="col", class_name="num" if head in right else "")
                        for head in words.FEED_HEADS
                    )
                )
            ),
            rx.el.tbody(rx.foreach(State.feeds, _feed)),
            class_name="table feeds",
            data_testid="feeds",
        ),
        rx.cond(State.any_stale, rx.el.p(words.STALE_MORE, class_name="small mute more")),
    )


def _feed(row: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.td(bits.icon(row.icon), " ", bits.link(row.name, to="/stock?location=" + row.code)),
        rx.el.td(row.age, class_name="num", title=row.exactly),
        rx.el.td(row.limit, class_name="num"),
        rx.el.td(status_of(row.look, row.state)),
        key=row.code,
    )
