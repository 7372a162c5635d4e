"""Inline buttons, and what is written in them: Telegram keeps at most 64 bytes a button.

A press is a value (`Choose`, `Show`, …), written as its letter and its fields by colons. The letter
is behind the version of this table, so that a button of an old one is known as old.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from typing import Literal, TypeAlias, cast, get_args

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import InlineKeyboardButtonLimit

from bot.i18n import Html, Words
from briefs.types import Language

VERSION = "1"
Part: TypeAlias = Literal["sources", "policy", "ask", "open"]
Topic: TypeAlias = Literal["price", "brief", "policy", "risks", "ask", "follow"]


@dataclass(frozen=True, slots=True)
class Show:
    """A button under a briefing: a part of it, or questions about it."""

    part: str  # Part
    event_id: str  # a number

    @property
    def valid(self) -> bool:
        return self.part in get_args(Part) and self.event_id.isdecimal()


@dataclass(frozen=True, slots=True)
class Choose:
    """A command gone on with, about the term chosen; `extra` is its further argument."""

    topic: str  # Topic
    term: str  # lexicon id, or "*"
    extra: str = ""

    @property
    def valid(self) -> bool:
        return self.topic in get_args(Topic) and bool(self.term)


@dataclass(frozen=True, slots=True)
class Begin:
    """One of the choices of the first screen."""

    choice: str  # "all", "pick", "ask", "stop"

    @property
    def valid(self) -> bool:
        return self.choice in ("all", "pick", "ask", "stop")


@dataclass(frozen=True, slots=True)
class Speak:
    """The language to speak from now on: "en", "zh", "auto"."""

    language: str

    @property
    def valid(self) -> bool:
        return self.language in ("auto", *get_args(Language))


Press: TypeAlias = Show | Choose | Begin | Speak
UNDER_BRIEFING: tuple[Part, ...] = ("sources", "policy", "ask")
LETTERS: dict[str, type[Press]] = {"s": Show, "c": Choose, "b": Begin, "l": Speak}


def encode(press: Press) -> str | None:
    """The callback data of a press; None if it cannot be written in 64 bytes."""
    letter = next(letter for letter, kind in LETTERS.items() if isinstance(press, kind))
    fields = [str(field) for field in astuple(press)]
    data = ":".join((VERSION + letter, *fields))
    fits = len(data.encode()) <= InlineKeyboardButtonLimit.MAX_CALLBACK_DATA
    return data if fits and not any(":" in field for field in fields) else None


def decode(data: str | None) -> Press | None:
    """The press behind callback data; None for one of another version, or not ours."""
    head, *fields = (data or "").split(":")
    kind = LETTERS.get(head.removeprefix(VERSION)) if head.startswith(VERSION) else None
    if kind is None:
        return None
    try:
        press = kind(*fields)
    except TypeError:  # another number of fields
        return None
    return press if press.valid else None


def briefing_keyboard(event_id: int, words: Words) -> InlineKeyboardMarkup:
    """Sources, Policy and Ask, under the briefing of an event."""
    return _rows([(words(f"button-{part}"), Show(part, str(event_id))) for part in UNDER_BRIEFING])


def open_keyboard(event_ids: Sequence[int]) -> InlineKeyboardMarkup:
    """A number for each event of a list, to open its briefing."""
    numbered = enumerate(event_ids, start=1)
    return _rows([(str(n), Show("open", str(event_id))) for n, event_id in numbered], wide=5)


def start_keyboard(words: Words, *, following: bool) -> InlineKeyboardMarkup:
    """The three ways to begin, one a row; and the way out, for who follows something."""
    choices = ("all", "pick", "ask", "stop") if following else ("all", "pick", "ask")
    return _rows([(words(f"button-begin-{choice}"), Begin(choice)) for choice in choices], wide=1)


def language_keyboard(words: Words) -> InlineKeyboardMarkup:
    choices = ("en", "zh", "auto")
    return _rows([(words(f"button-language-{choice}"), Speak(choice)) for choice in choices])


def choice_keyboard(
    topic: Topic, choices: Iterable[tuple[str, str]], *, extra: str = "", wide: int = 1
) -> InlineKeyboardMarkup | None:
    """A button for each (term id, label); None if there is none that can be written."""
    buttons = [(label, Choose(topic, term, extra)) for term, label in choices]
    keyboard = _rows(buttons, wide=wide)
    return keyboard if keyboard.inline_keyboard else None


def ask_keyboard(term: str, name: str, words: Words) -> InlineKeyboardMarkup:
    """The questions most asked about a term."""
    topics = cast(Sequence[Topic], ("price", "policy", "risks"))
    return _rows(
        [(words(f"button-ask-{topic}", name=Html(name)), Choose(topic, term)) for topic in topics],
        wide=1,
    )


def _rows(buttons: Sequence[tuple[str, Press]], wide: int = 3) -> InlineKeyboardMarkup:
    written = [(label, encode(press)) for label, press in buttons]
    keys = [InlineKeyboardButton(label, callback_data=data) for label, data in written if data]
    return InlineKeyboardMarkup([keys[at : at + wide] for at in range(0, len(keys), wide)])
