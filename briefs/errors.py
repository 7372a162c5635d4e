"""Every error the news side can raise. The name says what the caller should do.

BriefsError
├── Unreadable         keep the payload in quarantine with the reason
├── LexiconError       a data file is wrong: refuse to start, say which line
├── LayoutError        the data file of price sheets is wrong: refuse to start, say why
├── FilterError        a typed filter is wrong: show where (briefs/filters/problems.py)
├── SourcesError       sources.toml is wrong: refuse to start, say which lines
├── FetchError         a source could not be read (briefs/sources/failures.py): try again, or tell
├── TemplateError      a template is wrong: refuse to start
├── CalendarUnknown    no trading calendar for that year: say so, go by the weekday
└── StoreError         the database cannot be used: say what to do
    ├── StoreMissing   nothing there yet: migrate
    └── StoreOutdated  older or newer than this program: migrate, or upgrade
"""

from __future__ import annotations


class BriefsError(Exception):
    """Root of all that goes wrong while handling news. The message is written for a person."""


class Unreadable(BriefsError):
    """A source handed over something that is no flash."""


class LexiconError(BriefsError):
    """A lexicon data file breaks its own rules."""


class LayoutError(BriefsError):
    """The data file of price sheets breaks its own rules."""


class SourcesError(BriefsError):
    """The file of sources breaks its own rules."""


class TemplateError(BriefsError):
    """A template cannot be loaded or rendered."""


class CalendarUnknown(BriefsError):
    """The holidays of an exchange in that year are not known."""


class StoreError(BriefsError):
    """The database cannot be used."""


class StoreMissing(StoreError):
    """There is no Flashbrief database at this address."""


class StoreOutdated(StoreError):
    """The database was made by another version."""
