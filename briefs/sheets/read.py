"""What was kept of price sheets → flashes: a row gives one, a sheet tried again all of its rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from briefs.errors import Unreadable
from briefs.sheets.row import flash_of, read_row
from briefs.sheets.split import Record, records_of_csv, records_of_workbook
from briefs.types import Flash, Media, RawFlash

SHEETS: Final[frozenset[Media]] = frozenset({"row", "csv", "xlsx"})
_WHOLE: Final[Mapping[Media, Callable[[str], list[Record]]]] = {
    "csv": records_of_csv,
    "xlsx": records_of_workbook,
}


def read_sheet(raw: RawFlash) -> tuple[Flash, ...]:
    """The flashes in it. Raises Unreadable; of a whole sheet it names the line that is wrong."""
    if raw.media == "row":
        return (read_row(raw.content, raw.received_at),)
    return tuple(_numbered(record, raw) for record in _WHOLE[raw.media](raw.content))


def _numbered(record: Record, raw: RawFlash) -> Flash:
    try:
        return flash_of(record, raw.received_at)
    except Unreadable as problem:
        raise Unreadable(f"Line {record['line']}: {problem}") from problem
