"""A question in anybody's words → an answer from what is stored, every number with its sentence.

    question → understand → Query → retrieve → Answer → render

`retrieve` tries the ways of answering in their order: facts by their slots first, the text of
flashes last.

The tables in `data/` hold the words of asking: an editor can add a cue or a synonym there.
"""

from __future__ import annotations

from briefs.answer.asking import answer, ask
from briefs.answer.follow_up import Asked
from briefs.answer.manner import manner_of
from briefs.answer.question import understand
from briefs.answer.retrieve import retrieve
from briefs.answer.when import take_day

__all__ = ["Asked", "answer", "ask", "manner_of", "retrieve", "take_day", "understand"]
