"""Every handler, in the order in which it is asked whether an update is its own."""

from __future__ import annotations

from telegram.ext import (
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.context import BotApplication
from bot.handlers import (
    ask,
    board,
    brief,
    buttons,
    calendar,
    channel,
    channel_posts,
    chart,
    documents,
    errors,
    flash,
    forget,
    history,
    inline,
    language,
    latest,
    members,
    movers,
    mute,
    policy,
    price,
    quiet,
    risks,
    sources,
    start,
    timezone,
    transfer,
    unknown,
    watch,
    watches,
)

PRIVATE = filters.ChatType.PRIVATE
GROUP = filters.ChatType.GROUPS
IMPORT = filters.CaptionRegex(r"^/import\b")


def register(application: BotApplication) -> None:
    """The first handler that takes an update is the only one to see it."""
    application.add_handlers(
        [
            MessageHandler(filters.UpdateType.CHANNEL_POSTS, channel_posts.post),
            CommandHandler("start", start.begin),
            CommandHandler("help", start.help_page),
            CommandHandler("latest", latest.latest),
            CommandHandler("brief", brief.brief),
            CommandHandler("price", price.price),
            CommandHandler("board", board.command),
            CommandHandler("chart", chart.command),
            CommandHandler("movers", movers.command),
            CommandHandler("calendar", calendar.command),
            CommandHandler("history", history.command),
            CommandHandler("policy", policy.policy),
            CommandHandler("risks", risks.risks),
            CommandHandler("ask", ask.command),
            CommandHandler("watch", watch.command),
            CommandHandler("watches", watches.command),
            CommandHandler("mute", mute.command),
            CommandHandler("quiet", quiet.command),
            CommandHandler("timezone", timezone.command),
            CommandHandler("export", transfer.export),
            CommandHandler("import", transfer.command),
            CommandHandler("forget", forget.command),
            CommandHandler("channel", channel.command),
            CommandHandler("sources", sources.command),
            CommandHandler("language", language.command),
            CallbackQueryHandler(buttons.press),
            InlineQueryHandler(inline.inline),
            MessageHandler(filters.VIA_BOT, inline.ignore),
            MessageHandler(PRIVATE & filters.StatusUpdate.CHAT_SHARED, channel.picked),
            ChatMemberHandler(members.changed, ChatMemberHandler.MY_CHAT_MEMBER),
            MessageHandler(filters.Document.ALL & IMPORT, transfer.command),
            MessageHandler(PRIVATE & filters.Document.ALL, documents.file),
            MessageHandler(PRIVATE & filters.COMMAND, unknown.command),
            MessageHandler(PRIVATE & (filters.TEXT | filters.CAPTION) & flash.PASTED, flash.pasted),
            MessageHandler(PRIVATE & filters.TEXT, ask.free_text),
            MessageHandler(PRIVATE & ~filters.StatusUpdate.ALL, unknown.no_text),
            # In groups only what is meant for us is heard: commands above, and our name.
            MessageHandler(GROUP & filters.TEXT & ask.ADDRESSED, ask.addressed),
        ]
    )
    application.add_error_handler(errors.tell)
