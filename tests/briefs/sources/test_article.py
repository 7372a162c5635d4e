"""An article is read out of its page: by its site's profile, else by what pages have in common."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.errors import SourcesError, Unreadable
from briefs.page_html import html_to_text
from briefs.sources.article import read_article
from briefs.sources.sites import load_sites, site_of
from tests.support.articles import SMM_PAGE, unknown_page

LONDON = ZoneInfo("Europe/London")
SMM = "https://news.metal.com/newscontent/103"
OTHER = "https://www.example.com/zinc"


def test_a_page_of_a_known_site_gives_its_flashes() -> None:
    """The article by its profile, with the cells of its table; under it the related ones, each with
    its own time. The site's clock is China's, whoever asks."""
    article, zinc, lead = read_article(SMM_PAGE, SMM, zone=LONDON)

    assert article.title == "Tin Smelter to Halt Two Lines (Sample) [SMM Commentary]"
    assert article.published_at == datetime(2030, 3, 5, 10, 6, tzinfo=UTC)
    assert (article.url, article.publisher) == (SMM, "SMM")
    assert article.lines[0].startswith("Driven by word")
    assert "Tin\t250,000" in article.lines
    assert not any("WeChat" in line or "All rights" in line for line in article.lines)
    assert (zinc.title, zinc.url) == ("Zinc Mine Reopens (Sample)", None)
    assert zinc.published_at == datetime(2030, 3, 4, 1, 30, tzinfo=UTC)
    assert lead.lines == ("Lead stood at 17,000 yuan/mt in the morning.",)


def test_a_page_of_an_unknown_site_gives_its_article() -> None:
    """Without the way through the site, the cookies, what others read, and the imprint."""
    (article,) = read_article(unknown_page(), OTHER, zone=LONDON)

    assert article.title == "Zinc firms in Exampleland on restocking"
    assert article.published_at == datetime(2030, 3, 5, 8, 0, tzinfo=UTC)
    assert article.url == "https://www.example.com/zinc-firms"
    text = "\n".join(article.lines)
    assert "24,500 yuan/mt" in text
    for noise in ("cookies", "Front page", "9,999", "Copyright"):
        assert noise not in text


def test_a_known_site_that_was_built_anew_is_read_like_any_other() -> None:
    """The profile fits no more, the article is still there."""
    html = unknown_page(title="Tin firms in Exampleland", text="Tin stood at 250,000 yuan/mt." * 3)

    (article,) = read_article(html, SMM, zone=LONDON)

    assert article.title == "Tin firms in Exampleland"
    assert article.publisher == "SMM"


def test_a_time_without_a_zone_is_by_the_clock_of_its_source() -> None:
    """The page prints London's."""
    html = unknown_page().replace(
        '<meta property="article:published_time" content="2030-03-05T09:00:00+01:00">', ""
    )
    html = html.replace("By A. Writer", "Mar 5, 2030 18:06")

    (article,) = read_article(html, OTHER, zone=LONDON)

    assert article.published_at == datetime(2030, 3, 5, 18, 6, tzinfo=LONDON)


@pytest.mark.parametrize("html", ["", "<html></html>", "<html><body><nav>Home</nav></body></html>"])
def test_a_page_without_an_article_gives_nothing(html: str) -> None:
    """No guess: it is for whoever asked to say so."""
    assert read_article(html, OTHER, zone=LONDON) == ()


@given(st.text(alphabet="<>/=\"' abh1divpspantableé中\x00&;!-", max_size=300))
def test_any_page_is_read(html: str) -> None:
    """Broken, cut off or hostile."""
    for url in (SMM, OTHER):
        for draft in read_article(f"<h1>{html}</h1><p>{html}", url, zone=LONDON):
            assert draft.title


@pytest.mark.parametrize("opening", ["<div>", "<b>", "<div></p></x>", "<font><table></font>"])
def test_deep_nesting_is_no_trap(opening: str) -> None:
    """Parsing takes the square of the depth: such a page is refused before it is parsed."""
    with pytest.raises(Unreadable, match="nested"):
        read_article(opening * 100_000 + "Tin at 250,000", OTHER, zone=LONDON)


def test_a_long_page_is_no_deep_one() -> None:
    """Elements side by side, and those that nobody closes, are as many as they like."""
    rows = "<tr><td>Tin<td>250,000<br>" * 9_000
    html = f"<h1>Prices of the day in Exampleland</h1><table>{rows}</table>"

    assert html_to_text(html + "<div><span>x</span></div>" * 9_000).startswith("Prices")


def test_profiles_are_checked(tmp_path: Path) -> None:
    """A mistake names the site and the field."""
    path = tmp_path / "sites.toml"
    path.write_text('[x]\nhosts = ["x.example"]\ntitle = ["h1[[["]\n')
    with pytest.raises(SourcesError, match=r"sites.toml: \[x\] title"):
        load_sites(path)


def test_a_profile_is_for_its_hosts_alone() -> None:
    """A name that only ends like one is another's."""
    assert site_of("https://news.metal.com/x") is not None
    assert site_of("https://evilmetal.com/x") is None
