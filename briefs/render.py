"""Briefings and answers → Telegram HTML, by template and language. The only user of Jinja2.

Everything in a fact is somebody's text: it is escaped by the template engine, and an undefined
name in a template is an error when it is rendered, not a gap in a message.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fluent.runtime import FluentBundle, FluentResource
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2 import TemplateError as JinjaError

from briefs import rows, wording
from briefs.answer_words import ANSWER_FILTERS
from briefs.asked import Answer
from briefs.check_base import period_of
from briefs.errors import TemplateError
from briefs.evidence import Evidence
from briefs.history.notice_words import notice_words
from briefs.lexicon import Lexicon
from briefs.naming import Names, clipped, load_names
from briefs.speech import Speaker
from briefs.times import CHINA
from briefs.types import Briefing, Language, Layout, Section

if TYPE_CHECKING:
    from briefs.coming.calendar import Coming
    from briefs.life_cycle import Timeline

TEMPLATES = Path(__file__).parent / "templates"
LANGUAGES: tuple[Language, ...] = ("en", "zh")
LOCALES: Mapping[Language, str] = {"en": "en", "zh": "zh-Hans"}
MESSAGE = 4096  # characters of one message, after entities are taken out
SCREEN = 28  # lines of a phone, above the evidence
LINE = 40  # characters of such a line
# Items a section, tried in turn: the first that fits a screen, else the first that fits a message.
STEPS = (12, 10, 8, 6, 5, 4, 3)
LEAST = (2, 1, 0)
LEAST_PRICES = 6  # prices are why it is read, unless the message is full
LEAST_JOINED = 8  # of a section whose items share a line, unless the message is full
MOST_TELLERS = 6
MOST_POLICIES = 8  # whose lives one reply tells
MOST_TAKEN_BACK = 4  # of a section
SHORT = 2  # items a section of a short post
EVIDENCE_ROOM = 1800  # characters, where the message has them
EVIDENCE_FRAME = 120  # characters of its heading and of what is said to be left out
LINE_END = re.compile(r" {1,9}(</s>)?$", re.MULTILINE)  # where a mark would have stood
TAG = re.compile(r"<[^<>]{1,4000}>")
FILTERS: Mapping[str, Callable[..., Any]] = {
    "amount": wording.amount,
    "percent": wording.percent,
    "level": wording.level,
    "previous": wording.previous,
    "quantity": wording.quantity,
    "arrow": wording.arrow,
    "change": wording.change,
    "figure": wording.figure,
    "count_of": wording.count,
    "oneline": wording.oneline,
    "fitting": wording.fitting,
    "noticed": notice_words,
    "shown_evidence": rows.shown_evidence,
    "host": wording.host,
    "over": period_of,
    "cited": rows.cited,
    "price_rows": rows.price_rows,
    "voices": rows.voices,
    "houses": rows.houses,
    "worst": rows.worst,
    "unsaid_metric": rows.unsaid_metric,
    "clipped": clipped,
    "is_link": wording.is_link,
}


class Renderer:
    """Templates and words, loaded and checked."""

    def __init__(
        self, environment: Environment, words: Mapping[Language, FluentBundle], names: Names
    ) -> None:
        self._environment = environment
        self._words = words
        self._names = names

    def briefing(self, briefing: Briefing, language: Language, tags: Sequence[str] = ()) -> str:
        """A flash or digest briefing as Telegram HTML: a screen if it can be, a message always."""
        top, most = self._fit(briefing, language, tags)
        room = min(EVIDENCE_ROOM, MESSAGE - wording.width(self.plain(top)) - EVIDENCE_FRAME)
        return self._brief(briefing, language, most, max(0, room), tags)

    def post(
        self, briefing: Briefing, language: Language, layout: Layout, tags: Sequence[str] = ()
    ) -> str:
        """A flash or digest briefing as a post in a channel, its materials as hashtags at the end.

        A short one has the first lines of each section, and no sentences.
        """
        if layout == "full":
            return self.briefing(briefing, language, tags)
        text = self._brief(_without_marks(briefing), language, SHORT, 0, tags)
        return LINE_END.sub(r"\1", text)

    def answer(self, answer: Answer, language: Language) -> str:
        """An answer, or the honest nothing, as Telegram HTML."""
        return self._render("answer", self.speaker(language), answer=answer)

    def word(self, language: Language, key: str, **values: object) -> str:
        """A sentence of the briefings' catalog by itself, as Telegram HTML."""
        return str(self.speaker(language)(key, **values))

    def timelines(
        self,
        lines: Sequence[Timeline],
        language: Language,
        today: date,
        coming: Sequence[Coming] = (),
        *,
        then: date | None = None,
    ) -> str:
        """The lives of policies as Telegram HTML, the newest news first: where each stands that
        day, what is `coming`, and every stage with its day and its sentence. `then` is a day in the
        past that was asked for."""
        shown = lines[:MOST_POLICIES]
        return self._render(
            "timeline",
            self.speaker(language, near=today),
            shown=shown,
            left=len(lines) - len(shown),
            today=today,
            coming=coming,
            then=then,
            evidence=Evidence(),
        )

    def page(
        self, name: str, language: Language, *, near: date | None = None, **values: object
    ) -> str:
        """The template of that name as Telegram HTML; of the year of `near` none is said."""
        return self._render(name, self.speaker(language, near=near), **values)

    def plain(self, text: str) -> str:
        """Telegram HTML without its tags, for a terminal."""
        return html.unescape(TAG.sub("", text))

    def _fit(self, briefing: Briefing, language: Language, tags: Sequence[str]) -> tuple[str, int]:
        """What stands above the evidence, and how many items a section it shows."""
        for most in STEPS:
            top = self._brief(briefing, language, most, 0, tags)
            if _screen_lines(self.plain(top)) <= SCREEN:
                return top, most
        for most in (STEPS[-1], *LEAST):
            top = self._brief(briefing, language, most, 0, tags)
            if wording.width(self.plain(top)) <= MESSAGE - EVIDENCE_FRAME:
                break
        return top, most

    def _brief(
        self,
        briefing: Briefing,
        language: Language,
        most: int,
        room: int,
        tags: Sequence[str],
    ) -> str:
        name = "digest" if briefing.kind == "digest" else "flash"
        speaker = self.speaker(language, near=_read_on(briefing))
        return self._render(
            name,
            speaker,
            briefing=briefing,
            most=most,
            most_prices=max(most, LEAST_PRICES) if most in STEPS else most,
            most_joined=max(most, LEAST_JOINED) if most in STEPS else most,
            room=room,
            tellers=MOST_TELLERS,
            most_taken_back=min(most, MOST_TAKEN_BACK),
            tags=tags,
        )

    def _render(self, name: str, speaker: Speaker, **values: object) -> str:
        template = self._environment.get_template(f"{name}.html.j2")
        try:
            rendered = template.render(t=speaker, **values)
        except JinjaError as error:
            raise TemplateError(f"templates/{name}.html.j2: {error}") from error
        return re.sub(r"\n{3,}", "\n\n", rendered).strip()

    def speaker(self, language: Language, near: date | None = None) -> Speaker:
        """Words, days and names for what is no template: the text in a picture."""
        return Speaker(language, self._words[language], self._names, near)


def _screen_lines(text: str) -> int:
    """Lines a phone needs; a Chinese character is as wide as two Latin ones."""
    widths = (sum(2 if char >= "\u2e80" else 1 for char in line) for line in text.splitlines())
    return sum(max(1, -(-width // LINE)) for width in widths)


def _without_marks(briefing: Briefing) -> Briefing:
    """The same without numbers that point at sentences: for a text that shows none."""

    def bare(sections: tuple[Section, ...]) -> tuple[Section, ...]:
        return tuple(
            Section(one.kind, tuple(replace(item, evidence=()) for item in one.items))
            for one in sections
        )

    return replace(
        briefing,
        sections=bare(briefing.sections),
        taken_back=bare(briefing.taken_back),
        evidence=(),
    )


def _read_on(briefing: Briefing) -> date | None:
    """The day a briefing is read on: of that year's days the year need not be said."""
    told = [line.published_at for line in briefing.sources if line.published_at]
    latest = briefing.until or max(told, default=None)
    return None if latest is None else latest.astimezone(CHINA).date()


def load_renderer(template_dir: Path | None = None, lexicon: Lexicon | None = None) -> Renderer:
    """Load templates, words and names. Raises TemplateError naming the file that is wrong.

    With a lexicon, a Chinese reader sees the Chinese names of what was told in English.
    """
    folder = template_dir or TEMPLATES
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=False,
    )
    environment.filters.update(FILTERS)
    environment.filters.update(ANSWER_FILTERS)
    try:
        for name in environment.list_templates(extensions=["j2"]):
            environment.get_template(name)
        words = {language: _bundle(folder, language) for language in LANGUAGES}
    except (JinjaError, OSError) as error:
        raise TemplateError(f"{folder}: {error}") from error
    return Renderer(environment, words, load_names(lexicon))


def _bundle(folder: Path, language: Language) -> FluentBundle:
    text = (folder / f"words.{language}.ftl").read_text("utf-8")
    bundle = FluentBundle([LOCALES[language]], use_isolating=False)
    bundle.add_resource(FluentResource(text))
    return bundle
