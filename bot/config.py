"""Settings: from the environment or `.env`, each a commented line of `.env.example`.

The description of each field is the comment of its line there; a test keeps the two equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from briefs.freshness import Freshness
from briefs.sources.addresses import Allowed, read_allowed
from briefs.sources.spec import read_span

PREFIX = "FLASHBRIEF_"
SHORTEST_SECRET = 16


@dataclass(frozen=True, slots=True)
class WebAddress:
    """Where a server listens, and by what those are known who push flashes to it."""

    host: str
    port: int
    push_token: SecretStr | None = None
    push_secret: SecretStr | None = None


class ConfigError(Exception):
    """A setting is wrong. The message names it and says what to write."""


class Settings(BaseSettings):
    """What an operator decides. Read once, by the command, and passed on as plain values."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    bot_token: SecretStr | None = Field(
        None, description="Token from @BotFather. Empty: a local sandbox with a web chat"
    )
    bot_api_url: str = Field(
        "https://api.telegram.org",
        description="Base address of the Bot API, ours or your own server's",
    )
    database_url: str | None = Field(
        None,
        description="Database as an async SQLAlchemy URL, postgresql+asyncpg://user@host/name. "
        "Empty: SQLite in the data folder",
    )
    data_dir: Path = Field(Path("data"), description="Folder for the embedded database")
    host: str = Field("127.0.0.1", description="Address the sandbox's web chat listens on")
    port: int = Field(
        8585, ge=0, le=65535, description="Port of the sandbox's web chat; 0 takes a free one"
    )
    paid_stars_per_day: int = Field(
        0,
        ge=0,
        description="Telegram Stars a day for broadcasts beyond the free 30 messages a second, "
        "ten messages each. 0: none",
    )
    owners: Annotated[tuple[int, ...], NoDecode] = Field(
        (),
        description="Telegram user ids, by commas, who may feed flashes to the bot by message",
    )
    sources_file: Path = Field(
        Path("sources.toml"),
        description="File that lists the sources to look at (docs/sources.md); none: no sources",
    )
    fetch_allow: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        description="Hosts and address ranges, by commas, that sources may be fetched from though "
        "they are private or on a port of their own: wire.intra, 10.1.0.0/16",
    )
    web_host: str = Field("127.0.0.1", description="Address the bot's own web server listens on")
    web_port: int | None = Field(
        None,
        ge=0,
        le=65535,
        description="Port of the bot's own web server: GET /health and /metrics. Empty: off",
    )
    webhook_token: SecretStr | None = Field(
        None,
        description="Bearer token with which programs push flashes to POST /flashes of that server",
    )
    webhook_secret: SecretStr | None = Field(
        None,
        description="Shared secret with which they sign instead (docs/sources.md). Neither: off",
    )
    llm_url: str | None = Field(
        None,
        description="Base address of an OpenAI-compatible API, as http://127.0.0.1:8080/v1, whose "
        "model may read questions and word answers, each word checked. Empty: off",
    )
    llm_model: str = Field("", description="Name of the model there")
    llm_key: SecretStr | None = Field(None, description="Key of that API, if it wants one")
    llm_calls_per_day: int = Field(
        1000, ge=0, description="Calls of the model a day; beyond them answers are plain"
    )
    oldest_news: str = Field(
        "48h",
        description="Age from which what a source brings is stored but not pushed: 90m, 48h, 7d; "
        "`oldest` of a source goes before it",
    )
    time_zone: str = Field(
        "Asia/Shanghai",
        description="Zone for times in the terminal, where no reader's own is known",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="How much to log: DEBUG, INFO, WARNING or ERROR"
    )

    @field_validator("owners", "fetch_allow", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("fetch_allow")
    @classmethod
    def _hosts_or_ranges(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        read_allowed(value)
        return value

    @field_validator("webhook_token", "webhook_secret")
    @classmethod
    def _hard_to_guess(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value()) < SHORTEST_SECRET:
            raise ValueError(
                f"is too short: take {SHORTEST_SECRET} characters or more, as openssl rand -hex 32 "
                "prints them"
            )
        return value

    @field_validator("llm_url")
    @classmethod
    def _web_address(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError(f"{value!r} is no web address such as http://127.0.0.1:8080/v1")
        return value

    @field_validator("oldest_news")
    @classmethod
    def _span(cls, value: str) -> str:
        read_span(value)
        return value

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"{value!r} is no IANA time zone such as Europe/London") from error
        return value

    @property
    def allowed(self) -> Allowed:
        """What sources may be fetched from besides public addresses."""
        return read_allowed(self.fetch_allow)

    @property
    def web_address(self) -> WebAddress | None:
        """Where the bot's own web server listens; None: it does not."""
        if self.web_port is None:
            return None
        return WebAddress(self.web_host, self.web_port, self.webhook_token, self.webhook_secret)

    @property
    def freshness(self) -> Freshness:
        """How old news may be, where its source says nothing else."""
        return Freshness(read_span(self.oldest_news))

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def store_url(self) -> str:
        """The database to use: the one set, else SQLite in the data folder."""
        return self.database_url or f"sqlite+aiosqlite:///{self.data_dir / 'flashbrief.db'}"

    @property
    def embedded(self) -> bool:
        """Whether the database is our own file, which any command may create and migrate."""
        return self.database_url is None or self.database_url.startswith("sqlite")


def load_settings() -> Settings:
    """Read the settings. Raises ConfigError with a line for each setting that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        raise ConfigError(
            "; ".join(_explain(item["loc"], item["msg"]) for item in error.errors())
        ) from None


def _explain(location: tuple[int | str, ...], message: str) -> str:
    name = PREFIX + str(location[0]).upper() if location else "settings"
    return f"{name}: {message.removeprefix('Value error, ')}"


def env_example() -> str:
    """The text `.env.example` must have: each setting with its meaning and default."""
    lines = [
        "# Flashbrief's settings. Copy to .env and uncomment what you change; the environment wins."
    ]
    for name, field in Settings.model_fields.items():
        default = field.default
        shown = ",".join(map(str, default)) if isinstance(default, tuple) else default
        lines += [
            "",
            f"# {field.description}",
            f"#{PREFIX}{name.upper()}={'' if shown is None else shown}",
        ]
    return "\n".join(lines) + "\n"
