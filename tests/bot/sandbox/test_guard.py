"""Who may drive the sandbox: programs and its own page, on every route."""

from __future__ import annotations

import httpx
import pytest

from bot.sandbox import CHANNEL, HUMAN, Sandbox, World, make_app
from tests.bot.sandbox.conftest import TOKEN

STRANGE = [
    {"Origin": "https://elsewhere.example"},
    {"Origin": "null"},
    {"Origin": "https://["},
    {"Origin": "http://localhost:3000"},
    {"Host": "elsewhere.example"},
    {"Host": "127.0.0.1.elsewhere.example"},
    {"Host": "["},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
]
PATHS = [f"/bot{TOKEN}/getMe", f"/file/bot{TOKEN}/files/1", "/sandbox/state"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("headers", STRANGE, ids=str)
async def test_a_page_of_another_site_reaches_nothing(
    http: httpx.AsyncClient, path: str, headers: dict[str, str]
) -> None:
    """A foreign origin, name, image or link is refused on every route, as JSON."""
    reply = await http.get(path, headers=headers)

    assert (reply.status_code, reply.json()["ok"]) == (403, False)


async def test_what_a_foreign_page_asks_for_does_not_happen(
    http: httpx.AsyncClient, sandbox: Sandbox
) -> None:
    """Neither a bot nor the person says what another site sends."""
    headers = {"Origin": "https://elsewhere.example"}
    body = {"chat_id": CHANNEL, "text": "x"}
    await http.post(f"/bot{TOKEN}/sendMessage", json=body, headers=headers)
    await http.post("/sandbox/messages", json=body | {"chat_id": HUMAN}, headers=headers)

    assert sandbox.world.bots == {}
    assert all(not chat.messages for chat in sandbox.world.chats.values())


async def test_programs_and_the_own_page_get_through(
    http: httpx.AsyncClient, sandbox: Sandbox
) -> None:
    """No Origin, the own origin, another address of this machine; a link may open the page."""
    me = f"/bot{TOKEN}/getMe"
    own = {"Origin": sandbox.url, "Sec-Fetch-Site": "same-origin"}
    replies = [
        await http.get(me),
        await http.get(me, headers=own),
        await http.get(me, headers={"Host": "localhost:81"}),
        await http.get(me, headers={"Host": "[::1]:81"}),
        await http.get("/", headers={"Sec-Fetch-Site": "cross-site"}),
    ]

    assert [reply.status_code for reply in replies] == [200] * 5


async def test_a_name_it_is_served_under_is_known() -> None:
    """Who serves it under a name of the network reaches it by that name, and by no other."""
    transport = httpx.ASGITransport(make_app(World(), "desk.lan"))
    async with httpx.AsyncClient(transport=transport, base_url="http://desk.lan") as client:
        known = await client.get(f"/bot{TOKEN}/getMe")
        other = await client.get(f"/bot{TOKEN}/getMe", headers={"Host": "desk.other"})

    assert (known.status_code, other.status_code) == (200, 403)
