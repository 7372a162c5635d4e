"""How a source stands, in words for its owner: a line of the list, and the news that it turned."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from html import escape
from typing import Final

from bot.handlers.moments import local_time
from bot.i18n import Html, Words
from briefs.sources.health import Health, last_news, late_after
from briefs.sources.standing import Standing

MARKS: Final = {
    Health.FRESH: "🟢",
    Health.QUIET: "⚪",
    Health.LATE: "🟡",
    Health.FAILING: "🔴",
    Health.CHANGED: "🟣",
}
WORST_FIRST: Final = tuple(reversed(Health))


def list_lines(words: Words, standing: Iterable[Standing], now: datetime) -> list[str]:
    """One line a source as Telegram HTML, those to look after first."""
    ordered = sorted(standing, key=lambda one: WORST_FIRST.index(one.health))
    return [_line(words, one, now) for one in ordered]


def turn_text(words: Words, one: Standing, now: datetime) -> str:
    """That a source turned bad, or is well again, with what is known of the reason."""
    if not one.health.bad:
        return words("source-recovered", **_named(words, one))
    return words("source-turned", **_named(words, one), why=Html(_why(words, one, now)))


def span_text(words: Words, span: timedelta) -> str:
    """A length of time in its largest whole unit."""
    minutes = round(span.total_seconds() / 60)
    if minutes < 120:
        return words("span-minutes", number=max(minutes, 1))
    hours = round(minutes / 60)
    return (
        words("span-hours", number=hours) if hours < 72 else words("span-days", number=hours // 24)
    )


def _line(words: Words, one: Standing, now: datetime) -> str:
    last = last_news(one.state)
    name = f"{MARKS[one.health]} <b>{escape(one.spec.title, quote=False)}</b>"
    parts = [name, words(f"source-{one.health}")]
    if one.health.bad or one.state.reason is not None:
        parts.append(_why(words, one, now))
    if last is None:
        looked = one.state.looked_at is not None
        parts.append(words("source-no-news" if looked else "source-not-looked"))
    elif one.health is not Health.LATE:
        parts.append(words("source-last", when=Html(local_time(last))))
    return " · ".join(parts)


def _named(words: Words, one: Standing) -> dict[str, object]:
    return {
        "mark": MARKS[one.health],
        "name": one.spec.title,
        "health": words(f"source-{one.health}"),
    }


def _why(words: Words, one: Standing, now: datetime) -> str:
    """What is wrong with a source, and since when."""
    state = one.state
    if state.reason is not None:
        why = words(f"source-reason-{state.reason}")
        if state.failures < 2 or state.due_at is None:
            return why
        return words(
            "source-tried", why=Html(why), count=state.failures, next=Html(local_time(state.due_at))
        )
    last, usual = last_news(state), late_after(one.spec, state, now)
    assert last is not None
    assert usual is not None
    since = Html(local_time(last))
    return words("source-silent", since=since, usual=span_text(words, usual))
