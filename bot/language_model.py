"""The edge to a language model: any server that speaks the OpenAI API's chat completions.

Nothing waits for it long: a time-out, a budget of calls a day, and after some failures in a row a
pause in which it is not asked at all. What fails raises ModelFailed, and the answer is given plain.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

import httpx

from bot.config import Settings
from briefs.answer.model import Complete, ModelFailed

log = logging.getLogger(__name__)

TIMEOUT_SECONDS: Final = 8.0
MOST_TOKENS: Final = 400
LARGEST_REPLY: Final = 200_000  # bytes
FAILURES: Final = 3  # in a row, then it is left alone
PAUSE: Final = timedelta(minutes=5)


class Failure(StrEnum):
    """Why no text came."""

    LATE = "it did not answer in time"
    UNREACHABLE = "it could not be reached"
    REFUSED = "it refused"
    UNREADABLE = "its answer was no chat completion"
    BUDGET = "today's calls are used up"
    PAUSED = "it failed just now and is left alone for a while"


class LanguageModel:
    """One server and model. Call `complete`; `now` is the clock."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        *,
        url: str,
        model: str,
        key: str | None,
        calls_a_day: int,
        now: Callable[[], datetime],
    ) -> None:
        self._client = client
        self._url = f"{url.rstrip('/')}/chat/completions"
        self._model = model
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._calls_a_day = calls_a_day
        self._now = now
        self._day: date | None = None
        self._calls = 0
        self._failed = 0
        self._paused_until: datetime | None = None

    async def complete(self, instruction: str, data: str) -> str:
        """The model's text. Raises ModelFailed."""
        self._take_turn()
        try:
            text = _text_of(await self._ask(instruction, data))
        except ModelFailed as error:
            self._note_failure(error)
            raise
        self._failed = 0
        return text

    def _take_turn(self) -> None:
        now = self._now()
        if self._paused_until is not None and now < self._paused_until:
            raise ModelFailed(Failure.PAUSED)
        if self._day != now.date():
            self._day, self._calls = now.date(), 0
        if self._calls >= self._calls_a_day:
            raise ModelFailed(Failure.BUDGET)
        self._calls += 1

    def _note_failure(self, error: ModelFailed) -> None:
        self._failed += 1
        log.warning("the language model was no help: %s", error)
        if self._failed >= FAILURES:
            self._failed, self._paused_until = 0, self._now() + PAUSE

    async def _ask(self, instruction: str, data: str) -> httpx.Response:
        asked = {
            "model": self._model,
            "temperature": 0,
            "max_tokens": MOST_TOKENS,
            "messages": [
                {"role": "system", "content": instruction},
                {"role": "user", "content": data},
            ],
        }
        try:
            reply = await self._client.post(self._url, json=asked, headers=self._headers)
        except httpx.TimeoutException:
            raise ModelFailed(Failure.LATE) from None
        except httpx.HTTPError:  # its words may hold the address, and with it a key
            raise ModelFailed(Failure.UNREACHABLE) from None
        if reply.status_code != httpx.codes.OK:
            raise ModelFailed(f"{Failure.REFUSED} ({reply.status_code})")
        return reply


@asynccontextmanager
async def open_model(
    settings: Settings, now: Callable[[], datetime]
) -> AsyncIterator[Complete | None]:
    """What asks the model of the settings; None where none is set."""
    if settings.llm_url is None:
        yield None
        return
    key = settings.llm_key
    async with httpx.AsyncClient(timeout=TIMEOUT_SECONDS, follow_redirects=False) as client:
        yield LanguageModel(
            client,
            url=settings.llm_url,
            model=settings.llm_model,
            key=key.get_secret_value() if key is not None else None,
            calls_a_day=settings.llm_calls_per_day,
            now=now,
        ).complete


def _text_of(reply: httpx.Response) -> str:
    if len(reply.content) > LARGEST_REPLY:
        raise ModelFailed(Failure.UNREADABLE)
    try:
        said: Any = reply.json()["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError):
        raise ModelFailed(Failure.UNREADABLE) from None
    if not isinstance(said, str) or not said.strip():
        raise ModelFailed(Failure.UNREADABLE)
    return said
