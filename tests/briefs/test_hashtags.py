"""A post's materials as hashtags that Telegram takes for such."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.sandbox.detect import detect
from briefs.hashtags import hashtags
from briefs.lexicon import Lexicon, TermKind, load_lexicon
from briefs.types import Fact, Language
from tests.support.rare_earths import oxide

LEXICON = load_lexicon()


def on(*terms: str) -> list[Fact]:
    return [replace(oxide(), term=term) for term in terms]


@pytest.mark.parametrize(
    ("term", "language", "tags"),
    [
        ("pr-nd-oxide", "en", ("#PrNdOxide", "#PrNd")),
        ("pr-nd-oxide", "zh", ("#氧化镨钕", "#镨钕")),
        ("shfe-copper", "en", ("#Copper",)),
        ("base-metals", "en", ()),
        ("no-such-term", "en", ()),
    ],
)
def test_a_material_is_tagged_with_what_it_belongs_to(
    term: str, language: Language, tags: tuple[str, ...]
) -> None:
    """Itself and the materials above it; a contract's metal; no sector, which would be on all."""
    assert hashtags(on(term), LEXICON, language) == tags


def test_what_most_is_told_of_comes_first() -> None:
    """And no more than a few."""
    tags = hashtags(on("tin", "copper", "zinc", "copper", "nickel"), LEXICON, "en", most=2)

    assert tags == ("#Copper", "#Tin")


def test_facts_without_a_material_have_no_tag() -> None:
    """A price of something unknown is posted without."""
    assert hashtags([oxide()], LEXICON, "en") == ()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_material_gives_tags_that_telegram_reads_whole(language: Language) -> None:
    """Each tag of each name in the lexicon is one hashtag, from its sign to its end."""
    for tag in _every_tag(LEXICON, language):
        (entity,) = detect(tag)
        assert (entity["type"], entity["length"]) == ("hashtag", len(tag)), tag


def _every_tag(lexicon: Lexicon, language: Language) -> list[str]:
    materials = [term.id for term in lexicon.terms.values() if term.kind is TermKind.MATERIAL]
    return [tag for id in materials for tag in hashtags(on(id), lexicon, language)]
