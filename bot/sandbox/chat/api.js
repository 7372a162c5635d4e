// The sandbox's own JSON endpoints and its stream of events.

async function call(path, options) {
  const reply = await fetch(`/sandbox/${path}`, options);
  const body = await reply.json().catch(() => ({}));
  if (!reply.ok) throw new Error(body.description ?? body.error ?? `The sandbox answered ${reply.status}`);
  return body;
}

const post = (path, body) =>
  call(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const getState = () => call("state");
export const sendText = (message) => post("messages", message);
export const press = (chat_id, message_id, data) => post("callback", { chat_id, message_id, data });
export const shareChat = (chat_id, request_id, shared_id) => post("share", { chat_id, request_id, shared_id });
export const askInline = (query) => post("inline", { query });
export const chooseInline = (chosen) => post("inline/choice", chosen);
export const promote = (chat_id) => post("promote", { chat_id });
export const fileAddress = (id) => `/sandbox/files/${encodeURIComponent(id)}`;

export function sendFile(chat_id, file, thread_id) {
  const form = new FormData();
  form.append("chat_id", chat_id);
  if (thread_id) form.append("thread_id", thread_id);
  form.append("file", file, file.name);
  return call("documents", { method: "POST", body: form });
}

/** Calls `onEvent` for every event after `since`; `onGap` when the stream came back after a break. */
export function listen(since, onEvent, onGap) {
  const stream = new EventSource(`/sandbox/events?since=${since}`);
  let broken = false;
  stream.onmessage = (message) => onEvent(JSON.parse(message.data));
  stream.onerror = () => (broken = true);
  stream.onopen = () => {
    if (broken) onGap();
    broken = false;
  };
}
