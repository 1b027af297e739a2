// The page: listens to what changes, moves the clock, shows what is behind the phones.

import { callServer, words } from "./server.js";
import { PhoneScreen } from "./phone.js";
import { showClock, startTicking } from "./clock.js";
import { showBehind } from "./behind.js";
import { isOtherSchool, listenToPicker } from "./picker.js";

const phonesElement = document.getElementById("phones");
const switchElement = document.getElementById("switch");
const notice = document.getElementById("notice");
const phones = new Map();

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
  }
  phone.show(view);
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
  const events = new EventSource("/events");
  const on = (name, handle) => events.addEventListener(name, (event) => handle(JSON.parse(event.data)));
  on("state", (state) => {
    if (isOtherSchool(state.school)) {
      location.replace("/");
      return;
    }
    showNotice("");
    state.phones.forEach(showPhone);
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
startTicking((time) => phones.forEach((phone) => phone.setTime(time)));
listen();
