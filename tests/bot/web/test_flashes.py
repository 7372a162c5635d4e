"""`POST /flashes` over real HTTP: who may, what is taken, and what is answered."""

from __future__ import annotations

import asyncio
import gzip
import json
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from pydantic import SecretStr
from schemathesis import GenerationMode
from starlette.applications import Starlette

from bot.web import flashes
from bot.web.door import Door
from bot.web.flashes import flash_routes
from bot.web.openapi import KEY, PATH, SIGNATURE, TIMESTAMP, describe
from bot.web.server import serving
from briefs.freshness import ANY_AGE
from briefs.ingest import Outcome, Result
from briefs.intake import read_spool
from briefs.lexicon import load_lexicon
from briefs.render import load_renderer
from briefs.sources.pushed import LARGEST, LARGEST_UNPACKED, MOST_ITEMS
from briefs.sources.signatures import sign
from briefs.store import Store, migrate, open_store, receipts, spool
from tests.support.databases import postgresql

NOW = datetime(2030, 3, 5, 10, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[3]
TOKEN, SECRET = "a-token-of-this-test", "a-secret-of-this-test"
BEARER: dict[str, str | bytes] = {"authorization": f"Bearer {TOKEN}"}
FLASH = {"title": "Tin up (Sample)", "body": "Tin ingot was quoted at 250,000 yuan/mt on March 5."}
LINES: dict[str, str | bytes] = {"content-type": "application/x-ndjson"}


@dataclass
class Sender:
    """Posts to a door of its own, whose clock the test sets."""

    store: Store
    url: str = ""
    now: datetime = NOW
    woken: list[bool] = field(default_factory=list)

    async def post(
        self, body: Any, headers: Mapping[str, str | bytes] | None = None, **more: str
    ) -> httpx.Response:
        """A body that is no bytes is sent as JSON; `more` are headers beside the token."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent: dict[str, str | bytes] = {
            "content-type": "application/json",
            **(BEARER if headers is None else headers),
        }
        sent |= {name.replace("_", "-"): value for name, value in more.items()}
        async with httpx.AsyncClient(base_url=self.url) as client:
            return await client.post(PATH, content=data, headers=sent)

    def signed(
        self, body: bytes, at: datetime | None = None, secret: str = SECRET
    ) -> dict[str, str]:
        timestamp = str(int((at or self.now).timestamp()))
        return {TIMESTAMP: timestamp, SIGNATURE: sign(secret, timestamp, body)}

    async def waiting(self) -> int:
        async with self.store.read() as conn:
            return await spool.count(conn)


async def read_all(store: Store) -> tuple[Outcome, ...]:
    """What waits in the spool, read."""
    return await read_spool(
        store=store,
        lexicon=load_lexicon(),
        renderer=load_renderer(),
        now=NOW,
        freshness_of=lambda _: ANY_AGE,
    )


@asynccontextmanager
async def door_of(
    store: Store, token: str | None = TOKEN, secret: str | None = SECRET
) -> AsyncIterator[Sender]:
    sender = Sender(store)
    door = Door(
        SecretStr(token) if token else None,
        SecretStr(secret) if secret else None,
        store,
        lambda: sender.now,
        lambda: sender.woken.append(True),
    )
    async with serving(Starlette(routes=flash_routes(door))) as sender.url:
        yield sender


@pytest.fixture
async def sender(store: Store) -> AsyncIterator[Sender]:
    async with door_of(store) as opened:
        yield opened


@pytest.mark.parametrize(
    ("body", "headers", "count"),
    [
        (FLASH, {}, 1),
        ([FLASH, {"body": "Zinc was steady."}], {}, 2),
        (b'{"title": "One"}\n\n{"title": "Two"}\n', LINES, 2),
        (gzip.compress(json.dumps(FLASH).encode()), {"content-encoding": "gzip"}, 1),
        (b"\xef\xbb\xbf" + json.dumps(FLASH).encode(), {}, 1),
    ],
    ids=["one", "an array", "JSON Lines", "gzip", "with a mark"],
)
async def test_what_is_taken_is_stored_and_will_be_read(
    sender: Sender, body: Any, headers: dict[str, str | bytes], count: int
) -> None:
    """202 comes with a number for each, and the reader is woken."""
    answer = await sender.post(body, BEARER | headers)

    assert answer.status_code == 202
    assert len(answer.json()["ids"]) == count == await sender.waiting()
    assert answer.json()["repeated"] is False
    assert sender.woken == [True]


async def test_the_same_webhook_five_times_gives_one_flash(sender: Sender) -> None:
    """With a key it is taken once; without, the reader finds it known."""
    keyed = [await sender.post(FLASH, **{KEY: "k1"}) for _ in range(5)]
    assert len({tuple(one.json()["ids"]) for one in keyed}) == 1
    assert [one.json()["repeated"] for one in keyed] == [False, True, True, True, True]
    for _ in range(5):
        await sender.post(FLASH)

    outcomes = await read_spool(
        store=sender.store,
        lexicon=load_lexicon(),
        renderer=load_renderer(),
        now=NOW,
        freshness_of=lambda _: ANY_AGE,
    )

    assert [one.result for one in outcomes].count(Result.STORED) == 1
    assert len({one.flash_id for one in outcomes}) == 1


async def test_a_key_is_for_one_body(sender: Sender) -> None:
    """Another body under it is a mistake of the sender, and is told so."""
    await sender.post(FLASH, **{KEY: "k1"})

    answer = await sender.post({"title": "Another"}, **{KEY: "k1"})

    assert (answer.status_code, answer.json()["error"]) == (409, "key_reused")
    assert await sender.waiting() == 1


async def test_one_key_at_the_same_moment_is_taken_once() -> None:
    """On a server's database too, where two transactions run side by side."""
    async with postgresql() as url:
        await migrate(url)
        store = await open_store(url)
        try:
            async with door_of(store) as sender:
                answers = await asyncio.gather(
                    *(sender.post(FLASH, **{KEY: "k1"}) for _ in range(8))
                )
                assert {one.status_code for one in answers} == {202}
                assert len({tuple(one.json()["ids"]) for one in answers}) == 1
                assert await sender.waiting() == 1
        finally:
            await store.close()


async def test_a_signed_request_needs_no_token(sender: Sender) -> None:
    """The signature covers the body as it is sent, gzip and all."""
    body = gzip.compress(json.dumps(FLASH).encode())

    answer = await sender.post(body, sender.signed(body), content_encoding="gzip")

    assert answer.status_code == 202


async def test_a_captured_request_gives_no_second_flash(sender: Sender) -> None:
    """Within the window it is known by its signature; later it is refused."""
    body = json.dumps(FLASH).encode()
    headers = sender.signed(body)
    first = await sender.post(body, headers)

    again = await sender.post(body, headers)
    sender.now += timedelta(minutes=6)
    late = await sender.post(body, headers)

    assert (again.json()["ids"], again.json()["repeated"]) == (first.json()["ids"], True)
    assert (late.status_code, late.json()["error"]) == (401, "not_authorized")
    assert await sender.waiting() == 1


Headers = Callable[[Sender, bytes], Mapping[str, str | bytes]]
STRANGERS: Mapping[str, Headers] = {
    "nothing": lambda _, body: {},
    "another token": lambda _, body: {"authorization": "Bearer wrong"},
    "no bearer": lambda _, body: {"authorization": f"Basic {TOKEN}"},
    "a token that is no ASCII": lambda _, body: {"authorization": b"Bearer \xe9"},
    "another secret": lambda sender, body: sender.signed(body, secret="wrong"),
    "another body": lambda sender, body: sender.signed(body + b" "),
    "no time": lambda sender, body: {SIGNATURE: sender.signed(body)[SIGNATURE]},
    "a time of old": lambda sender, body: sender.signed(body, NOW - timedelta(minutes=6)),
    "a time to come": lambda sender, body: sender.signed(body, NOW + timedelta(minutes=6)),
    "a time of another form": lambda sender, body: sender.signed(body) | {TIMESTAMP: "1e9"},
    "a good token and a wrong signature": lambda sender, body: (
        BEARER | sender.signed(body, secret="wrong")
    ),
}


@pytest.mark.parametrize("headers", STRANGERS.values(), ids=STRANGERS)
async def test_strangers_are_refused(sender: Sender, headers: Headers) -> None:
    """With a reason, and nothing is stored."""
    body = json.dumps(FLASH).encode()

    answer = await sender.post(body, headers(sender, body))

    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert TOKEN not in answer.text
    assert SECRET not in answer.text
    assert await sender.waiting() == 0


async def test_there_is_no_door_until_it_is_set_up(store: Store) -> None:
    """Neither token nor secret: the page does not exist."""
    async with door_of(store, None, None) as sender:
        assert (await sender.post(FLASH)).status_code == 404


async def test_a_secret_alone_takes_no_token(store: Store) -> None:
    """Only what is set up counts."""
    async with door_of(store, None) as sender:
        assert (await sender.post(FLASH)).status_code == 401
        body = json.dumps(FLASH).encode()
        assert (await sender.post(body, sender.signed(body))).status_code == 202


MANY = [{"title": "x"}] * (MOST_ITEMS + 1)
WRONG: Mapping[str, tuple[Any, dict[str, str | bytes], int, str, int | None]] = {
    "no JSON": (b"{", {}, 400, "broken_json", None),
    "no UTF-8": (b"\xff\xfe", {}, 400, "broken_json", None),
    "too deep": (b"[" * 100_000, {}, 400, "broken_json", None),
    "a broken line": (b'{"title": "a"}\n{"title"\n', LINES, 400, "broken_json", 2),
    "nothing": ([], {}, 422, "wrong_item", None),
    "no object": ([FLASH, 3], {}, 422, "wrong_item", 2),
    "no words": ([FLASH, {"title": " "}], {}, 422, "wrong_item", 2),
    "too long": ({"body": "x" * 100_001}, {}, 422, "wrong_item", 1),
    "an unknown field": ({**FLASH, "headline": "x"}, {}, 422, "wrong_item", 1),
    "a time without a zone": (
        {**FLASH, "published_at": "2030-03-05T10:00:00"}, {}, 422, "wrong_item", 1,
    ),
    "a number for a title": ({"title": 3}, {}, 422, "wrong_item", 1),
    "half a character": (b'{"title": "\\ud800"}', {}, 422, "wrong_item", 1),
    "too many": (MANY, {}, 422, "too_many", None),
    "too large": (b" " * (LARGEST + 1), {}, 413, "too_large", None),
    "a bomb": (
        gzip.compress(b" " * (LARGEST_UNPACKED + 1)), {"content-encoding": "gzip"},
        413, "too_large", None,
    ),
    "no gzip": (b"{}", {"content-encoding": "gzip"}, 400, "broken_encoding", None),
    "gzip cut off": (
        gzip.compress(b"{}")[:-4], {"content-encoding": "gzip"}, 400, "broken_encoding", None,
    ),
    "another encoding": (b"{}", {"content-encoding": "br"}, 415, "unknown_encoding", None),
    "another type": (b"{}", {"content-type": "text/html"}, 415, "unknown_type", None),
    "a key with blanks": (FLASH, {KEY: "a b"}, 400, "wrong_key", None),
}  # fmt: skip


@pytest.mark.parametrize(("body", "headers", "status", "error", "item"), WRONG.values(), ids=WRONG)
async def test_a_wrong_request_is_told_what_is_wrong(
    sender: Sender,
    body: Any,
    headers: dict[str, str | bytes],
    status: int,
    error: str,
    item: int | None,
) -> None:
    """With the number of the item; of a request with one wrong item none is taken."""
    answer = await sender.post(body, BEARER | headers)

    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert answer.json().get("item") == item
    assert answer.json()["detail"]
    assert "http" not in answer.json()["detail"]
    assert await sender.waiting() == 0


async def test_a_body_longer_than_it_says_is_cut_off(sender: Sender) -> None:
    """Sent in chunks without a length: no more than the limit is ever held."""

    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(LARGEST // 100_000 + 2):
            yield b" " * 100_000

    async with httpx.AsyncClient(base_url=sender.url) as client:
        answer = await client.post(
            PATH, content=chunks(), headers={"content-type": "application/json", **BEARER}
        )

    assert answer.status_code == 413


async def test_a_body_that_does_not_come_is_not_waited_for(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sender that stops midway holds nothing."""
    monkeypatch.setattr(flashes, "BODY_SECONDS", 0.05)
    host, _, port = sender.url.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN}\r\n"
    writer.write(f"{head}Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{{".encode())

    assert b"408" in await reader.readline()
    writer.close()


async def test_when_too_much_waits_a_sender_comes_again(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    """503 with a time; nothing is taken, and the key stays free."""
    monkeypatch.setattr(flashes, "FULL", 1)
    await sender.post(FLASH)

    answer = await sender.post({"title": "Next"}, **{KEY: "k1"})

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    async with sender.store.read() as conn:
        assert await receipts.find(conn, "key k1") is None


async def test_old_receipts_are_forgotten(sender: Sender) -> None:
    """Then the key may be used anew."""
    await sender.post(FLASH, **{KEY: "k1"})

    async with sender.store.begin() as conn:
        assert await receipts.prune(conn, NOW) == 0
        assert await receipts.prune(conn, NOW + timedelta(seconds=1)) == 1


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
async def test_the_description_is_true(sender: Sender, mode: GenerationMode) -> None:
    """What it allows is taken, what it forbids is refused, and every answer is as it says."""
    described = describe()
    # Longer than the generator can make; what is longer has a case of its own above.
    del described["components"]["schemas"]["Flash"]["properties"]["body"]["maxLength"]
    # Who may is tested above: the token of each request here is a good one.
    del described["paths"][PATH]["post"]["security"], described["components"]["securitySchemes"]
    operation = schemathesis.openapi.from_dict(described)[PATH]["POST"]

    @settings(max_examples=60, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate(base_url=sender.url, headers=BEARER)

    await asyncio.to_thread(ask)


async def test_the_description_is_served(sender: Sender) -> None:
    """Where senders look for it."""
    async with httpx.AsyncClient(base_url=sender.url) as client:
        answer = await client.get("/openapi.json")

    assert answer.json() == describe()


async def test_what_was_answered_with_202_survives_a_kill(database_url: str) -> None:
    """A process that dies the moment it has answered loses nothing."""
    command = (sys.executable, "-m", "tests.support.webhook_process", database_url, TOKEN)
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, cwd=ROOT
    )
    try:
        assert process.stdout is not None
        url = (await process.stdout.readline()).decode().strip()
        async with httpx.AsyncClient(base_url=url) as client:
            answer = await client.post(PATH, json=[FLASH, {"title": "Zinc steady"}], headers=BEARER)
        assert answer.status_code == 202
    finally:
        process.kill()
        await process.communicate()

    store = await open_store(database_url)
    try:
        outcomes = await read_spool(
            store=store,
            lexicon=load_lexicon(),
            renderer=load_renderer(),
            now=NOW,
            freshness_of=lambda _: ANY_AGE,
        )
    finally:
        await store.close()
    assert [one.result for one in outcomes] == [Result.STORED] * 2
