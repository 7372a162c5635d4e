// What the page knows: chats, messages, what is open. Changed by events, read by the views.

export const model = {
  me: null, user: null, chats: [], messages: new Map(), commands: [],
  open: null, thread: null, unread: new Map(), typing: new Map(), fresh: new Set(),
};

/** Fill the model from the sandbox's state; what is open stays open. */
export function load(state) {
  Object.assign(model, { me: state.me, user: state.user, chats: state.chats, commands: state.commands ?? [] });
  model.messages = new Map(Object.entries(state.messages).map(([id, list]) => [Number(id), list]));
  if (!model.chats.some((chat) => chat.id === model.open)) model.open = null;
}

export const chatOf = (id) => model.chats.find((chat) => chat.id === id);
export const openChat = () => chatOf(model.open);
export const messagesOf = (id) => model.messages.get(id) ?? [];
export const lastOf = (id) => messagesOf(id).at(-1);
export const isMine = (message) => message.from?.id === model.user?.id;
export const titleOf = (chat) => (chat.type === "private" ? botName() : chat.title ?? String(chat.id));
export const botName = () => model.me?.first_name ?? "Bot";

/** Messages of the open chat and topic, oldest first. */
export function visible() {
  const all = messagesOf(model.open);
  return model.thread === null ? all : all.filter((message) => (message.message_thread_id ?? 0) === model.thread);
}

/** Take one event in; returns true when a view must be drawn anew. */
export function apply(event) {
  const list = model.messages.get(event.chat_id) ?? [];
  if (event.type === "message") {
    if (list.some((message) => message.message_id === event.message.message_id)) return false;
    model.messages.set(event.chat_id, [...list, event.message]);
    model.fresh.add(`${event.chat_id}:${event.message.message_id}`);
    model.typing.delete(event.chat_id);
    if (event.chat_id !== model.open || document.hidden) model.unread.set(event.chat_id, (model.unread.get(event.chat_id) ?? 0) + 1);
    return true;
  }
  if (event.type === "edit") {
    model.messages.set(event.chat_id, list.map((message) => (message.message_id === event.message.message_id ? event.message : message)));
    return true;
  }
  if (event.type === "delete") {
    const gone = new Set(event.message_ids ?? [event.message_id]);
    model.messages.set(event.chat_id, list.filter((message) => !gone.has(message.message_id)));
    return true;
  }
  if (event.type === "keyboard") {
    const chat = chatOf(event.chat_id);
    if (chat) chat.keyboard = event.keyboard;
    return Boolean(chat);
  }
  if (event.type === "bot") {
    model.me = event.me;
    return true;
  }
  if (event.type === "commands") {
    model.commands = event.commands ?? [];
    return true;
  }
  return false;
}
