"""A window on the draft: whether it has saved, and one that does not hear of the others by itself."""

from playwright.sync_api import Page, expect

WITHOUT_BEAT = """
const send = WebSocket.prototype.send;
WebSocket.prototype.send = function (said) {
  if (!/"[\\w.]+\\.beat"/.test(said)) send.call(this, said);
};
"""
"""A window that does not ask what the others saved: it learns of it when it saves itself."""


def is_saved(page: Page) -> None:
    expect(page.locator('.draftbar[data-unsaved="false"]')).to_be_visible()
