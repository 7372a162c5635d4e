"""Quiet hours, set up in a chat."""

from __future__ import annotations

from datetime import UTC, datetime

from briefs.store import chats
from tests.bot.handlers.conftest import GROUP, STRANGER, Conversation


async def kept(chat: Conversation) -> chats.Chat:
    async with chat.store.read() as conn:
        found = await chats.get_chat(conn, chat.chat_id)
    assert found is not None
    return found


async def test_quiet_hours_are_shown_and_chosen(chat: Conversation) -> None:
    """None at first; hours, then what becomes of the news in them; shown with the zone."""
    assert "no quiet hours here" in (await chat.say("/quiet"))[0]
    await chat.press("22:00-07:00")
    await chat.press_data("1q:22-7:hold")

    assert (await kept(chat)).quiet == "22:00-07:00"
    (shown,) = await chat.say("/quiet")
    assert "<b>22:00-07:00</b> London" in shown
    assert "in one digest" in shown


async def test_quiet_hours_are_typed(chat: Conversation) -> None:
    """Hours, days and mode in one line, said back; the clock is asked for once."""
    told, clock = await chat.say("/quiet mon-fri 22-7 urgent")

    assert "<b>22:00-07:00</b> London on weekdays" in told
    assert "Risks and policies newly in force come at once" in told
    assert "Right?" in clock
    found = await kept(chat)
    assert (found.quiet, found.quiet_holds, found.quiet_lets_urgent) == (
        "mon-fri,22:00-07:00",
        True,
        True,
    )
    assert len(await chat.say("/quiet 23:00-06:00 silence")) == 1
    found = await kept(chat)
    assert (found.quiet, found.quiet_holds, found.quiet_lets_urgent) == (
        "23:00-06:00",
        False,
        False,
    )


async def test_the_mode_can_be_changed_by_a_tap(chat: Conversation) -> None:
    """The hours stay as they were typed."""
    await chat.say("/quiet 21:15-05:45")
    await chat.say("/quiet")
    await chat.press("🤫 Not at all")

    found = await kept(chat)
    assert (found.quiet, found.quiet_holds) == ("21:15-05:45", False)


async def test_quiet_hours_can_be_ended(chat: Conversation) -> None:
    """By a word or by a button."""
    await chat.say("/quiet 22-7")
    assert "No quiet hours any more" in (await chat.say("/quiet off"))[0]
    assert (await kept(chat)).quiet is None

    await chat.say("/quiet 22-7")
    await chat.say("/quiet")
    await chat.press("🔔 No quiet hours")
    assert (await kept(chat)).quiet is None


async def test_what_cannot_be_read_is_explained(chat: Conversation) -> None:
    """With how to type it, and buttons."""
    for typed in ("late", "22-22", "22-7 hold urgent"):
        (told,) = await chat.say(f"/quiet {typed}")
        assert "/quiet mon-fri 22:00-07:00 urgent" in told
    assert "22:00-07:00" in chat.buttons()


async def test_only_admins_set_quiet_hours_and_clock_of_a_group(chat: Conversation) -> None:
    """A member is refused, typed or pressed."""
    chat.chat_id, chat.user_id = GROUP, STRANGER

    assert "admins" in (await chat.say("/quiet 22-7"))[0]
    assert "admins" in (await chat.say("/timezone berlin"))[0]
    await chat.press_data("1q:22-7:hold")
    await chat.press_data("1z:Europe/Berlin")
    found = await kept(chat)
    assert (found.quiet, found.zone) == (None, "Europe/London")


async def test_the_clock_is_guessed_and_shown(chat: Conversation) -> None:
    """From the language of the person's Telegram; with what it shows, and buttons."""
    chat.code = "zh-hans"
    (shown,) = await chat.say("/timezone")

    assert "<b>Asia/Shanghai</b>" in shown
    assert "16:00" in shown  # 08:00 UTC
    assert "上海" in chat.buttons()


async def test_the_clock_is_set_by_typing_or_a_tap(chat: Conversation) -> None:
    """A city, a misspelt one offered, an offset, a button."""
    assert "Europe/Berlin" in (await chat.say("/timezone berlin"))[0]
    assert (await kept(chat)).zone == "Europe/Berlin"

    assert "Did you mean" in (await chat.say("/timezone berlim"))[0]
    await chat.say("/timezone UTC+8")
    assert (await kept(chat)).zone == "Etc/GMT-8"
    assert "do not know" in (await chat.say("/timezone xqzzw"))[0]
    await chat.press("New York")
    assert (await kept(chat)).zone == "America/New_York"


async def test_the_clock_is_asked_for_once(chat: Conversation) -> None:
    """With the first digest; after /timezone not at all."""
    assert len(await chat.say("/watch copper every:08:30")) == 2
    assert len(await chat.say("/watch tin every:08:30")) == 1

    chat.chat_id = 77
    await chat.say("/timezone berlin")
    (card,) = await chat.say("/watch copper every:08:30")
    assert "at 08:30 Berlin" in card


async def test_the_clock_is_asked_for_with_imported_digests(chat: Conversation) -> None:
    """A file of subscriptions may bring the first digest; one without does not ask."""
    file = '{"flashbrief": "subscriptions", "version": 1, "subscriptions": [{"watch": "%s"}]}'
    assert len(await chat.send_file("s.json", (file % "tin").encode())) == 1
    done, clock = await chat.send_file("s.json", (file % "zinc every:08:30").encode())

    assert "1 new" in done
    assert "Right?" in clock


async def test_quiet_hours_move_with_the_clock(chat: Conversation) -> None:
    """Who moves to another zone is quiet by its nights."""
    chat.now = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    await chat.say("/quiet 22-7")
    await chat.say("/timezone shanghai")
    assert "22:00-07:00</b> Shanghai" in (await chat.say("/quiet"))[0]
