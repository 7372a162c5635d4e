"""Names as people type them: exact, misspelt, ambiguous, unknown; and the groups they form."""

from __future__ import annotations

import pytest

from briefs.lexicon import Lexicon, TermKind, load_lexicon


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


EXACT = [
    ("copper", "copper"),
    ("铜", "copper"),
    ("ndpr", "pr-nd"),
    ("PR ND OXIDE", "pr-nd-oxide"),
    ("dy", "dysprosium"),
    ("tb", "terbium"),
    ("apt", "ammonium-paratungstate"),
    ("x", "us-steel"),
    ("600111", "china-northern-rare-earth"),
    ("600111.sh", "china-northern-rare-earth"),
    ("lc", "gfex-lithium-carbonate"),
    ("lc2507", "gfex-lithium-carbonate"),
    ("i", "dce-iron-ore"),
    ("沪铜", "shfe-copper"),
    ("miit", "miit"),
    ("BG lithium carb index", "battery-grade-lithium-carbonate"),
    ("553 no-oxygen silicon", "553-no-silicon-without-oxygen"),
    ("PBF", "pb-fines"),
    ("yuan/mt", "cny-t"),
]
MISSPELT = [
    ("antimny trioxide", "antimony-trioxide"),
    ("galium", "gallium"),
    ("disprosium oxide", "dysprosium-oxide"),
    ("lithum carbonate", "lithium-carbonate"),
    ("molybdenium oxide", "molybdenum-oxide"),
    ("antofagsta", "antofagasta"),
    ("北方稀士", "china-northern-rare-earth"),
]


@pytest.mark.parametrize(("name", "wanted"), EXACT)
def test_an_exact_name_is_one_term(lexicon: Lexicon, name: str, wanted: str) -> None:
    """A known form finds exactly its term: plain copper is copper, not fourteen grades."""
    assert [(h.term.id, h.how) for h in lexicon.find(name)] == [(wanted, "exact")]
    assert lexicon.resolve(name) is lexicon.get(wanted)


@pytest.mark.parametrize(("name", "wanted"), MISSPELT)
def test_a_misspelt_name_finds_the_nearest(lexicon: Lexicon, name: str, wanted: str) -> None:
    """One or two wrong letters still lead to the term, marked as a guess."""
    best = lexicon.find(name)[0]
    assert (best.term.id, best.how) == (wanted, "fuzzy")
    assert best.score < 100
    assert lexicon.resolve(name) is lexicon.get(wanted)


@pytest.mark.parametrize("name", ["", "  ", "zq", "unobtainium", "weather tomorrow", "你好吗"])
def test_an_unknown_name_finds_nothing(lexicon: Lexicon, name: str) -> None:
    """Nothing near is an empty answer, never a wild guess."""
    assert lexicon.find(name) == ()
    assert lexicon.resolve(name) is None


def test_a_name_of_two_terms_is_ambiguous(lexicon: Lexicon) -> None:
    """All terms of a shared name are offered; `resolve` refuses to choose; kinds decide."""
    assert [h.term.kind for h in lexicon.find("SMM")] == [TermKind.HOUSE, TermKind.VENUE]
    assert lexicon.resolve("SMM") is None
    house = lexicon.resolve("SMM", kinds={TermKind.HOUSE})
    assert house is not None
    assert house.id == "smm"


def test_limit_caps_the_hits(lexicon: Lexicon) -> None:
    """No more hits than asked for."""
    assert len(lexicon.find("antimny trioxide", limit=1)) == 1


def test_groups_hold_their_members_at_any_depth(lexicon: Lexicon) -> None:
    """Rare earths hold dysprosium oxide two groups down; copper its contracts; each itself."""
    assert {"rare-earths", "dysprosium-oxide", "ndfeb-blank-n38"} <= lexicon.members("rare-earths")
    assert {"copper", "copper-cathode", "shfe-copper"} <= lexicon.members("copper")
    assert "freeport-mcmoran" not in lexicon.members("copper")
    assert "freeport-mcmoran" in lexicon.members("mining-shares")
    assert {"dysprosium-oxide", "dysprosium", "rare-earths"} <= lexicon.ancestors(
        "dysprosium-oxide"
    )


def test_an_unknown_id_is_a_key_error(lexicon: Lexicon) -> None:
    """Ids are exact: an unknown one is a mistake of the caller."""
    with pytest.raises(KeyError):
        lexicon.get("unobtainium")
    with pytest.raises(KeyError):
        lexicon.members("unobtainium")
    with pytest.raises(KeyError):
        lexicon.ancestors("unobtainium")
