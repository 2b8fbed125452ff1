"""The page is built when what it is made from has changed, and kept while it is used."""

from pathlib import Path

import pytest

from ui.serving import fingerprint, page


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(page, "PAGES", tmp_path / "pages")
    return tmp_path / "pages"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    for name in ("ui/app.py", "rulesets/vocabulary.py", "assets/tokens.css", "requirements.lock"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("one")
    return root


def finished(tmp_path: Path, name: str) -> Path:
    folder = tmp_path / "finished"
    (folder / "build").mkdir(parents=True)
    (folder / "build" / "index.html").write_text(name)
    return folder


@pytest.mark.parametrize(
    "name", ["ui/app.py", "rulesets/vocabulary.py", "assets/tokens.css", "requirements.lock"]
)
def test_change_of_a_source_is_seen(project: Path, name: str) -> None:
    before = fingerprint.of_sources(project)
    (project / name).write_text("two")
    assert fingerprint.of_sources(project) != before


def test_renamed_source_is_seen(project: Path) -> None:
    before = fingerprint.of_sources(project)
    (project / "ui" / "app.py").rename(project / "ui" / "other.py")
    assert fingerprint.of_sources(project) != before


def test_what_python_leaves_behind_changes_nothing(project: Path) -> None:
    before = fingerprint.of_sources(project)
    (project / "ui" / "__pycache__").mkdir()
    (project / "ui" / "__pycache__" / "app.cpython-311.pyc").write_text("compiled")
    (project / "README.md").write_text("words")
    assert fingerprint.of_sources(project) == before


def test_page_is_found_by_each_of_the_sources_that_make_it(pages: Path, tmp_path: Path) -> None:
    page.keep(finished(tmp_path, "first"), "c1")
    page.note("s1", "c1")
    page.note("s2", "c1")
    assert page.find("s1") == page.find("s2") == pages / "c1"
    assert page.find("s3") is None


def test_oldest_pages_are_let_go_and_the_used_ones_stay(pages: Path, tmp_path: Path) -> None:
    for number in range(page.KEPT + 1):
        page.keep(finished(tmp_path, str(number)), f"c{number}")
        page.note(f"s{number}", f"c{number}")
        page.find("s0")
    assert page.find("s0") == pages / "c0"
    assert page.find("s1") is None
