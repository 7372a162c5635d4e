"""The data files we ship are sound, broad and say where they come from."""

from __future__ import annotations

from collections import Counter

import pytest

from briefs.lexicon import Lexicon, TermKind, check_lexicon, load_lexicon

WANTED = {
    TermKind.MATERIAL: 350,
    TermKind.CONTRACT: 60,
    TermKind.COMPANY: 150,
    TermKind.AGENCY: 80,
    TermKind.HOUSE: 60,
    TermKind.VENUE: 20,
    TermKind.PLACE: 100,
    TermKind.SECTOR: 40,
}
EXCHANGES = {"SHFE", "INE", "GFEX", "DCE", "CZCE", "LME", "COMEX", "NYMEX", "SGX"}


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def test_shipped_files_have_no_problem() -> None:
    """The check a person runs after editing finds nothing in what we ship."""
    assert check_lexicon() == []


@pytest.mark.parametrize(("kind", "least"), WANTED.items())
def test_every_kind_is_broad(lexicon: Lexicon, kind: TermKind, least: int) -> None:
    """Each kind holds at least as many terms as the market needs."""
    assert Counter(term.kind for term in lexicon.terms.values())[kind] >= least


def test_materials_belong_to_a_family(lexicon: Lexicon) -> None:
    """Every material stands in a group, and usual units are known for nearly all."""
    materials = [t for t in lexicon.terms.values() if t.kind is TermKind.MATERIAL]
    assert [t.id for t in materials if not t.parents] == []
    assert sum(1 for t in materials if t.units) > 0.95 * len(materials)


def test_contracts_carry_code_venue_and_chinese_name(lexicon: Lexicon) -> None:
    """A contract can be found by its code at its exchange, in both languages."""
    contracts = [t for t in lexicon.terms.values() if t.kind is TermKind.CONTRACT]
    assert [t.id for t in contracts if not (t.code and t.venue and t.name_zh)] == []
    assert {t.venue for t in contracts} >= EXCHANGES


def test_most_companies_are_listed_somewhere(lexicon: Lexicon) -> None:
    """At least 150 companies carry a ticker."""
    listed = [t for t in lexicon.terms.values() if t.kind is TermKind.COMPANY and t.code]
    assert len(listed) >= 150


def test_most_terms_have_a_chinese_name(lexicon: Lexicon) -> None:
    """Chinese questions reach nine of ten materials, agencies, contracts and places."""
    kinds = {TermKind.MATERIAL, TermKind.AGENCY, TermKind.CONTRACT, TermKind.PLACE}
    terms = [t for t in lexicon.terms.values() if t.kind in kinds]
    assert sum(1 for t in terms if t.name_zh) > 0.9 * len(terms)


def test_names_find_their_own_term(lexicon: Lexicon) -> None:
    """Asking for a canonical name, in either language, offers the term it names."""
    lost = [
        (term.id, name)
        for term in lexicon.terms.values()
        for name in (term.name, term.name_zh)
        if name and term not in [hit.term for hit in lexicon.find(name, limit=9)]
    ]
    assert lost == []
