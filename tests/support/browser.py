"""The distribution's own Chromium, driven by playwright."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Page, async_playwright

# Without these it looks for its maker's hosts, and as root it does not start.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK = {"width": 1180, "height": 860}
PHONE = {"width": 390, "height": 844}


def chromium() -> str | None:
    """Where Chromium is; None where it is not installed."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@asynccontextmanager
async def open_page(
    url: str, *, size: dict[str, int] | None = None, dark: bool = False
) -> AsyncIterator[tuple[Page, list[str]]]:
    """A page with the web chat ready in it, and the errors it reports."""
    errors: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        context = await browser.new_context(
            viewport=size or DESK,  # type: ignore[arg-type]
            color_scheme="dark" if dark else "light",
            locale="en-GB",
            timezone_id="Europe/London",
        )
        page = await context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
        try:
            await page.goto(url)
            await page.wait_for_selector("#app[data-ready]")
            yield page, errors
        finally:
            await browser.close()
