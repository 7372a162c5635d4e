"""The buttons of subscriptions: the walk to a first one, their list, what is done with one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from telegram import InlineKeyboardMarkup

from bot.i18n import Words
from bot.keyboards import rows
from bot.presses import RHYTHMS, WHATS, Mute, Page, Pick, Press, Wish
from briefs.store.subscriptions import EVERYTHING, Subscription

A_PAGE = 6  # subscriptions


def topics_keyboard(topics: Iterable[tuple[str, str]], words: Words) -> InlineKeyboardMarkup:
    """The first step: (term id, label) of each topic, or everything."""
    choices = [(label, Pick(term)) for term, label in topics]
    return rows([*choices, (words("button-topic-all"), Pick(EVERYTHING))])


def whats_keyboard(term: str, words: Words) -> InlineKeyboardMarkup:
    """The second step: what of the topic."""
    choices: list[tuple[str, Press]] = [
        (words(f"button-what-{what}"), Pick(term, what)) for what in WHATS
    ]
    return rows([*choices, (words("button-back"), Pick(""))], wide=2)


def wish_keyboard(wish: Subscription, words: Words) -> InlineKeyboardMarkup:
    """All that can be done with a subscription."""
    sound, pause = _other_sound(wish), "no" if wish.paused else "yes"
    buttons: list[tuple[str, Press]] = [
        (words("button-when"), Wish("when", str(wish.id))),
        (words("button-what"), Wish("what", str(wish.id))),
        (words(f"button-sound-{sound}"), Wish("sound", str(wish.id), sound)),
        (words("button-test"), Wish("test", str(wish.id))),
        (words(f"button-pause-{pause}"), Wish("pause", str(wish.id), pause)),
        (words("button-drop"), Wish("drop", str(wish.id))),
        (words("button-list"), Page("0")),
    ]
    return rows(buttons, wide=2)


def other_what_keyboard(id: int, words: Words) -> InlineKeyboardMarkup:
    """What of its topics a subscription could be about."""
    choices = [(words(f"button-what-{what}"), Wish("what", str(id), what)) for what in WHATS]
    return rows([*choices, (words("button-back"), Wish("show", str(id)))], wide=2)


def when_keyboard(id: int, words: Words) -> InlineKeyboardMarkup:
    """The rhythms that have a button."""
    choices = [(words(f"button-when-{name}"), Wish("when", str(id), name)) for name in RHYTHMS]
    return rows([*choices, (words("button-back"), Wish("show", str(id)))], wide=2)


def drop_keyboard(id: int, words: Words) -> InlineKeyboardMarkup:
    """Really?"""
    sure = (words("button-drop-yes"), Wish("drop", str(id), "yes"))
    return rows([sure, (words("button-keep"), Wish("show", str(id)))])


def back_keyboard(id: int, words: Words) -> InlineKeyboardMarkup:
    return rows([(words("button-back"), Wish("show", str(id)))])


def list_keyboard(
    shown: Sequence[Subscription], page: int, pages: int, words: Words
) -> InlineKeyboardMarkup:
    """A number for each subscription of a page, the pages beside it, and the way to a new one."""
    first = page * A_PAGE + 1
    numbers = rows(
        [(str(n), Wish("show", str(wish.id))) for n, wish in enumerate(shown, start=first)],
        wide=A_PAGE,
    )
    others = [("«", page - 1), (f"{page + 1}/{pages}", page), ("»", page + 1)]
    turn = rows([(sign, Page(str(to))) for sign, to in others if 0 <= to < pages])
    add = rows([(words("button-add"), Pick(""))])
    lines = (numbers, turn, add) if pages > 1 else (numbers, add)
    return InlineKeyboardMarkup([row for part in lines for row in part.inline_keyboard])


def mute_keyboard(words: Words, *, muted: bool) -> InlineKeyboardMarkup:
    """Quiet for a while, or no more."""
    choices = ("1h", "24h", "clear") if muted else ("1h", "24h")
    return rows([(words(f"button-mute-{do}"), Mute(do)) for do in choices])


def undo_keyboard(subject: str, words: Words) -> InlineKeyboardMarkup:
    return rows([(words("button-undo"), Mute("on", subject))])


def _other_sound(wish: Subscription) -> str:
    return "on" if wish.loudness == "silent" else "silent"
