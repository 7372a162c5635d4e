"""Inline keyboards, and how one is put together from labels and presses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.i18n import Html, Words
from bot.presses import UNDER_BRIEFING, Begin, Choose, Draw, Hush, Press, Show, Speak, Topic, encode

FILES = ("csv", "xlsx")  # kinds of files a table is handed over as
CHART_DAYS = 90
CHART_PERIODS = (30, 90, 365)
MOST_CHARTS = 12


def briefing_keyboard(event_id: int, words: Words, *, pushed: bool = True) -> InlineKeyboardMarkup:
    """Sources, Policy and Ask, under the briefing of an event; and under one that nobody asked for,
    how to get fewer of them."""
    shown = [(words(f"button-{part}"), Show(part, str(event_id))) for part in UNDER_BRIEFING]
    fewer = [(words(f"button-{how}"), Hush(how, str(event_id))) for how in ("less", "mute")]
    return InlineKeyboardMarkup(
        [*rows(shown).inline_keyboard, *(rows(fewer).inline_keyboard if pushed else ())]
    )


def hush_keyboard(event_id: int, topic: str | None, words: Words) -> InlineKeyboardMarkup:
    """For how long, or of what, nothing more is to be pushed; `topic` names the event's subject."""
    choices = [("1h", words("button-mute-1h")), ("24h", words("button-mute-24h"))]
    if topic is not None:
        choices.append(("topic", words("button-mute-topic", name=Html(topic))))
    choices.append(("back", words("button-back")))
    return rows([(label, Hush(how, str(event_id))) for how, label in choices], wide=2)


def open_keyboard(event_ids: Sequence[int]) -> InlineKeyboardMarkup:
    """A number for each event of a list, to open its briefing."""
    numbered = enumerate(event_ids, start=1)
    return rows([(str(n), Show("open", str(event_id))) for n, event_id in numbered], wide=5)


def start_keyboard(words: Words, *, following: bool) -> InlineKeyboardMarkup:
    """The three ways to begin, one a row; and the way out, for who follows something."""
    choices = ("all", "pick", "ask", "stop") if following else ("all", "pick", "ask")
    return rows([(words(f"button-begin-{choice}"), Begin(choice)) for choice in choices], wide=1)


def language_keyboard(words: Words) -> InlineKeyboardMarkup:
    choices = ("en", "zh", "auto")
    return rows([(words(f"button-language-{choice}"), Speak(choice)) for choice in choices])


def choice_keyboard(
    topic: Topic, choices: Iterable[tuple[str, str]], *, extra: str = "", wide: int = 1
) -> InlineKeyboardMarkup | None:
    """A button for each (term id, label); None if there is none that can be written."""
    buttons = [(label, Choose(topic, term, extra)) for term, label in choices]
    keyboard = rows(buttons, wide=wide)
    return keyboard if keyboard.inline_keyboard else None


def answer_keyboard(term: str, words: Words, *, priced: bool) -> InlineKeyboardMarkup:
    """Under an answer: more on what it is about."""
    topics: Sequence[Topic] = ("chart", "history", "watch") if priced else ("watch",)
    return rows([(words(f"button-{topic}"), Choose(topic, term)) for topic in topics])


def ask_keyboard(term: str, name: str, words: Words) -> InlineKeyboardMarkup:
    """The questions most asked about a term."""
    topics = cast(Sequence[Topic], ("price", "policy", "risks"))
    return rows(
        [(words(f"button-ask-{topic}", name=Html(name)), Choose(topic, term)) for topic in topics],
        wide=1,
    )


def charts_keyboard(names: Iterable[tuple[str, str]]) -> InlineKeyboardMarkup | None:
    """A button for the chart of each (term id, name)."""
    buttons = [(f"📈 {name}", Draw("chart", term, str(CHART_DAYS))) for term, name in names]
    return rows(buttons[:MOST_CHARTS]) if buttons else None


def history_keyboard(term: str, days: int, words: Words) -> InlineKeyboardMarkup:
    """Under a table: the same as a file or a picture."""
    shown: list[tuple[str, Press]] = [(do.upper(), Draw(do, term, str(days))) for do in FILES]
    shown.append((words("button-chart"), Draw("chart", term, str(days))))
    return rows(shown)


def chart_keyboard(
    terms: Sequence[str], days: int, words: Words, *, dark: bool
) -> InlineKeyboardMarkup:
    """Under a picture: other periods, the other look, and of one material its table."""
    ids, now = ",".join(terms), str(days)
    buttons = [(words(f"button-days-{n}"), Draw("chart", ids, str(n))) for n in CHART_PERIODS]
    look = "light" if dark else "dark"
    buttons.append((words(f"button-{look}"), Draw(look, ids, now)))
    if len(terms) == 1:
        buttons.append((words("button-history"), Draw("history", ids, now)))
    return rows(buttons)


def rows(buttons: Sequence[tuple[str, Press]], wide: int = 3) -> InlineKeyboardMarkup:
    written = [(label, encode(press)) for label, press in buttons]
    keys = [InlineKeyboardButton(label, callback_data=data) for label, data in written if data]
    return InlineKeyboardMarkup([keys[at : at + wide] for at in range(0, len(keys), wide)])
