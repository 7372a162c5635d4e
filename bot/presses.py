"""What is written in inline buttons: Telegram keeps at most 64 bytes a button.

A press is a value (`Choose`, `Show`, …), written as its letter and its fields by colons. The letter
is behind the version of this table, so that a button of an old one is known as old.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import time
from typing import Final, Literal, TypeAlias, get_args

from telegram.constants import InlineKeyboardButtonLimit

from bot.zones import known_zones
from briefs.filters import PRESETS, Window, print_rhythm
from briefs.quiet import Mode, Quiet
from briefs.types import Language, Layout

VERSION = "1"
ADDRESSED = "@"  # before the number of another chat that a press is meant for
Part: TypeAlias = Literal["sources", "policy", "ask", "open"]
Topic: TypeAlias = Literal[
    "price",
    "brief",
    "policy",
    "risks",
    "ask",
    "follow",
    "mute",
    "chart",
    "history",
    "calendar",
    "watch",
]


@dataclass(frozen=True, slots=True)
class Show:
    """A button under a briefing: a part of it, or questions about it."""

    part: str  # Part
    event_id: str  # a number

    @property
    def valid(self) -> bool:
        return self.part in get_args(Part) and self.event_id.isdecimal()


@dataclass(frozen=True, slots=True)
class Choose:
    """A command gone on with, about the term chosen; `extra` is its further argument."""

    topic: str  # Topic
    term: str  # lexicon id, or "*"
    extra: str = ""

    @property
    def valid(self) -> bool:
        return self.topic in get_args(Topic) and bool(self.term)


@dataclass(frozen=True, slots=True)
class Begin:
    """One of the choices of the first screen."""

    choice: str  # "all", "pick", "ask", "stop"

    @property
    def valid(self) -> bool:
        return self.choice in ("all", "pick", "ask", "stop")


@dataclass(frozen=True, slots=True)
class Speak:
    """The language to speak from now on: "en", "zh", "auto"."""

    language: str

    @property
    def valid(self) -> bool:
        return self.language in ("auto", *get_args(Language))


@dataclass(frozen=True, slots=True)
class Pick:
    """A step of the walk to a subscription: the topic, then what of it; empty: not chosen yet."""

    term: str  # lexicon id, or "*"
    what: str = ""

    @property
    def valid(self) -> bool:
        return self.what in ("", *WHATS) and (bool(self.term) or not self.what)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the list of subscriptions, from 0."""

    number: str

    @property
    def valid(self) -> bool:
        return self.number.isdecimal()


@dataclass(frozen=True, slots=True)
class Wish:
    """Something done to a subscription, or shown of it; `value`: a rhythm, a loudness, yes."""

    do: str
    id: str  # a number
    value: str = ""

    @property
    def valid(self) -> bool:
        return self.id.isdecimal() and self.value in DEEDS.get(self.do, ())


@dataclass(frozen=True, slots=True)
class Hush:
    """Fewer pushed briefings, asked for under that of an event."""

    how: str
    event_id: str  # a number

    @property
    def valid(self) -> bool:
        return self.how in HUSHES and self.event_id.isdecimal()


@dataclass(frozen=True, slots=True)
class Mute:
    """Everything muted for so long, or a subject heard again ("*": all)."""

    do: str  # "1h", "24h", "on", "clear"
    subject: str = "*"

    @property
    def valid(self) -> bool:
        return self.do in ("1h", "24h", "on", "clear") and bool(self.subject)


@dataclass(frozen=True, slots=True)
class Forget:
    """Whether everything known of the chat is to go."""

    answer: str  # "yes", "no"

    @property
    def valid(self) -> bool:
        return self.answer in ("yes", "no")


@dataclass(frozen=True, slots=True)
class Zone:
    """A time zone chosen."""

    name: str  # IANA

    @property
    def valid(self) -> bool:
        return self.name in known_zones()


@dataclass(frozen=True, slots=True)
class Still:
    """Quiet hours chosen, then what becomes of the news in them; "kept": those there are."""

    hours: str
    mode: str = ""

    @property
    def valid(self) -> bool:
        if self.mode:
            return self.hours in ("kept", *QUIETS) and self.mode in [*Mode]
        return self.hours in ("off", *QUIETS)


@dataclass(frozen=True, slots=True)
class Look:
    """The screen of a channel, or how its posts are to look from now on."""

    do: str
    value: str = ""

    @property
    def valid(self) -> bool:
        return self.value in LOOKS.get(self.do, ())


@dataclass(frozen=True, slots=True)
class Draw:
    """Prices over so many days, as a picture, a table or a file."""

    do: str
    terms: str  # lexicon ids, by commas
    days: str  # a number

    @property
    def valid(self) -> bool:
        days = int(self.days) if self.days.isdecimal() and len(self.days) < 5 else 0
        return self.do in DRAWN and bool(self.terms) and days > 0


#: What of a topic, in a walk: how it is typed behind the topic.
WHATS: Final = {
    "all": "",
    "price": "kind:price",
    "move": "move>=2%",
    "policy": "kind:policy",
    "risk": "risk",
    "deal": "kind:deal",
}
#: Rhythms that have a button, as `every:` has them. A colon would part the fields of a press.
RHYTHMS: Final = {
    "instant": "instant",
    "4h": "4h",
    "morning": "08:30",
    "weekdays": "mon-fri,08:30",
    **{name: print_rhythm(PRESETS[name]) for name in ("morning-evening", "open-close", "weekly")},
}
#: Quiet hours that have a button.
QUIETS: Final = {
    "22-7": Quiet(Window(time(22), time(7))),
    "23-6": Quiet(Window(time(23), time(6))),
    "20-8": Quiet(Window(time(20), time(8))),
}
#: What can be done to a subscription, and with which values.
DEEDS: Final = {
    "show": ("",),
    "test": ("",),
    "when": ("", *RHYTHMS),
    "what": ("", *WHATS),
    "sound": ("on", "silent"),
    "pause": ("yes", "no"),
    "drop": ("", "yes"),
}
#: What can be set for a channel's posts, and with which values.
LOOKS: Final = {
    "open": ("",),
    "language": get_args(Language),
    "layout": get_args(Layout),
    "pins": ("on", "off"),
    "zone": ("",),
    "quiet": ("",),
}
#: Ways to show prices over time. "dark" and "light" draw again, and are remembered.
DRAWN: Final = ("chart", "dark", "light", "history", "csv", "xlsx")
HUSHES: Final = ("less", "mute", "1h", "24h", "topic", "back")
Press: TypeAlias = (
    Show
    | Choose
    | Begin
    | Speak
    | Pick
    | Page
    | Wish
    | Hush
    | Mute
    | Forget
    | Zone
    | Still
    | Look
    | Draw
)
#: Those that change what a chat is told: in a group, only its admins' count.
SETTINGS: Final = (Pick, Wish, Hush, Mute, Forget, Zone, Still, Look)
UNDER_BRIEFING: tuple[Part, ...] = ("sources", "policy", "ask")
LETTERS: Final[dict[str, type[Press]]] = {
    "s": Show,
    "c": Choose,
    "b": Begin,
    "l": Speak,
    "p": Pick,
    "g": Page,
    "w": Wish,
    "h": Hush,
    "m": Mute,
    "f": Forget,
    "z": Zone,
    "q": Still,
    "k": Look,
    "d": Draw,
}


def encode(press: Press) -> str | None:
    """The callback data of a press; None if it cannot be written in 64 bytes."""
    letter = next(letter for letter, kind in LETTERS.items() if isinstance(press, kind))
    fields = [str(field) for field in astuple(press)]
    data = ":".join((VERSION + letter, *fields))
    fits = len(data.encode()) <= InlineKeyboardButtonLimit.MAX_CALLBACK_DATA
    return data if fits and not any(":" in field for field in fields) else None


def decode(data: str | None) -> Press | None:
    """The press behind callback data; None for one of another version, or not ours."""
    head, *fields = (data or "").split(":")
    kind = LETTERS.get(head.removeprefix(VERSION)) if head.startswith(VERSION) else None
    if kind is None:
        return None
    try:
        press = kind(*fields)
    except TypeError:  # another number of fields
        return None
    return press if press.valid else None


def addressed(data: str, chat_id: int) -> str | None:
    """The callback data of a press for another chat; None if that is too long."""
    meant = f"{VERSION}{ADDRESSED}{chat_id}:{data.removeprefix(VERSION)}"
    return meant if len(meant.encode()) <= InlineKeyboardButtonLimit.MAX_CALLBACK_DATA else None


def address_of(data: str | None) -> tuple[int | None, str | None]:
    """The chat that callback data is meant for, if it is another one, and the press's own data."""
    head, colon, rest = (data or "").partition(":")
    number = head.removeprefix(VERSION + ADDRESSED)
    if number == head or not colon or not number.removeprefix("-").isdecimal():
        return None, data
    return int(number), VERSION + rest
