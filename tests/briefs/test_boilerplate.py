"""The word lists of pages can be edited by anybody, and still mean what they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefs.boilerplate import cut_link, load_boilerplate


@pytest.mark.parametrize(
    "line",
    [
        "Recommended Reading:",
        "recommended reading ：",
        "READ MORE",
        "》Click to view SMM Prices",
        "Data Source Statement: Except for public information …",
        "For any inquiries or to learn more, please contact: nobody@example.com",
        "数据来源声明：除公开信息外……",
        "   ",
    ],
)
def test_what_is_no_content_is_dropped(line: str) -> None:
    """Whatever its case, its width or the colon at its end."""
    assert not load_boilerplate().is_content(line)


@pytest.mark.parametrize(
    "line",
    ["News of the day: tin is up", "Read more than 3,000 mt", "Institutional Opinions", "锡价上涨"],
)
def test_what_only_begins_alike_is_content(line: str) -> None:
    """A word that makes up a whole dropped line may begin a sentence."""
    assert load_boilerplate().is_content(line)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Tin rose. 》Click to View Details", "Tin rose."),
        ("《稀土管理条例》发布。》点击查看", "《稀土管理条例》发布。"),
        ("《稀土管理条例》发布", "《稀土管理条例》发布"),
        ("》all of it", ""),
    ],
)
def test_a_link_is_cut_but_a_chinese_title_is_not(line: str, kept: str) -> None:
    """The sign that begins a link also closes a title, if one was opened."""
    assert cut_link(line) == kept


def test_a_list_of_ones_own_is_read(tmp_path: Path) -> None:
    """The file is all there is to it."""
    path = tmp_path / "boilerplate.toml"
    path.write_text(
        'starts = ["Sample Ad"]\nwhole = []\nrelated = ["See Also"]\nlabels = ["On"]\n'
        '[publishers]\n"Example Wire" = ["example wire"]\n'
    )

    words = load_boilerplate(path)

    assert not words.is_content("SAMPLE AD: buy tin")
    assert words.opens_related("see also:")
    assert words.publisher_of("By EXAMPLE  Wire staff") == "Example Wire"
    assert words.publisher_of("by nobody") is None
    assert words.is_label(" on | ")
