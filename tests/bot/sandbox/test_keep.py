"""The state in a file: a second start finds everything; a broken file is no obstacle."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

import httpx
import pytest

from bot.sandbox import CHANNEL, GROUP, HUMAN, File, World, join, send_file, serve, write
from bot.sandbox.keep import keep_saving, load, save
from tests.bot.sandbox.conftest import TOKEN

WRITER = """
import sys
from pathlib import Path
from bot.sandbox import HUMAN, File, World, send_file
from bot.sandbox.keep import save
world = World()
send_file(world, HUMAN, File("big", "application/octet-stream", b"x" * 3_000_000))
print("ready", flush=True)
while True:
    save(world, Path(sys.argv[1]))
"""


def furnished() -> World:
    """A world in which something has happened."""
    world = World()
    bot = world.bot(TOKEN)
    write(world, HUMAN, "copper 铜 👋")
    send_file(world, HUMAN, File("page.html", "text/html", b"\x00\xff"))
    chat = world.chat(GROUP)
    chat.topics[9] = "Tin"
    chat.pinned = [1]
    join(world, 2002, "Ben", {GROUP: "member"})
    chat.lacking = ["can_pin_messages"]
    chat.keyboard = [[{"text": "Pick"}]]
    chat.refusal = "bot was kicked from the supergroup chat"
    bot.commands["default|"] = [{"command": "help", "description": "Help"}]
    bot.texts["description|zh"] = "读快讯"
    return world


def test_everything_kept_is_found_again(tmp_path: Path) -> None:
    """Chats, topics, files, menus and updates not yet confirmed are as they were."""
    before, after = furnished(), World()
    save(before, tmp_path / "deep" / "state.json")

    assert load(after, tmp_path / "deep" / "state.json")

    assert after.chats == before.chats
    assert after.users == before.users
    assert after.files == before.files
    bot, old = after.bots[TOKEN], before.bots[TOKEN]
    assert (bot.updates, bot.next_update) == (old.updates, old.next_update)
    assert (bot.commands, bot.texts, bot.user) == (old.commands, old.texts, old.user)
    assert after.events.seq == before.events.seq


def test_the_kept_state_goes_on(tmp_path: Path) -> None:
    """Numbers of messages and updates go on after those of the earlier run."""
    save(furnished(), tmp_path / "state.json")
    world = World(clock=lambda: 0.0)
    load(world, tmp_path / "state.json")

    message = write(world, HUMAN, "again")

    numbers = [update["update_id"] for update in world.bots[TOKEN].updates]
    assert message["message_id"] == 3
    assert numbers == sorted(set(numbers))


def test_what_no_bot_has_heard_is_kept(tmp_path: Path) -> None:
    """A message typed before any bot came reaches it in the next run."""
    before, after = World(), World()
    write(before, HUMAN, "/start")
    save(before, tmp_path / "state.json")
    load(after, tmp_path / "state.json")

    updates = after.bot(TOKEN).updates

    assert [update["message"]["text"] for update in updates] == ["/start"]


BROKEN = ["", "{", '{"version": 1, "chats": [5]}', "\x00",
          "[]", "5", '{"version": 0}', '{"version": 1}', '{"version": 1, "chats": [{}]}',
          '{"version": 1, "chats": 5, "bots": [], "files": {}, "seq": 1}']  # fmt: skip


@pytest.mark.parametrize("content", BROKEN)
async def test_a_broken_file_starts_afresh(tmp_path: Path, content: str) -> None:
    """What cannot be read is no state; the furnished chats are there and the server serves."""
    path = tmp_path / "state.json"
    path.write_text(content)

    async with serve(keep=path) as sandbox:
        assert set(sandbox.world.chats) == {HUMAN, GROUP, CHANNEL}
        write(sandbox.world, HUMAN, "hello")

    assert json.loads(path.read_text())["chats"][0]["messages"][0]["text"] == "hello"


async def test_a_second_start_finds_the_chat(tmp_path: Path) -> None:
    """Stopped and started again over HTTP, the conversation is still there."""
    path = tmp_path / "state.json"
    async with serve(keep=path) as sandbox:
        write(sandbox.world, HUMAN, "hello")
    async with serve(keep=path) as sandbox, httpx.AsyncClient(base_url=sandbox.url) as http:
        state = (await http.get("/sandbox/state")).json()

    assert [message["text"] for message in state["messages"][str(HUMAN)]] == ["hello"]


async def test_it_saves_while_it_runs(tmp_path: Path) -> None:
    """What happened is in the file before any stop."""
    world, path = World(), tmp_path / "state.json"
    write(world, HUMAN, "hello")
    saving = asyncio.create_task(keep_saving(world, path))
    await asyncio.sleep(0)  # it has begun, and saves before it waits
    kept = path.read_text()
    saving.cancel()
    await asyncio.wait([saving])

    assert "hello" in kept


async def test_killed_while_saving_the_old_file_stays(tmp_path: Path) -> None:
    """However often the process is killed in the middle, the file is always a whole state."""
    path = tmp_path / "state.json"
    save(furnished(), path)
    for pause in (0.0, 0.005, 0.011, 0.023):
        writing = await asyncio.create_subprocess_exec(
            sys.executable, "-c", WRITER, str(path), stdout=asyncio.subprocess.PIPE
        )
        assert writing.stdout is not None
        assert await writing.stdout.readline() == b"ready\n"
        await asyncio.sleep(pause)
        os.kill(writing.pid, signal.SIGKILL)
        await writing.wait()

        world = World()
        assert load(world, path)
        assert world.chat(HUMAN).messages
