"""A question understood → what is stored on exactly that, or an honest nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from briefs.answer.concepts import concepts_of
from briefs.answer.conversion import answer_converted
from briefs.answer.deals import answer_large_deals
from briefs.answer.largest import answer_movers
from briefs.answer.levels import answer_levels
from briefs.answer.nothing import nothing_on
from briefs.answer.search import Search, Way
from briefs.answer.since import answer_changes
from briefs.answer.standing import answer_in_force
from briefs.answer.told import answer_told
from briefs.asked import Answer, Query, Standing, Wanted
from briefs.lexicon import Lexicon
from briefs.store import Store
from briefs.times import CHINA

OLD: Final = timedelta(days=7)  # an answer to "now" that is older says so
#: Tried in this order: facts by their slots, and the whole text only where none of those is asked.
WAYS: Final[tuple[Way, ...]] = (
    answer_converted,
    answer_movers,
    answer_changes,
    answer_in_force,
    answer_large_deals,
    answer_levels,
    answer_told,
)


async def retrieve(query: Query, *, store: Store, lexicon: Lexicon, now: datetime) -> Answer:
    """What is stored on it: facts, the sentences they rest on, or the reason for nothing."""
    if query.out_of_scope:
        return Answer(query, answerable=False, reason="out_of_scope")
    if query.ambiguous:
        return Answer(query, answerable=False, reason="ambiguous", choices=query.ambiguous)
    concepts, today = concepts_of(query, lexicon), now.astimezone(CHINA).date()
    if not concepts and not query.kinds and query.wanted is Wanted.FACT:
        return Answer(query, answerable=False, reason="nothing_stored")
    async with store.read() as conn:
        search = Search(conn, query, concepts, lexicon, today)
        for way in WAYS:
            found = await way(search)
            if found is not None:
                return _dated(found, today)
        return await nothing_on(search)


def _dated(found: Answer, today: date) -> Answer:
    """Where the present is asked for and the newest word is old, the day of that word. Where a rule
    stands is said as of a day already, and holds until told otherwise."""
    if any(isinstance(lead, Standing) for lead in found.leads):
        return found
    told = [
        one.published_at.astimezone(CHINA).date() for one in found.citations if one.published_at
    ]
    if found.query.windows or not told or max(told) >= today - OLD:
        return found
    return replace(found, old=max(told))
