"""Raw flashes handed in by message: read, told of, and the briefings of what is new queued."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from bot.context import BotContext
from bot.handlers.briefings import briefing_of
from bot.handlers.reader import Reader
from bot.keyboards import briefing_keyboard
from briefs.ingest import Line, Outcome, Result
from briefs.intake import TOGETHER, ingest_together
from briefs.store import outbox
from briefs.store.outbox import Lane
from briefs.types import RawFlash

MOST_TOLD = 10  # outcomes in one reply
MOST_BRIEFED = 5  # briefings that follow it


async def take_in(reader: Reader, context: BotContext, raws: Sequence[RawFlash]) -> None:
    """Ingest them and say what became of each; of a price sheet, of the whole."""
    line = Line(context.lexicon, context.renderer, context.now())
    outcomes: list[Outcome] = []
    for start in range(0, len(raws), TOGETHER):
        together = [(raw, line) for raw in raws[start : start + TOGETHER]]
        outcomes += chain.from_iterable(await ingest_together(together, context.store))
    if any(raw.media == "row" for raw in raws):
        await reader.say(_told_of_sheet(reader, outcomes))
        context.services.wake_delivery()
        return
    await reader.say(_told(reader, outcomes))
    await _brief(reader, context, outcomes)


def _told(reader: Reader, outcomes: Sequence[Outcome]) -> str:
    if not outcomes:
        return reader.words("flash-empty")
    lines = [
        reader.words(f"flash-{outcome.result}", title=outcome.title, detail=outcome.detail)
        for outcome in outcomes[:MOST_TOLD]
    ]
    left = len(outcomes) - MOST_TOLD
    return "\n".join([*lines, reader.words("flash-more", count=left)] if left > 0 else lines)


def _told_of_sheet(reader: Reader, outcomes: Sequence[Outcome]) -> str:
    """How many rows became what, and each wrong one by its line."""
    counts = Counter(outcome.result for outcome in outcomes)
    wrong = [outcome for outcome in outcomes if outcome.result is Result.QUARANTINED]
    stored = counts[Result.STORED] + counts[Result.JOINED]
    summary = reader.words(
        "flash-sheet", stored=stored, repeated=counts[Result.REPEATED], wrong=len(wrong)
    )
    return "\n".join([summary, *([_told(reader, wrong)] if wrong else [])])


async def _brief(reader: Reader, context: BotContext, outcomes: Sequence[Outcome]) -> None:
    """Queue the briefing of each new event for this chat.

    Under the key its subscription would have: a chat that follows it gets it once, not twice.
    """
    stored = [one.event_id for one in outcomes if one.result is Result.STORED]
    for event_id in [one for one in stored if one is not None][:MOST_BRIEFED]:
        briefing = await briefing_of(context, event_id)
        assert briefing is not None
        async with context.store.begin() as conn:
            await outbox.enqueue(
                conn,
                key=outbox.key_of(event_id, reader.chat_id, reader.thread_id),
                chat_id=reader.chat_id,
                thread_id=reader.thread_id,
                text=context.renderer.briefing(briefing, reader.language),
                event_id=event_id,
                markup=briefing_keyboard(event_id, reader.words).to_dict(),
                lane=Lane.ANSWER,
                now=context.now(),
            )
    context.services.wake_delivery()
