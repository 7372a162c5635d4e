// The page: opens chats, draws what changed, sends what is written.

import { askInline, chooseInline, getState, listen, press, promote, sendFile, sendText, shareChat } from "./api.js";
import { avatar, describe, drawChats, preview } from "./chats.js";
import { setUpComposer } from "./composer.js";
import { drawKeys } from "./keys.js";
import { drawMessages, isAtEnd } from "./messages.js";
import { apply, botName, load, model, openChat, titleOf } from "./model.js";

const $ = (id) => document.getElementById(id);
const app = $("app");
let replying = null;

const on = {
  command: (text) => say(text),
  start: () => say("/start"),
  text: (text) => say(text),
  share: (request, id) => attempt(() => shareChat(model.open, request, id)),
  deepLink(link) {
    if (link.startchannel) {
      const channel = model.chats.find((chat) => chat.type === "channel");
      return attempt(() => promote(channel.id).then(() => toast(`The bot is an administrator of ${titleOf(channel)}`)));
    }
    open(model.chats.find((chat) => chat.type === "private").id);
    return say(`/start ${link.start}`.trim());
  },
  reply(message) {
    replying = message.message_id;
    $("replying").hidden = false;
    $("replying").firstElementChild.textContent = preview(message);
    composer.focus();
  },
  async press(message, button, node) {
    if (button.copy_text) return void navigator.clipboard?.writeText(button.copy_text.text).then(() => toast("Copied"));
    if (button.switch_inline_query_current_chat !== undefined) return composer.fill(`@${model.me.username} ${button.switch_inline_query_current_chat}`);
    if (button.callback_data === undefined) return toast("This kind of button does nothing in the sandbox");
    node.setAttribute("aria-busy", "true");
    setTimeout(() => node.removeAttribute("aria-busy"), 4000);
    return attempt(() => press(model.open, message.message_id, button.callback_data));
  },
};

const composer = setUpComposer(
  { app, form: $("composer"), box: $("text"), menu: $("menu"), file: $("file"), attach: $("attach"), openMenu: $("open-menu") },
  { text: say, inline, choose, files: (files) => files.forEach((file) => attempt(() => sendFile(model.open, file, model.thread || undefined))) },
);

function say(text) {
  const message = { chat_id: model.open, text };
  if (model.thread) message.thread_id = model.thread;
  if (replying) message.reply_to_message_id = replying;
  stopReplying();
  return attempt(() => sendText(message));
}

function inline(query) {
  return askInline(query).then((reply) => reply.results, () => []);
}

function choose(result) {
  const chosen = { chat_id: model.open, result };
  if (model.thread) chosen.thread_id = model.thread;
  return attempt(() => chooseInline(chosen));
}

function stopReplying() {
  replying = null;
  $("replying").hidden = true;
}

async function attempt(action) {
  try {
    await action();
  } catch (error) {
    toast(error.message, true);
  }
}

function open(id, pane = "chat") {
  model.open = id;
  const chat = openChat();
  model.thread = chat?.is_forum && chat.topics?.length ? topicsOf(chat)[0].id : null;
  app.dataset.pane = pane;
  stopReplying();
  draw({ toEnd: true });
  if (pane === "chat" && matchMedia("(hover: hover)").matches) composer.focus();
}

const topicsOf = (chat) => chat.topics.map((topic) => ({ id: topic.message_thread_id ?? topic.id ?? 0, name: topic.name ?? topic.title }));

function draw({ toEnd = false } = {}) {
  const scroll = $("scroll");
  const follow = toEnd || isAtEnd(scroll);
  if (model.open !== null && !document.hidden) model.unread.delete(model.open);
  drawChats($("chats"), open);
  drawHead();
  drawMessages($("messages"), on);
  if (follow) scroll.scrollTop = scroll.scrollHeight;
  $("to-end").hidden = isAtEnd(scroll);
  document.title = [...model.unread.values()].length ? `(${[...model.unread.values()].reduce((a, b) => a + b)}) Flashbrief sandbox` : "Flashbrief sandbox";
}

function drawHead() {
  const chat = openChat();
  $("bot-name").textContent = botName();
  if (!chat) return;
  avatar($("head-avatar"), chat);
  $("head-title").textContent = titleOf(chat);
  $("head-status").textContent = model.typing.has(chat.id) ? `${botName()} is typing…` : chat.type === "private" ? "bot" : describe(chat);
  drawKeys($("keys"), on);
  const writable = chat.can_write !== false;
  $("composer").querySelector(".row").hidden = !writable;
  $("read-only").hidden = writable;
  $("topics").replaceChildren(...(chat.is_forum && chat.topics?.length ? topicsOf(chat).map(topicTab) : []));
}

function topicTab(topic) {
  const tab = document.createElement("button");
  tab.type = "button";
  tab.setAttribute("role", "tab");
  tab.setAttribute("aria-selected", String(topic.id === model.thread));
  tab.textContent = topic.name;
  tab.addEventListener("click", () => {
    model.thread = topic.id;
    draw({ toEnd: true });
  });
  return tab;
}

function toast(text, bad = false) {
  const node = document.createElement("div");
  node.className = bad ? "toast bad" : "toast";
  node.textContent = text;
  $("toasts").append(node);
  setTimeout(() => node.remove(), bad ? 8000 : 4000);
}

function onEvent(event) {
  if (event.type === "callback_answer") {
    document.querySelectorAll(".keyboard [aria-busy]").forEach((node) => node.removeAttribute("aria-busy"));
    if (event.text && event.show_alert) {
      $("alert").querySelector("p").textContent = event.text;
      $("alert").showModal();
    } else if (event.text) toast(event.text);
  } else if (event.type === "chat_action") {
    model.typing.set(event.chat_id, true);
    setTimeout(() => (model.typing.delete(event.chat_id), drawHead()), 5000);
    drawHead();
  } else if (event.type === "notice") {
    toast([event.method, event.error ?? event.text].filter(Boolean).join(": "), true);
  } else if (event.type === "topics") {
    refresh().then(() => draw());
  } else if (event.type === "pin") {
    if (event.message_ids?.length) toast("A message was pinned");
  } else if (apply(event)) {
    draw({ toEnd: event.type === "message" && event.chat_id === model.open && event.message.from?.id === model.user?.id });
  }
}

async function refresh() {
  const state = await getState();
  load(state);
  return state;
}

function switchChat(step) {
  const at = model.chats.findIndex((chat) => chat.id === model.open);
  open(model.chats[(at + step + model.chats.length) % model.chats.length].id);
}

$("back").addEventListener("click", () => (app.dataset.pane = "list"));
$("to-end").addEventListener("click", () => $("scroll").scrollTo({ top: $("scroll").scrollHeight, behavior: "smooth" }));
$("scroll").addEventListener("scroll", () => ($("to-end").hidden = isAtEnd($("scroll"))));
$("replying").querySelector("button").addEventListener("click", stopReplying);
document.addEventListener("visibilitychange", () => draw());
document.addEventListener("keydown", (event) => {
  if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    switchChat(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "/" && document.activeElement === document.body) {
    event.preventDefault();
    composer.fill("/");
  }
});

const state = await refresh();
open(model.chats.find((chat) => chat.type === "private")?.id ?? model.chats[0]?.id ?? null, matchMedia("(max-width: 760px)").matches ? "list" : "chat");
listen(state.seq, onEvent, () => refresh().then(() => draw()));
app.dataset.ready = "true";
