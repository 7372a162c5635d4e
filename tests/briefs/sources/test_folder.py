"""Files as people have them become raw flashes, each whole or line by line."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefs.sources import Source
from briefs.sources.content import decode, media_of, read_content
from briefs.sources.folder import FolderSource, find_files, read_file

NOW = datetime(2030, 3, 5, 10, 0, tzinfo=UTC)
CHINESE = "锡价上涨，示例冶炼厂停产检修。现货市场观望情绪浓厚。"


@pytest.mark.parametrize(
    "data",
    [
        CHINESE.encode(),
        b"\xef\xbb\xbf" + CHINESE.encode(),
        CHINESE.encode("utf-16"),
        CHINESE.encode("gb18030"),
        f"<meta charset=gbk>{CHINESE}".encode("gbk"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16", "gb18030", "named in the page"],
)
def test_chinese_is_read_in_any_encoding(data: bytes) -> None:
    """By its mark, its own word, or the look of its bytes."""
    assert decode(data).endswith(CHINESE)


def test_western_quotation_marks_are_read() -> None:
    """A page saved by an old editor."""
    text = "The smelter’s “second” line stops; tin gained a little on the news – again."

    assert decode(text.encode("cp1252")) == text


def test_what_is_no_text_still_comes_through() -> None:
    """It is for normalize to refuse it, with a reason."""
    assert decode(bytes(range(256)) * 4)
    assert decode(b"charset=nonsense \xff\xff")


@pytest.mark.parametrize(
    ("content", "media"),
    [
        ('{"title": "Tin"}', "json"),
        ('\ufeff [{"title": "Tin"}]', "json"),
        ("<!DOCTYPE html><p>Tin", "html"),
        ("<p>Tin</p>", "html"),
        ("[SMM Flash: Tin up] Tin rose.", "text"),
        ("Tin < 250,000", "text"),
    ],
)
def test_a_pasted_text_tells_what_it_is(content: str, media: str) -> None:
    """No file name needed."""
    assert media_of(content) == media


def test_json_lines_are_taken_one_by_one() -> None:
    """A broken line is its own raw flash, with its number; a single record stays whole."""
    lines = '{"title": "Tin"}\n\n{"title": \n{"title": "Zinc"}\n'

    split = list(read_content(lines, source="paste", origin="-", now=NOW))
    whole = list(
        read_content(json.dumps({"title": "Tin"}, indent=1), source="paste", origin="-", now=NOW)
    )

    assert [one.origin for one in split] == ["-:1", "-:3", "-:4"]
    assert [one.media for one in split] == ["json"] * 3
    assert [one.origin for one in whole] == ["-"]


def test_a_folder_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    """What we can read, at any depth; hidden files and strangers are left alone."""
    for name in ("b.txt", "a/c.HTML", "d.jsonl", "e.png", ".hidden/f.txt", ".g.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")

    found = [str(path.relative_to(tmp_path)) for path in find_files(tmp_path)]

    assert found == ["a/c.HTML", "b.txt", "d.jsonl"]


def test_a_single_file_is_read_whatever_its_name(tmp_path: Path) -> None:
    """Somebody named it, so it is meant; a missing one is an error."""
    path = tmp_path / "saved page"
    path.write_text("<html><h1>Tin</h1></html>")

    (raw,) = (raw for file in find_files(path) for raw in read_file(file, NOW))

    assert (raw.media, raw.origin, raw.received_at) == ("html", str(path), NOW)
    with pytest.raises(FileNotFoundError):
        find_files(tmp_path / "none")


async def test_a_folder_is_a_source(tmp_path: Path) -> None:
    """Every source is fetched the same way."""
    (tmp_path / "a.txt").write_text("Tin up")
    (tmp_path / "b.jsonl").write_text('{"title": "x"}\nbroken\n')
    source: Source = FolderSource(tmp_path)

    fetched = [raw async for raw in source.fetch(NOW)]

    assert [raw.content for raw in fetched] == ["Tin up", '{"title": "x"}\n', "broken\n"]
    assert fetched[2].origin.endswith("b.jsonl:2")
