"""What stands in a button, and what comes back from one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import InlineKeyboardMarkup

from bot.i18n import load_translations
from bot.keyboards import (
    ask_keyboard,
    briefing_keyboard,
    choice_keyboard,
    hush_keyboard,
    start_keyboard,
)
from bot.presses import (
    DEEDS,
    HUSHES,
    RHYTHMS,
    WHATS,
    Begin,
    Choose,
    Forget,
    Hush,
    Mute,
    Page,
    Pick,
    Press,
    Show,
    Speak,
    Wish,
    decode,
    encode,
)
from bot.watch_keyboards import (
    drop_keyboard,
    mute_keyboard,
    other_what_keyboard,
    topics_keyboard,
    whats_keyboard,
    when_keyboard,
    wish_keyboard,
)
from briefs.filters.expressions import Topic
from briefs.lexicon import load_lexicon
from briefs.store.subscriptions import Loudness, Subscription
from briefs.types import Language

MOST_BYTES = 64

numbers = st.integers(0, 2**63).map(str)
terms = st.from_regex(r"[a-z0-9-]{1,30}", fullmatch=True)
presses = st.one_of(
    st.builds(
        Show,
        st.sampled_from(["sources", "policy", "ask", "open"]),
        st.integers(0, 2**63).map(str),
    ),
    st.builds(
        Choose,
        st.sampled_from(["price", "brief"]),
        st.from_regex(r"[a-z0-9-]{1,30}", fullmatch=True),
    ),
    st.builds(Begin, st.sampled_from(["all", "pick", "ask", "stop"])),
    st.builds(Speak, st.sampled_from(["en", "zh", "auto"])),
    st.builds(Pick, terms, st.sampled_from(["", *WHATS])),
    st.builds(Page, numbers),
    st.sampled_from([(do, value) for do, values in DEEDS.items() for value in values]).flatmap(
        lambda deed: st.builds(Wish, st.just(deed[0]), numbers, st.just(deed[1]))
    ),
    st.builds(Hush, st.sampled_from(HUSHES), numbers),
    st.builds(Mute, st.sampled_from(["1h", "24h", "on", "clear"]), terms),
    st.builds(Forget, st.sampled_from(["yes", "no"])),
)


@given(presses)
def test_a_press_comes_back_as_it_was_written(press: Press) -> None:
    """Whatever is written into a button is read from it again, and fits."""
    data = encode(press)

    assert data is not None
    assert len(data.encode()) <= MOST_BYTES
    assert decode(data) == press


@given(st.text(max_size=70))
def test_foreign_data_is_no_press(data: str) -> None:
    """Whatever comes, it is a press that would be written like that, or none."""
    press = decode(data)

    assert press is None or encode(press) == data


@pytest.mark.parametrize(
    "data",
    [None, "", "0s:sources:1", "1s:sources", "1s:sources:x", "1c:fly:copper", "1b:all:all", "9"],
)
def test_old_or_forged_data_is_refused(data: str | None) -> None:
    """Another version, too few fields, no number, an unknown word: expired."""
    assert decode(data) is None


def test_every_term_fits_into_a_button() -> None:
    """A choice can be offered for each term of the lexicon, with a period typed along."""
    lexicon = load_lexicon()

    kinds = [f"{term}/opinions" for term in lexicon.terms]
    presses = [
        *(Choose("policy", term, "366d") for term in lexicon.terms),
        *(Pick(term, what) for term in lexicon.terms for what in WHATS),
        *(Mute("on", subject) for subject in kinds),
    ]
    unwritable = [press for press in presses if encode(press) is None]

    assert unwritable == []


def test_what_does_not_fit_is_left_out() -> None:
    """A button that Telegram would refuse is not made."""
    assert encode(Choose("price", "x" * 80)) is None
    assert choice_keyboard("price", [("x" * 80, "X")]) is None


def test_keyboards_speak_the_readers_language() -> None:
    """The same buttons, in English and in Chinese."""
    translations = load_translations()
    english, chinese = translations.words("en"), translations.words("zh")

    assert [key.text for row in briefing_keyboard(7, english).inline_keyboard for key in row] == [
        "🔗 Sources",
        "📜 Policy",
        "💬 Ask",
        "👎 Less like this",
        "🔇 Mute",
    ]
    assert len(start_keyboard(chinese, following=False).inline_keyboard) == 3
    assert len(start_keyboard(chinese, following=True).inline_keyboard) == 4


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("loudness", ["on", "silent"])
@pytest.mark.parametrize("paused", [True, False])
def test_the_buttons_of_a_subscription_are_all_worded(
    language: Language, loudness: Loudness, paused: bool
) -> None:
    """In each of its states there is a label for everything that can be done."""
    words = load_translations().words(language)
    wish = Subscription(7, "tin", Topic("tin"), "instant", loudness, paused)

    assert len(keys(wish_keyboard(wish, words))) == 7
    assert len(keys(other_what_keyboard(7, words))) == len(WHATS) + 1
    assert len(keys(when_keyboard(7, words))) == len(RHYTHMS) + 1
    assert len(keys(drop_keyboard(7, words))) == 2
    assert len(keys(whats_keyboard("tin", words))) == len(WHATS) + 1
    assert len(keys(topics_keyboard([("tin", "tin")], words))) == 2
    assert len(keys(mute_keyboard(words, muted=True))) == 3
    assert len(keys(hush_keyboard(1, None, words))) == 3


def keys(keyboard: InlineKeyboardMarkup) -> list[str]:
    """The labels of a keyboard."""
    return [key.text for row in keyboard.inline_keyboard for key in row]


def test_a_name_in_a_button_is_no_html() -> None:
    """Buttons show text as it is, so nothing in them is escaped."""
    keyboard = ask_keyboard("x", "A & B", load_translations().words("en"))

    assert keyboard.inline_keyboard[0][0].text == "Price of A & B"
