// The page: listens to what changes, moves the clock, shows what is behind the phones.

import { callServer, words } from "./server.js";
import { PhoneScreen } from "./phone.js";
import { showClock, startTicking } from "./clock.js";
import { showBehind } from "./behind.js";
import { isOtherSchool, listenToPicker } from "./picker.js";
import { addedQuery, isOther, listenToOthers, takeAway } from "./others.js";

const phonesElement = document.getElementById("phones");
const switchElement = document.getElementById("switch");
const notice = document.getElementById("notice");
const phones = new Map();
let events;
let expected = null;

function showNotice(text) {
  notice.hidden = !text;
  notice.textContent = text || "";
}

function showPhone(view) {
  let phone = phones.get(view.id);
  if (!phone) {
    phone = new PhoneScreen(view, showNotice);
    phones.set(view.id, phone);
    phonesElement.append(phone.element);
    switchElement.append(phone.switchButton);
    inView.observe(phone.element);
    if (isOther(view.id)) phone.offerAway(() => takeAway(view.id));
  }
  phone.show(view);
}

function showPhones(views) {
  const wanted = new Set(views.map((view) => view.id));
  for (const [id, phone] of phones) {
    if (wanted.has(id)) continue;
    inView.unobserve(phone.element);
    phone.element.remove();
    phone.switchButton.remove();
    phones.delete(id);
  }
  views.forEach(showPhone);
  const isMore = views.some((view) => isOther(view.id));
  phonesElement.classList.toggle("more", isMore);
  switchElement.classList.toggle("more", isMore);
  phones.get(expected)?.comeIntoView();
  expected = null;
}

const inView = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      const phone = [...phones.values()].find((one) => one.element === entry.target);
      phone?.setInView(entry.isIntersecting);
    }
  },
  { threshold: 0.6 },
);

function listen() {
  events?.close();
  events = new EventSource(`/events${addedQuery()}`);
  const on = (name, handle) => events.addEventListener(name, (event) => handle(JSON.parse(event.data)));
  on("state", (state) => {
    if (isOtherSchool(state.school)) {
      location.replace("/");
      return;
    }
    showNotice("");
    showPhones(state.phones);
    showClock(state.clock);
    showBehind(state.behind);
    document.documentElement.dataset.ready = "true";
  });
  on("phone", showPhone);
  on("clock", showClock);
  on("behind", showBehind);
  events.onerror = () => showNotice(words.disconnected);
}

async function moveClock(request) {
  const buttons = document.querySelectorAll(".clock button");
  buttons.forEach((button) => (button.disabled = true));
  try {
    showClock(await callServer("/clock", request));
    showNotice("");
  } catch (error) {
    showNotice(error.message);
  } finally {
    buttons.forEach((button) => (button.disabled = false));
  }
}

document.querySelectorAll("[data-clock]").forEach((button) => {
  button.addEventListener("click", async () => {
    await moveClock(JSON.parse(button.dataset.clock));
    button.focus();
  });
});
document.getElementById("clock-form").addEventListener("submit", (event) => {
  event.preventDefault();
  moveClock({ local: document.getElementById("clock-field").value });
});

listenToPicker(showNotice);
listenToOthers((id) => {
  expected = id;
  listen();
});
startTicking((time) => phones.forEach((phone) => phone.setTime(time)));
listen();
