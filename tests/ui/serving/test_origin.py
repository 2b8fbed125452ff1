"""A built page speaks to wherever it was loaded from."""

from pathlib import Path

import pytest

from ui.serving.origin import free_of_the_port


def built(static: Path, script: str) -> Path:
    (static / "assets").mkdir()
    (static / "assets" / "env.js").write_text(script, encoding="utf-8")
    return static / "assets" / "env.js"


@pytest.mark.parametrize("quote", ['"', "'", "`"])
def test_addresses_become_the_pages_own_origin(tmp_path: Path, quote: str) -> None:
    script = built(
        tmp_path,
        f"{{PING:{quote}http://page.invalid/ping{quote},EVENT:{quote}ws://page.invalid/_event{quote}}}",
    )
    assert free_of_the_port(tmp_path) == 2
    assert script.read_text() == (
        '{PING:(globalThis.location.origin+"/ping"),'
        'EVENT:(globalThis.location.origin.replace("http","ws")+"/_event")}'
    )


def test_page_without_an_address_is_not_served(tmp_path: Path) -> None:
    built(tmp_path, "nothing here")
    with pytest.raises(RuntimeError, match="names no backend address"):
        free_of_the_port(tmp_path)


def test_address_in_an_unknown_form_is_not_served(tmp_path: Path) -> None:
    built(tmp_path, '"ws://page.invalid" + path')
    with pytest.raises(RuntimeError, match="not written as expected"):
        free_of_the_port(tmp_path)
