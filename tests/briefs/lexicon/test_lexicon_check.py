"""A wrong data file is refused with the file and line to mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefs.errors import LexiconError
from briefs.lexicon import check_lexicon, load_lexicon

HEADER = "id,name,name_zh,aliases,parents,units,code,venue,source\n"


def write(folder: Path, *rows: str, file: str = "materials.csv", header: str = HEADER) -> Path:
    (folder / file).write_text(header + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return folder


WRONG = [
    (["tin,tin,锡,,,,,,list", "tin,tin ore,,,,,,,list"], 3, "id tin is taken by"),
    (["Tin,tin,锡,,,,,,list"], 2, "small letters"),
    (["tin,tin,锡,,metals,,,,list"], 2, "unknown parent 'metals'"),
    (["tin,tin,锡,a||b,,,,,list"], 2, "empty alias"),
    (["tin,tin,锡,=,,,,,list"], 2, "empty alias"),
    (["tin,,锡,,,,,,list"], 2, "no English name"),
    (["tin,tin,锡,,,,,,"], 2, "where it comes from"),
    (["tin,tin,锡"], 2, "3 columns, 9 wanted"),
    (["a,a,,,b,,,,list", "b,b,,,a,,,,list"], 2, "circle: a → b → a"),
    (["a,iron ore,,,,,,,list", "b,b,,Iron-Ore,,,,,list"], 3, "already names a"),
]


@pytest.mark.parametrize(("rows", "line", "words"), WRONG)
def test_a_wrong_row_is_named(tmp_path: Path, rows: list[str], line: int, words: str) -> None:
    """Each rule of the data names file, line and what to do, and loading refuses."""
    problems = check_lexicon(write(tmp_path, *rows))
    assert (problems[0].file, problems[0].line) == ("materials.csv", line)
    assert words in str(problems[0])
    with pytest.raises(LexiconError, match=f"materials.csv, line {line}"):
        load_lexicon(tmp_path)


def test_a_wrong_header_is_named(tmp_path: Path) -> None:
    """A file saved with other columns is refused at its first line."""
    (problem,) = check_lexicon(write(tmp_path, header="id,name\n"))
    assert (problem.file, problem.line) == ("materials.csv", 1)


def test_an_empty_folder_is_no_lexicon(tmp_path: Path) -> None:
    """Pointing at the wrong folder is said so, not taken for a lexicon of nothing."""
    assert "no lexicon data files" in str(check_lexicon(tmp_path)[0])


def test_a_declared_shared_name_is_offered_twice_and_read_once(tmp_path: Path) -> None:
    """With ~ both terms are offered when asked; the text reads the one with the first claim."""
    folder = write(tmp_path, "a,Big Mine,,Gold Hill,,,,,list", "b,Small Mine,,~Gold Hill,,,,,list")
    lexicon = load_lexicon(folder)
    assert check_lexicon(folder) == []
    assert [hit.term.id for hit in lexicon.find("gold hill")] == ["a", "b"]
    assert [m.term.id for m in lexicon.mentions("at Gold Hill today")] == ["a"]


def test_a_spreadsheet_byte_mark_and_blank_rows_are_harmless(tmp_path: Path) -> None:
    """What spreadsheet programs leave behind does not hurt."""
    folder = write(tmp_path, "tin,tin,锡,,,,,,list", ",,,,,,,,", header="\ufeff" + HEADER)
    assert list(load_lexicon(folder).terms) == ["tin"]


def test_one_name_in_two_kinds_is_sound(tmp_path: Path) -> None:
    """A house and a venue may share their name."""
    write(tmp_path, "smm,SMM,,,,,,,list", file="houses.csv")
    write(tmp_path, "smm-price,SMM,,,,,,,list", file="venues.csv")
    assert check_lexicon(tmp_path) == []


def test_a_tie_of_spellings_is_refused(tmp_path: Path) -> None:
    """A typo as near to one name as to another is offered both and resolved to neither."""
    write(tmp_path, "a,mine 1 silicon,,,,,,,list", "b,mine 2 silicon,,,,,,,list")
    lexicon = load_lexicon(tmp_path)
    hits = lexicon.find("mine 3 silicon")
    assert [(hit.term.id, hit.how) for hit in hits] == [("a", "fuzzy"), ("b", "fuzzy")]
    assert hits[0].score == hits[1].score
    assert lexicon.resolve("mine 3 silicon") is None
