"""The web chat in a real browser, as a person uses it."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.acceptance.conftest import Desk
from tests.acceptance.test_flash_to_message import MADE_UP
from tests.support.browser import PHONE, chromium, open_page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium() is None, reason="no Chromium: apt install chromium"),
]
WAIT = 15_000


def last(page: Page, text: str) -> object:
    return expect(page.locator("#messages .message").last).to_contain_text(text, timeout=WAIT)


async def write(page: Page, text: str) -> None:
    await page.fill("#text", text)
    await page.press("#text", "Enter")


async def drop_page(page: Page) -> None:
    await page.set_input_files(
        "#file", {"name": "tin.txt", "mimeType": "text/plain", "buffer": MADE_UP.encode()}
    )


async def test_a_newcomer_starts_drops_a_page_and_asks(desk: Desk) -> None:
    """Start, a dropped page, its briefing with evidence that unfolds, its buttons, a question."""
    async with open_page(desk.url) as (page, errors):
        await page.click("#messages .empty button")
        await expect(page.locator(".keyboard button")).to_have_count(3, timeout=WAIT)

        await drop_page(page)
        briefing = page.locator("#messages .message", has_text="253,000 CNY/t").first
        await expect(briefing).to_be_visible(timeout=WAIT)
        fold = briefing.locator("blockquote.expandable")
        await fold.click()
        await expect(fold).to_have_attribute("aria-expanded", "true")

        await briefing.locator(".keyboard button", has_text="Sources").click()
        await last(page, "The average price of SMM #1 tin was reported at 253,000 yuan/mt")

        await write(page, "what is SMM #1 tin trading at?")
        await last(page, "+1.2 %")
        assert errors == []


async def test_the_command_menu_works_by_keyboard(desk: Desk) -> None:
    """A slash opens the menu, arrows and Enter choose, Enter sends; Alt and arrows switch chats."""
    async with open_page(desk.url) as (page, errors):
        await page.fill("#text", "/")
        await expect(page.locator("#menu li").first).to_be_visible()
        await page.press("#text", "ArrowDown")
        chosen = await page.locator("#menu [aria-selected=true]").get_attribute("data-title")
        await page.press("#text", "Enter")
        assert await page.input_value("#text") == f"{chosen} "
        await write(page, "/help")
        await last(page, "/price")

        await page.keyboard.press("Alt+ArrowDown")
        await expect(page.locator("#head-title")).to_have_text("Desk")
        assert errors == []


async def test_the_channel_gets_the_samples_and_cannot_be_written_to(desk: Desk) -> None:
    """The channel follows everything; its composer is closed, its posts carry the sample mark."""
    async with open_page(desk.url) as (page, _):
        await page.click("#chats button:has-text('Metals channel')")
        await expect(page.locator(".message").first).to_contain_text("SAMPLE", timeout=WAIT)
        await expect(page.locator("#read-only")).to_be_visible()
        await expect(page.locator("#text")).to_be_hidden()


async def test_it_fits_a_phone(desk: Desk) -> None:
    """On a phone's width the list comes first, a tap opens a chat, nothing sticks out."""
    async with open_page(desk.url, size=PHONE, dark=True) as (page, errors):
        await expect(page.locator("#conversation")).to_be_hidden()
        await page.click("#chats button >> nth=0")
        await write(page, "/start")
        await expect(page.locator(".keyboard button")).to_have_count(3, timeout=WAIT)
        wide = await page.evaluate("document.documentElement.scrollWidth")
        assert wide <= PHONE["width"]
        await page.click("#back")
        await expect(page.locator("#sidebar")).to_be_visible()
        assert errors == []


async def test_a_channel_is_set_up_and_its_post_leads_back(desk: Desk) -> None:
    """Picked with the button under the input, set in one message; a post's link opens its event."""
    async with open_page(desk.url) as (page, errors):
        await write(page, "/channel")
        keys = page.locator("#keys button")
        await expect(keys).to_have_text("📣 Choose a channel", timeout=WAIT)
        await keys.click()
        await keys.get_by_text("Metals channel").click()
        screen = page.locator("#messages .message", has_text="Channel Metals channel").last
        await expect(screen).to_be_visible(timeout=WAIT)
        await expect(page.locator("#keys")).to_be_hidden()
        await expect(page.locator(".message.mine").last).to_contain_text("Chose Metals channel")
        await screen.locator(".keyboard button", has_text="Short posts").click()
        await expect(screen).to_contain_text("short posts", timeout=WAIT)

        await page.click("#chats button:has(.title:text('Metals channel'))")
        await page.locator(".keyboard a", has_text="Sources and questions").first.click()
        await expect(page.locator("#head-title")).to_have_text("Flashbrief")
        await expect(page.locator(".message.mine").last).to_contain_text("/start event-")
        assert errors == []


async def test_the_link_to_add_the_bot_makes_it_an_admin(desk: Desk) -> None:
    """It acts on the page as in Telegram, and the bot offers to set the channel up."""
    async with open_page(desk.url) as (page, errors):
        await write(page, "/channel")
        await page.locator(".keyboard a", has_text="Make me admin").click(timeout=WAIT)
        await expect(page.locator("#toasts")).to_contain_text("administrator of Metals channel")
        assert errors == []


async def test_answers_are_picked_in_any_chat(desk: Desk) -> None:
    """`@bot tin` offers answers with their figure; the one picked stands in the group."""
    async with open_page(desk.url) as (page, errors):
        await drop_page(page)
        await last(page, "253,000 CNY/t")
        await page.keyboard.press("Alt+ArrowDown")
        await expect(page.locator("#head-title")).to_have_text("Desk")

        await page.fill("#text", "@flashbrief_bot tin")
        offered = page.locator("#menu li").first
        await expect(offered).to_contain_text("253,000", timeout=WAIT)
        await page.press("#text", "Enter")

        sent = page.locator(".message.mine").last
        await expect(sent).to_contain_text("253,000", timeout=WAIT)
        await expect(sent).to_contain_text("via @flashbrief_bot")
        assert errors == []
