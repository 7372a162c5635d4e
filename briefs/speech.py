"""What a template speaks with: words, days, amounts of money and names in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from fluent.runtime import FluentBundle
from markupsafe import Markup

from briefs.errors import TemplateError
from briefs.naming import Names, cased, tidy
from briefs.times import CHINA
from briefs.types import Finding, Language
from briefs.wording import MONTHS, amount, exactly, percent

CJK = re.compile(r"[\u3400-\u9fff]")
SCALES = {
    "en": (("billion", 9, 3), ("million", 6, 3)),
    "zh": (("hundred-million", 8, 4), ("ten-thousand", 4, 4)),
}  # word, power of ten, decimals still easily read


@dataclass(frozen=True, slots=True)
class Speaker:
    """Called `t` in templates. `near` is the day a text is read on: its year need not be said."""

    language: Language
    bundle: FluentBundle
    names: Names
    near: date | None = None

    def __call__(self, key: str, **values: object) -> Markup:
        """A message with its values escaped. Raises TemplateError if there is none."""
        if not self.bundle.has_message(key):
            raise TemplateError(f"templates/words.{self.language}.ftl has no message {key!r}")
        pattern = self.bundle.get_message(key).value
        assert pattern is not None  # a message without text does not pass the catalogs' test
        escaped = {
            name: value if isinstance(value, int) else str(Markup.escape(value))
            for name, value in values.items()
        }
        text, errors = self.bundle.format_pattern(pattern, escaped)
        if errors:
            raise TemplateError(f"words.{self.language}.ftl: {key}: {errors[0]}")
        return Markup(text)

    def known(self, key: str, otherwise: str) -> str:
        """A message, or what stands in the text where we have no word for it."""
        return self(key) if self.bundle.has_message(key) else otherwise

    def day(self, value: date, *, full: bool = False) -> str:
        """ "19 Feb 2025", "2025年2月19日"; in the year it is read in "19 Feb", "2月19日"."""
        year = full or self.near is None or value.year != self.near.year
        if self.language == "zh":
            return (f"{value.year}年" if year else "") + f"{value.month}月{value.day}日"
        short = f"{value.day} {MONTHS[value.month - 1]}"
        return f"{short} {value.year}" if year else short

    def moment(self, value: datetime) -> str | Markup:
        """A time on the reader's own clock where Telegram can, else with its zone.

        Midnight in China is a day told without a clock, and stays that day everywhere.
        """
        told = value.astimezone(CHINA)
        if told.hour == told.minute == told.second == 0:
            return self.day(told, full=True)
        return self.clock(value)

    def clock(self, value: datetime) -> Markup:
        """A time with its hours, for the reader's own zone; elsewhere China's."""
        told = value.astimezone(CHINA)
        zone = "（北京时间）" if self.language == "zh" else f" {told:%Z}"
        shown = f"{self.day(told, full=True)} {told:%H:%M}{zone}"
        markup = '<tg-time unix="{}" format="dt">{}</tg-time>'
        return Markup(markup).format(int(value.timestamp()), shown)

    def local_day(self, value: datetime) -> Markup:
        """The day of a moment by the reader's own zone; elsewhere by China's."""
        shown = self.day(value.astimezone(CHINA).date(), full=True)
        markup = Markup('<tg-time unix="{}" format="d">{}</tg-time>')
        return markup.format(int(value.timestamp()), shown)

    def month(self, value: str) -> str:
        """ "2024-05" → "May 2024", "2024年5月"; a day as `day`; a year with 年 in Chinese."""
        try:
            first = date.fromisoformat(f"{value}-01-01"[:10])
        except ValueError:
            return value  # "2024-Q1", "mid-2024": as it came
        if len(value) == 10:
            return self.day(first)
        if len(value) == 7:
            name = f"{MONTHS[first.month - 1]} {first.year}"
            return f"{first.year}年{first.month}月" if self.language == "zh" else name
        return f"{value}年" if self.language == "zh" else value

    def money(self, value: Decimal, currency: str | None) -> str:
        """ "USD 565 million", "5.65亿美元": scaled only where no digit is lost."""
        named = self.known(f"currency-{(currency or 'none').lower()}", currency or "").strip()
        for word, power, decimals in SCALES[self.language]:
            scaled = exactly(value, power, decimals)
            if scaled is not None:
                return self(f"money-{word}", number=amount(scaled), currency=named).strip()
        return self("money", number=amount(value), currency=named).strip()

    def name(self, text: str) -> str:
        """A thing's name as the reader calls it."""
        shown = tidy(text)
        return self.names.in_chinese(shown) if self.language == "zh" else shown

    def title(self, text: str) -> str:
        """The same at the beginning of a line."""
        return cased(self.name(text))

    def reading(self, finding: Finding) -> Markup:
        """Both readings of numbers that disagree."""
        said = finding.inputs
        if {"percent", "computed percent", "change", "base"} <= said.keys():
            named = said.get("base named", "unstated").replace(" ", "-")
            return self(
                "disagree-percent", told=said["percent"], change=said["change"],
                base=said["base"], named=self(f"base-{named}"),
                computed=said["computed percent"],
            )  # fmt: skip
        if {"change", "computed change", "previous level"} <= said.keys():
            return self(
                "disagree-change", told=said["change"], previous=said["previous level"],
                computed=said["computed change"],
            )  # fmt: skip
        return self("disagree", detail=finding.detail)

    def policy_name(self, names: Sequence[str], title: str) -> str:
        """The title, or where it is in another language than the reader's a name that is not."""
        own = [name for name in (title, *names) if CJK.search(name) is not None]
        other = [name for name in (title, *names) if CJK.search(name) is None]
        fitting = own if self.language == "zh" else other
        return fitting[0] if fitting else title

    def stood(self, finding: Finding) -> Markup:
        """Where a policy stood before."""
        said = finding.inputs
        key = f"stand-{said['before']}"
        if "since" in said:
            since = self.day(date.fromisoformat(said["since"]))
            return self("stood", stand=self(f"{key}-since", day=since))
        return self("stood", stand=self(key))

    def stale(self, finding: Finding) -> Markup:
        """Why a claim is out of date."""
        said = finding.inputs
        if {"claimed for", "published"} <= said.keys():
            told = date.fromisoformat(said["published"])
            return self("stale-since", when=said["claimed for"], day=self.day(told, full=True))
        return self("stale", detail=finding.detail)

    def unit(self, unit: str | None) -> str:
        """ "CNY/t" → "CNY/t", "元/吨"; a part we have no word for stays as it is."""
        parts = (unit or "").split("/")
        return "/".join(
            self.known(f"currency-{part.lower()}", self.known(f"measure-{part.lower()}", part))
            for part in parts
        )

    def aside(self, text: str) -> Markup:
        """Words in the brackets of the language, with the space it puts before them."""
        return self("aside", text=text)

    def changed(self, value: Decimal, unit: str | None) -> str:
        """A change with its unit, percentage points where the level is a percent."""
        if unit == "%":
            return f"{amount(value, signed=True)} {self('percentage-points')}"
        return " ".join(filter(None, (amount(value, signed=True), self.unit(unit))))

    def moved(self, value: Decimal, period: str | None) -> str:
        """A percent with its period; on the day is what a reader takes for granted."""
        return f"{percent(value)}{self.over(period)}"

    def over(self, period: str | None) -> str:
        """Behind what has changed: " on the week", "（周环比）"."""
        if period in (None, "day"):
            return ""
        word = self(f"period-{period}")
        return str(word) if self.language == "zh" else f" {word}"
