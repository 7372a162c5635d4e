// Message text with Telegram's entities → DOM. Offsets are UTF-16 units, as in JavaScript strings.

const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote" };
const LINKED = new Set(["bot_command", "hashtag", "cashtag", "mention"]);
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);

/** A fragment showing `text`; `onCommand(text)` is called for a pressed command, hashtag or cashtag. */
export function renderText(text, entities, onCommand) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return build(text, 0, text.length, sorted, onCommand);
}

function build(text, start, end, entities, onCommand) {
  const fragment = document.createDocumentFragment();
  let at = start;
  while (entities.length) {
    const entity = entities[0];
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    if (entity.offset >= end) break;
    entities.shift();
    if (to <= from) continue;
    fragment.append(text.slice(at, from));
    const inner = entities.filter((other) => other.offset < to);
    entities.splice(0, inner.length);
    fragment.append(element(entity, text.slice(from, to), build(text, from, to, inner, onCommand), onCommand));
    at = BLOCKS.has(entity.type) && text[to] === "\n" ? to + 1 : to; // a block ends its line by itself
  }
  fragment.append(text.slice(at, end));
  return fragment;
}

function element(entity, raw, children, onCommand) {
  if (entity.type === "text_link" || entity.type === "url" || entity.type === "email") return link(entity, raw, children);
  if (entity.type === "expandable_blockquote") return expandable(children);
  if (entity.type === "spoiler") return spoiler(children);
  if (entity.type === "date_time") return localTime(entity, children);
  if (LINKED.has(entity.type)) return pressable(raw, children, onCommand);
  const node = document.createElement(TAGS[entity.type] ?? "span");
  node.append(children);
  return node;
}

function link(entity, raw, children) {
  const node = document.createElement("a");
  const target = entity.type === "email" ? `mailto:${raw}` : entity.url ?? (raw.includes("://") ? raw : `https://${raw}`);
  if (/^(https?|tg|mailto):/i.test(target)) node.href = target;
  node.target = "_blank";
  node.rel = "noopener noreferrer";
  node.append(children);
  return node;
}

function expandable(children) {
  const node = document.createElement("blockquote");
  node.className = "expandable";
  node.tabIndex = 0;
  node.setAttribute("role", "button");
  node.setAttribute("aria-expanded", "false");
  const fold = document.createElement("div");
  fold.className = "fold";
  fold.append(children);
  node.append(fold);
  const toggle = () => node.setAttribute("aria-expanded", String(node.classList.toggle("open")));
  node.addEventListener("click", (event) => event.target.closest("a") || toggle());
  node.addEventListener("keydown", (event) => (event.key === "Enter" || event.key === " ") && (event.preventDefault(), toggle()));
  return node;
}

function spoiler(children) {
  const node = document.createElement("span");
  node.className = "spoiler";
  node.append(children);
  node.addEventListener("click", () => node.classList.add("shown"));
  return node;
}

function localTime(entity, children) {
  const node = document.createElement("time");
  const moment = new Date(entity.unix_time * 1000);
  if (Number.isNaN(moment.getTime())) {
    node.append(children);
    return node;
  }
  node.dateTime = moment.toISOString();
  node.title = children.textContent;
  node.textContent = moment.toLocaleString([], { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" });
  return node;
}

function pressable(raw, children, onCommand) {
  const node = document.createElement("a");
  node.className = "command";
  node.href = "#";
  node.append(children);
  node.addEventListener("click", (event) => {
    event.preventDefault();
    onCommand(raw);
  });
  return node;
}
