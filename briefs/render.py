"""Briefings and answers → Telegram HTML, by template and language. The only user of Jinja2.

Everything in a fact is somebody's text: it is escaped by the template engine, and an undefined
name in a template is an error when it is rendered, not a gap in a message.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2 import TemplateError as JinjaError
from markupsafe import Markup

from briefs import wording
from briefs.errors import TemplateError
from briefs.types import Answer, Briefing, Language

TEMPLATES = Path(__file__).parent / "templates"
LANGUAGES: tuple[Language, ...] = ("en", "zh")
LOCALES: Mapping[Language, str] = {"en": "en", "zh": "zh-Hans"}
MOST_ITEMS = 8  # a section: more would not fit on a phone's screen
EVIDENCE_ROOM = 1800  # characters, so that a briefing stays one message
TAG = re.compile(r"<[^<>]{1,4000}>")
FILTERS: Mapping[str, Callable[..., Any]] = {
    "amount": wording.amount,
    "percent": wording.percent,
    "level": wording.level,
    "previous": wording.previous,
    "quantity": wording.quantity,
    "arrow": wording.arrow,
    "day": wording.day,
    "moment": wording.moment,
    "oneline": wording.oneline,
    "fitting": wording.fitting,
    "cited": wording.cited,
    "is_link": wording.is_link,
    "item_in": wording.item_in,
    "iso": wording.iso,
    "whole": wording.whole,
    "china_day": wording.china_day,
    "month": wording.month,
}


class Renderer:
    """Templates and words, loaded and checked."""

    def __init__(self, environment: Environment, words: Mapping[Language, FluentBundle]) -> None:
        self._environment = environment
        self._words = words

    def briefing(self, briefing: Briefing, language: Language) -> str:
        """A flash or digest briefing as Telegram HTML."""
        name = "digest" if briefing.kind == "digest" else "flash"
        return self._render(name, language, briefing=briefing, most=MOST_ITEMS, room=EVIDENCE_ROOM)

    def answer(self, answer: Answer, language: Language) -> str:
        """An answer, or the honest nothing, as Telegram HTML."""
        return self._render("answer", language, answer=answer)

    def plain(self, text: str) -> str:
        """Telegram HTML without its tags, for a terminal."""
        return html.unescape(TAG.sub("", text))

    def _render(self, name: str, language: Language, **values: object) -> str:
        template = self._environment.get_template(f"{name}.html.j2")
        try:
            rendered = template.render(t=self._speaker(language), **values)
        except JinjaError as error:
            raise TemplateError(f"templates/{name}.html.j2: {error}") from error
        return re.sub(r"\n{3,}", "\n\n", rendered).strip()

    def _speaker(self, language: Language) -> Callable[..., Markup]:
        bundle = self._words[language]

        def say(key: str, **values: object) -> Markup:
            if not bundle.has_message(key):
                raise TemplateError(f"templates/words.{language}.ftl has no message {key!r}")
            pattern = bundle.get_message(key).value
            assert pattern is not None  # a message without text does not pass the catalogs' test
            escaped = {
                name: value if isinstance(value, int) else str(Markup.escape(value))
                for name, value in values.items()
            }
            text, errors = bundle.format_pattern(pattern, escaped)
            if errors:
                raise TemplateError(f"words.{language}.ftl: {key}: {errors[0]}")
            return Markup(text)

        return say


def load_renderer(template_dir: Path | None = None) -> Renderer:
    """Load templates and words. Raises TemplateError naming the file that is wrong."""
    folder = template_dir or TEMPLATES
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=False,
    )
    environment.filters.update(FILTERS)
    try:
        for name in environment.list_templates(extensions=["j2"]):
            environment.get_template(name)
        words = {language: _bundle(folder, language) for language in LANGUAGES}
    except (JinjaError, OSError) as error:
        raise TemplateError(f"{folder}: {error}") from error
    return Renderer(environment, words)


def _bundle(folder: Path, language: Language) -> FluentBundle:
    text = (folder / f"words.{language}.ftl").read_text("utf-8")
    bundle = FluentBundle([LOCALES[language]], use_isolating=False)
    bundle.add_resource(FluentResource(text))
    return bundle
