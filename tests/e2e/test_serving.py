"""One process serves page, socket and HTTP API on one port."""

import re
import time
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.program import Server, start


def test_page_speaks_to_the_port_it_came_from(page: Page, server: Server) -> None:
    with page.expect_websocket() as socket:
        page.goto("/")
    socket.value.wait_for_event("framereceived")
    assert socket.value.url.startswith(server.address.replace("http", "ws") + "/_event")


def test_api_answers_beside_the_page(server: Server) -> None:
    assert httpx.get(f"{server.address}/api/health").json()["status"] == "ok"


def test_small_answers_do_not_wait_for_acknowledgements(server: Server) -> None:
    with httpx.Client(base_url=server.address) as client:
        took = []
        for _ in range(20):
            began = time.perf_counter()
            client.get("/api/health")
            took.append(time.perf_counter() - began)
    # Where answers wait, each one after the first waits at least the 40 ms of a delayed acknowledgement.
    assert min(took[1:]) < 0.04


def test_unknown_api_path_is_refused_by_the_api_and_never_answered_with_the_page(server: Server) -> None:
    answer = httpx.get(f"{server.address}/api/nothing/here")
    assert answer.is_client_error
    assert "json" in answer.headers["content-type"]


def test_unknown_page_is_not_found(server: Server) -> None:
    answer = httpx.get(f"{server.address}/nothing-here")
    assert answer.status_code == 404
    assert "html" in answer.headers["content-type"]


def test_name_that_only_resolves_to_this_machine_is_refused(server: Server) -> None:
    assert httpx.get(f"{server.address}/api/health", headers={"Host": "evil.example"}).status_code == 400


def test_page_of_another_origin_may_not_read_or_listen(server: Server) -> None:
    evil = {"Origin": "http://evil.example"}
    assert (
        "access-control-allow-origin" not in httpx.get(f"{server.address}/api/health", headers=evil).headers
    )
    socket = httpx.get(f"{server.address}/_event/?EIO=4&transport=polling", headers=evil)
    assert socket.status_code == 400


def test_nobody_may_frame_the_page_and_a_new_page_is_seen_at_once(page: Page, server: Server) -> None:
    page.goto("/")
    script = page.locator("link[rel=modulepreload]").first.get_attribute("href")
    shell, built = httpx.get(server.address), httpx.get(f"{server.address}{script}")
    assert shell.headers["x-frame-options"] == "DENY"
    assert shell.headers["cache-control"] == "no-cache"
    assert "immutable" in built.headers["cache-control"]


def test_api_documentation_needs_nobody_else(page: Page, server: Server) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/api/docs")
    expect(page.locator(".swagger-ui .info")).to_contain_text("Switchyard")
    assert [url for url in asked if not url.startswith((server.address, "data:"))] == []


ACCENTS_OF_EVERY_FRAME = """
window.accents = [];
(function look() {
  const root = document.querySelector(".radix-themes");
  if (root) window.accents.push(getComputedStyle(root).getPropertyValue("--cyan-9"));
  requestAnimationFrame(look);
})();
"""


@pytest.mark.parametrize(("scheme", "petrol"), [("light", "#106887"), ("dark", "#59b6d4")])
def test_theme_follows_the_system_and_never_flashes(page: Page, scheme: str, petrol: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.add_init_script(ACCENTS_OF_EVERY_FRAME)
    page.goto("/")
    expect(page.locator("html")).to_have_class(scheme)
    expect(page.locator(".radix-themes").first).to_have_class(re.compile(rf"\b{scheme}\b"))
    page.wait_for_timeout(300)
    assert set(page.evaluate("window.accents")) == {petrol}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_first_paint_is_in_the_right_theme_already(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.route("**/assets/*.js", lambda route: route.abort())
    page.goto("/")
    expect(page.locator("html")).to_have_class(scheme)


def test_stops_when_told_and_gives_the_port_back(tmp_path: Path) -> None:
    running = start(tmp_path)
    running.process.terminate()
    running.process.wait(timeout=20)
    with pytest.raises(httpx.ConnectError):
        httpx.get(running.address)
