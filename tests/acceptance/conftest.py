"""The program as a person starts it: its own process, its own folder, real HTTP."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

ROOT = Path(__file__).parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
HUMAN = 1001
START_SECONDS = 30
STOP_SECONDS = 3


@dataclass(slots=True)
class Desk:
    """A running `flashbrief run` without a token, and the person in front of its web chat."""

    url: str
    folder: Path
    client: httpx.AsyncClient
    process: asyncio.subprocess.Process

    async def messages(self, chat_id: int = HUMAN) -> list[dict[str, Any]]:
        state = (await self.client.get("/sandbox/state")).json()
        found: list[dict[str, Any]] = state["messages"][str(chat_id)]
        return found

    async def say(self, text: str) -> str:
        """Write a message; the bot's answer to it."""
        before = len(await self.messages())
        reply = await self.client.post("/sandbox/messages", json={"chat_id": HUMAN, "text": text})
        assert reply.status_code == 200, reply.text
        return str((await self.answers(before + 1))[0]["text"])

    async def press(self, label: str) -> dict[str, Any]:
        """Press the button of that label under the newest message that has one; the message as it
        is then, or the new one that came."""
        before = await self.messages()
        message, data = next(
            (message, key["callback_data"])
            for message in reversed(before)
            for row in message.get("reply_markup", {}).get("inline_keyboard", [])
            for key in row
            if key["text"] == label
        )
        pressed = {"chat_id": HUMAN, "message_id": message["message_id"], "data": data}
        await self.client.post("/sandbox/callback", json=pressed)

        async def changed() -> bool:
            return await self.messages() != before

        await until(changed)
        now = await self.messages()
        if len(now) > len(before):
            return now[-1]
        return next(one for one in now if one["message_id"] == message["message_id"])

    async def drop(self, name: str, content: str) -> int:
        """Drop a file into the chat; how many messages there were with it."""
        before = len(await self.messages())
        files = {"file": (name, content.encode(), "text/plain")}
        data = {"chat_id": str(HUMAN)}
        reply = await self.client.post("/sandbox/documents", data=data, files=files)
        assert reply.status_code == 200, reply.text
        return before + 1

    async def answers(
        self, after: int, count: int = 1, seconds: float = 10
    ) -> list[dict[str, Any]]:
        """The bot's messages after the first `after` of the chat, once there are so many."""

        async def enough() -> bool:
            return len(await self.messages()) >= after + count

        await until(enough)
        return (await self.messages())[after:]

    async def briefings(self, after: int, count: int = 1) -> list[dict[str, Any]]:
        """The briefings (they have buttons) after the first `after` messages."""

        async def found() -> list[dict[str, Any]]:
            later = (await self.messages())[after:]
            return [message for message in later if "reply_markup" in message]

        async def enough() -> bool:
            return len(await found()) >= count

        await until(enough)
        return await found()

    async def briefing_with(self, text: str) -> dict[str, Any]:
        """The briefing that says so, among whatever else arrives."""

        async def found() -> list[dict[str, Any]]:
            return [one for one in await self.messages() if text in one.get("text", "")]

        async def there() -> bool:
            return bool(await found())

        await until(there)
        return (await found())[0]

    async def run_command(self, *arguments: str, given: str = "") -> str:
        """`flashbrief` beside the running bot, on the same database; what it prints."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *arguments),
            cwd=self.folder,
            env=environment(self.folder, PYTHONPATH=str(ROOT)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        printed, _ = await process.communicate(given.encode())
        assert process.returncode == 0
        return printed.decode()

    async def stop(self) -> float:
        """Ctrl-C; how many seconds it took to end."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGINT)
        assert await asyncio.wait_for(self.process.wait(), START_SECONDS) == 0
        return time.monotonic() - began


async def until(true: Callable[[], Awaitable[bool]], seconds: float = 10) -> None:
    async with asyncio.timeout(seconds):
        while True:
            if await true():
                return
            await asyncio.sleep(0.02)


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """The settings of one test and nothing of the machine's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FLASHBRIEF_")}
    return kept | {"FLASHBRIEF_DATA_DIR": str(folder / "data"), **settings}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[Desk]:
    """`flashbrief run` in a folder of its own, until it is stopped."""
    port = str(free_port())
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        cwd=folder,
        env=environment(folder, FLASHBRIEF_PORT=port, PYTHONPATH=str(ROOT)),
        stdout=asyncio.subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    async with httpx.AsyncClient(base_url=url, timeout=20) as client:

        async def ready() -> bool:
            try:
                return bool((await client.get("/sandbox/state")).json()["commands"])
            except httpx.HTTPError:
                return False

        try:
            await until(ready, START_SECONDS)
            yield Desk(url, folder, client, process)
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with running(tmp_path) as started:
        yield started


@pytest.fixture
def seed_page() -> str:
    """The real page the project began from; it is not part of the project."""
    pages = sorted(SEEDS.glob("*.txt"))
    if not pages:
        pytest.skip(f"no page in {SEEDS}")
    return pages[0].read_text("utf-8")
