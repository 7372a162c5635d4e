"""A subscription given another filter: typed anew, or by a button what of its topics is wanted."""

from __future__ import annotations

from bot.context import BotContext
from bot.handlers.reader import Reader
from bot.presses import WHATS
from briefs.filters import Expr, Filter, parse, print_expr, print_rhythm
from briefs.filters.expressions import Both, Either, Topic, both
from briefs.lexicon import Lexicon
from briefs.store import subscriptions
from briefs.store.subscriptions import Subscription


async def rewrite(reader: Reader, context: BotContext, id: int, filter: Filter) -> int:
    """The number of the subscription that has the filter now: this one, or its twin."""
    at, rhythm = (reader.chat_id, reader.thread_id), print_rhythm(filter.rhythm)
    async with context.store.begin() as conn:
        await subscriptions.rewrite(conn, reader.chat_id, id, filter.expr)
        kept = await subscriptions.with_text(conn, *at, print_expr(filter.expr))
        if kept is None:  # deleted meanwhile
            return id
        await subscriptions.set_rhythm(conn, reader.chat_id, kept.id, rhythm)
    return kept.id


def of_its_topics(wish: Subscription, what: str, lexicon: Lexicon) -> Expr:
    """The topics of a subscription with something else of them; without topics, of everything."""
    parts = wish.expr.parts if isinstance(wish.expr, Both) else (wish.expr,)
    topics = [part for part in parts if _names_topics(part)]
    named = print_expr(both(topics)) if topics else ""
    line = f"{named} {WHATS[what]}".strip()
    return parse(line or "everything", lexicon).expr


def _names_topics(expr: Expr) -> bool:
    choices = expr.parts if isinstance(expr, Either) else (expr,)
    return all(isinstance(one, Topic) for one in choices)
