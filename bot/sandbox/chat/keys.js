// The reply keyboard under the input: texts to send, and buttons that ask for a chat.

import { model, openChat, titleOf } from "./model.js";

/** `on`: text(text), share(request_id, chat_id). */
export function drawKeys(box, on) {
  const rows = openChat()?.keyboard ?? [];
  box.hidden = !rows.length;
  box.replaceChildren(...rows.map((row) => line(row.map((key) => button(key.text, () => pressed(box, key, on))))));
}

function pressed(box, key, on) {
  if (!key.request_chat) return on.text(key.text);
  const asked = key.request_chat;
  const fitting = model.chats.filter((chat) => chat.type !== "private" && (chat.type === "channel") === asked.chat_is_channel);
  box.replaceChildren(line(fitting.map((chat) => button(titleOf(chat), () => on.share(asked.request_id, chat.id)))));
}

function line(buttons) {
  const node = document.createElement("div");
  node.append(...buttons);
  return node;
}

function button(text, action) {
  const node = document.createElement("button");
  node.type = "button";
  node.textContent = text;
  node.addEventListener("click", action);
  return node;
}
