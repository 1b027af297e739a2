// Pictures and files: chosen, pasted or dropped.

import { words } from "./server.js";

export function acceptFiles(phone) {
  const chooser = phone.part(".files");
  phone.part(".attach").addEventListener("click", () => chooser.click());
  chooser.addEventListener("change", async () => {
    await send(phone, chooser.files);
    chooser.value = "";
    phone.box.focus();
  });
  phone.box.addEventListener("paste", (event) => {
    if (!event.clipboardData.files.length) return;
    event.preventDefault();
    send(phone, event.clipboardData.files);
  });
  acceptDrops(phone);
}

function acceptDrops(phone) {
  const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
  let depth = 0;
  const show = () => phone.element.classList.toggle("dropping", depth > 0);
  phone.element.addEventListener("dragenter", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    depth += 1;
    show();
  });
  phone.element.addEventListener("dragover", (event) => {
    if (holdsFiles(event)) event.preventDefault();
  });
  phone.element.addEventListener("dragleave", () => {
    depth = Math.max(depth - 1, 0);
    show();
  });
  phone.element.addEventListener("drop", (event) => {
    depth = 0;
    show();
    if (!holdsFiles(event)) return;
    event.preventDefault();
    send(phone, event.dataTransfer.files);
  });
}

async function send(phone, files) {
  if (!files.length) return;
  const form = new FormData();
  for (const file of files) form.append("file", file, file.name || words.picture);
  const caption = phone.box.value.trim();
  if (caption) form.append("caption", caption);
  if (await phone.call("picture", form)) {
    phone.box.value = "";
    phone.growBox();
  }
}
