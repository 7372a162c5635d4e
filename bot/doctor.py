"""What is set, what is missing, what answers: each as a plain line with what to do about it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

import httpx
from sqlalchemy import text

from bot.config import Settings
from bot.desk import open_or_create
from briefs.errors import BriefsError
from briefs.filters import Venue
from briefs.lexicon import load_lexicon
from briefs.render import load_renderer
from briefs.sheets.layout import load_layout
from briefs.sources.book import load_sources
from briefs.trading import TradingCalendars

State = Literal["ok", "note", "bad"]
API_TIMEOUT_SECONDS = 10
LOOK_AHEAD = timedelta(days=31)  # China names the holidays of a year late in the one before


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. `remedy` says what to do unless all is well."""

    name: str
    state: State
    said: str
    remedy: str = ""


async def examine(settings: Settings, now: datetime) -> list[Check]:
    """Look at everything a run needs. Never raises: what goes wrong is a check that says so."""
    return [
        _settings(settings),
        _folder(settings.data_dir),
        await _database(settings),
        _data_files(),
        _calendars(now),
        await _bot_api(settings),
        await _language_model(settings),
        _owners(settings),
        _sources(settings.sources_file),
        _webhook(settings),
    ]


def _settings(settings: Settings) -> Check:
    where = (
        ".env and the environment" if Path(".env").exists() else "the environment; there is no .env"
    )
    changed = ", ".join(sorted(settings.model_fields_set)) or "nothing, all defaults"
    return Check("settings", "ok", f"read from {where}; set: {changed}")


def _folder(folder: Path) -> Check:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        remedy = (
            f"make {folder} writable for this user, or set FLASHBRIEF_DATA_DIR to a folder that is"
        )
        return Check("data folder", "bad", f"{folder} cannot be written: {error.strerror}", remedy)
    return Check("data folder", "ok", f"{folder.resolve()} can be written")


async def _database(settings: Settings) -> Check:
    try:
        store = await open_or_create(settings)
        try:
            async with store.read() as connection:
                stored = (await connection.execute(text("SELECT count(*) FROM flash"))).scalar_one()
        finally:
            await store.close()
    except BriefsError as error:
        return Check("database", "bad", str(error), "run: flashbrief migrate")
    except (
        Exception
    ) as error:  # whatever a driver raises, the operator needs a line, not a traceback
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        remedy = "check FLASHBRIEF_DATABASE_URL, and that the server runs and lets this user in"
        return Check("database", "bad", f"does not answer: {reason}", remedy)
    kind = (
        "SQLite in the data folder"
        if settings.embedded
        else "the server in FLASHBRIEF_DATABASE_URL"
    )
    return Check("database", "ok", f"{kind} answers; {stored} flashes stored")


def _data_files() -> Check:
    try:
        lexicon = load_lexicon()
        load_renderer()
        load_layout()
    except BriefsError as error:
        return Check(
            "data files", "bad", str(error), "mend that line, then: flashbrief lexicon check"
        )
    return Check("data files", "ok", f"{len(lexicon.terms)} names in the lexicon; templates load")


def _calendars(now: datetime) -> Check:
    """Whether the trading days of the months to come are known."""
    calendars = TradingCalendars()
    years = sorted({now.year, (now + LOOK_AHEAD).year})
    unknown = [
        f"{venue.upper()} in {year}"
        for venue in Venue
        for year in years
        if not calendars.knows(venue, year)
    ]
    if not unknown:
        return Check("trading days", "ok", f"known for {' and '.join(map(str, years))}")
    remedy = "upgrade: pip install --upgrade holidays; till then every weekday counts as trading"
    return Check("trading days", "note", f"not known: {', '.join(unknown)}", remedy)


async def _bot_api(settings: Settings) -> Check:
    if settings.bot_token is None:
        remedy = "fine to try it; for Telegram set FLASHBRIEF_BOT_TOKEN to a token from @BotFather"
        return Check(
            "Bot API", "note", "no token: `flashbrief run` starts the local sandbox", remedy
        )
    base = settings.bot_api_url.rstrip("/")
    try:
        async with httpx.AsyncClient(timeout=API_TIMEOUT_SECONDS) as client:
            reply = await client.get(f"{base}/bot{settings.bot_token.get_secret_value()}/getMe")
    except httpx.InvalidURL:
        return Check("Bot API", "bad", f"{base} is no address", "correct FLASHBRIEF_BOT_API_URL")
    except httpx.HTTPError as error:
        said = f"{base} does not answer ({type(error).__name__})"
        return Check(
            "Bot API", "bad", said, "check the network, a proxy, and FLASHBRIEF_BOT_API_URL"
        )
    if reply.status_code in (401, 404):
        remedy = "copy the token anew from @BotFather into FLASHBRIEF_BOT_TOKEN"
        return Check("Bot API", "bad", f"{base} does not know this token", remedy)
    try:
        about = reply.json()["result"]
        name = about["username"]
    except (ValueError, KeyError, TypeError):
        remedy = "check FLASHBRIEF_BOT_API_URL: what answers there is no Bot API"
        return Check("Bot API", "bad", f"{base} answered with status {reply.status_code}", remedy)
    said = f"{base} answers as @{name}"
    if not about.get("supports_inline_queries"):
        remedy = f"send /setinline to @BotFather, for answers behind @{name} in any chat"
        return Check("Bot API", "note", f"{said}; inline mode is off", remedy)
    return Check("Bot API", "ok", said)


async def _language_model(settings: Settings) -> Check:
    """Whether the model that is set answers. Its address may hold a secret: it is not said."""
    name = "language model"
    if settings.llm_url is None:
        return Check(name, "ok", "off: FLASHBRIEF_LLM_URL is not set")
    if not settings.llm_model:
        return Check(name, "bad", "an address, but no model", "set FLASHBRIEF_LLM_MODEL")
    key = settings.llm_key.get_secret_value() if settings.llm_key is not None else ""
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        async with httpx.AsyncClient(timeout=API_TIMEOUT_SECONDS) as client:
            reply = await client.get(f"{settings.llm_url.rstrip('/')}/models", headers=headers)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        said = f"does not answer ({type(error).__name__}); answers are plain"
        return Check(name, "note", said, "check FLASHBRIEF_LLM_URL, and that the server runs")
    if reply.status_code in (401, 403):
        return Check(name, "bad", "refuses the key", "check FLASHBRIEF_LLM_KEY")
    return Check(name, "ok", f"answers; {settings.llm_model} is asked")


def _sources(path: Path) -> Check:
    try:
        book = load_sources(path)
    except BriefsError as error:
        said = str(error).splitlines()
        more = f" (and {len(said) - 1} more)" if len(said) > 1 else ""
        return Check("sources", "bad", said[0] + more, "mend it, then: flashbrief sources check")
    if not book.specs:
        remedy = f"fine to try it; docs/sources.md shows how to write {path}"
        return Check("sources", "note", "none: flashes come by message, file and webhook", remedy)
    on = sum(not spec.off for spec in book.specs)
    return Check("sources", "ok", f"{path} lists {len(book.specs)}, {on} of them on")


def _owners(settings: Settings) -> Check:
    if settings.bot_token is None or settings.owners:
        return Check(
            "owners", "ok", f"{len(settings.owners) or 'the sandbox user'} may feed flashes"
        )
    remedy = "set FLASHBRIEF_OWNERS to your numeric Telegram user id"
    return Check("owners", "note", "nobody may feed flashes by message or file", remedy)


def _webhook(settings: Settings) -> Check:
    """Whether programs can push flashes, if they are meant to."""
    if settings.webhook_token is None and settings.webhook_secret is None:
        return Check("webhook", "ok", "off: neither FLASHBRIEF_WEBHOOK_TOKEN nor _SECRET is set")
    if settings.web_port is None:
        remedy = "set FLASHBRIEF_WEB_PORT to the port it shall listen on"
        return Check("webhook", "note", "a token or secret is set, but nothing listens", remedy)
    where = f"http://{settings.web_host}:{settings.web_port}/flashes"
    return Check("webhook", "ok", f"flashes may be pushed to {where}")
