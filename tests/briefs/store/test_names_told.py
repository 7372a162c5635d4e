"""What the lexicon lacks is counted over the stored facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from briefs.ingest import ingest
from briefs.lacking import lacking
from briefs.lexicon import load_lexicon
from briefs.render import load_renderer
from briefs.store import Store
from briefs.store.names_told import names_told
from tests.support.pages import raw

NOW = datetime(2030, 3, 6, tzinfo=UTC)


async def test_unknown_names_come_most_frequent_first(store: Store) -> None:
    """Each once, with how often and the newest sentence; known ones are not listed, but a
    form that is not known of one that is."""
    lexicon, renderer = load_lexicon(), load_renderer()
    for day, name in enumerate(
        ("Zork oxide", "Zork oxide", "Blim alloy", "Tin ingot", "Scandium nitrate"), 1
    ):
        note = (
            f"{name} {day} (Sample)\nMar {day}, 2030 09:00\n{name} was quoted at {day},500 yuan/mt."
        )
        page = replace(raw(note), origin=str(day))
        await ingest(page, store=store, lexicon=lexicon, renderer=renderer, now=NOW)

    async with store.read() as conn:
        names = lacking(await names_told(conn), lexicon)
    assert [(one.mention, one.times) for one in names] == [
        ("Zork oxide", 2), ("Blim alloy", 1), ("Scandium nitrate", 1),
    ]  # fmt: skip
    assert names[0].example == "Zork oxide was quoted at 2,500 yuan/mt."
