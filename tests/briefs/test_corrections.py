"""What a correction takes back is shown beside the new figures, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.condense import condense
from briefs.ingest import ingest
from briefs.lexicon import load_lexicon
from briefs.merging import taken_back
from briefs.publish import brief_event
from briefs.render import LANGUAGES, MESSAGE, Renderer, load_renderer
from briefs.store import Store, events
from briefs.types import Briefing, Found, Item, Language, Layout, Price, RawFlash, Section
from briefs.wording import width
from tests.support.rare_earths import found, oxide, rich
from tests.support.telegram_html import check_markup

LEXICON = load_lexicon()
RENDERER = load_renderer(lexicon=LEXICON)
TOLD = "SMM: the average price of tin ingot was reported at {} yuan/mt, up 1,000 yuan/mt."
NOW = datetime(2026, 2, 6, 11, 0, tzinfo=UTC)
LAYOUTS: tuple[Layout, ...] = ("full", "short")


def levels(briefing: Briefing) -> list[str]:
    facts = [item.fact for one in briefing.taken_back for item in one.items]
    return [str(fact.low) for fact in facts if isinstance(fact, Price)]


def test_only_what_differs_is_taken_back() -> None:
    """A figure told again stands as it is now; each old one once, the latest telling first."""
    now = [found(oxide("512000")), *rich()[1:]]
    before = [found(oxide("502000")), *rich()[1:], found(oxide("522000")), found(oxide("502000"))]
    briefing = condense(now, before=before)

    assert levels(briefing) == ["502000", "522000"]


def test_a_corrected_change_is_a_correction() -> None:
    """The level stands, but the change told before was another."""
    before = found(oxide(change_pct=Decimal("10.1")))

    assert taken_back([found(oxide())], [before]) == (before,)


def test_the_old_figure_has_its_sentence() -> None:
    """Its evidence is numbered behind that of the new one."""
    new = replace(oxide("512000"), quote="It stood at 512,000.")
    old = replace(oxide("502000"), quote="It stood at 502,000.")
    briefing = condense([found(new)], before=[found(old, flash_id="f0")])

    assert [one.quote for one in briefing.evidence] == [new.quote, old.quote]
    assert briefing.taken_back[0].items[0].evidence == (2,)


@given(
    now=st.lists(st.sampled_from(rich()), max_size=9),
    before=st.lists(st.sampled_from(rich()), max_size=9),
)
def test_nothing_that_is_told_is_taken_back(now: list[Found], before: list[Found]) -> None:
    """Whatever both say is no correction; whatever only the earlier one says is, once."""
    gone = taken_back(now, before)

    assert all(one not in now and one in before for one in gone)
    assert all(one in now or one in gone for one in before)
    assert all(gone.count(one) == 1 for one in gone)


async def tell(store: Store, level: str, minutes: int) -> int:
    now = NOW + timedelta(minutes=minutes)
    raw = RawFlash("test", str(minutes), TOLD.format(level), "text", now)
    (outcome,) = await ingest(raw, store=store, lexicon=LEXICON, renderer=RENDERER, now=now)
    assert outcome.event_id is not None
    return outcome.event_id


async def test_a_correction_of_a_correction_shows_both(store: Store) -> None:
    """All that was told of it before, back to the first."""
    ids = [await tell(store, level, n) for n, level in enumerate(("253,000", "235,000", "253,500"))]
    async with store.read() as conn:
        briefing = await brief_event(conn, ids[-1])
        last = await events.get_event(conn, ids[-1])

    assert last is not None
    assert last.corrects is not None
    assert levels(briefing) == ["235000", "253000"]


def _struck(renderer: Renderer, language: Language, layout: Layout) -> str:
    briefing = condense([found(oxide("512000"))], before=[found(oxide("502000")), *rich()[1:]])
    return renderer.post(briefing, language, layout, ("#PrNdOxide",))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_corrected_post_is_good_markup(language: Language, layout: Layout) -> None:
    """Old figures struck through, of every kind; a short post has no sentences and no numbers of
    any."""
    text = _struck(RENDERER, language, layout)

    check_markup(text)
    assert "502,000" in text.partition("<s>")[2].partition("</s>")[0]
    assert text.endswith("#PrNdOxide")
    assert ("<blockquote" in text, "[1]" in text) == ((layout == "full"),) * 2
    assert not any(line.endswith((" ", " </s>")) for line in text.splitlines())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_corrected_post_is_one_message(layout: Layout) -> None:
    """However much was taken back: an edit cannot become two messages."""
    many = tuple(
        Item(replace(oxide(str(500_000 + n)), commodity=f"oxide {n} " + "x" * 90), (1,))
        for n in range(60)
    )
    full = condense(rich())
    sections = tuple(Section(one.kind, one.items * 20) for one in full.sections)
    briefing = replace(full, sections=sections, taken_back=(Section("prices", many), *sections))
    text = RENDERER.post(briefing, "en", layout, ("#PrNdOxide",) * 5)

    check_markup(text)
    assert width(RENDERER.plain(text)) <= MESSAGE
