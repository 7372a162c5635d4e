// Links to the bot itself do here what they do in Telegram, and open no page.

import { model } from "./model.js";

/** `{start}` or `{startchannel}` of a link to the bot; null for any other address. */
export function deepLink(address) {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.hostname !== "t.me" || url.pathname.slice(1).toLowerCase() !== model.me?.username?.toLowerCase()) return null;
  if (url.searchParams.has("startchannel")) return { startchannel: true };
  return { start: url.searchParams.get("start") ?? "" };
}
