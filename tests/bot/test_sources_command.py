"""`flashbrief sources` as an operator types it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from bot.cli import run_cli
from tests.support.feeds import item, rss

WIRE = '[wire]\nkind = "feed"\nurl = "{url}/feed.xml"\n'


class Quiet(SimpleHTTPRequestHandler):
    """Serves the files of a folder, and says nothing of it."""

    def log_message(self, format: str, *args: Any) -> None:
        """The test's output is the command's."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder and no settings of the machine's own."""
    monkeypatch.chdir(tmp_path)
    for name in ("DATABASE_URL", "DATA_DIR", "SOURCES_FILE"):
        monkeypatch.delenv(f"FLASHBRIEF_{name}", raising=False)
    monkeypatch.setenv("FLASHBRIEF_FETCH_ALLOW", "127.0.0.1")
    return tmp_path


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """The folder `site` as a web site; gives its address."""
    (tmp_path / "site").mkdir()
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), lambda *given: Quiet(*given, directory=str(tmp_path / "site"))
    )
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def typed(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = run_cli(["sources", *arguments])
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def test_no_file_says_where_to_begin(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing to list is no error; nothing to check is."""
    assert "docs/sources.md" in typed(capsys)[1]
    status, _, error = typed(capsys, "check")
    assert (status, "docs/sources.md" in error) == (1, True)


def test_a_source_from_file_to_flash(
    site: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Written, checked, fetched, listed: five minutes in four commands."""
    (folder / "sources.toml").write_text(WIRE.format(url=site))
    (folder / "site" / "feed.xml").write_text(rss(item("Tin climbs")))

    assert typed(capsys, "check")[:2] == (0, "sources.toml: 1 listed, no problem.\n")
    assert "not looked at yet" in typed(capsys)[1]
    status, told, _ = typed(capsys, "fetch", "wire")
    again = typed(capsys, "fetch", "wire")[1]
    (listed,) = map(json.loads, typed(capsys, "--json")[1].splitlines())

    assert status == 0
    assert "stored       Tin climbs" in told
    assert "1 new of 1 that stood there" in told
    assert "nothing changed there" in again
    assert (listed["id"], listed["health"], listed["failures"]) == ("wire", "fresh", 0)


def test_what_is_wrong_is_said(site: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A source that cannot be read, and one that is not there."""
    (folder / "sources.toml").write_text(WIRE.format(url=site))

    status, _, error = typed(capsys, "fetch", "wire")
    unknown = typed(capsys, "fetch", "other")[2]
    listed = typed(capsys)[1]

    assert status == 1
    assert "there is nothing at its address (answered with status 404)" in error
    assert "there are: wire" in unknown
    assert listed.startswith("failing  wire")
