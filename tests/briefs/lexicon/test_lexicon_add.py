"""A person adds a name; what would break the data files is refused and nothing is written."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from briefs.errors import LexiconError
from briefs.lexicon import Term, TermKind, add_term, check_lexicon, load_lexicon
from briefs.lexicon.load import DATA

NEW = Term(
    id="sample-ferro-unobtainium",
    kind=TermKind.MATERIAL,
    name="sample ferro-unobtainium",
    name_zh="样品难得铁",
    aliases=("FeUo, 50%", "=FeUo"),
    parents=("metals",),
    units=("CNY/t",),
    code=None,
    venue=None,
    source="added by hand",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def test_an_added_name_is_read_and_found(folder: Path) -> None:
    """By every alias, in a text and when asked for; the files stay sound."""
    path = add_term(NEW, folder)

    lexicon = load_lexicon(folder)
    assert path == folder / "materials.csv"
    assert check_lexicon(folder) == []
    assert lexicon.find("样品难得铁")[0].term.id == NEW.id
    assert [m.term.id for m in lexicon.mentions("FeUo was quoted at 5")] == [NEW.id]
    assert "metals" in lexicon.ancestors(NEW.id)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"id": "tin-ingot"}, "taken by"),
        ({"id": "Sample_X"}, "small letters"),
        ({"name": "tin ingot"}, "already names tin-ingot"),
        ({"aliases": ("锡锭",)}, "already names tin-ingot"),
        ({"parents": ("no-such-group",)}, "unknown parent"),
        ({"source": ""}, "where it comes from"),
        ({"aliases": ("a|b",)}, "no '|'"),
        ({"name": "two\nlines"}, "no line break"),
    ],
)
def test_a_clash_is_refused(folder: Path, change: dict[str, object], why: str) -> None:
    """The message says with what, and the file is as it was."""
    before = (folder / "materials.csv").read_bytes()

    with pytest.raises(LexiconError, match=why.replace("|", r"\|")):
        add_term(replace(NEW, **change), folder)  # type: ignore[arg-type]
    assert (folder / "materials.csv").read_bytes() == before


def test_a_file_without_a_last_line_end_is_no_trouble(folder: Path) -> None:
    """The row becomes a line of its own."""
    path = folder / "materials.csv"
    path.write_bytes(path.read_bytes().rstrip(b"\n"))

    add_term(NEW, folder)
    assert check_lexicon(folder) == []
