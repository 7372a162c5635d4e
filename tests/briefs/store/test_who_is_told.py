"""From a typed line to the outbox: which flashes a subscription is told, in both databases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from sqlalchemy import select

from briefs import publish
from briefs.filters import parse, print_rhythm
from briefs.ingest import ingest
from briefs.lexicon import Lexicon, load_lexicon
from briefs.render import Renderer, load_renderer
from briefs.store import Store, chats, subscriptions
from briefs.store.tables import outbox
from briefs.types import RawFlash

START = datetime(2026, 3, 24, 8, tzinfo=UTC)
SPOT = "The average price of SMM {metal} was reported at {level} yuan/mt, {change}.\n"
FLASHES = {
    "tin": "SMM #1 Tin Rises on Restocking\n2026-03-02 15:00\n"
    + SPOT.format(
        metal="#1 tin",
        level="253,000",
        change="up 6,000 yuan/mt from the previous trading day, an increase of 2.43%",
    ),
    "ndpr": "Pr-Nd Oxide Climbs as Buyers Return\n2026-03-02 15:00\n"
    + SPOT.format(
        metal="Pr-Nd oxide",
        level="512,000",
        change="up 12,000 yuan/mt from the previous trading day, an increase of 2.4%",
    )
    + "Risk warning: demand may fall short of expectations.\n",
    "draft": "China Seeks Comment on Gallium Export Rules\n2026-03-02 15:00\n"
    "China's Ministry of Commerce released a draft of the Measures for the Export of Gallium for "
    "public comment on March 2, 2026.\n",
    "force": "Measures for the Export of Gallium Take Effect\n2026-03-20 15:00\n"
    "The Measures for the Export of Gallium of China's Ministry of Commerce took effect on March "
    "20, 2026.\n",
    "again": "Gallium Exporters Adapt to New Measures\n2026-03-24 15:00\n"
    "The Measures for the Export of Gallium of China's Ministry of Commerce took effect on March "
    "20, 2026, and exporters in Guangxi now wait longer for licences.\n",
    "deal": "Lynas to Acquire Heavy Rare Earth Project\n2026-03-02 15:00\n"
    "Lynas agreed to acquire Arafura Rare Earths for $150 million in cash.\n",
    "fall": "沪铜大跌\n2026-03-02 15:00\n"
    "3月2日SMM 1#电解铜均价报78,000元/吨，较前一交易日下跌2,400元/吨，跌幅2.99%。\n",
    "week": "Lithium Carbonate Slides Over the Week\n2026-03-06 15:00\n"
    "Lithium carbonate prices fell 5.2% over the week on weak demand.\n",
}
ALL = " ".join(FLASHES)
TOLD = {
    "everything": ALL,
    # names and groups, in either language; tickers; agencies
    "tin": "tin",
    "rare earths": "ndpr",
    "base metals": "tin fall",
    "稀土、铜 或 锡": "tin ndpr fall",
    "LYC": "deal",
    "mofcom": "draft force again",
    # kinds
    "kind:price": "tin ndpr fall",
    "kind:policy": "draft force again",
    "kind:deal,opinion": "deal",
    "risk": "ndpr",
    # moves: of a day by themselves, of another period when asked; with a sign their direction
    "move>=2%": "tin ndpr fall",
    "move>=2.5%": "fall",
    "move>=+2%": "tin ndpr",
    "move<=-2%": "fall",
    "move<=-3%": "",
    "move<=-3%/week": "week",
    "move>=5%/week": "week",
    "move>=2%/month": "",
    # levels, in their own unit
    "price>450000 CNY/t": "ndpr",
    "price<80000 元/吨": "fall",
    "price>450000 USD/t": "",
    # a status told a second time is no change of it
    "policy:consultation": "draft",
    "policy:effective": "force",
    "policy:effective,ended": "force",
    # deals
    "deal>=100M USD": "deal",
    "deal>=0.2bn USD": "",
    "deal>=100M CNY": "",
    # who told it, in which language, in which words
    "source:SMM": "tin ndpr fall",
    "lang:zh": "fall",
    '"export of gallium"': "draft force again",
    '"wait longer"': "again",
    '"allium"': "",
    '"跌幅"': "fall",
    # put together
    "tin kind:policy": "",
    "rare earths, lynas -kind:deal": "ndpr",
    "move>=2% -copper": "tin ndpr",
    "-kind:price": "draft force again deal week",
    "(tin, copper) move>=+1%": "tin",
    "gallium policy:effective or lynas": "force deal",
    "(risk or deal>=1M USD) (rare earths, lynas)": "ndpr deal",
    "rare earths, tin move>=2.42%": "tin",
    # told by digest, so not now
    "tin every:08:30": "",
    "everything every:4h": "",
}


@cache
def lexicon() -> Lexicon:
    return load_lexicon()


@cache
def renderer() -> Renderer:
    return load_renderer(lexicon=lexicon())


async def watch(store: Store, lines: Mapping[int, str]) -> None:
    async with store.begin() as conn:
        for chat_id, line in lines.items():
            filter = parse(line, lexicon())
            await chats.save_chat(conn, chat_id, type="private", title="", language="en", now=START)
            await subscriptions.watch(
                conn, chat_id, 0, filter.expr, START, rhythm=print_rhythm(filter.rhythm)
            )


async def come_in(store: Store, name: str, text: str, now: datetime) -> None:
    raw = RawFlash("test", name, text, "text", now)
    outcomes = await ingest(raw, store=store, lexicon=lexicon(), renderer=renderer(), now=now)
    assert [outcome.result for outcome in outcomes] == ["stored"], name


async def queued(store: Store) -> list[tuple[int, int]]:
    """(chat, event) of all that is queued."""
    async with store.read() as conn:
        rows = await conn.execute(select(outbox.c.chat_id, outbox.c.event_id))
        return [(chat_id, event_id) for chat_id, event_id in rows]


async def test_each_subscription_is_told_what_it_asks_for(store: Store) -> None:
    """Every condition of the language, alone and put together, against the same eight flashes."""
    await watch(store, dict(enumerate(TOLD, start=1)))
    for hours, (name, text) in enumerate(FLASHES.items()):
        await come_in(store, name, text, START + timedelta(hours=hours))

    names = dict(enumerate(FLASHES, start=1))
    told: dict[str, list[str]] = {line: [] for line in TOLD}
    lines = dict(enumerate(TOLD, start=1))
    for chat_id, event_id in sorted(await queued(store)):
        told[lines[chat_id]].append(names[event_id])

    assert {line: " ".join(flashes) for line, flashes in told.items()} == TOLD


async def test_a_level_is_told_when_it_is_crossed(store: Store) -> None:
    """Once above; again when it was well below in between; not twice within four hours."""
    await watch(store, {1: "tin price>250000 CNY/t"})
    heard = []
    for hours, level in (
        *((0, 249_000), (24, 251_000), (48, 253_000), (72, 249_500), (96, 254_000)),
        *((120, 246_000), (144, 252_000), (145, 246_500), (146, 252_500)),
    ):
        now = START + timedelta(hours=hours)
        text = f"SMM Tin at {level}\n{now:%Y-%m-%d %H:%M}\n" + SPOT.format(
            metal="#1 tin", level=f"{level:,}", change=f"as of {now:%H:%M} on {now:%B} {now.day}"
        )
        before = len(await queued(store))
        await come_in(store, str(level), text, now)
        heard.append(len(await queued(store)) - before)

    assert heard == [0, 1, 0, 0, 0, 0, 1, 0, 0]


async def test_a_chat_with_several_wishes_is_told_once(store: Store) -> None:
    """Three of its subscriptions take the flash; one message goes out."""
    async with store.begin() as conn:
        await chats.save_chat(conn, 1, type="private", title="", language="en", now=START)
        for line in ("tin", "base metals kind:price", "move>=1%"):
            await subscriptions.watch(conn, 1, 0, parse(line, lexicon()).expr, START)
    await come_in(store, "tin", FLASHES["tin"], START)

    assert len(await queued(store)) == 1


async def test_very_many_filters_are_asked_for_in_parts(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More filters take a flash than one statement can name: each chat is told, and once."""
    monkeypatch.setattr(publish, "AT_ONCE", 2)
    lines = {n: f"tin move>={n}%" for n in (1, 2)} | {3: "tin kind:price", 4: "tin", 5: "lang:en"}
    await watch(store, lines)
    await watch(store, dict.fromkeys(lines, "tin source:smm"))
    await come_in(store, "tin", FLASHES["tin"], START)

    assert sorted(chat_id for chat_id, _ in await queued(store)) == [1, 2, 3, 4, 5]


async def test_a_paused_wish_is_not_told(store: Store) -> None:
    """Until it is resumed."""
    await watch(store, {1: "tin", 2: "move>=1%"})
    async with store.begin() as conn:
        for chat_id in (1, 2):
            (wish,) = await subscriptions.of_chat(conn, chat_id)
            await subscriptions.pause(conn, chat_id, wish.id, True)
    await come_in(store, "tin", FLASHES["tin"], START)

    assert await queued(store) == []
