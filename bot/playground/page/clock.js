// The school's clock: the server says where it stands, the page lets it tick.

const zone = { timeZone: "Europe/Amsterdam" };
const hours = new Intl.DateTimeFormat("nl-NL", { ...zone, hour: "2-digit", minute: "2-digit" });
const longDay = new Intl.DateTimeFormat("nl-NL", { ...zone, weekday: "long", day: "numeric", month: "long", year: "numeric" });
const shortDay = new Intl.DateTimeFormat("nl-NL", { ...zone, weekday: "long", day: "numeric", month: "long" });

const time = document.getElementById("clock");
const hoursElement = document.getElementById("clock-hours");
const dayElement = document.getElementById("clock-day");
const field = document.getElementById("clock-field");

let ahead = 0;
let tellPhones = () => {};

export const hoursOf = (milliseconds) => hours.format(milliseconds).replace(":", ".");
export const dayOf = (milliseconds) => shortDay.format(milliseconds);

export function showClock(clock) {
  ahead = clock.milliseconds - Date.now();
  field.value = clock.now.slice(0, 16);
  tick();
}

export function startTicking(tell) {
  tellPhones = tell;
  setInterval(tick, 1000);
}

function tick() {
  const now = Date.now() + ahead;
  const shown = hoursOf(now);
  time.dateTime = new Date(now).toISOString();
  if (hoursElement.textContent !== shown) hoursElement.textContent = shown;
  dayElement.textContent = longDay.format(now);
  tellPhones(shown);
}
