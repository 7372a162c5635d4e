"""Fetching from the web: what is asked, what is refused, and why."""

from __future__ import annotations

import asyncio
import gzip
import shutil
import ssl
import subprocess
import zlib
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from briefs.sources.addresses import read_allowed
from briefs.sources.client import MOST_HOPS, Limits, Validators, Web
from briefs.sources.failures import FetchError, Reason
from tests.support.site import Site

NOW = datetime(2030, 3, 5, 10, 0, tzinfo=UTC)


async def failure(web: Web, url: str, now: datetime = NOW) -> FetchError:
    with pytest.raises(FetchError) as raised:
        await web.get(url, now=now)
    return raised.value


async def test_a_page_is_fetched_politely(web: Web, site: Site) -> None:
    """We say who we are, and read robots.txt first and once."""
    site.put("/a", "Tin up", etag='"1"', last_modified="Tue, 05 Mar 2030 09:00:00 GMT")

    first = await web.get(f"{site.url}/a", now=NOW)
    await web.get(f"{site.url}/a", now=NOW)

    assert (first.text, first.media_type, first.unchanged) == ("Tin up", "text/html", False)
    assert first.validators == Validators('"1"', "Tue, 05 Mar 2030 09:00:00 GMT")
    assert site.paths() == ["/robots.txt", "/a", "/a"]
    assert site.asked[1].headers["user-agent"].startswith("Flashbrief/")


async def test_nothing_new_costs_no_body(web: Web, site: Site) -> None:
    """The validators of the last answer are sent back."""
    site.put("/a", "Tin up", etag='"1"')

    again = await web.get(f"{site.url}/a", now=NOW, validators=Validators('"1"'))

    assert (again.unchanged, again.body) == (True, b"")


async def test_robots_txt_is_kept_to(web: Web, site: Site) -> None:
    """What the site asks robots to leave is left, unless the publisher lets us."""
    site.put("/robots.txt", "User-agent: *\nDisallow: /private\n", "text/plain")
    site.put("/private/a", "Tin up")

    refused = await failure(web, f"{site.url}/private/a")
    let = await web.get(f"{site.url}/private/a", now=NOW, robots=False)

    assert refused.reason is Reason.ROBOTS
    assert let.text == "Tin up"


async def test_a_site_that_cannot_be_asked_is_left_alone(web: Web, site: Site) -> None:
    """While robots.txt fails nothing is fetched; a while later it is asked again."""
    site.status("/robots.txt", 500)
    site.put("/a", "Tin up")

    refused = await failure(web, f"{site.url}/a")
    site.status("/robots.txt", 404)
    soon = await failure(web, f"{site.url}/a", NOW + timedelta(minutes=1))
    later = await web.get(f"{site.url}/a", now=NOW + timedelta(hours=1))

    assert (refused.reason, soon.reason) == (Reason.SERVER_ERROR, Reason.SERVER_ERROR)
    assert later.text == "Tin up"


async def test_redirects_are_followed_and_lasting_ones_told(web: Web, site: Site) -> None:
    """301 and 308 give the address to use from now on, 302 does not."""
    site.status("/old", 301, location="/new")
    site.status("/new", 308, location=f"{site.url}/newest")
    site.status("/for-now", 302, location="/newest")
    site.put("/newest", "Tin up")

    moved = await web.get(f"{site.url}/old", now=NOW)
    lent = await web.get(f"{site.url}/for-now", now=NOW)

    assert (moved.url, moved.moved_to) == (f"{site.url}/newest", f"{site.url}/newest")
    assert (lent.text, lent.moved_to) == ("Tin up", None)


async def test_a_circle_of_redirects_ends(web: Web, site: Site) -> None:
    site.status("/a", 302, location="/a")

    assert (await failure(web, f"{site.url}/a")).reason is Reason.TOO_MANY_REDIRECTS
    assert site.paths().count("/a") == MOST_HOPS + 1


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("http://10.0.0.7/", Reason.PRIVATE_ADDRESS),
        ("http://169.254.169.254/latest/meta-data", Reason.PRIVATE_ADDRESS),
        ("http://[::1]/", Reason.PRIVATE_ADDRESS),
        ("file:///etc/passwd", Reason.BAD_ADDRESS),
        ("gopher://example.com/", Reason.BAD_ADDRESS),
        ("http://user:secret@example.com/", Reason.BAD_ADDRESS),
        ("http://2130706433/", Reason.BAD_ADDRESS),
    ],
)
async def test_a_redirect_leads_nowhere_it_may_not(
    web: Web, site: Site, target: str, reason: Reason
) -> None:
    """Each hop is checked as if it had been asked for."""
    site.status("/a", 302, location=target)

    refused = await failure(web, f"{site.url}/a")

    assert refused.reason is reason
    assert "secret" not in str(refused)


@pytest.mark.parametrize(
    ("status", "headers", "reason", "wait"),
    [
        (429, {"retry_after": "120"}, Reason.BUSY, timedelta(minutes=2)),
        (503, {"retry_after": "Tue, 05 Mar 2030 10:05:00 GMT"}, Reason.BUSY, timedelta(minutes=5)),
        (503, {"retry_after": "soon"}, Reason.SERVER_ERROR, None),
        (500, {}, Reason.SERVER_ERROR, None),
        (410, {}, Reason.GONE, None),
        (404, {}, Reason.NOT_FOUND, None),
        (403, {}, Reason.LOGIN_NEEDED, None),
        (418, {}, Reason.REFUSED, None),
        (429, {"retry_after": "99999999999"}, Reason.BUSY, timedelta(days=1)),
    ],
)
async def test_what_a_server_says_is_one_reason(
    web: Web,
    site: Site,
    status: int,
    headers: dict[str, str],
    reason: Reason,
    wait: timedelta | None,
) -> None:
    """The status and how long to wait, a day at most."""
    site.status("/a", status, **headers)

    told = await failure(web, f"{site.url}/a")

    assert (told.reason, told.wait) == (reason, wait)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "bare"])
async def test_packed_answers_are_unpacked(web: Web, site: Site, coding: str) -> None:
    """gzip, zlib, and deflate as some servers wrongly send it."""
    text = "Tin up. " * 1000
    bare = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(text.encode()),
        "deflate": zlib.compress(text.encode()),
        "bare": bare.compress(text.encode()) + bare.flush(),
    }[coding]
    name = "gzip" if coding == "gzip" else "deflate"
    site.put("/a", packed, content_encoding=name)

    assert (await web.get(f"{site.url}/a", now=NOW)).text == text


async def test_a_bomb_is_not_unpacked(web: Web, site: Site) -> None:
    """Twenty megabytes in twenty kilobytes, in one piece or in many: refused at the limit."""
    site.put("/bomb", gzip.compress(bytes(20_000_000)), content_encoding="gzip")
    site.put("/many", gzip.compress(bytes(150_000)) * 130, content_encoding="gzip")

    assert (await failure(web, f"{site.url}/bomb")).reason is Reason.TOO_LARGE
    assert (await failure(web, f"{site.url}/many")).reason is Reason.TOO_LARGE


async def _endless() -> AsyncIterator[bytes]:
    while True:
        yield b"Tin up. " * 1000
        await asyncio.sleep(0)


async def _dripping() -> AsyncIterator[bytes]:
    while True:
        yield b"."
        await asyncio.sleep(0.05)


async def test_a_body_without_end_is_cut(web: Web, hasty: Web, site: Site) -> None:
    """By its size where it comes fast, by the clock where it drips."""
    site.pages["/endless"] = lambda _: StreamingResponse(_endless())
    site.pages["/dripping"] = lambda _: StreamingResponse(_dripping())

    assert (await failure(web, f"{site.url}/endless")).reason is Reason.TOO_LARGE
    assert (await failure(hasty, f"{site.url}/dripping")).reason is Reason.TIMED_OUT


async def test_what_cannot_be_unpacked_is_garbled(web: Web, site: Site) -> None:
    """A wrong packing, one we did not ask for, one that is cut off in its middle."""
    site.put("/wrong", b"\xff\xfe no gzip at all", content_encoding="gzip")
    site.put("/strange", b"Tin", content_encoding="br")
    site.put("/cut", gzip.compress(b"Tin up. " * 9000)[:-9], content_encoding="gzip")

    for path in ("/wrong", "/strange", "/cut"):
        assert (await failure(web, site.url + path)).reason is Reason.GARBLED, path


async def test_no_http_is_garbled() -> None:
    """Something else listens at the address."""

    async def shout(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"SSH-2.0-tin\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(shout, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        web = Web(allowed=read_allowed(["127.0.0.1"]))
        told = await failure(web, f"http://127.0.0.1:{port}/")
        await web.close()

    assert told.reason is Reason.GARBLED


async def test_nobody_there(web: Web) -> None:
    """A port that nobody listens on, a name that does not exist."""
    assert (await failure(web, "http://127.0.0.1:1/")).reason is Reason.UNREACHABLE
    assert (await failure(web, "http://nobody.invalid/")).reason is Reason.NO_SUCH_HOST


async def test_plain_http_is_no_https(web: Web, site: Site) -> None:
    """https at a port that speaks http is no connection we trust."""
    told = await failure(web, site.url.replace("http:", "https:"))

    assert told.reason is Reason.CERTIFICATE


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate")
async def test_a_certificate_nobody_knows_is_refused(tmp_path: Path) -> None:
    """Though the connection goes to an address, the server is asked for the name; and what it shows
    must be signed by somebody the system trusts."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    asked: list[str | None] = []
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"]
    named = ["-subj", "/CN=wire.example", "-keyout", str(key), "-out", str(certificate)]
    await asyncio.to_thread(subprocess.run, [*make, *named], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    context.sni_callback = lambda _socket, name, _context: asked.append(name)

    async def nobody(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async def here(_host: str, _port: int) -> Sequence[str]:
        return ["127.0.0.1"]

    async with await asyncio.start_server(nobody, "127.0.0.1", 0, ssl=context) as server:
        port = server.sockets[0].getsockname()[1]
        web = Web(allowed=read_allowed(["127.0.0.1"]), resolve=here)
        told = await failure(web, f"https://wire.example:{port}/")
        await web.close()

    assert told.reason is Reason.CERTIFICATE
    assert asked == ["wire.example"]


async def test_a_name_is_looked_up_once(site: Site) -> None:
    """One that answers with a public address first and a private one then gains nothing: the
    connection goes to the address that was checked, under the name that was asked for."""
    port = int(site.url.rpartition(":")[2])
    asked: list[str] = []

    async def rebinding(host: str, _: int) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) % 2 else ["10.0.0.1"]

    site.put("/a", "Tin up")
    web = Web(allowed=read_allowed(["127.0.0.1"]), resolve=rebinding, limits=Limits(pause=0.0))
    page = await web.get(f"http://wire.example:{port}/a", now=NOW, robots=False)
    refused = await failure(web, f"http://wire.example:{port}/a")
    await web.close()

    assert page.text == "Tin up"
    assert site.asked[0].headers["host"] == f"wire.example:{port}"
    assert refused.reason is Reason.PRIVATE_ADDRESS
    assert asked == ["wire.example", "wire.example"]


async def test_one_private_address_among_public_ones_is_refused(web: Web) -> None:
    """The system may connect to any of them."""

    async def both(_host: str, _port: int) -> Sequence[str]:
        return ["93.184.216.34", "192.168.0.1"]

    client = Web(resolve=both)
    assert (await failure(client, "http://wire.example/")).reason is Reason.PRIVATE_ADDRESS
    await client.close()


async def test_one_request_at_a_time(site: Site) -> None:
    """However many ask, a host gets one request after the other."""
    open_now, most = 0, 0

    async def slow(_: Request) -> Response:
        nonlocal open_now, most
        open_now += 1
        most = max(most, open_now)
        await asyncio.sleep(0.01)
        open_now -= 1
        return Response("Tin up")

    site.pages["/a"] = slow
    web = Web(allowed=read_allowed(["127.0.0.1"]), limits=Limits(pause=0.0))
    await asyncio.gather(*(web.get(f"{site.url}/a", now=NOW) for _ in range(5)))
    await web.close()

    assert most == 1
    assert site.paths().count("/robots.txt") == 1
