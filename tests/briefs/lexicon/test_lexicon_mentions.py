"""What is read in running text, and what is left alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.lexicon import Lexicon, TermKind, load_lexicon


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


LEXICON = load_lexicon()

READ = [
    ("Pr-Nd oxide", "pr-nd-oxide"),
    ("PrNd oxide", "pr-nd-oxide"),
    ("NdPr oxide", "pr-nd-oxide"),
    ("pr nd oxide", "pr-nd-oxide"),
    ("Pr–Nd Oxide", "pr-nd-oxide"),
    ("praseodymium neodymium oxide", "pr-nd-oxide"),
    ("praseodymium-neodymium oxide", "pr-nd-oxide"),
    ("氧化镨钕", "pr-nd-oxide"),
    ("NdPr", "pr-nd"),
    ("Dy oxide", "dysprosium-oxide"),
    ("DyFe alloy", "dysprosium-iron-alloy"),
    ("N38 (Ce) blank", "ndfeb-blank-n38-ce"),
    ("NdFeB blank 40M", "ndfeb-blank-40m"),
    ("2# low-bismuth antimony ingot", "2-no-low-bismuth-antimony-ingot"),
    ("99.8% antimony trioxide", "antimony-trioxide-99-8-pct"),
    ("black tungsten concentrates", "black-tungsten-concentrate"),
    ("APT", "ammonium-paratungstate"),
    ("moly concentrate", "molybdenum-concentrate"),
    ("aluminum", "aluminium"),
    ("aluminium", "aluminium"),
    ("A00 aluminum ingot", "a00-aluminium"),
    ("#1 copper cathode", "copper-cathode"),
    ("1# copper cathode", "copper-cathode"),
    ("copper concentrate TCs", "copper-concentrate-tc"),
    ("nickel sulfate", "nickel-sulphate"),
    ("10-12% high-grade NPI", "high-grade-npi"),
    ("battery-grade lithium carbonate", "battery-grade-lithium-carbonate"),
    ("电池级碳酸锂", "battery-grade-lithium-carbonate"),
    ("553# silicon without oxygen", "553-no-silicon-without-oxygen"),
    ("421# silicon", "421-no-silicon"),
    ("n-type recharging polysilicon", "n-type-polysilicon"),
    ("PB fines", "pb-fines"),
    ("304/2B", "304-2b-stainless-coil"),
    ("SiMn", "silicomanganese"),
    ("Brent", "brent-crude"),
    ("US dollar index", "us-dollar-index"),
    ("沪铜", "shfe-copper"),
    ("Shanghai copper", "shfe-copper"),
    ("LME three-month copper", "lme-copper"),
    ("SS2601", "shfe-stainless-steel"),
    ("lc2507", "gfex-lithium-carbonate"),
    ("I2405", "dce-iron-ore"),
    ("SF509", "czce-ferrosilicon"),
    ("600111.SH", "china-northern-rare-earth"),
    ("FCX", "freeport-mcmoran"),
    ("北方稀土", "china-northern-rare-earth"),
    ("工信部", "miit"),
    ("Ministry of Industry and Information Technology", "miit"),
    ("Guojin Securities", "guojin-securities"),
    ("China's Ministry of Commerce", "mofcom"),
    ("DRC", "drc"),
    ("rare earth permanent magnets concept", "rare-earth-permanent-magnets-concept"),
]

READ_INSIDE = [
    ("X -6.2% and MT (-4.1%), AA, +3%", ["us-steel", "arcelormittal", "alcoa"]),
    ("Shares of the maker (NYSE: X) and NYSE:MP", ["us-steel", "mp-materials"]),
    ("600111 +5.2%", ["china-northern-rare-earth"]),
    ("Lead lost 0.25% and tin 0.19%", ["lead", "tin"]),
    ("zinc and lead producers", ["zinc", "lead"]),
    ("lead concentrated in one place", ["lead"]),
    ("silver and COMEX gold", ["silver", "comex-gold"]),
    ("今日氧化镝报价上调，铜价回落", ["dysprosium-oxide", "copper"]),
    ("无锡304/2B价格", ["wuxi", "304-2b-stainless-coil"]),
    ("TiO₂ prices", ["titanium-dioxide"]),
]

LEFT_ALONE = [
    "5,000 mt a month and 3 MT more",
    "which may lead to higher prices",
    "this leads the market; in the lead",
    "few sellers, a feb delivery",
    "X rose, A fell, IN AS I said",
    "US dollars and Australian dollars a ton",
    "meeting, starting, continued",
    "银行与资金",
    "553 lots and 421 yuan",
    "an apt remark, safe hands, thin ice, ing",
    "a meteoric rise of hydro power",
    "in 2405 words, cu2599, i24051, SS260",
    "everyone as in no co la se",
    "Xyz Co., Ltd of La Paz, at Ras Al-Khair, with Premier Li Qiang",
    "Siemens Renewable Energy and refined oil",
]


@pytest.mark.parametrize(("text", "wanted"), READ)
def test_a_written_form_names_its_term(lexicon: Lexicon, text: str, wanted: str) -> None:
    """Each form a wire uses is read as the one term it stands for, over its whole length."""
    mentions = lexicon.mentions(f"Today {text}, he said")
    assert [(m.term.id, m.text) for m in mentions] == [(wanted, text)]


@pytest.mark.parametrize(("text", "wanted"), READ_INSIDE)
def test_names_are_read_in_their_sentence(lexicon: Lexicon, text: str, wanted: list[str]) -> None:
    """Signs around a ticker, Chinese without spaces and near misses are told apart."""
    assert [m.term.id for m in lexicon.mentions(text) if m.term.kind != TermKind.VENUE] == wanted


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_ordinary_words_are_no_terms(lexicon: Lexicon, text: str) -> None:
    """Units, verbs, plain numbers and half words name nothing."""
    assert lexicon.mentions(text) == []


def test_a_name_of_two_kinds_is_given_for_both(lexicon: Lexicon) -> None:
    """SMM is a house and the venue of its prices: one span, two terms, in the order of kinds."""
    mentions = lexicon.mentions("SMM said")
    assert [(m.term.kind, m.start, m.end) for m in mentions] == [
        (TermKind.HOUSE, 0, 3),
        (TermKind.VENUE, 0, 3),
    ]


def test_offsets_survive_letters_that_grow_in_lower_case(lexicon: Lexicon) -> None:
    """A dotted capital İ before a name does not shift where the name is said to stand."""
    (mention,) = lexicon.mentions("İİ antimony ingot")
    assert (mention.start, mention.text) == (3, "antimony ingot")


PIECES = st.sampled_from(
    [
        "copper",
        "Pr-Nd",
        "lead",
        "镍",
        "SS2601",
        "X",
        " -3%",
        "NYSE:",
        "İ",
        " ",
        "s",
        "-",
        "#1",
        "oxide",
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_any_text_can_be_read(text: str) -> None:
    """Whatever the text, nothing is raised, spans are the text, ordered and apart."""
    mentions = LEXICON.mentions(text)
    assert all(m.text == text[m.start : m.end] and m.start < m.end for m in mentions)
    spans = sorted({(m.start, m.end) for m in mentions})
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert [m.start for m in mentions] == sorted(m.start for m in mentions)
