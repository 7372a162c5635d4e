"""Posts of channels and forwarded messages as flashes: the whole bot against the sandbox."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from bot.app import App, build
from bot.delivery.pace import Pace
from bot.jobs import utc_now
from bot.sandbox import (
    CHANNEL,
    HUMAN,
    File,
    Sandbox,
    edit,
    send_album,
    send_file,
    serve,
    write,
)
from briefs.json_lines import read_json
from briefs.lexicon import Lexicon, load_lexicon
from briefs.render import Renderer, load_renderer
from briefs.sources.book import read_sources
from briefs.store import Store, chats, events, sources
from briefs.store.channels import note_admin
from briefs.store.events import Event
from briefs.store.facts import event_facts
from briefs.store.subscriptions import EVERYTHING, subscribe
from briefs.types import Found

TOKEN = "7000000001:tests-only-this-token-opens-no-door-anywhere"
BOOK = f'[wire]\nkind = "telegram"\nchannel = {CHANNEL}\nname = "Sample Wire"\n'
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000" "1f15c4890000000d49444154789c63f8"
    "cfc0f01f0005000101005a9d5ecd0000000049454e44ae426082"
)  # fmt: skip
TIN = "Tin ingot was quoted at 250,000 yuan/mt today (Sample)."


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return load_renderer()


class Desk:
    """A running bot, its channel, and one reader who is told everything."""

    def __init__(self, sandbox: Sandbox, store: Store) -> None:
        self.sandbox, self.store = sandbox, store

    async def told(self, number: int) -> list[str]:
        """What the reader was sent; waits until it is so much."""
        await until(lambda: len(self._texts()) >= number)
        return self._texts()

    def _texts(self) -> list[str]:
        sends = self.sandbox.world.log.sends()
        return [call.text or "" for call in sends if call.chat_id == HUMAN]

    async def latest(self) -> tuple[Event, ...]:
        async with self.store.read() as conn:
            return await events.latest(conn)

    async def facts(self, event: Event) -> tuple[Found, ...]:
        async with self.store.read() as conn:
            return await event_facts(conn, event.id)


async def until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    for _ in range(int(seconds / 0.02)):
        if condition():
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"not within {seconds} seconds")


@asynccontextmanager
async def running(
    store: Store, lexicon: Lexicon, renderer: Renderer, book: str = BOOK
) -> AsyncIterator[Desk]:
    async with serve() as sandbox:
        app: App = build(
            token=TOKEN,
            api_url=sandbox.url,
            store=store,
            lexicon=lexicon,
            renderer=renderer,
            owners=[HUMAN],
            book=read_sources(book, "sources.toml"),
            pace=Pace(bot_per_second=1e6, chat_interval=0, group_per_minute=1e9),
        )
        async with store.begin() as conn:
            await chats.save_chat(
                conn, HUMAN, type="private", title="", language="en", now=utc_now()
            )
            await subscribe(conn, HUMAN, 0, EVERYTHING, utc_now())
        await app.start()
        try:
            write(sandbox.world, HUMAN, "/help")  # who has not spoken cannot be written to
            await until(lambda: len(sandbox.world.log.sends()) == 1)
            yield Desk(sandbox, store)
        finally:
            await app.stop()


@pytest.fixture
async def desk(store: Store, lexicon: Lexicon, renderer: Renderer) -> AsyncIterator[Desk]:
    async with running(store, lexicon, renderer) as opened:
        yield opened


async def test_a_post_is_a_flash_of_its_channel(desk: Desk) -> None:
    """Pushed like any other, under the channel's name, with the address of the post."""
    write(desk.sandbox.world, CHANNEL, TIN)

    _, text = await desk.told(2)

    assert "250,000" in text
    assert "Sample Wire" in text
    (event,) = await desk.latest()
    (found, *_) = await desk.facts(event)
    assert found.publisher == "Sample Wire"
    assert (found.url or "").startswith("https://t.me/")
    async with desk.store.read() as conn:
        assert (await sources.load_state(conn, "wire")).news_at is not None


async def test_an_edit_with_another_figure_is_a_correction(desk: Desk) -> None:
    """Each edit corrects the one before; the reader sees both figures."""
    post = write(desk.sandbox.world, CHANNEL, TIN)
    await desk.told(2)

    edit(desk.sandbox.world, CHANNEL, post["message_id"], TIN.replace("250,000", "255,000"))
    texts = await desk.told(3)
    reworded = "Correction: tin ingot stood at 256,000 yuan/mt today, not 255,000 (Sample)."
    edit(desk.sandbox.world, CHANNEL, post["message_id"], reworded)
    await desk.told(4)

    assert "Corrected" in texts[2]
    assert "255,000" in texts[2]
    assert "250,000" in texts[2]
    third, second, first = await desk.latest()
    assert (third.corrects, second.corrects) == (second.id, first.id)


async def test_an_edit_of_words_alone_tells_nothing_new(desk: Desk) -> None:
    """A comma, a sentence more: the same event."""
    post = write(desk.sandbox.world, CHANNEL, TIN)
    await desk.told(2)

    edit(desk.sandbox.world, CHANNEL, post["message_id"], f"{TIN} Buyers waited.")
    write(desk.sandbox.world, CHANNEL, "Zinc ingot was quoted at 22,000 yuan/mt today (Sample).")

    assert "22,000" in (await desk.told(3))[2]
    assert len(await desk.latest()) == 2


async def test_an_album_is_one_flash(desk: Desk) -> None:
    """Its captions together; pictures without a word are nothing."""
    picture = File("chart.png", "image/png", PIXEL)
    send_album(
        desk.sandbox.world,
        CHANNEL,
        [(picture, TIN), (picture, ""), (picture, "Stocks of tin fell to 9,000 mt (Sample).")],
    )

    await desk.told(2)
    await asyncio.sleep(0.3)

    (event,) = await desk.latest()
    assert {one.fact.fact for one in await desk.facts(event)} == {"prices", "volumes"}
    assert len(desk._texts()) == 2


async def test_a_price_sheet_in_a_channel_is_read(desk: Desk) -> None:
    """As dropped into the chat: history, pushed to nobody."""
    sheet = b"Date,Material,Price,Unit\n2026-03-02,Lead,17000,yuan/mt\n"
    send_file(desk.sandbox.world, CHANNEL, File("p.csv", "text/csv", sheet), caption=TIN)
    await desk.told(2)

    write(desk.sandbox.world, HUMAN, "/price lead")

    assert "17,000" in (await desk.told(3))[2]


@pytest.mark.parametrize(
    "book",
    ['[w]\nkind = "telegram"\nchannel = "@elsewhere"\n', f"{BOOK}off = true\n"],
    ids=["another channel", "switched off"],
)
async def test_other_channels_are_not_read(
    store: Store, lexicon: Lexicon, renderer: Renderer, book: str
) -> None:
    """Only those that the operator names; one that is switched off is not."""
    async with running(store, lexicon, renderer, book) as desk:
        write(desk.sandbox.world, CHANNEL, TIN)
        write(desk.sandbox.world, HUMAN, "/help")
        await desk.told(2)
        assert await desk.latest() == ()


async def test_our_own_posts_are_never_read(desk: Desk) -> None:
    """Where we post into a channel that we read: a briefing of a briefing would never end."""
    async with desk.store.begin() as conn:
        await chats.save_chat(conn, CHANNEL, type="channel", title="", language="en", now=utc_now())
        await subscribe(conn, CHANNEL, 0, EVERYTHING, utc_now())
        await note_admin(conn, HUMAN, CHANNEL, utc_now())
    write(desk.sandbox.world, CHANNEL, TIN)
    world = desk.sandbox.world
    await until(lambda: any(call.chat_id == CHANNEL for call in world.log.sends()))
    ours = max(world.chat(CHANNEL).messages)

    # Telegram hands bots no posts of their own; if it did, they would be known by their number.
    world.hand(world.chat(CHANNEL).messages[ours])
    write(world, CHANNEL, "Zinc ingot was quoted at 22,000 yuan/mt today (Sample).")
    await until(lambda: sum(call.chat_id == CHANNEL for call in world.log.sends()) == 2)

    assert len(await desk.latest()) == 2


async def test_a_forwarded_post_names_its_channel(desk: Desk) -> None:
    """Its channel, its time and its address, not ours; a caption counts as a text."""
    origin = {
        "type": "channel",
        "date": int(utc_now().timestamp()) - 600,
        "chat": {"id": -1009, "type": "channel", "title": "Other Wire", "username": "other_wire"},
        "message_id": 17,
    }
    write(desk.sandbox.world, HUMAN, TIN, forward_origin=origin)

    texts = await desk.told(3)

    assert any("Stored" in text for text in texts)
    (event,) = await desk.latest()
    (found, *_) = await desk.facts(event)
    assert (found.publisher, found.url) == ("Other Wire", "https://t.me/other_wire/17")
    assert found.published_at is not None
    assert int(found.published_at.timestamp()) == origin["date"]


@pytest.mark.parametrize(
    ("channel", "told"),
    [('"elsewhere"', "@name"), ("100", "@name"), ('"@x"', "@name"), ("1.5", "channel")],
)
def test_a_mistaken_channel_is_told(channel: str, told: str) -> None:
    """What to write instead."""
    with pytest.raises(Exception, match=told):
        read_sources(f'[w]\nkind = "telegram"\nchannel = {channel}\n', "sources.toml")


def test_a_post_keeps_what_it_says_of_itself() -> None:
    """A record without a title brings its own headline and time, as a page does."""
    body = "Tin up (Sample)\n2030-03-05 09:00\nTin ingot rose."
    (draft,) = read_json(json.dumps({"body": body}))

    assert (draft.title, draft.lines) == ("Tin up (Sample)", ("Tin ingot rose.",))
    assert draft.published_at is not None
