// The conversation: bubbles, files, keyboards, days.

import { fileAddress } from "./api.js";
import { clock, preview, shared } from "./chats.js";
import { renderText } from "./entities.js";
import { deepLink } from "./links.js";
import { isMine, messagesOf, model, openChat, visible } from "./model.js";

/** `on`: command(text), press(message, button, node), reply(message), start(), deepLink(link). */
export function drawMessages(list, on) {
  const chat = openChat();
  const shown = chat ? visible() : [];
  const opened = new Set([...list.querySelectorAll(".expandable.open")].map((node) => node.closest("li").dataset.id));
  list.replaceChildren(...(shown.length ? withDays(shown, on) : [emptyRoom(chat, on)]));
  for (const id of opened) list.querySelector(`[data-id="${id}"] .expandable`)?.classList.add("open");
  for (const message of shown) model.fresh.delete(`${model.open}:${message.message_id}`);
}

function withDays(messages, on) {
  const nodes = [];
  let day = "";
  for (const message of messages) {
    const here = new Date(message.date * 1000).toLocaleDateString([], { weekday: "long", day: "numeric", month: "long" });
    if (here !== day) nodes.push(make("li", "day", here));
    day = here;
    nodes.push(bubble(message, on));
  }
  return nodes;
}

function emptyRoom(chat, on) {
  const node = make("li", "empty", chat?.type === "private" ? "A desk assistant for metals markets. Say hello to begin." : "Nothing here yet.");
  if (chat?.type === "private") {
    const button = make("button", "", "Start");
    button.type = "button";
    button.addEventListener("click", on.start);
    node.append(button);
  }
  return node;
}

function bubble(message, on) {
  const item = make("li", `message${isMine(message) ? " mine" : ""}`);
  item.dataset.id = message.message_id;
  if (model.fresh.has(`${model.open}:${message.message_id}`)) item.classList.add("new");
  const box = make("div", "bubble");
  if (openChat()?.type !== "private" && !isMine(message)) box.append(make("div", "sender", message.sender_chat?.title ?? message.from?.first_name ?? ""));
  if (message.via_bot) box.append(make("div", "sender", `via @${message.via_bot.username}`));
  if (message.reply_to_message) box.append(make("div", "reply-to", preview(message.reply_to_message)));
  box.append(...files(message));
  const text = message.text ?? message.caption ?? shared(message);
  if (text !== undefined) {
    const body = make("div", "body");
    body.append(renderText(text, message.entities ?? message.caption_entities, on.command));
    box.append(body);
  }
  box.append(make("span", "meta", `${message.edit_date ? "edited " : ""}${clock(message.date)}`));
  box.addEventListener("dblclick", () => on.reply(message));
  item.append(box);
  const rows = message.reply_markup?.inline_keyboard;
  if (rows?.length) item.append(keyboard(message, rows, on));
  return item;
}

function files(message) {
  if (message.photo?.length) {
    const picture = make("img", "photo");
    picture.src = fileAddress(message.photo.at(-1).file_id);
    picture.alt = message.caption ?? "Photo";
    picture.loading = "lazy";
    return [picture];
  }
  if (!message.document) return [];
  const link = make("a", "document");
  link.href = fileAddress(message.document.file_id);
  link.download = message.document.file_name ?? "file";
  const label = make("span", "", message.document.file_name ?? "file");
  label.append(make("small", "", size(message.document.file_size ?? 0)));
  link.append(make("i", "", "↓"), label);
  return [link];
}

function keyboard(message, rows, on) {
  const box = make("div", "keyboard");
  for (const row of rows) {
    const line = make("div");
    line.append(...row.map((button) => key(message, button, on)));
    box.append(line);
  }
  return box;
}

function key(message, button, on) {
  const node = make(button.url ? "a" : "button", "", button.text);
  if (button.url) {
    if (/^(https?|tg):/i.test(button.url)) node.href = button.url;
    node.target = "_blank";
    node.rel = "noopener noreferrer";
    const link = deepLink(button.url);
    if (link) {
      node.addEventListener("click", (event) => {
        event.preventDefault();
        on.deepLink(link);
      });
    }
  } else {
    node.type = "button";
    node.addEventListener("click", () => on.press(message, button, node));
  }
  return node;
}

export function isAtEnd(scroll) {
  return scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
}

export const replyTarget = (id) => messagesOf(model.open).find((message) => message.message_id === id);

function size(bytes) {
  return bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(bytes < 10240 ? 1 : 0)} kB`;
}

function make(tag, className = "", text = "") {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}
