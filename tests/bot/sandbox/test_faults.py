"""Faults on demand: what a bot sees of each, and what really happened."""

from __future__ import annotations

import time
from typing import Any

import httpx
import pytest
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, NetworkError, RetryAfter, TelegramError
from telegram.error import TimedOut as Late
from telegram.request import HTTPXRequest

from bot.sandbox import CHANNEL, GROUP, HUMAN, Fault, FaultKind, Sandbox
from tests.bot.sandbox.conftest import TOKEN, Api


async def send(http: httpx.AsyncClient, chat_id: int | str = CHANNEL) -> httpx.Response:
    return await http.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": chat_id, "text": "x"})


def ptb(sandbox: Sandbox) -> Bot:
    """The library's bot, which waits for half a second."""
    request = HTTPXRequest(read_timeout=0.5)
    return Bot(TOKEN, base_url=f"{sandbox.url}/bot", request=request)


ANSWERS: list[tuple[dict[str, Any], int, str]] = [
    ({"kind": "flood", "retry_after": 9}, 429, '"parameters":{"retry_after":9}'),
    ({"kind": "flood_bare"}, 429, '"description":"Too Many Requests"}'),
    ({"kind": "server_error"}, 502, "<html>"),
    ({"kind": "garbage"}, 200, "{garbage"),
    ({"kind": "migrate", "chat_to": -9}, 400, '"migrate_to_chat_id":-9'),
    ({"kind": "refuse", "code": 403, "description": "Forbidden: gone"}, 403, "Forbidden: gone"),
]


@pytest.mark.parametrize(("fault", "status", "part"), ANSWERS, ids=lambda value: str(value)[:30])
async def test_a_fault_meets_one_call_and_the_next_goes_through(
    http: httpx.AsyncClient, sandbox: Sandbox, fault: dict[str, Any], status: int, part: str
) -> None:
    """Asked for by JSON, a fault answers one call as told; nothing was sent by it."""
    await http.post("/sandbox/faults", json={"faults": [fault]})

    met = await send(http)
    accepted_at_first = len(sandbox.world.log.sends())
    after = await send(http)

    assert (met.status_code, part in met.text) == (status, True)
    assert (accepted_at_first, after.status_code) == (0, 200)


@pytest.mark.parametrize(("kind", "accepted"), [("reset_before", 0), ("reset_after", 1)])
async def test_a_cut_connection_is_ambiguous_but_not_to_the_log(
    http: httpx.AsyncClient, sandbox: Sandbox, kind: str, accepted: int
) -> None:
    """The caller sees the same break; only the log knows whether the message was taken."""
    sandbox.world.faults.add(Fault(FaultKind(kind)))

    with pytest.raises(httpx.TransportError):
        await send(http)

    assert len(sandbox.world.log.sends()) == accepted
    assert len(sandbox.world.chat(CHANNEL).messages) == accepted


async def test_a_slow_answer_comes_late_and_whole(
    http: httpx.AsyncClient, sandbox: Sandbox
) -> None:
    """The call waits as long as told, and then succeeds."""
    sandbox.world.faults.add(Fault(FaultKind.SLOW, seconds=0.3))
    begun = time.monotonic()

    reply = await send(http)

    assert reply.status_code == 200
    assert time.monotonic() - begun >= 0.3


SEEN: list[tuple[Fault, type[TelegramError], str]] = [
    (Fault(FaultKind.FLOOD, retry_after=7), RetryAfter, "Retry in 0:00:07"),
    (Fault(FaultKind.FLOOD_BARE), NetworkError, "Too Many Requests"),
    (Fault(FaultKind.SERVER_ERROR), NetworkError, "Bad Gateway"),
    (Fault(FaultKind.GARBAGE), TelegramError, "Invalid server response"),
    (Fault(FaultKind.RESET_BEFORE), NetworkError, "RemoteProtocolError"),
    (Fault(FaultKind.RESET_AFTER), NetworkError, "RemoteProtocolError"),
    (Fault(FaultKind.SLOW, seconds=2), Late, "Timed out"),
    (Fault(FaultKind.REFUSE, description="Bad Request: no"), BadRequest, "No"),
    (Fault(FaultKind.MIGRATE, chat_to=-100), ChatMigrated, "migrated to supergroup"),
]


@pytest.mark.parametrize(("fault", "error", "said"), SEEN, ids=lambda value: str(value)[:40])
async def test_python_telegram_bot_meets_each_fault(
    sandbox: Sandbox,
    fault: Fault,
    error: type[TelegramError],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each fault is an exception of the library, of the class its users catch."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # as the bot sets it
    async with ptb(sandbox) as bot:
        sandbox.world.faults.add(fault)
        with pytest.raises(error, match=said) as met:
            await bot.send_message(CHANNEL, "x")
        sent = await bot.send_message(CHANNEL, "y")

    assert type(met.value) is error
    assert sent.text == "y"


async def test_a_fault_names_its_method_its_chat_and_how_often(
    http: httpx.AsyncClient, sandbox: Sandbox, api: Api
) -> None:
    """Other methods and chats go through; `skip` calls go first, `count` are met."""
    fault = Fault(FaultKind.FLOOD, "SENDmessage", chat_id=CHANNEL, count=2, skip=1)
    sandbox.world.faults.add(fault)

    elsewhere = await send(http, HUMAN)
    asked = await api("getChat", chat_id=CHANNEL)
    replies = [await send(http, name) for name in (CHANNEL, "@metals", CHANNEL, CHANNEL)]

    assert (elsewhere.status_code, asked["ok"]) == (200, True)
    assert [reply.status_code for reply in replies] == [200, 429, 429, 200]


async def test_a_group_that_moved_says_where_to(api: Api, sandbox: Sandbox) -> None:
    """A chat upgraded for good answers every send with its new id."""
    sandbox.world.chat(GROUP).moved_to = -42

    answer = await api("sendMessage", chat_id=GROUP, text="x")

    assert answer["parameters"] == {"migrate_to_chat_id": -42}


@pytest.mark.parametrize(
    "faults",
    [5, [5], [{}], [{"kind": "rain"}], [{"kind": "slow", "seconds": "x"}], [{"kind": []}],
     [{"kind": "flood", "cuont": 1}], [{"kind": "flood", "count": None}]],
)  # fmt: skip
async def test_faults_that_make_no_sense_are_refused(
    http: httpx.AsyncClient, sandbox: Sandbox, faults: Any
) -> None:
    """A mistyped fault is answered with 400 and none is added."""
    good = [{"kind": "garbage"}] if isinstance(faults, list) else []
    wanted = good + faults if isinstance(faults, list) else faults

    reply = await http.post("/sandbox/faults", json={"faults": wanted})

    assert reply.status_code == 400
    assert sandbox.world.faults.active == []


async def test_the_log_is_the_oracle(http: httpx.AsyncClient, sandbox: Sandbox) -> None:
    """/sandbox/log tells every call with its outcome, and those after a number."""
    sandbox.world.faults.add(Fault(FaultKind.SERVER_ERROR))
    await send(http)
    await send(http)

    calls = (await http.get("/sandbox/log")).json()["calls"]
    later = (await http.get("/sandbox/log", params={"since": 1})).json()["calls"]

    assert [(call["status"], call["accepted"]) for call in calls] == [(502, False), (200, True)]
    assert calls[0]["description"] == "server_error"
    assert later == calls[1:]
