"""What the doctor says of trading days, and of pushed flashes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.config import ConfigError, Settings, load_settings
from bot.doctor import Check, examine
from tests.support.language_model import model_server


async def calendars(now: datetime, folder: Path) -> Check:
    settings = Settings(_env_file=None, data_dir=folder)
    (found,) = [check for check in await examine(settings, now) if check.name == "trading days"]
    return found


@pytest.mark.parametrize("month", [3, 11])
async def test_known_trading_days_are_well(tmp_path: Path, month: int) -> None:
    """This year's calendars are there, and next year's are not needed yet."""
    day = datetime(2026, month, 25, tzinfo=UTC)

    assert (await calendars(day, tmp_path)).state == "ok"


async def test_a_year_without_a_calendar_is_noted_beforehand(tmp_path: Path) -> None:
    """A month before the year begins: which exchange, which year, and what to do."""
    found = await calendars(datetime(2097, 12, 15, tzinfo=UTC), tmp_path)

    assert found.state == "note"
    assert "SHFE in 2098" in found.said
    assert "pip install --upgrade holidays" in found.remedy


async def test_a_webhook_that_nobody_can_reach_is_noted(tmp_path: Path) -> None:
    """A token without a port: what is missing; with one, the address."""
    settings = Settings(_env_file=None, data_dir=tmp_path, webhook_token="0123456789abcdef")

    lost = await webhook(settings)
    found = await webhook(settings.model_copy(update={"web_port": 8586}))

    assert (lost.state, "FLASHBRIEF_WEB_PORT" in lost.remedy) == ("note", True)
    assert "http://127.0.0.1:8586/flashes" in found.said


async def webhook(settings: Settings) -> Check:
    checks = await examine(settings, datetime(2026, 3, 1, tzinfo=UTC))
    return next(check for check in checks if check.name == "webhook")


def test_a_short_token_is_refused_without_being_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """It could be guessed; the message never shows it."""
    monkeypatch.setenv("FLASHBRIEF_WEBHOOK_TOKEN", "short-token")

    with pytest.raises(ConfigError, match="FLASHBRIEF_WEBHOOK_TOKEN: is too short") as refused:
        load_settings()

    assert "short-token" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "state", "said"),
    [
        (None, "note", "none"),
        ('[wire]\nkind = "feed"\nurl = "https://wire.example/"\n', "ok", "lists 1, 1 of them on"),
        ('[wire]\nkind = "feed"\nurl = "wire"\nevery = "now"\n', "bad", "sources.toml:3"),
    ],
)
async def test_sources_are_counted_or_their_mistakes_named(
    tmp_path: Path, text: str | None, state: str, said: str
) -> None:
    """No file is fine, a wrong one keeps the bot from starting."""
    path = tmp_path / "sources.toml"
    if text is not None:
        path.write_text(text)
    settings = Settings(_env_file=None, data_dir=tmp_path, sources_file=path)
    checks = await examine(settings, datetime(2026, 3, 25, tzinfo=UTC))
    (found,) = [check for check in checks if check.name == "sources"]

    assert found.state == state
    assert said in found.said


async def model(settings: Settings) -> Check:
    checks = await examine(settings, datetime(2026, 3, 1, tzinfo=UTC))
    return next(check for check in checks if check.name == "language model")


async def test_a_language_model_is_looked_at(tmp_path: Path) -> None:
    """Off; without a name; not there, whose address and key are not told; there."""
    off = Settings(_env_file=None, data_dir=tmp_path)
    nameless = off.model_copy(update={"llm_url": "http://user:hidden@127.0.0.1:1/v1"})
    lost = nameless.model_copy(update={"llm_model": "m"})
    async with model_server(lambda _instruction, _data: "") as server:
        found = await model(lost.model_copy(update={"llm_url": server.url}))

    assert (await model(off)).said.startswith("off")
    assert "FLASHBRIEF_LLM_MODEL" in (await model(nameless)).remedy
    missing = await model(lost)
    assert (missing.state, "hidden" in missing.said + missing.remedy) == ("note", False)
    assert found.state == "ok"
