"""A briefing reads well in both languages, fits a message, and is always good Telegram HTML."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs.condense import condense
from briefs.errors import TemplateError
from briefs.lexicon import load_lexicon
from briefs.render import LANGUAGES, MESSAGE, TEMPLATES, Renderer, load_renderer
from briefs.types import (
    Deal,
    Item,
    Language,
    Move,
    Opinion,
    Policy,
    PolicyStatus,
    PriceKind,
    Risk,
    Section,
    SourceLine,
    Stance,
)
from briefs.wording import width
from tests.support.rare_earths import DISAGREE, STALE, TOLD, found, oxide, rich, said
from tests.support.telegram_html import check_markup

KEY = re.compile(r"^([a-z][\w-]*) =", re.MULTILINE)
RENDERER = load_renderer()

ENGLISH = """\
Magnets & metals
Sample Wire · 5 Mar 2030 17:30 CST

Pr-Nd oxide  500,000 CNY/t  ▲ 5,000  +1.01 %  ✓ [1]

Policy
· Reuse of Magnets: draft, comments open since 19 Feb (MIIT) [2]

Movers  Alpha Magnets limit up · Beta −2.5 % [3][4]

Deals
· Gamma – Delta Bank: financing  USD 565 million [5]

Risks  weak demand · supply (House) [6]

Views  House ▲ [7]

Targets and forecasts
Pr-Nd oxide (forecast)  600,000 CNY/t [1]

2 numbers not understood

Evidence
[1] Oxide stood at 500,000.
[2] MIIT seeks views on the “Interim Measures for the Reuse of Magnets (Draft for Public Comment)”.
[3] Alpha hit the limit.
[4] Beta fell.
[5] Delta Bank lends Gamma $565 million.
[6] House Securities warns of weak demand and of supply.
[7] House is sure.
"""

CHINESE = """\
Magnets & metals
Sample Wire · 2030年3月5日 17:30（北京时间）

氧化镨钕  500,000 元/吨  ▲ 5,000  +1.01 %  ✓ [1]

政策
· Reuse of Magnets：2月19日起公开征求意见（工信部） [2]

涨跌  Alpha Magnets 涨停 · Beta −2.5 % [3][4]

交易
· Gamma – Delta Bank：融资  5.65亿美元 [5]

风险  weak demand · supply（House） [6]

观点  House ▲ [7]

目标与预测
氧化镨钕（预测）  600,000 元/吨 [1]

有 2 个数字未能识别
"""


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return load_renderer(lexicon=load_lexicon())


def test_a_flash_in_english(renderer: Renderer) -> None:
    """Every kind of fact has its line, in the order a desk reads."""
    text = renderer.briefing(condense(rich(), unread=2), "en")
    assert renderer.plain(text) == ENGLISH


def test_a_flash_in_chinese(renderer: Renderer) -> None:
    """The same facts with the days, units and names of a Chinese reader."""
    text = renderer.plain(renderer.briefing(condense(rich(), unread=2), "zh"))
    assert text.startswith(CHINESE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_markup_is_telegrams(language: Language) -> None:
    """Tags are Telegram's and balanced; the time and the link are entities."""
    tags = check_markup(RENDERER.briefing(condense(rich()), language))
    assert {"b", "a", "tg-time", "blockquote"} <= set(tags)


def test_quotes_of_one_contract_share_a_line() -> None:
    """Open and high stand behind the price of their contract, the unit is said once."""
    bare = {"change": None, "change_pct": None, "direction": None, "commodity": "LME zinc"}
    prices = [oxide("2995", **bare)]
    prices += [
        oxide("3043", **bare | {"commodity": f"LME zinc {end}"}) for end in ("open", "session high")
    ]
    text = RENDERER.briefing(condense([found(price) for price in prices]), "en")
    assert "LME zinc</b>  2,995 CNY/t · open 3,043 · high 3,043 [1]" in text


def test_a_range_has_a_dash_and_a_premium_its_name() -> None:
    """A premium is called one unless its name says so already."""
    wide = oxide("50", high=Decimal(70), kind=PriceKind.PREMIUM, change=None, change_pct=None)
    named = replace(wide, commodity="silver premium")
    text = RENDERER.briefing(condense([found(wide), found(named)]), "en")
    assert "Pr-Nd oxide</b> (premium)  50–70 CNY/t" in text
    assert "Silver premium</b>  50–70 CNY/t" in text


def test_numbers_that_disagree_show_both_readings() -> None:
    """What the text says and what its own numbers give stand side by side."""
    said_en = RENDERER.briefing(condense([found(oxide(), DISAGREE)]), "en")
    assert "⚠️ <i>text says 3 %; 5,000 on 495,000 (base not stated) is 1.01 %</i>" in said_en
    assert "原文为 3 %" in RENDERER.briefing(condense([found(oxide(), DISAGREE)]), "zh")


def test_a_stale_claim_is_marked_with_its_reason() -> None:
    """The line has the mark, the foot of the briefing says why."""
    text = RENDERER.plain(RENDERER.briefing(condense([found(oxide(), STALE)]), "en"))
    assert "+1.01 %  ⌛ [1]" in text
    assert "⌛ Stale claim: told as still to come in 2028, on 5 Mar 2030" in text


def test_every_source_of_an_event_is_named_with_its_link() -> None:
    """A joined event lists who told it, each with a link."""
    second = found(oxide(), flash_id="f2", publisher="Other", url="https://example.org/2?a=1&b=2")
    text = RENDERER.briefing(condense([found(oxide()), second]), "en")
    assert '<a href="https://example.org/1">Sample Wire</a>' in text
    assert '<a href="https://example.org/2?a=1&amp;b=2">Other</a>' in text


def test_only_web_links_are_links() -> None:
    """A script as an address is not linked."""
    text = RENDERER.briefing(condense([found(oxide(), url="javascript:alert(1)")]), "en")
    assert "javascript" not in text


def test_a_digest_shows_its_window_and_contradictions() -> None:
    """Two values of one day stand side by side, marked, with what was left out counted."""
    other = found(oxide("501000"), flash_id="f2", publisher="Other", published_at=TOLD)
    again = found(oxide("501000"), flash_id="f3", publisher="Third", published_at=TOLD)
    briefing = condense(
        [found(oxide()), other, again], headline="Oxides", since=TOLD - timedelta(1), until=TOLD
    )
    lines = RENDERER.plain(RENDERER.briefing(briefing, "en")).splitlines()
    assert lines[1] == "4 Mar 2030 17:30 CST – 5 Mar 2030 17:30 CST"
    assert lines[2] == "From 3 flashes · 1 repeat left out"
    assert lines[5].startswith("Pr-Nd oxide  500,000 CNY/t")
    assert lines[6].startswith("Pr-Nd oxide  501,000 CNY/t")
    assert all("≠ told differently" in line for line in lines[5:7])
    assert "(5 Mar)" in lines[5]


def test_a_long_digest_says_how_much_more_there_is() -> None:
    """A screen shows the first of each kind and counts the others."""
    prices = [found(oxide(str(n), commodity=f"alloy {n}"), flash_id=str(n)) for n in range(1, 41)]
    briefing = condense(prices, since=TOLD - timedelta(1), until=TOLD)
    text = RENDERER.plain(RENDERER.briefing(briefing, "en"))
    shown = text.count("CNY/t")
    assert 6 <= shown < 40
    assert f"… and {40 - shown} more\n" in text


def test_an_unknown_section_is_left_out() -> None:
    """A kind of section we have no line for does no harm."""
    briefing = condense([found(oxide())])
    odd = Section("weather", (Item(oxide(), (1,)),))
    changed = replace(briefing, sections=(odd, *briefing.sections))
    assert RENDERER.briefing(changed, "en") == RENDERER.briefing(briefing, "en")


def test_an_empty_briefing_says_so() -> None:
    """A flash without facts is told as one, not shown as an empty page."""
    assert "No figures" in RENDERER.briefing(condense([], headline="Quiet day"), "en")


def test_plain_takes_out_tags_only() -> None:
    """A terminal gets the text: entities decoded, "<" of the text kept."""
    assert RENDERER.plain('<b>a &lt; b &amp; c</b> <a href="https://x.y">d</a>') == "a < b & c d"


def test_a_broken_template_is_named(tmp_path: Path) -> None:
    """A template that cannot be read is an error with its name, at load."""
    for file in TEMPLATES.iterdir():
        (tmp_path / file.name).write_text(file.read_text("utf-8"), "utf-8")
    (tmp_path / "flash.html.j2").write_text("{% if %}", "utf-8")
    with pytest.raises(TemplateError):
        load_renderer(tmp_path)


def test_the_catalogs_have_the_same_keys() -> None:
    """No language lacks a word of the other, and no word is empty."""
    keys = {
        language: KEY.findall((TEMPLATES / f"words.{language}.ftl").read_text("utf-8"))
        for language in LANGUAGES
    }
    assert sorted(keys["en"]) == sorted(keys["zh"])
    assert len(set(keys["en"])) == len(keys["en"])


def test_every_word_is_used() -> None:
    """Each key, or the prefix of its family, stands in a template or in code."""
    folder = TEMPLATES.parent
    files = [*TEMPLATES.glob("*.j2"), *folder.rglob("*.py")]
    text = "\n".join(file.read_text("utf-8") for file in files)
    used = set(re.findall(r"""["']([a-z][\w-]*)["'{]""", text)) | set(
        re.findall(r"""f?["']([a-z]+-)["'{]""", text)
    )
    for key in KEY.findall((TEMPLATES / "words.en.ftl").read_text("utf-8")):
        family = key.split("-", 1)[0] + "-"
        assert key in used or family in used, f"{key} is used nowhere"


WORDS = st.text(max_size=300)
AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False)
QUOTED = WORDS.map(said)
FACTS = st.one_of(
    st.builds(
        lambda n, v, u, q: oxide(commodity=n, low=v, high=v, unit=u, **q),
        WORDS,
        AMOUNTS,
        WORDS,
        QUOTED,
    ),
    st.builds(
        lambda n, v, q: Move(subject=n, mention=n, change_pct=v, **q), WORDS, AMOUNTS, QUOTED
    ),
    st.builds(
        lambda n, a, s, q: Policy(title=n, agency=a, status=s, **q),
        WORDS,
        WORDS,
        st.sampled_from(PolicyStatus),
        QUOTED,
    ),
    st.builds(lambda n, w, q: Risk(text=n, warner=w, **q), WORDS, WORDS, QUOTED),
    st.builds(
        lambda p, k, a, c, q: Deal(parties=tuple(p), kind=k, amount=a, currency=c, **q),
        st.lists(WORDS, max_size=6),
        WORDS,
        AMOUNTS,
        WORDS,
        QUOTED,
    ),
    st.builds(
        lambda n, s, q: Opinion(institution=n, stance=s, text=n, **q),
        WORDS,
        st.sampled_from(Stance),
        QUOTED,
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(FACTS, max_size=60), WORDS, WORDS, st.booleans(), st.sampled_from(LANGUAGES))
def test_whatever_is_told_is_one_good_message(
    facts: list[Policy], name: str, url: str, digest: bool, language: Language
) -> None:
    """Hostile text is escaped, tags balance, and the text never outgrows a message."""
    tellings = [
        found(fact, STALE, title=name, publisher=name, url=f"http://{url}") for fact in facts
    ]
    since = TOLD - timedelta(1) if digest else None
    briefing = condense(tellings, headline=name, since=since, until=TOLD if digest else None)
    briefing = replace(
        briefing, sources=tuple(SourceLine(str(n), name, TOLD, url) for n in range(20))
    )
    text = RENDERER.briefing(briefing, language)
    check_markup(text)
    assert width(RENDERER.plain(text)) <= MESSAGE


def test_a_hundred_of_everything_is_still_one_message() -> None:
    """Many long facts of every kind leave room by saying how many more there are."""
    many = [
        found(
            replace(one.fact, quote=f"{n} {one.fact.quote}"),
            flash_id=str(n),
            url=f"https://example.org/{n}",
        )
        for n in range(100)
        for one in rich()
    ]
    risks = [
        found(Risk(text=f"{n} " + "&<" * 500, **said("x" * 900)), flash_id=f"r{n}")
        for n in range(100)
    ]
    for language in LANGUAGES:
        text = RENDERER.briefing(condense(many + risks), language)
        check_markup(text)
        assert width(RENDERER.plain(text)) <= MESSAGE


def test_the_sentences_of_a_full_digest_are_those_of_its_lines() -> None:
    """What is left out takes no room from the evidence of what is shown."""
    names = [f"metal {number}" for number in range(40)]
    prices = [oxide(commodity=name, **said(f"{name} stood at 500,000.")) for name in names]
    told = said("The ban on tin ore was announced.")
    ban = Policy(title="tin ore export ban", status=PolicyStatus.ANNOUNCED, **told)
    text = RENDERER.plain(RENDERER.briefing(condense([*map(found, prices), found(ban)]), "en"))
    lines, _, evidence = text.partition("Evidence")

    cited = set(re.findall(r"\[(\d+)\]", lines))
    assert set(re.findall(r"^\[(\d+)\]", evidence, re.MULTILINE)) == cited
    assert "The ban on tin ore was announced." in evidence


def test_a_source_without_a_name_goes_by_its_site() -> None:
    """The host of its link says more than that it is unnamed."""
    line = SourceLine("f", None, None, "https://www.wire.example/news/1")
    briefing = replace(condense([found(oxide())]), sources=(line,))

    assert "wire.example" in RENDERER.plain(RENDERER.briefing(briefing, "en"))
    nowhere = replace(briefing, sources=(replace(line, url="ftp://wire.example"),))
    assert "unnamed source" in RENDERER.plain(RENDERER.briefing(nowhere, "en"))
