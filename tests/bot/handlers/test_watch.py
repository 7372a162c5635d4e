"""Subscriptions: typed as a line, walked to by buttons, listed, changed, tried out."""

from __future__ import annotations

from briefs.store import subscriptions
from briefs.store.subscriptions import Subscription
from tests.bot.handlers.conftest import GROUP, STRANGER, Conversation, buttons_of, store_flash

TIN = """SMM #1 Tin Rises on Restocking
2026-03-02 15:00
The average price of SMM #1 tin was reported at 253,000 yuan/mt, up 6,000 yuan/mt from the \
previous trading day, an increase of 2.43%.
"""


async def wishes(chat: Conversation, thread_id: int = 0) -> tuple[Subscription, ...]:
    async with chat.store.read() as conn:
        return await subscriptions.of_chat(conn, chat.chat_id, thread_id)


async def test_a_typed_line_is_kept_and_said_back(chat: Conversation) -> None:
    """Stored at once, read back in plain words with its rhythm, and what can be done with it."""
    reply, _clock = await chat.say("/watch ndpr, dy move>=1% kind:price -kind:deal every:08:30")

    assert "Every price flash on Pr-Nd or dysprosium that moved at least 1 %" in reply
    assert "as a digest at 08:30" in reply
    (wish,) = await wishes(chat)
    assert (wish.text, wish.rhythm) == (
        "pr-nd, dysprosium move>=1% kind:price -kind:deal",
        "08:30",
    )
    assert {"⏰ When", "🔕 No sound", "🧪 Test", "⏸ Pause", "🗑 Delete"} <= {
        button["text"] for button in buttons_of(chat.telegram.sent[-2])
    }


async def test_a_mistake_points_at_the_word_and_offers_what_is_near(chat: Conversation) -> None:
    """The word is underlined, and the mended line stands there to be copied; nothing is stored."""
    (reply,) = await chat.say("/watch tin, coper & lead")

    assert "tin, <b><u>coper</u></b> &amp; lead" in reply
    assert "<code>/watch tin, copper &amp; lead</code>" in reply
    assert await wishes(chat) == ()


async def test_what_may_stand_in_a_field_is_listed(chat: Conversation) -> None:
    """Where nothing is near, all there is is named."""
    (reply,) = await chat.say("/watch tin kind:zzz")

    assert "<b><u>zzz</u></b>" in reply
    assert "policy" in reply


async def test_two_taps_make_a_first_subscription(chat: Conversation) -> None:
    """A topic, what of it: saved, in one message edited twice."""
    await chat.say("/watch")
    await chat.press("copper")
    (reply,) = await chat.press("💰 Prices")

    assert "Every price flash on copper, at once." in reply
    assert [wish.text for wish in await wishes(chat)] == ["copper kind:price"]
    methods = [call.method for call in chat.telegram.calls]
    assert (methods.count("sendMessage"), methods.count("editMessageText")) == (1, 2)


async def test_every_way_of_the_walk_ends_in_a_subscription(chat: Conversation) -> None:
    """Each topic, and everything, with each of what can be wanted of it."""
    await chat.say("/watch")
    topics = chat.buttons()
    for topic in topics:
        await chat.say("/watch")
        await chat.press(topic)
        for what in chat.buttons()[:-1]:
            assert "Saved" in (await chat.press(what))[0]
    assert len(await wishes(chat)) == 6 * len(topics)


async def test_the_same_line_again_adds_nothing(chat: Conversation) -> None:
    """Said so; with another time it is moved to that."""
    await chat.say("/watch tin")

    assert "already" in (await chat.say("/watch 锡"))[0]
    assert "Changed" in (await chat.say("/watch tin every:4h"))[0]
    assert [wish.rhythm for wish in await wishes(chat)] == ["4h"]


async def test_when_and_how_loud_are_changed_by_buttons(chat: Conversation) -> None:
    """Each press changes what stands there, in place."""
    await chat.say("/watch tin")
    await chat.press("⏰ When")
    assert "at 08:30 and 18:00" in (await chat.press("Morning and evening"))[0]
    assert "without a sound" in (await chat.press("🔕 No sound"))[0]
    assert "Paused" in (await chat.press("⏸ Pause"))[0]

    (wish,) = await wishes(chat)
    assert (wish.rhythm, wish.loudness, wish.paused) == ("08:30,18:00", "silent", True)
    await chat.press("🔔 With sound")
    await chat.press("▶ Resume")
    (wish,) = await wishes(chat)
    assert (wish.loudness, wish.paused) == ("on", False)


async def test_what_is_wanted_of_the_topics_is_changed_by_buttons(chat: Conversation) -> None:
    """The topics and the rhythm stay, the rest gives way to what was chosen."""
    await chat.say("/watch ndpr, tin move>=3% -kind:deal every:08:30")
    await chat.press("🎯 What")
    (reply,) = await chat.press("📜 Policies")

    assert "Every policy flash on Pr-Nd or tin, as a digest at 08:30" in reply
    await chat.press("🎯 What")
    await chat.press("🔔 All of it")
    assert [(w.text, w.rhythm) for w in await wishes(chat)] == [("pr-nd, tin", "08:30")]


async def test_a_change_to_what_there_is_already_leaves_one(chat: Conversation) -> None:
    """Two subscriptions that come to ask for the same become one."""
    await chat.say("/watch tin kind:price")
    await chat.say("/watch tin")
    await chat.press("🎯 What")
    await chat.press("💰 Prices")

    assert [wish.text for wish in await wishes(chat)] == ["tin kind:price"]


async def test_deleting_asks_first(chat: Conversation) -> None:
    """One press asks, the second deletes; keeping leads back."""
    await chat.say("/watch tin")
    await chat.press("🗑 Delete")
    await chat.press("Keep")
    assert len(await wishes(chat)) == 1

    await chat.press("🗑 Delete")
    await chat.press("🗑 Yes, delete")
    assert await wishes(chat) == ()


async def test_a_button_of_a_deleted_one_says_so(chat: Conversation) -> None:
    """Old cards stay in the chat; what they were about may be gone."""
    await chat.say("/watch tin")
    await chat.press("🗑 Delete")
    await chat.press("🗑 Yes, delete")

    assert "no longer there" in (await chat.press("🧪 Test"))[0]


async def test_the_list_has_a_page_for_every_six(chat: Conversation) -> None:
    """Numbered through, turned by buttons, each number leads to its card."""
    topics = ("tin", "zinc", "lead", "nickel", "copper", "lithium", "cobalt", "antimony")
    for topic in topics:
        await chat.say(f"/watch {topic}")
    (first,) = await chat.say("/watches")
    assert "6.</b> Every flash on lithium" in first
    assert "cobalt" not in first
    (second,) = await chat.press("»")

    assert "<b>7.</b> Every flash on cobalt" in second
    assert "Every flash on antimony, at once." in (await chat.press("8"))[0]


async def test_a_subscription_is_rewritten_by_its_number(chat: Conversation) -> None:
    """The line is replaced, its number in the list stays."""
    await chat.say("/watch tin")
    await chat.say("/watch zinc")
    reply, _clock = await chat.say("/watches 1 tin move>=2% every:16:00")

    assert "Changed" in reply
    assert [(w.text, w.rhythm) for w in await wishes(chat)] == [
        ("tin move>=2%", "16:00"),
        ("zinc", "instant"),
    ]
    assert "<u>tun</u>" in (await chat.say("/watches 2 tun"))[0]
    assert "Subscriptions here: 2" in (await chat.say("/watches 3"))[0]


async def test_without_subscriptions_the_list_is_the_walk(chat: Conversation) -> None:
    """Nobody is left with an empty page."""
    await chat.say("/watches")

    assert "copper" in chat.buttons()


async def test_trying_out_counts_what_was_stored(informed: Conversation) -> None:
    """What the last week held for this filter, by the matcher that pushes."""
    await store_flash(informed, TIN)
    await informed.say("/watch rare earths move>=2%")
    (some,) = await informed.press("🧪 Test")
    await informed.say("/watch rare earths move>=3%")
    (none,) = await informed.press("🧪 Test")

    assert "Would have sent you 1 in the last week</b> (2 flashes looked at)" in some
    assert "Sample: Pr-Nd Oxide Climbs" in some
    assert "nothing in the last week" in none


async def test_trying_out_a_level_tells_its_crossings(chat: Conversation) -> None:
    """As it would have been pushed: once above, not with each price that stays there."""
    for day, level in ((2, "253,000"), (3, "254,000"), (4, "255,100")):
        text = TIN.replace("03-02", f"03-0{day}").replace("253,000", level)
        await store_flash(chat, text)
    chat.now = chat.now.replace(day=5)
    await chat.say("/watch tin price>250000 CNY/t")

    assert "sent you 1 in the last week</b> (3 flashes" in (await chat.press("🧪 Test"))[0]


async def test_a_chat_cannot_have_endlessly_many(chat: Conversation) -> None:
    """A hundred are enough for anybody."""
    for number in range(100):
        await chat.say(f"/watch move>={number + 1}%")

    assert "at most" in (await chat.say("/watch tin"))[0]
    assert len(await wishes(chat)) == 100


async def test_members_of_a_group_change_nothing(chat: Conversation) -> None:
    """Typed or pressed, it is refused politely; a press by an alert only its presser sees."""
    chat.chat_id, chat.user_id = GROUP, STRANGER
    chat.telegram.status = "administrator"
    await chat.say("/watch tin")
    chat.telegram.status = "member"

    for typed in ("/watch zinc", "/mute 1h", "/mute tin", "/forget", "/export", "/import"):
        assert (await chat.say(typed)) == ["Only admins of this group can change that."]
    assert "admins" in (await chat.say("/watches 1 zinc"))[0]
    for pressed in ("⏸ Pause", "🗑 Delete", "🔕 No sound", "⏰ When"):
        assert await chat.press(pressed) == []
    assert chat.alerts() == ["Only admins of this group can change that."] * 4
    (wish,) = await wishes(chat)
    assert (wish.text, wish.paused) == ("tin", False)
    assert "tin" in (await chat.say("/watches"))[0]


async def test_who_is_no_admin_any_more_is_refused_at_the_next_press(chat: Conversation) -> None:
    """Rights are asked for each time, never remembered."""
    chat.chat_id, chat.user_id = GROUP, STRANGER
    chat.telegram.status = "creator"
    await chat.say("/watch tin")
    await chat.press("⏸ Pause")
    chat.telegram.status = "left"
    await chat.press("▶ Resume")

    assert (await wishes(chat))[0].paused


async def test_a_topic_of_a_forum_watches_on_its_own(chat: Conversation) -> None:
    """What is typed in a topic binds that topic, and its list shows that alone."""
    chat.chat_id = GROUP
    chat.telegram.status = "creator"
    await chat.say("/watch tin", message_thread_id=9, is_topic_message=True)

    assert [wish.text for wish in await wishes(chat, 9)] == ["tin"]
    assert await wishes(chat) == ()


async def test_it_is_all_said_in_chinese_too(chat: Conversation) -> None:
    """The reading, the buttons and the mistake in the reader's language."""
    chat.code = "zh"

    assert "关于锡的每条价格快讯，即时推送。" in (await chat.say("/watch 锡 kind:价格"))[0]
    assert "🧪 试算" in chat.buttons()
    assert "我不认识<b>溪溪</b>" in (await chat.say("/watch 溪溪"))[0]
