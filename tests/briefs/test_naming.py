"""Names lose their boilerplate, never their meaning."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefs.errors import TemplateError
from briefs.lexicon import load_lexicon
from briefs.naming import cased, load_names, tidy

NAMES = load_names(load_lexicon())


@pytest.mark.parametrize(
    ("title", "status", "short"),
    [
        (
            "Interim Measures for the Reuse of Tin (Draft for Public Comment)",
            "consultation",
            "Reuse of Tin",
        ),
        ("Interim Measures for the Reuse of Tin (Draft)", "effective", "Reuse of Tin (Draft)"),
        ("《锡回收管理暂行办法（征求意见稿）》", "consultation", "锡回收管理"),
        ("关于锡出口管制的公告", "announced", "锡出口管制"),
        ("Notice on", "announced", "Notice on"),
        ("tin ban", "effective", "Tin ban"),
    ],
)
def test_policy_titles(title: str, status: str, short: str) -> None:
    """What every title has is dropped; that it is a draft only where the status says so."""
    assert NAMES.policy(title, status) == short


def test_houses_that_would_be_mistaken_keep_their_names() -> None:
    """A short name is used where it names one house."""
    assert NAMES.house("Acme Securities", ["Acme Securities", "Other"]) == "Acme"
    assert NAMES.house("Acme Securities", ["Acme Research"]) == "Acme Securities"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("The Pr-Nd oxide", "Pr-Nd oxide"),
        ("Yunnan tin tin", "Yunnan tin"),
        ("APT (APT)", "APT"),
        ("LME  stocks\nstocks", "LME stocks"),
        ("the", "the"),
        ("", ""),
    ],
)
def test_tidy(name: str, shown: str) -> None:
    """No article, nothing doubled, one line."""
    assert tidy(name) == shown


def test_a_line_begins_with_a_capital() -> None:
    """Symbols keep their case."""
    assert [cased(n) for n in ("tin ore", "pH value", "n-type tin", "")] == [
        "Tin ore",
        "pH value",
        "n-type tin",
        "",
    ]


@pytest.mark.parametrize(
    ("name", "chinese"),
    [
        ("Pr-Nd oxide", "氧化镨钕"),
        ("copper premium", "铜升贴水"),
        ("zinc 2511", "锌2511"),
        ("copper of Somewhere", "copper of Somewhere"),
        ("2511", "2511"),
    ],
)
def test_chinese_names_are_whole_or_not_at_all(name: str, chinese: str) -> None:
    """Half a name in each language helps nobody."""
    assert NAMES.in_chinese(name) == chinese


def test_a_broken_list_is_named(tmp_path: Path) -> None:
    """The error tells the file and its line."""
    (tmp_path / "display.csv").write_text("what,where\npolicy,start\n", "utf-8")
    with pytest.raises(TemplateError, match=r"display\.csv, line 2"):
        load_names(folder=tmp_path)
