// The sidebar: chats with their last message, and what has not been read.

import { chatOf, lastOf, model, titleOf } from "./model.js";

const HUES = ["#b4632d", "#3f7d78", "#6b5ca5", "#8a6a2f", "#2f6f9f"];
const KINDS = { private: "private chat", group: "group", supergroup: "group", channel: "channel" };

export function avatar(node, chat) {
  const title = titleOf(chat);
  node.textContent = [...title][0]?.toUpperCase() ?? "?";
  node.style.setProperty("--hue", HUES[model.chats.indexOf(chatOf(chat.id)) % HUES.length]);
  return node;
}

export const describe = (chat) => KINDS[chat.type] ?? chat.type;

export function drawChats(list, onOpen) {
  list.replaceChildren(...model.chats.map((chat) => row(chat, onOpen)));
}

function row(chat, onOpen) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-current", String(chat.id === model.open));
  button.addEventListener("click", () => onOpen(chat.id));
  const last = lastOf(chat.id);
  const picture = avatar(cell("div", "avatar", ""), chat);
  picture.setAttribute("aria-hidden", "true");
  button.append(picture, cell("span", "title", titleOf(chat)), cell("time", "", last ? clock(last.date) : ""), cell("span", "last", last ? preview(last) : describe(chat)));
  const unread = model.unread.get(chat.id);
  if (unread) button.append(cell("span", "unread", String(unread)));
  item.append(button);
  return item;
}

function cell(tag, className, text) {
  const node = document.createElement(tag);
  node.className = className;
  node.textContent = text;
  return node;
}

export const clock = (seconds) => new Date(seconds * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });

export function preview(message) {
  if (message.photo) return `Photo ${message.caption ?? ""}`;
  if (message.document) return message.document.file_name ?? "File";
  return (message.text ?? message.caption ?? shared(message) ?? "").split("\n", 1)[0];
}

/** What a message says that shares a chat; undefined for any other. */
export function shared(message) {
  const id = message.chat_shared?.chat_id;
  return id === undefined ? undefined : `Chose ${titleOf(chatOf(id) ?? { title: String(id) })}`;
}
