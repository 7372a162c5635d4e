"""Bots that are not ours run against the sandbox with nothing changed but the address."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiogram
import pytest
import uvicorn
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, Forbidden, RetryAfter
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ConversationHandler,
    MessageHandler,
    filters,
)

from bot.sandbox import HUMAN, Fault, FaultKind, Sandbox, block, press, write
from tests.bot.sandbox.conftest import TOKEN

SECRET = "a-secret_of-the-hook"


@pytest.fixture(autouse=True)
def _times_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


def application(sandbox: Sandbox) -> Application[Any, Any, Any, Any, Any, Any]:
    builder = Application.builder().token(TOKEN).base_url(f"{sandbox.url}/bot")
    return builder.base_file_url(f"{sandbox.url}/file/bot").build()


@asynccontextmanager
async def polling(app: Application[Any, Any, Any, Any, Any, Any]) -> AsyncIterator[None]:
    async with app:
        await app.start()
        assert app.updater is not None
        await app.updater.start_polling()
        yield
        await app.updater.stop()
        await app.stop()


async def until(true: Callable[[], bool]) -> None:
    """What the bot under test does sets no event of ours: look again and again."""
    async with asyncio.timeout(10):
        while True:
            if true():
                return
            await asyncio.sleep(0.02)


def texts(sandbox: Sandbox) -> list[str]:
    """What the bot has said, in order."""
    return [call.text or "" for call in sandbox.world.log.sends()]


async def echo(update: Update, context: Any) -> None:
    assert update.message is not None
    await update.message.reply_text(update.message.text or "")


async def test_ptb_echo(sandbox: Sandbox) -> None:
    """A python-telegram-bot echo bot answers commands and texts."""
    app = application(sandbox)
    app.add_handler(MessageHandler(filters.TEXT, echo))
    async with polling(app):
        write(sandbox.world, HUMAN, "/start")
        write(sandbox.world, HUMAN, "copper 铜 👋")
        await until(lambda: len(texts(sandbox)) == 2)

    assert texts(sandbox) == ["/start", "copper 铜 👋"]


async def test_ptb_inline_keyboard(sandbox: Sandbox) -> None:
    """A pressed button reaches the bot, which answers it and edits its message in place."""
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="yes")]])

    async def ask(update: Update, context: Any) -> None:
        assert update.message is not None
        await update.message.reply_text("Sure?", reply_markup=markup)

    async def pressed(update: Update, context: Any) -> None:
        assert update.callback_query is not None
        await update.callback_query.answer("Thanks")
        await update.callback_query.edit_message_text("You said yes")

    app = application(sandbox)
    app.add_handler(CommandHandler("ask", ask))
    app.add_handler(CallbackQueryHandler(pressed))
    messages = sandbox.world.chat(HUMAN).messages
    async with polling(app):
        write(sandbox.world, HUMAN, "/ask")
        await until(lambda: 2 in messages)
        press(sandbox.world, HUMAN, 2, "yes")
        await until(lambda: messages[2]["text"] == "You said yes")

    answers = [e for e in sandbox.world.events.since(0) if e["type"] == "callback_answer"]
    assert [answer["text"] for answer in answers] == ["Thanks"]


async def test_ptb_conversation(sandbox: Sandbox) -> None:
    """A ConversationHandler keeps its state between messages."""

    async def begin(update: Update, context: Any) -> int:
        assert update.message is not None
        await update.message.reply_text("Which metal?")
        return 1

    async def metal(update: Update, context: Any) -> int:
        assert update.message is not None
        await update.message.reply_text(f"You follow {update.message.text}")
        return ConversationHandler.END

    app = application(sandbox)
    states: dict[object, list[Any]] = {1: [MessageHandler(filters.TEXT & ~filters.COMMAND, metal)]}
    app.add_handler(ConversationHandler([CommandHandler("follow", begin)], states, []))
    async with polling(app):
        write(sandbox.world, HUMAN, "/follow")
        await until(lambda: len(texts(sandbox)) == 1)
        write(sandbox.world, HUMAN, "tin")
        await until(lambda: len(texts(sandbox)) == 2)

    assert texts(sandbox) == ["Which metal?", "You follow tin"]


async def test_ptb_sees_errors_by_their_classes(sandbox: Sandbox) -> None:
    """Blocked, wrong markup and flood are the exceptions the library knows."""
    sandbox.world.bot(TOKEN)
    write(sandbox.world, HUMAN, "hello")
    async with application(sandbox) as app:
        with pytest.raises(BadRequest, match="nsupported start tag"):
            await app.bot.send_message(HUMAN, "<p>x</p>", parse_mode="HTML")
        sandbox.world.faults.add(Fault(FaultKind.FLOOD, "sendMessage", retry_after=7))
        with pytest.raises(RetryAfter) as flood:
            await app.bot.send_message(HUMAN, "x")
        block(sandbox.world, HUMAN)
        with pytest.raises(Forbidden, match="blocked"):
            await app.bot.send_message(HUMAN, "x")

    assert str(flood.value.retry_after) == "0:00:07"


@asynccontextmanager
async def hook_server(handle: Callable[[Request], Any]) -> AsyncIterator[str]:
    """A little server of the bot's own, to which updates are pushed."""
    listener = socket.create_server(("127.0.0.1", 0))
    app = Starlette(routes=[Route("/hook", handle, methods=["POST"])])
    config = uvicorn.Config(app, log_config=None, lifespan="off")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    await until(lambda: server.started)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/hook"
    finally:
        server.should_exit = True
        await serving
        listener.close()


async def test_ptb_webhook(sandbox: Sandbox) -> None:
    """Updates are pushed with the secret, in order, and again after a failure."""
    app = application(sandbox)
    app.add_handler(MessageHandler(filters.TEXT, echo))
    refusals = [503]

    async def receive(request: Request) -> Response:
        if refusals:
            return Response(status_code=refusals.pop())
        if request.headers.get("x-telegram-bot-api-secret-token") != SECRET:
            return Response(status_code=403)
        await app.process_update(Update.de_json(await request.json(), app.bot))
        return Response()

    async with app, hook_server(receive) as address:
        await app.bot.set_webhook(address, secret_token=SECRET)
        write(sandbox.world, HUMAN, "one")
        write(sandbox.world, HUMAN, "two")
        await until(lambda: len(texts(sandbox)) == 2)
        info = await app.bot.get_webhook_info()
        await app.bot.delete_webhook()

    assert texts(sandbox) == ["one", "two"]
    assert info.last_error_message == "Wrong response from the webhook: 503 Service Unavailable"


@asynccontextmanager
async def aiogram_polling(sandbox: Sandbox, router: aiogram.Router) -> AsyncIterator[None]:
    sandbox.world.bot(TOKEN)  # what is written to it from now on waits for it
    session = AiohttpSession(api=TelegramAPIServer.from_base(sandbox.url))
    bot = aiogram.Bot(TOKEN, session=session)
    dispatcher = aiogram.Dispatcher()
    dispatcher.include_router(router)
    running = asyncio.create_task(
        dispatcher.start_polling(bot, handle_signals=False, polling_timeout=1)
    )
    try:
        yield
    finally:
        await dispatcher.stop_polling()
        await running
        await session.close()


async def test_aiogram_echo_and_keyboard(sandbox: Sandbox) -> None:
    """An aiogram bot echoes, shows a keyboard, and answers its button."""
    router = aiogram.Router()
    button = aiogram.types.InlineKeyboardButton(text="Go", callback_data="go")
    markup = aiogram.types.InlineKeyboardMarkup(inline_keyboard=[[button]])

    @router.message(CommandStart())
    async def start(message: aiogram.types.Message) -> None:
        await message.answer("<b>Hello</b>", parse_mode="HTML", reply_markup=markup)

    @router.message()
    async def repeat(message: aiogram.types.Message) -> None:
        await message.answer(message.text or "")

    @router.callback_query()
    async def pressed(query: aiogram.types.CallbackQuery) -> None:
        await query.answer()
        assert isinstance(query.message, aiogram.types.Message)
        await query.message.edit_text("Gone")

    messages = sandbox.world.chat(HUMAN).messages
    async with aiogram_polling(sandbox, router):
        write(sandbox.world, HUMAN, "/start")
        await until(lambda: 2 in messages)
        assert messages[2]["entities"] == [{"type": "bold", "offset": 0, "length": 5}]
        press(sandbox.world, HUMAN, 2, "go")
        await until(lambda: messages[2]["text"] == "Gone")
        write(sandbox.world, HUMAN, "zinc")
        await until(lambda: "zinc" in texts(sandbox))

    assert texts(sandbox) == ["Hello", "zinc"]


async def test_aiogram_webhook(sandbox: Sandbox) -> None:
    """An aiogram bot fed by the hook answers as one that polls."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(sandbox.url))
    bot = aiogram.Bot(TOKEN, session=session)
    dispatcher = aiogram.Dispatcher()

    @dispatcher.message()
    async def repeat(message: aiogram.types.Message) -> None:
        await message.answer(message.text or "")

    async def receive(request: Request) -> Response:
        await dispatcher.feed_raw_update(bot, await request.json())
        return Response()

    try:
        async with hook_server(receive) as address:
            await bot.set_webhook(address)
            write(sandbox.world, HUMAN, "nickel")
            await until(lambda: texts(sandbox) == ["nickel"])
            await bot.delete_webhook()
    finally:
        await session.close()
