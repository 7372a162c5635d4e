"""Posts in channels: each in the channel's own layout, with hashtags, and mended in place.

A channel that shows an event which is corrected gets its post edited, whether its filter takes the
new figures or not: a wrong number must not be left standing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.hashtags import hashtags
from briefs.lexicon import Lexicon
from briefs.store import channels, outbox
from briefs.store.channels import Channel
from briefs.store.events import Event
from briefs.store.outbox import Lane
from briefs.types import Briefing, Language, Layout

if TYPE_CHECKING:
    from briefs.render import Renderer


@dataclass(frozen=True, slots=True)
class Post:
    """What a channel is to show. `edits`: the outbox row whose message it takes the place of."""

    channel: Channel
    silent: bool = False
    edits: int | None = None


async def posts_of(
    conn: AsyncConnection, event: Event, asked: Iterable[Mapping[str, Any]]
) -> tuple[Post, ...]:
    """Where an event is to be posted: edits of what it corrects, new posts where it is wanted."""
    posts: dict[int, Post] = {}
    if event.corrects is not None:
        for channel, row in await channels.posted(conn, event.corrects):
            posts[channel.chat_id] = Post(channel, silent=True, edits=row)
    for wanted in asked:
        for channel, silent in await channels.wanting(conn, wanted):
            posts.setdefault(channel.chat_id, Post(channel, silent))
    return tuple(posts.values())


async def queue_posts(
    conn: AsyncConnection,
    briefing: Briefing,
    posts: Sequence[Post],
    *,
    lane: Lane,
    lexicon: Lexicon,
    renderer: Renderer,
    now: datetime,
) -> int:
    """Queue them; gives how many were not queued before. Raises ValueError without an event."""
    if briefing.event_id is None:
        raise ValueError("only the briefing of an event is posted")
    facts = [item.fact for section in briefing.sections for item in section.items]

    @cache
    def text(language: Language, layout: Layout) -> str:
        tags = hashtags(facts, lexicon, language)
        return renderer.post(briefing, language, layout, tags)

    queued = 0
    for post in posts:
        channel = post.channel
        queued += await outbox.enqueue(
            conn,
            key=outbox.key_of(briefing.event_id, channel.chat_id),
            chat_id=channel.chat_id,
            text=text(channel.language, channel.layout),
            event_id=briefing.event_id,
            lane=lane,
            now=now,
            silent=post.silent,
            edits=post.edits,
            # A correction is never too late.
            use_by=outbox.use_by(lane, now) if post.edits is None else None,
        )
    return queued
