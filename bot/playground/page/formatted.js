// A text with Telegram's entities as elements. Offsets count UTF-16 units, as JavaScript's strings do.

import { element } from "./elements.js";
import { words } from "./server.js";

const tags = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s",
  code: "code", pre: "pre", blockquote: "blockquote", expandable_blockquote: "blockquote",
};
const links = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)]/g;
const commands = /(?<!\S)\/[a-z0-9_]{1,32}\b/gi;

function found(pattern, kind, text) {
  return [...text.matchAll(pattern)].map((one) => ({ type: kind, offset: one.index, length: one[0].length, url: one[0] }));
}

function overlaps(one, others) {
  return others.some((other) => one.offset < other.offset + other.length && other.offset < one.offset + one.length);
}

// `act` says what a tap on a link or a command does.
export function formattedWords(text, entities, act) {
  const known = entities.filter((one) => one.type !== "bot_command");
  const urls = found(links, "text_link", text).filter((one) => !overlaps(one, known.filter((other) => other.type === "text_link")));
  const typed = found(commands, "bot_command", text).filter((one) => !overlaps(one, urls));
  const all = [...known, ...urls, ...typed].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const holder = element("div", "words");
  holder.append(...pieces(text, 0, text.length, all, act));
  return holder;
}

function pieces(text, start, end, entities, act) {
  const made = [];
  let position = start;
  let rest = entities;
  while (rest.length) {
    const [first, ...others] = rest;
    const last = Math.min(first.offset + first.length, end);
    const inside = others.filter((one) => one.offset < last);
    rest = others.filter((one) => one.offset >= last);
    made.push(text.slice(position, first.offset));
    const piece = pieceOf(first, text.slice(first.offset, last), act);
    piece.append(...pieces(text, first.offset, last, inside, act));
    made.push(piece);
    position = last;
  }
  made.push(text.slice(position, end));
  return made.filter((piece) => piece !== "");
}

function pieceOf(entity, text, act) {
  if (entity.type === "text_link") return linkTo(entity.url, act);
  if (entity.type === "bot_command") return commandButton(text, act);
  if (entity.type === "spoiler") return spoiler();
  return element(tags[entity.type] || "span");
}

function linkTo(url, act) {
  const link = element("a");
  link.href = url;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  link.addEventListener("click", (event) => act.link(url, event));
  return link;
}

function commandButton(text, act) {
  const button = element("button", "command");
  button.type = "button";
  button.addEventListener("click", () => act.command(text));
  return button;
}

function spoiler() {
  const hidden = element("span", "spoiler");
  hidden.tabIndex = 0;
  hidden.setAttribute("role", "button");
  hidden.setAttribute("aria-label", words.spoiler);
  const open = () => {
    hidden.classList.add("open");
    hidden.removeAttribute("role");
    hidden.removeAttribute("aria-label");
  };
  hidden.addEventListener("click", open);
  hidden.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    open();
  });
  return hidden;
}
