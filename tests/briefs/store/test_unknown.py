"""What the lexicon lacks is counted over the stored facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from briefs.ingest import ingest
from briefs.lexicon import load_lexicon
from briefs.render import load_renderer
from briefs.store import Store
from briefs.store.unknown import unknown_names
from tests.support.pages import raw

NOW = datetime(2030, 3, 6, tzinfo=UTC)


async def test_unknown_names_come_most_frequent_first(store: Store) -> None:
    """Each once, with how often and the newest sentence; known ones are not listed."""
    lexicon, renderer = load_lexicon(), load_renderer()
    for day, name in enumerate(("Zork oxide", "Zork oxide", "Blim alloy", "Tin ingot"), 1):
        note = (
            f"{name} {day} (Sample)\nMar {day}, 2030 09:00\n{name} was quoted at {day},500 yuan/mt."
        )
        page = replace(raw(note), origin=str(day))
        await ingest(page, store=store, lexicon=lexicon, renderer=renderer, now=NOW)

    async with store.read() as conn:
        names = await unknown_names(conn)
    assert [(one.mention, one.times) for one in names] == [("Zork oxide", 2), ("Blim alloy", 1)]
    assert names[0].example == "Zork oxide was quoted at 2,500 yuan/mt."
