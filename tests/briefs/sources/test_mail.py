"""A mailbox on a real IMAP server: whose mails are read, once, and what is left as it was."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from briefs.normalize import normalize
from briefs.sources import mail as mail_module
from briefs.sources.client import Web
from briefs.sources.failures import Reason
from briefs.sources.kinds import KINDS
from briefs.sources.mail import MailSource
from briefs.sources.mail_spec import MailSpec
from briefs.sources.poll import Polled, poll
from briefs.store import Store, spool
from briefs.types import RawFlash
from tests.support.mailbox import HOST, PASSWORD, USER, Mailbox, new_folder, serve_mail
from tests.support.mails import NEWSLETTER, mail

NOW = datetime(2030, 3, 5, 11, 0, tzinfo=UTC)
WIRE = "@wire.example"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with serve_mail() as served:
        yield served


@pytest.fixture
def mailbox(port: int) -> Mailbox:
    return new_folder(port)


class Desk:
    """A store, and a mailbox looked at by hand."""

    def __init__(self, store: Store, web: Web, mailbox: Mailbox) -> None:
        self.store, self.web, self.mailbox = store, web, mailbox
        self.now = NOW

    async def look(self, **fields: Any) -> Polled:
        self.now += timedelta(minutes=10)
        told = {"host": HOST, "port": self.mailbox.port, "security": "none", "user": USER}
        told |= {"password": PASSWORD, "folder": self.mailbox.folder, "senders": [WIRE]}
        # The server dates what is put into it by its own clock.
        told |= {"days": 3650}
        spec = MailSpec.model_validate({"id": "letters", "kind": "mail", **told, **fields})
        return await poll(
            MailSource(spec), store=self.store, web=self.web, now=self.now, draw=lambda low, _: low
        )

    async def taken(self) -> list[RawFlash]:
        async with self.store.read() as conn:
            return [raw for _, raw in await spool.waiting(conn, limit=999)]

    async def titles(self) -> list[str]:
        return [flash.title for raw in await self.taken() for flash in normalize(raw)]


@pytest.fixture
def desk(store: Store, web: Web, mailbox: Mailbox) -> Desk:
    return Desk(store, web, mailbox)


async def test_a_letter_is_read_once(desk: Desk) -> None:
    """At the next look only what came since; the newsletter's headlines each give a flash."""
    desk.mailbox.put(mail(subject="Tin up (Sample)"))
    first = await desk.look(name="Sample Wire")
    desk.mailbox.put(mail(html=NEWSLETTER, subject="Sample Daily"))
    second = await desk.look(name="Sample Wire")
    third = await desk.look()

    assert [one.new for one in (first, second, third)] == [1, 1, 0]
    assert await desk.titles() == [
        "Tin up (Sample)",
        "Tin gains as a smelter in Exampleland halts (Sample)",
        "Zinc steady before the holiday (Sample)",
    ]
    (flash,) = normalize((await desk.taken())[0])
    assert flash.publisher == "Sample Wire"


async def test_strangers_are_not_read(desk: Desk) -> None:
    """Nor who puts our sender's address into their name, nor a domain that ends like it."""
    desk.mailbox.put(
        mail(sender="Other <news@other.example>", subject="Other (Sample)"),
        mail(sender='"news@wire.example" <x@bad.example>', subject="Name (Sample)"),
        mail(sender="x@notwire.example", subject="Like (Sample)"),
        mail(sender="News@WIRE.example", subject="Ours (Sample)"),
    )

    await desk.look()

    assert await desk.titles() == ["Ours (Sample)"]


async def test_where_a_signature_is_asked_for_it_must_have_passed(desk: Desk) -> None:
    """As our own server says; what a sender writes below its word counts for nothing."""
    passed = "mx.desk.example; dkim=pass header.d=wire.example"
    failed = "mx.desk.example; dkim=fail header.d=wire.example"
    forged = "mx.else.example; dkim=pass header.d=wire.example"
    other = "mx.desk.example; dkim=pass header.d=bad.example"
    desk.mailbox.put(
        mail(subject="Signed (Sample)", Authentication_Results=passed),
        mail(subject="Failed (Sample)", Authentication_Results=failed),
        mail(subject="Forged (Sample)", Authentication_Results=forged),
        mail(subject="Other (Sample)", Authentication_Results=other),
        mail(subject="Unsigned (Sample)"),
    )

    await desk.look(signed_for="mx.desk.example")

    assert await desk.titles() == ["Signed (Sample)"]


async def test_nothing_is_changed_on_the_server(desk: Desk) -> None:
    """Unless the operator wants mails marked as seen that were read; none is ever deleted."""
    desk.mailbox.put(mail(), mail(sender="x@other.example"))
    await desk.look()
    assert desk.mailbox.flags() == [(), ()]

    desk.mailbox.put(mail(subject="Next (Sample)"))
    await desk.look(seen=True)

    assert desk.mailbox.flags() == [(), (), ("\\Seen",)]


async def test_a_mailbox_made_anew_is_read_anew(desk: Desk) -> None:
    """Its numbers begin again: by its validity we know that they name other mails."""
    desk.mailbox.put(mail(subject="One (Sample)"), mail(subject="Two (Sample)"))
    await desk.look()
    desk.mailbox.make_anew()
    desk.mailbox.put(mail(subject="Three (Sample)"))

    await desk.look()

    assert await desk.titles() == ["One (Sample)", "Two (Sample)", "Three (Sample)"]


async def test_many_mails_are_taken_in_turns(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is left over at one look comes with the next; none is left out."""
    monkeypatch.setattr(mail_module, "MOST_MAILS", 2)
    subjects = [f"Letter {number} (Sample)" for number in range(5)]
    desk.mailbox.put(*(mail(subject=subject) for subject in subjects))

    counts = [(await desk.look()).new for _ in range(4)]

    assert counts == [2, 2, 1, 0]
    assert await desk.titles() == subjects


async def test_the_first_look_goes_back_some_days_only(desk: Desk) -> None:
    """An old mailbox is no news: and stays unread at the next look."""
    desk.mailbox.put(mail(subject="Old (Sample)"))
    desk.now = datetime.now(UTC) + timedelta(days=30)
    await desk.look(days=7)
    desk.mailbox.put(mail(subject="New (Sample)"))

    await desk.look(days=7)

    assert await desk.titles() == ["New (Sample)"]


async def test_what_goes_wrong_has_a_reason(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    """The password stands in none of it."""
    caplog.set_level(logging.DEBUG, logger="briefs")

    wrong = await desk.look(password="wrong-password")
    missing = await desk.look(folder="Nowhere")
    closed = await desk.look(port=1)
    no_tls = await desk.look(security="tls")
    nowhere = await desk.look(host="no-such-host.invalid")
    no_file = await desk.look(password=None, password_file="/no/such/file")

    looks = (wrong, missing, closed, no_tls, nowhere, no_file)
    assert [look.state.reason for look in looks] == [
        Reason.LOGIN_NEEDED,
        Reason.NOT_FOUND,
        Reason.UNREACHABLE,
        Reason.GARBLED,
        Reason.NO_SUCH_HOST,
        Reason.LOGIN_NEEDED,
    ]
    told = caplog.text + "".join(look.state.detail for look in looks)
    assert "wrong-password" not in told
    assert PASSWORD not in told


async def test_a_password_may_stand_in_a_file(desk: Desk, tmp_path: Path) -> None:
    """As containers hand them over."""
    (tmp_path / "secret").write_text(f"{PASSWORD}\n")
    desk.mailbox.put(mail())

    look = await desk.look(password=None, password_file=tmp_path / "secret")

    assert look.new == 1


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"password": "x", "password_file": "y"}, "either password or password_file"),
        ({}, "either password or password_file"),
        ({"password": "x", "senders": []}, "at least 1"),
        ({"password": "x", "senders": ["wire"]}, "no address"),
        ({"password": "x", "security": "ssl"}, "'tls'"),
    ],
)
def test_a_mistake_in_the_file_is_told(fields: dict[str, Any], told: str) -> None:
    """And never the password."""
    spec = {"id": "x", "kind": "mail", "host": "h", "user": "u", "senders": [WIRE]}

    with pytest.raises(ValidationError, match=told):
        KINDS["mail"].spec.model_validate({**spec, **fields})
