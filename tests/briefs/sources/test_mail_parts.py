"""E-mails, from their bytes to the flashes in them."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.errors import Unreadable
from briefs.normalize import normalize
from briefs.sources.files import read_bytes
from briefs.sources.mail_parts import read_mail
from briefs.types import Flash, RawFlash
from tests.support.mails import FORWARDED, NEWSLETTER, mail
from tests.support.sheets import workbook

NOW = datetime(2030, 3, 6, 2, 0, tzinfo=UTC)
SENT = datetime(2030, 3, 5, 10, 0, tzinfo=UTC)


def raws(data: bytes, name: str = "letter.eml") -> list[RawFlash]:
    return list(read_bytes(data, name, source="folder", origin=name, now=NOW))


def flashes(message: EmailMessage) -> list[Flash]:
    return [flash for raw in raws(message.as_bytes()) for flash in normalize(raw)]


def test_a_newsletter_gives_a_flash_for_each_headline() -> None:
    """With the link of each; greetings, buttons and what stands below the end are no news."""
    tin, zinc = flashes(mail(html=NEWSLETTER, subject="Sample Daily"))

    assert tin.title == "Tin gains as a smelter in Exampleland halts (Sample)"
    assert tin.body == "Tin ingot was quoted at 250,000 yuan/mt on March 5, up 2,000 yuan/mt."
    assert (tin.url, tin.published_at) == ("https://wire.example/tin", SENT)
    assert zinc.title == "Zinc steady before the holiday (Sample)"
    assert zinc.body == "Zinc ingot stood at 22,000 yuan/mt on March 5."


def test_a_newsletter_set_in_tables_is_read() -> None:
    """As most are: the headline in one cell, its text in the next or below."""
    row = (
        '<tr><td><a href="https://wire.example/{0}"><span>{0} {1} (Sample)</span></a></td>{2}</tr>'
    )
    tin = row.format("Tin", "gains after the holiday", "<td>Tin rose to 250,000 yuan/mt.</td>")
    zinc = row.format("Zinc", "is steady", "") + "<tr><td>Zinc stood at 22,000 yuan/mt.</td></tr>"

    read = flashes(mail(html=f"<table>{tin}{zinc}</table>"))

    assert [(one.title, one.body, one.url) for one in read] == [
        (
            "Tin gains after the holiday (Sample)",
            "Tin rose to 250,000 yuan/mt.",
            "https://wire.example/Tin",
        ),
        ("Zinc is steady (Sample)", "Zinc stood at 22,000 yuan/mt.", "https://wire.example/Zinc"),
    ]


def test_a_letter_of_one_piece_has_its_subject_as_headline() -> None:
    """Plain text; marks of forwarding and answering are no part of it."""
    (flash,) = flashes(mail(subject="Fwd: RE: Tin up (Sample)"))

    assert flash.title == "Tin up (Sample)"
    assert flash.body.startswith("Tin ingot was quoted at 250,000")


def test_a_forwarded_letter_counts_as_its_first_sender_sent_it() -> None:
    """Its own subject and time; not the words of whoever passed it on."""
    (flash,) = flashes(mail(FORWARDED, subject="FW: look", sender="boss@desk.example"))

    assert (flash.title, flash.published_at) == ("Tin gains (Sample)", SENT)
    assert flash.body == "Tin ingot was quoted at 250,000 yuan/mt on March 5, up 2,000 yuan/mt."


def test_ruled_lines_part_a_plain_letter() -> None:
    """As plain newsletters are set."""
    text = (
        "=====\nTin gains (Sample)\n\nTin ingot rose to 250,000 yuan/mt.\n\n"
        "=====\nZinc steady (Sample)\n\nZinc ingot stood at 22,000 yuan/mt.\n\n-- \nSample Wire\n"
    )

    assert [(one.title, one.body) for one in flashes(mail(text))] == [
        ("Tin gains (Sample)", "Tin ingot rose to 250,000 yuan/mt."),
        ("Zinc steady (Sample)", "Zinc ingot stood at 22,000 yuan/mt."),
    ]


def test_attachments_are_read_by_their_kind() -> None:
    """Sheets, texts, pages and letters; a word about them is no flash, pictures are left."""
    rows = [["Date", "Material", "Price", "Unit"], ["2030-03-05", "Tin", 250_000, "yuan/mt"]]
    inner = mail("Lead ingot stood at 17,000 yuan/mt on March 5.", subject="Lead steady (Sample)")
    attached = {
        "prices.xlsx": workbook(rows),
        "prices.csv": b"Date,Material,Price,Unit\n2030-03-05,Zinc,22000,yuan/mt\n",
        "note.txt": b"Copper up (Sample)\nCopper rose to 79,000 yuan/mt on March 5.",
        "page.html": b"<h1>Nickel up (Sample)</h1><p>Nickel rose to 130,000 yuan/mt.</p>",
        "lead.eml": inner.as_bytes(),
        "logo.png": b"\x89PNG",
    }

    read = raws(mail("Prices attached.", attachments=attached).as_bytes())

    assert [raw.media for raw in read] == ["row", "row", "text", "html", "mail"]
    assert read[0].origin == "letter.eml/prices.xlsx/Daily:2"
    titles = [flash.title for raw in read for flash in normalize(raw)]
    assert titles == [
        "Tin, 2030-03-05",
        "Zinc, 2030-03-05",
        "Copper up (Sample)",
        "Nickel up (Sample)",
        "Lead steady (Sample)",
    ]


def test_a_letter_attached_as_a_letter_is_read() -> None:
    """As mail programs forward: the whole of it inside another."""
    outer = mail("See attached.", subject="Fwd")
    outer.add_attachment(mail(subject="Tin up (Sample)"))

    assert [flash.title for flash in flashes(outer)] == ["Tin up (Sample)"]


def test_letters_within_letters_have_an_end() -> None:
    """Three deep, no further."""
    message = mail(subject="Innermost (Sample)")
    for _ in range(8):
        outer = mail("See attached.")
        outer.add_attachment(message)
        message = outer

    assert len(raws(message.as_bytes())) == 1


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "utf-16", "no-such-charset"])
def test_chinese_letters_are_read_in_any_charset(charset: str) -> None:
    """By the charset they name; where they name none that is known, by the look of the bytes."""
    text = "锡价上涨，示例冶炼厂停产检修。现货市场观望情绪浓厚。"
    encoded = text.encode("gb18030" if charset == "no-such-charset" else charset)
    head = f'From: a@b.example\nSubject: x\nContent-Type: text/plain; charset="{charset}"\n'

    letter = read_mail(f"{head}Content-Transfer-Encoding: 8bit\n\n".encode() + encoded)

    assert letter.text == text


def test_a_sender_is_a_bare_address() -> None:
    """The name beside it may say anything."""
    letter = read_mail(mail(sender='"news@wire.example" <Other@Bad.example>').as_bytes())

    assert (letter.sender, letter.sender_name) == ("other@bad.example", "news@wire.example")


@pytest.mark.parametrize("data", [b"", b"\x00" * 50, b"just a text"])
def test_what_is_no_letter_is_refused_and_kept(data: bytes) -> None:
    """With a reason."""
    if data.strip(b"\x00"):
        assert read_mail(data).sender == ""
    else:
        with pytest.raises(Unreadable):
            normalize(raws(data)[0])


@given(st.binary(max_size=400), st.booleans())
def test_any_bytes_are_a_letter_or_refused(data: bytes, headed: bool) -> None:
    """Nothing but Unreadable, whatever stands in the headers."""
    head = b"From: a@b\nContent-Type: multipart/mixed; boundary=x\nDate: " if headed else b""
    for raw in raws(head + data):
        try:
            normalize(raw)
        except Unreadable:
            continue


@given(st.text(max_size=400))
def test_any_html_is_read_or_refused(html: str) -> None:
    """Hostile HTML too."""
    for raw in raws(mail(html=f"<h2>{html}</h2>").as_bytes(policy=mail().policy)):
        try:
            normalize(raw)
        except Unreadable:
            continue
