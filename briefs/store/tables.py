"""Every table of the database, in the order a flash meets them.

    source ─ source_item               what is remembered of where flashes come from
    receipt                            requests by which flashes were pushed
    spool                              raws taken in, not read yet
    raw → flash ─┬─ telling            the same text, printed elsewhere
                 ├─ event ─ event_key  what happened, and the facts it is known by
                 └─ fact ─┬─ fact_term
                          └─ finding
    quarantine                         what could not be read
    chat ─┬─ subscription ─ subscription_term    who wants what, found by the terms of its filter
          ├─ mute                                who wants to hear nothing of it for a while
          └─ held                                what was told in quiet hours, for their end
    chat ── asked                      its last question, for one that goes on from it
    subscription ─┬─ gathered          what waits for its next digest
                  └─ schedule_run      which digests were made
    channel_admin                      who is offered which channel to set
    reminder_run                       whose readers were reminded of a rule's day
    filter_state                       what a filter with price levels has seen
    inbox, payload, outbox, setting    updates in, texts out, small state
    picture                            charts that Telegram has, by their content
    fan_out                            events not yet queued for all of their many readers

The classes that declare them stand in `tables_sources`, `tables_news`, `tables_readers` and
`tables_delivery`. The lower-case names here are the same tables for SQLAlchemy Core, all that the
rest of `store/` uses.
"""

from __future__ import annotations

from briefs.store import tables_delivery, tables_news, tables_readers, tables_sources
from briefs.store.tables_base import Table

#: Read for their declarations.
DECLARED = (tables_sources, tables_news, tables_readers, tables_delivery)

metadata = Table.metadata
source = metadata.tables["source"]
source_item = metadata.tables["source_item"]
spool = metadata.tables["spool"]
receipt = metadata.tables["receipt"]
raw = metadata.tables["raw"]
event = metadata.tables["event"]
event_key = metadata.tables["event_key"]
flash = metadata.tables["flash"]
telling = metadata.tables["telling"]
fact = metadata.tables["fact"]
fact_term = metadata.tables["fact_term"]
finding = metadata.tables["finding"]
quarantine = metadata.tables["quarantine"]
chat = metadata.tables["chat"]
channel_admin = metadata.tables["channel_admin"]
subscription = metadata.tables["subscription"]
subscription_term = metadata.tables["subscription_term"]
gathered = metadata.tables["gathered"]
held = metadata.tables["held"]
schedule_run = metadata.tables["schedule_run"]
reminder_run = metadata.tables["reminder_run"]
filter_state = metadata.tables["filter_state"]
mute = metadata.tables["mute"]
inbox = metadata.tables["inbox"]
payload = metadata.tables["payload"]
outbox = metadata.tables["outbox"]
picture = metadata.tables["picture"]
fan_out = metadata.tables["fan_out"]
asked = metadata.tables["asked"]
setting = metadata.tables["setting"]
