// The panel: open duties and the outbox.

import { element } from "./elements.js";
import { words } from "./server.js";
import { hoursOf } from "./clock.js";

function row(what, chip, chipClass, more) {
  const made = element("li", "row");
  const head = element("div", "row-head");
  head.append(element("span", "row-what", what));
  if (chip) head.append(element("span", `chip ${chipClass}`, chip));
  made.append(head, element("div", "row-more", more));
  return made;
}

function fill(name, rows, nothing) {
  const list = document.getElementById(name);
  list.replaceChildren(...(rows.length ? rows : [element("li", "nothing", nothing)]));
  document.getElementById(`${name}-count`).textContent = rows.length;
}

export function showBehind(behind) {
  const duties = behind.duties.map((duty) =>
    row(duty.what, duty.late ? words["duty-late"] : "", "late", `${duty.case} · ${duty.who} · ${duty.due}`));
  const outbox = behind.outbox.map((message) =>
    row(message.what, message.label, message.state, `${message.to} · ${hoursOf(message.at * 1000)}`));
  fill("duties", duties, words["duties-none"]);
  fill("outbox", outbox, words["outbox-none"]);
}
