// Writing: the growing box, the command menu, files by button, drop and paste.

import { model, openChat } from "./model.js";

const LONGEST_MESSAGE = 4096; // Telegram's limit; a longer paste is sent as a text file

const INLINE_PAUSE = 250; // milliseconds without a key, then the bot is asked

/** `on`: text(text), files(list), inline(query) → results, choose(result). Returns {fill(text), focus()}. */
export function setUpComposer(parts, on) {
  const { form, box, menu, file, app } = parts;
  const grow = () => {
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight + 2}px`;
  };
  const fill = (text) => {
    box.value = text;
    grow();
    drawMenu(parts, pick);
    box.dispatchEvent(new Event("filled"));
    box.focus();
  };
  const pick = (name) => fill(`/${name} `);
  const choose = (result) => {
    fill("");
    on.choose(result);
  };
  const askInline = setUpInline(parts, on, choose);
  const send = () => {
    const text = box.value.trim();
    if (!text || openChat()?.can_write === false) return;
    fill("");
    if (text.length > LONGEST_MESSAGE) on.files([new File([text], "pasted.txt", { type: "text/plain" })]);
    else on.text(text);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  box.addEventListener("input", () => {
    grow();
    drawMenu(parts, pick);
    askInline();
  });
  box.addEventListener("keydown", (event) => onKey(event, parts, send));
  box.addEventListener("paste", (event) => {
    if (!event.clipboardData.files.length) return;
    event.preventDefault();
    on.files([...event.clipboardData.files]);
  });
  parts.openMenu.addEventListener("click", () => (menu.hidden ? fill("/") : fill("")));
  parts.attach.addEventListener("click", () => file.click());
  file.addEventListener("change", () => {
    on.files([...file.files]);
    file.value = "";
  });
  setUpDrop(app, on.files);
  return { fill, focus: () => box.focus() };
}

/** `@bot words`: the bot's results, to pick one. Returns what is to be called after every key. */
function setUpInline({ box, menu }, on, choose) {
  let waiting = 0;
  const ask = () => {
    clearTimeout(waiting);
    const asked = box.value;
    const query = inlineQuery(asked);
    if (query === null) return;
    waiting = setTimeout(async () => {
      const results = await on.inline(query);
      if (box.value !== asked) return;
      menu.hidden = !results.length;
      menu.replaceChildren(...results.map((result, index) => option(result.title, result.description, index, () => choose(result))));
    }, INLINE_PAUSE);
  };
  box.addEventListener("filled", ask);
  return ask;
}

function inlineQuery(text) {
  const name = `@${model.me?.username} `.toLowerCase();
  return text.toLowerCase().startsWith(name) ? text.slice(name.length) : null;
}

function setUpDrop(app, onFiles) {
  let depth = 0;
  const show = (change) => {
    depth = Math.max(0, depth + change);
    app.classList.toggle("dropping", depth > 0);
  };
  const carriesSomething = (event) => [...event.dataTransfer.types].some((type) => type === "Files" || type === "text/plain");
  app.addEventListener("dragenter", (event) => carriesSomething(event) && show(1));
  app.addEventListener("dragleave", (event) => carriesSomething(event) && show(-1));
  app.addEventListener("dragover", (event) => event.preventDefault());
  app.addEventListener("drop", (event) => {
    event.preventDefault();
    show(-depth);
    const text = event.dataTransfer.getData("text/plain");
    if (event.dataTransfer.files.length) onFiles([...event.dataTransfer.files]);
    else if (text.trim()) onFiles([new File([text], "dropped.txt", { type: "text/plain" })]);
  });
}

function drawMenu({ box, menu }, pick) {
  const typed = /^\/([a-z0-9_]*)$/i.exec(box.value);
  const fitting = typed ? model.commands.filter((item) => item.command.startsWith(typed[1].toLowerCase())) : [];
  menu.hidden = !fitting.length;
  menu.replaceChildren(...fitting.map((item, index) => option(`/${item.command}`, item.description, index, () => pick(item.command))));
}

function option(title, description, index, pick) {
  const node = document.createElement("li");
  node.setAttribute("role", "option");
  node.setAttribute("aria-selected", String(index === 0));
  node.dataset.title = title;
  const name = document.createElement("b");
  name.textContent = title;
  const says = document.createElement("span");
  says.textContent = description ?? "";
  node.append(name, says);
  node.pick = pick;
  node.addEventListener("mousedown", (event) => {
    event.preventDefault();
    pick();
  });
  return node;
}

function onKey(event, { menu, box }, send) {
  const options = [...menu.children];
  const chosen = options.findIndex((node) => node.getAttribute("aria-selected") === "true");
  if (!menu.hidden && (event.key === "ArrowDown" || event.key === "ArrowUp") && !event.altKey) {
    event.preventDefault();
    const next = (chosen + (event.key === "ArrowDown" ? 1 : options.length - 1)) % options.length;
    options.forEach((node, index) => node.setAttribute("aria-selected", String(index === next)));
    options[next].scrollIntoView({ block: "nearest" });
  } else if (!menu.hidden && (event.key === "Tab" || (event.key === "Enter" && box.value !== options[chosen]?.dataset.title))) {
    event.preventDefault();
    options[chosen].pick();
  } else if (event.key === "Escape") {
    menu.hidden = true;
  } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    send();
  }
}
