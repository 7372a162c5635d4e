"""Sample flashes for the sandbox: invented, in the style of a metals wire, and marked as samples.

Names of companies, banks and brokers in them are made up; no price in them was ever quoted. Their
days are told relative to the moment they are played, so that "today" means today.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

from briefs.types import RawFlash

WIRE_ZONE = ZoneInfo("Asia/Shanghai")
SOURCE = "samples"


def sample_flashes(now: datetime) -> Iterator[RawFlash]:
    """The samples as a source would hand them over, oldest first, dated back from `now`."""
    return _read("flashes.jsonl", now)


def dense_flashes(now: datetime) -> Iterator[RawFlash]:
    """Further samples, each with many figures: what the benchmarks call dense."""
    return _read("dense.jsonl", now)


def _read(name: str, now: datetime) -> Iterator[RawFlash]:
    for line in files(__package__).joinpath(name).read_text("utf-8").splitlines():
        row = json.loads(line)
        told = (now - timedelta(hours=row.pop("hours_ago"))).astimezone(WIRE_ZONE)
        row["body"] = row["body"].replace("{day}", f"{told:%B} {told.day}")
        row["published_at"] = told.replace(microsecond=0).isoformat()
        yield RawFlash(SOURCE, row["id"], json.dumps(row, ensure_ascii=False), "json", now)
