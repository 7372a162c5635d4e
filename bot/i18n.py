"""The bot's own words, from the Fluent catalogs in `locales/`, one a language.

A message is Telegram HTML; what is put into it is escaped here, so no caller has to think of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from importlib.resources import files
from typing import Any, get_args

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser, ast

from briefs.types import Language

LANGUAGES: tuple[Language, ...] = get_args(Language)
LOCALES: Mapping[Language, str] = {"en": "en", "zh": "zh-Hans"}

Words = Callable[..., str]  # words("start") → Telegram HTML


class Html(str):
    """A value that is Telegram HTML already, not to be escaped."""


class Translations:
    """Every catalog, loaded and complete. Raises LookupError for a key or a value it misses."""

    def __init__(self, catalogs: Mapping[Language, str]) -> None:
        self._bundles = {language: _bundle(language, text) for language, text in catalogs.items()}

    def say(self, language: Language, key: str, **values: object) -> str:
        bundle = self._bundles[language]
        if not bundle.has_message(key):
            raise LookupError(f"locales/{language}.ftl has no message {key!r}")
        pattern = bundle.get_message(key).value
        if pattern is None:
            raise LookupError(f"locales/{language}.ftl: message {key!r} has no text")
        said, errors = bundle.format_pattern(pattern, {k: _safe(v) for k, v in values.items()})
        if errors:
            raise LookupError(f"message {key!r} in {language}: {errors[0]}")
        return str(said)

    def words(self, language: Language) -> Words:
        """The catalog of one reader."""

        def say(key: str, **values: object) -> str:
            return self.say(language, key, **values)

        return say


def load_translations() -> Translations:
    return Translations({language: read_catalog(language) for language in LANGUAGES})


def read_catalog(language: Language) -> str:
    return files("bot").joinpath("locales", f"{language}.ftl").read_text("utf-8")


def catalog_messages(text: str) -> dict[str, ast.Message]:
    """Every message of a catalog by key. Raises LookupError where the catalog cannot be read."""
    messages: dict[str, ast.Message] = {}
    for entry in FluentParser().parse(text).body:
        if isinstance(entry, ast.Junk):
            raise LookupError(f"cannot read: {(entry.content or '').strip()[:80]}")
        if isinstance(entry, ast.Message):
            messages[entry.id.name] = entry
    return messages


def language_of(code: str | None) -> Language:
    """The catalog for a Telegram `language_code` such as "zh-hans" or "pt-br"."""
    return "zh" if code is not None and code.lower().split("-")[0] == "zh" else "en"


def _bundle(language: Language, text: str) -> FluentBundle:
    # Isolation marks around values would end up in what people copy out of a message.
    bundle = FluentBundle([LOCALES[language]], use_isolating=False)
    bundle.add_resource(FluentResource(text))
    return bundle


def _safe(value: object) -> Any:
    plain = isinstance(value, str) and not isinstance(value, Html)
    return escape(str(value), quote=False) if plain else value
