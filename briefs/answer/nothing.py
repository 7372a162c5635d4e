"""An honest nothing: when the topic was last told of, and since when there is anything."""

from __future__ import annotations

from briefs.answer.search import Search
from briefs.asked import Answer
from briefs.store.facts import first_stored_at
from briefs.store.search import last_named_at


async def nothing_on(search: Search) -> Answer:
    """What can be said where nothing stored answers the question."""
    query = search.query
    known = [id for id in query.terms if id in search.lexicon.terms]
    return Answer(
        query,
        answerable=False,
        last_word_on=await last_named_at(search.conn, known) if known else None,
        stored_since=await first_stored_at(search.conn),
        topic=", ".join(dict.fromkeys(one.label for one in search.concepts)),
        reason="unknown_name" if query.suggestions else "nothing_stored",
    )
