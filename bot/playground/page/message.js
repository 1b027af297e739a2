// One message of a talk.

import { element, icon } from "./elements.js";
import { formattedWords } from "./formatted.js";
import { hoursOf } from "./clock.js";
import { words } from "./server.js";

const page = "M7 3h7l4 4v14H7z";
const shield = "M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6z";
const plain = { sticker: "sticker", voice: "voice", audio: "voice", video: "video", video_note: "video", animation: "video", location: "location", contact: "contact" };

export function messageElement(message, phone) {
  const item = element("li", `message ${message.mine ? "mine" : "theirs"}`);
  if (message.protected) item.classList.add("protected");
  if (message.buttons.length) item.classList.add("with-buttons");
  const bubble = element("div", "bubble");
  bubble.append(...contentOf(message, phone), factsOf(message));
  item.append(bubble);
  if (message.buttons.length) item.append(keyboardOf(message, phone));
  return item;
}

function contentOf(message, phone) {
  const parts = [];
  if (message.photo) parts.push(pictureOf(message, phone));
  if (message.file) parts.push(fileOf(message.file, phone));
  if (plain[message.kind]) parts.push(element("em", "", words[plain[message.kind]]));
  if (message.text) parts.push(formattedWords(message.text, message.entities, phone.act));
  return parts;
}

function pictureOf(message, phone) {
  const holder = element("div", "picture");
  const image = element("img");
  image.src = `/phones/${phone.id}/pictures/${message.photo.file}`;
  image.alt = words.picture;
  image.width = message.photo.width;
  image.height = message.photo.height;
  image.draggable = !message.protected;
  if (message.protected) image.addEventListener("contextmenu", (event) => event.preventDefault());
  image.style.aspectRatio = `${message.photo.width} / ${message.photo.height}`;
  image.addEventListener("load", () => phone.noticeScroll());
  holder.append(image);
  if (message.spoiler && !phone.uncovered.has(message.id)) holder.append(coverOf(holder, message, phone));
  return holder;
}

function coverOf(holder, message, phone) {
  holder.classList.add("covered");
  const cover = element("button", "uncover");
  cover.type = "button";
  cover.append(element("span", "", words["spoiler-picture"]));
  cover.addEventListener("click", () => {
    phone.uncovered.add(message.id);
    holder.classList.remove("covered");
    cover.remove();
    phone.focusMessages();
  });
  return cover;
}

function fileOf(file, phone) {
  const holder = element("a", "document");
  holder.href = `/phones/${phone.id}/documents/${file.file}`;
  holder.target = "_blank";
  holder.rel = "noopener";
  const name = element("div");
  name.append(element("b", "", file.name || words.file), element("span", "", sizeOf(file.size)));
  holder.append(icon(page), name);
  return holder;
}

function sizeOf(bytes) {
  const kilobytes = bytes / 1024;
  const number = (value) => value.toLocaleString("nl-NL", { maximumFractionDigits: 1 });
  return kilobytes < 1024 ? `${number(Math.max(kilobytes, 0.1))} kB` : `${number(kilobytes / 1024)} MB`;
}

function factsOf(message) {
  const facts = element("div", "facts");
  if (message.protected) {
    const mark = element("span", "shield");
    mark.append(icon(shield));
    mark.title = words.protected;
    mark.setAttribute("role", "img");
    mark.setAttribute("aria-label", words.protected);
    facts.append(mark);
  }
  if (message.edited) facts.append(element("span", "edited", words.edited));
  facts.append(element("time", "", hoursOf(message.at * 1000)));
  return facts;
}

function keyboardOf(message, phone) {
  const rows = element("div", "buttons");
  message.buttons.forEach((row, rowNumber) => {
    const line = element("div", "button-row");
    row.forEach((button, column) => line.append(buttonOf(button, message, rowNumber, column, phone)));
    rows.append(line);
  });
  return rows;
}

function buttonOf(button, message, row, column, phone) {
  const made = element("button", `inline ${button.style || ""}`.trim(), button.text);
  made.type = "button";
  made.addEventListener("click", async () => {
    if (button.copy) return phone.act.copy(button.copy);
    if (button.url) return phone.act.link(button.url);
    made.classList.add("busy");
    await phone.act.tap(message.id, row, column);
    made.classList.remove("busy");
  });
  return made;
}
