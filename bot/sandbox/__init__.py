"""A local Telegram for bots: the Bot API over real HTTP, a web chat, limits and faults on demand.

    async with serve(port=0) as sandbox:
        Application.builder().token("1:any").base_url(f"{sandbox.url}/bot")      python-telegram-bot
        TelegramAPIServer.from_base(sandbox.url)                                  aiogram
        write(sandbox.world, HUMAN, "/start")           the person writes
        sandbox.world.log.sends()                       what was accepted, in order

Any token of the right shape is a bot, made the first time it is used. Nothing here knows the
product: it serves any bot.
"""

from bot.sandbox.errors import Refusal
from bot.sandbox.faults import Fault, FaultKind
from bot.sandbox.human import (
    ask_inline,
    block,
    choose_inline,
    edit,
    press,
    send_album,
    send_file,
    unblock,
    write,
)
from bot.sandbox.people import demote, join, promote, set_status, share_chat
from bot.sandbox.scene import CHANNEL, GROUP, HUMAN
from bot.sandbox.server import Sandbox, make_app, serve
from bot.sandbox.world import File, World

__all__ = [
    "CHANNEL",
    "GROUP",
    "HUMAN",
    "Fault",
    "FaultKind",
    "File",
    "Refusal",
    "Sandbox",
    "World",
    "ask_inline",
    "block",
    "choose_inline",
    "demote",
    "edit",
    "join",
    "make_app",
    "press",
    "promote",
    "send_album",
    "send_file",
    "serve",
    "set_status",
    "share_chat",
    "unblock",
    "write",
]
