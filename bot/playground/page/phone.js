// One phone: its talk, its text box, its buttons.

import { element } from "./elements.js";
import { callServer, startPayload, words } from "./server.js";
import { dayOf } from "./clock.js";
import { messageElement } from "./message.js";
import { acceptFiles } from "./attaching.js";

const tints = ["#c0562f", "#6b4fb3", "#1c7a53", "#a33a67"];
const toastSeconds = 4;
const roomAbove = 8;
let made = 0;

export class PhoneScreen {
  constructor(view, showNotice) {
    this.id = view.id;
    this.showNotice = showNotice;
    this.uncovered = new Set();
    this.items = new Map();
    this.toastsSeen = view.toasts.length ? view.toasts.at(-1).number + 1 : 0;
    this.unread = 0;
    this.inView = true;
    this.act = {
      tap: (message, row, column) => this.call("tap", { message_id: message, row, column }),
      command: (text) => this.call("text", { text }),
      link: (url, event) => this.follow(url, event),
      copy: (text) => this.copy(text),
    };
    this.build(view);
  }

  build(view) {
    const template = document.getElementById("phone-template");
    this.element = template.content.firstElementChild.cloneNode(true);
    this.part = (selector) => this.element.querySelector(selector);
    this.element.id = `phone-${view.id}`;
    this.element.style.setProperty("--tint", tints[made++ % tints.length]);
    this.element.setAttribute("aria-label", words.phone.replace("{name}", view.label));
    this.part(".avatar").textContent = initials(view.label);
    this.part(".phone-who h2").textContent = view.label;
    this.part(".phone-who p").textContent = view.role;
    this.messages = this.part(".messages");
    this.messages.setAttribute("aria-label", words.conversation);
    this.box = this.part("textarea");
    this.box.setAttribute("aria-label", words.composer.replace("{name}", view.label));
    this.switchButton = this.buildSwitch(view);
    this.listen();
  }

  buildSwitch(view) {
    const button = element("button", "", view.label);
    button.type = "button";
    button.addEventListener("click", () => {
      this.comeIntoView();
      this.box.focus({ preventScroll: true });
    });
    return button;
  }

  comeIntoView() {
    this.element.scrollIntoView({ behavior: "smooth", inline: "center", block: "nearest" });
  }

  offerAway(takeAway) {
    const button = this.part(".away");
    button.hidden = false;
    button.setAttribute("aria-label", words["phone-away"].replace("{name}", this.part(".phone-who h2").textContent));
    button.title = button.getAttribute("aria-label");
    button.addEventListener("click", takeAway);
  }

  listen() {
    this.part(".composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.sendText();
    });
    this.box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.sendText();
    });
    this.box.addEventListener("input", () => this.growBox());
    this.part(".start").addEventListener("click", () => this.call("start", {}));
    this.part(".jump").addEventListener("click", () => this.toEnd());
    this.messages.addEventListener("scroll", () => this.noticeScroll());
    new ResizeObserver(() => this.noticeScroll()).observe(this.messages);
    acceptFiles(this);
  }

  show(view) {
    if (view.revision < this.revision) this.forget();
    this.revision = view.revision;
    const atEnd = this.isAtEnd();
    const added = this.showMessages(view.messages);
    this.part(".empty").hidden = view.started || view.messages.length > 0;
    this.showKeyboard(view.keyboard);
    this.showToasts(view.toasts);
    if (atEnd || added.some((message) => message.mine)) this.toNew(added);
    else this.noticeReader();
    if (this.shownBefore && !this.inView) this.setUnread(this.unread + added.filter((one) => !one.mine).length);
    this.shownBefore = true;
  }

  // The server has started anew and knows nothing of before.
  forget() {
    this.items.clear();
    this.messages.replaceChildren();
    this.toastsSeen = 0;
  }

  // Only what is new or different is made again: the focus and the place of the reader stay.
  showMessages(messages) {
    const added = [];
    const wanted = [];
    let day = "";
    for (const message of messages) {
      const itsDay = dayOf(message.at * 1000);
      if (itsDay !== day) wanted.push(this.dayLine(itsDay));
      day = itsDay;
      const known = this.items.get(message.id);
      if (!known) added.push(message);
      if (!known || known.revision !== message.revision) {
        const item = messageElement(message, this);
        if (known) this.replace(known.item, item);
        this.items.set(message.id, { item, revision: message.revision });
      }
      wanted.push(this.items.get(message.id).item);
    }
    const ids = new Set(messages.map((message) => message.id));
    for (const id of this.items.keys()) if (!ids.has(id)) this.items.delete(id);
    this.arrange(wanted);
    return added;
  }

  dayLine(day) {
    this.days ??= new Map();
    if (!this.days.has(day)) this.days.set(day, element("li", "day", day));
    return this.days.get(day);
  }

  replace(old, item) {
    const hadFocus = old.contains(document.activeElement);
    item.style.animation = "none";
    old.replaceWith(item);
    if (hadFocus) this.focusMessages();
  }

  arrange(wanted) {
    const keep = new Set(wanted);
    for (const child of [...this.messages.children]) {
      if (keep.has(child)) continue;
      if (child.contains(document.activeElement)) this.focusMessages();
      child.remove();
    }
    wanted.forEach((item, index) => {
      if (this.messages.children[index] !== item) this.messages.insertBefore(item, this.messages.children[index] || null);
    });
  }

  showKeyboard(rows) {
    const shape = JSON.stringify(rows);
    if (shape === this.keyboardShape) return;
    this.keyboardShape = shape;
    const keyboard = this.part(".keyboard");
    keyboard.hidden = rows.length === 0;
    keyboard.replaceChildren(...rows.map((row) => {
      const line = element("div", "button-row");
      line.append(...row.map((label) => {
        const button = element("button", "", label);
        button.type = "button";
        button.addEventListener("click", () => this.call("text", { text: label }));
        return button;
      }));
      return line;
    }));
  }

  showToasts(toasts) {
    for (const toast of toasts) {
      if (toast.number < this.toastsSeen) continue;
      this.toastsSeen = toast.number + 1;
      if (toast.url) this.follow(toast.url);
      else if (toast.alert) this.showAlert(toast.text);
      else this.showToast(toast.text);
    }
  }

  showToast(text) {
    const toast = element("div", "toast", text);
    this.part(".toasts").append(toast);
    setTimeout(() => toast.remove(), toastSeconds * 1000);
  }

  showAlert(text) {
    const dialog = this.part(".alert");
    dialog.querySelector("p").textContent = text;
    if (!dialog.open) dialog.showModal();
  }

  async sendText() {
    const text = this.box.value;
    if (!text.trim()) return;
    this.box.value = "";
    this.growBox();
    if (!(await this.call("text", { text }))) {
      this.box.value = text;
      this.growBox();
    }
  }

  follow(url, event) {
    const payload = startPayload(url);
    if (payload === null) {
      if (!event) window.open(url, "_blank", "noopener,noreferrer");
      return;
    }
    event?.preventDefault();
    this.call("start", { payload });
  }

  async copy(text) {
    await navigator.clipboard.writeText(text);
    this.showToast(words.copied);
  }

  async call(act, body) {
    this.element.classList.add("sending");
    try {
      await callServer(`/phones/${this.id}/${act}`, body);
      this.showNotice("");
      return true;
    } catch (error) {
      this.showToast(error.message);
      return false;
    } finally {
      this.element.classList.remove("sending");
    }
  }

  setTime(time) {
    const clock = this.part(".phone-clock");
    if (clock.textContent !== time) clock.textContent = time;
  }

  setInView(inView) {
    this.inView = inView;
    this.switchButton.setAttribute("aria-current", String(inView));
    if (inView) this.setUnread(0);
  }

  setUnread(unread) {
    this.unread = unread;
    this.switchButton.querySelector(".unread")?.remove();
    if (unread) this.switchButton.append(element("span", "unread", unread));
  }

  growBox() {
    this.box.style.height = "auto";
    this.box.style.height = `${this.box.scrollHeight + 2}px`;
  }

  isAtEnd() {
    return this.messages.scrollHeight - this.messages.scrollTop - this.messages.clientHeight < 60;
  }

  // A talk that grew by itself, such as by a picture that arrived, stays at its end; a reader who scrolled stays put.
  noticeScroll() {
    const shape = `${this.messages.scrollHeight} ${this.messages.clientHeight}`;
    const grew = shape !== this.shape;
    this.shape = shape;
    if (grew && this.wasAtEnd) this.messages.scrollTop = this.messages.scrollHeight;
    this.wasAtEnd = this.isAtEnd();
    this.part(".jump").hidden = this.wasAtEnd;
  }

  noticeReader() {
    this.wasAtEnd = false;
    this.noticeScroll();
  }

  // An answer that is longer than the screen is read from its beginning, below what it answers where both fit.
  toNew(added) {
    this.toEnd();
    const answer = this.shownBefore && added.findLast((message) => !message.mine);
    if (!answer) return;
    const item = this.items.get(answer.id).item;
    const before = item.previousElementSibling;
    const fits = before?.classList.contains("mine") && before.offsetHeight < this.messages.clientHeight / 2;
    const begin = fits ? before : item;
    const top = begin.offsetTop - (begin.offsetParent === this.messages ? 0 : this.messages.offsetTop) - roomAbove;
    if (top >= this.messages.scrollTop) return;
    this.wasAtEnd = false;
    this.messages.scrollTop = top;
    this.noticeScroll();
  }

  toEnd() {
    this.wasAtEnd = true;
    this.shape = "";
    this.noticeScroll();
  }

  focusMessages() {
    this.messages.focus({ preventScroll: true });
  }
}

function initials(name) {
  const parts = name.split(/\s+/).filter((part) => /^\p{Lu}/u.test(part));
  return (parts.length ? parts : [name]).slice(0, 2).map((part) => part[0]).join("").toUpperCase();
}
