"""What is coming: days on which rules take effect, comments close, measures run out, exchanges
are closed. Each day of a rule stands in a sentence, which goes with it.

    stored policies → calendar → Coming values → a page, or reminders a day before
"""

from __future__ import annotations
