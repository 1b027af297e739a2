// Who else has a phone on this page. The address keeps it, so that loading the page again changes nothing.

const list = document.getElementById("others");
const opener = list.querySelector("summary");
const boxes = new Map([...list.querySelectorAll("input")].map((box) => [box.value, box]));

export const isOther = (id) => boxes.has(id);

const added = () => [...new Set(new URLSearchParams(location.search).getAll("phone"))].filter(isOther);
const queryOf = (ids) => (ids.length ? `?${new URLSearchParams(ids.map((id) => ["phone", id]))}` : "");

// What is added, as the end of an address.
export const addedQuery = () => queryOf(added());

function keep(ids) {
  history.replaceState(null, "", location.pathname + queryOf(ids));
  boxes.forEach((box, id) => (box.checked = ids.includes(id)));
}

// `changed` hears the id of a phone that came, and null when one went.
export function listenToOthers(changed) {
  keep(added());
  boxes.forEach((box, id) =>
    box.addEventListener("change", () => {
      keep(box.checked ? [...added(), id] : added().filter((one) => one !== id));
      changed(box.checked ? id : null);
    }));
  list.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !list.open) return;
    list.open = false;
    opener.focus();
  });
  for (const kind of ["pointerdown", "focusin"]) {
    document.addEventListener(kind, (event) => {
      if (!list.contains(event.target)) list.open = false;
    });
  }
}

// Take a phone away by its own button; the focus goes where one can be added again.
export function takeAway(id) {
  boxes.get(id).click();
  opener.focus();
}
